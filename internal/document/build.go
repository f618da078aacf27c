package document

import (
	"cmp"
	"slices"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
)

// Options say what a document is about.
type Options struct {
	Date   string // YYYY-MM-DD
	Since  string // label of a snapshot; empty: from the first on
	Rules  string // version of the built-in rules
	Source Source // code of excerpts; nil for none
}

// Source gives the code that an excerpt shows.
type Source interface {
	// Line returns a line, from 1, without its line end; ok is false where there is none.
	Line(file string, line int) (text string, ok bool)
}

// builder makes one document.
type builder struct {
	o       Options
	r       *diag.Result
	history *baseline.History // from Since on
	now     []baseline.Record
	doc     *Document

	standing     map[[3]string]*standing // see places
	suppressions []*diag.Suppression
}

// Build makes the document of a result, which must hold its checks and all its sites, and of what was found before.
func Build(r *diag.Result, h *baseline.History, o Options) (*Document, error) {
	if o.Since != "" {
		since, err := h.Since(o.Since)
		if err != nil {
			return nil, err
		}
		h = since
	}
	h = acceptedNow(h, r)
	r = withoutSuppressed(r)
	b := &builder{o: o, r: r, history: h, now: baseline.Records(r), suppressions: r.Suppressions}
	b.doc = &Document{Version: formatVersion, Date: o.Date, Since: o.Since, Tool: Tool{r.Tool.Name, r.Tool.Version, o.Rules}}
	b.scope()
	b.snapshots()
	b.summary()
	b.causes()
	b.sections()
	b.changes()
	b.order()
	b.accepted()
	b.undecided()
	b.nothing()
	b.unread()
	return b.doc, nil
}

func place(l diag.Location) Place { return Place{l.Repo, l.Path, l.Start.Line} }

func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.Repo, b.Repo), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
}

func (b *builder) scope() {
	s := Scope{Repos: append([]string{}, b.r.Repos...), Files: b.r.Stats.Files, Correct: b.r.Stats.SitesOK, Undecided: b.r.Stats.SitesUnknown}
	for _, f := range b.r.Findings {
		if f.IsCause {
			s.Causes++
		} else {
			s.Findings++
		}
	}
	b.doc.Scope = s
}

func (b *builder) causes() {
	b.doc.Causes = []Cause{}
	resolved := map[string][]Place{}
	for _, f := range b.r.Findings {
		if f.RootCause != "" {
			resolved[f.RootCause] = append(resolved[f.RootCause], place(f.Location))
		}
	}
	for _, f := range b.r.Findings {
		if !f.IsCause {
			continue
		}
		c := Cause{Place: place(f.Location), Rule: f.RuleID, Category: f.Category, Priority: string(f.Priority), Message: f.Message,
			Excerpt: b.excerpt(f.Location), Fingerprint: f.Fingerprint, Resolves: append([]Place{}, resolved[f.Fingerprint]...)}
		b.doc.Causes = append(b.doc.Causes, c)
	}
	slices.SortStableFunc(b.doc.Causes, func(x, y Cause) int {
		return cmp.Or(comparePriorities(x.Priority, y.Priority), cmp.Compare(len(y.Resolves), len(x.Resolves)), comparePlaces(x.Place, y.Place))
	})
}

// comparePriorities puts what states no priority last.
func comparePriorities(a, b string) int { return cmp.Compare(cmp.Or(a, "P9"), cmp.Or(b, "P9")) }

// maxExcerpt bounds the lines of an excerpt.
const maxExcerpt = 8

func (b *builder) excerpt(l diag.Location) string {
	if b.o.Source == nil || l.File == "" || l.Start.Line < 1 {
		return ""
	}
	out := ""
	for n := l.Start.Line; n <= max(l.Start.Line, min(l.End.Line, l.Start.Line+maxExcerpt-1)); n++ {
		text, ok := b.o.Source.Line(l.File, n)
		if !ok {
			break
		}
		if n > l.Start.Line {
			out += "\n"
		}
		out += text
	}
	return out
}

func (b *builder) undecided() {
	b.doc.Undecided = []Site{}
	for _, s := range b.r.Sites {
		if s.Verdict == diag.Unknown {
			b.doc.Undecided = append(b.doc.Undecided, Site{place(s.Location), s.RuleID, s.Reason})
		}
	}
	slices.SortStableFunc(b.doc.Undecided, func(x, y Site) int {
		return cmp.Or(cmp.Compare(x.Rule, y.Rule), comparePlaces(x.Place, y.Place))
	})
}

func (b *builder) nothing() {
	b.doc.Nothing, b.doc.Open = []Note{}, []string{}
	for _, n := range b.r.Notes {
		if n.RuleID != "" {
			b.doc.Nothing = append(b.doc.Nothing, Note{n.RuleID, n.Message})
		} else {
			b.doc.Open = append(b.doc.Open, n.Message)
		}
	}
}

func (b *builder) unread() {
	u := Unread{Errors: []Problem{}, Skipped: []Skipped{}}
	for _, e := range b.r.Errors {
		u.Errors = append(u.Errors, Problem{string(e.Kind), e.Path, e.Line, e.Message})
	}
	at := map[[3]string]int{}
	for _, s := range b.r.Skipped {
		k := [3]string{s.Repo, s.Kind, s.Reason}
		i, have := at[k]
		if !have {
			i = len(u.Skipped)
			at[k] = i
			u.Skipped = append(u.Skipped, Skipped{Repo: s.Repo, Kind: s.Kind, Reason: s.Reason})
		}
		path := s.Path
		if s.Dir {
			path += "/"
		}
		u.Skipped[i].Count++
		u.Skipped[i].Paths = append(u.Skipped[i].Paths, path)
	}
	b.doc.Unread = u
}
