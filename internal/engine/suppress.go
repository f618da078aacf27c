package engine

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/suppress"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// suppressions is what accepts findings where they stand, and how much of it is used.
type suppressions struct {
	a     *audit
	files map[fileKey]*markedFile
	order []*markedFile
	rules map[string]bool // ids of `rules:`
	run   map[string]bool // ids of what runs
	known map[string]bool // ids that there are
}

type fileKey struct{ repo, path string }

// markedFile is a file with markers. used holds the ids of each that suppress something.
type markedFile struct {
	file *program.File
	said *suppress.File
	used []map[string]bool
	rows []*diag.Suppression
}

// suppress marks the findings that a comment or the configuration accepts, and reports comments and entries that say nothing.
func (a *audit) suppress(ctx context.Context) error {
	s := &suppressions{a: a, files: map[fileKey]*markedFile{}, rules: map[string]bool{}, run: map[string]bool{}, known: map[string]bool{}}
	for _, r := range a.rules.Rules {
		s.rules[r.ID], s.run[r.ID] = true, r.NotOffered == ""
	}
	for _, c := range a.rules.Checks {
		s.run[c.ID] = true
	}
	for _, id := range a.rules.IDs {
		s.known[id] = true
	}
	if err := s.read(ctx); err != nil {
		return err
	}
	entries := s.entries()
	for i := range a.result.Findings {
		s.judge(&a.result.Findings[i], entries)
	}
	spread(a.result.Findings)
	if a.onlyRules() {
		s.publish(entries)
		return nil
	}
	var p diag.Fingerprinter
	about := s.told(&p, func(tell teller) {
		for _, m := range s.order {
			for i := range m.said.Markers {
				s.marker(m, i, tell)
			}
		}
	})
	for i := range about {
		s.byConfig(&about[i], entries)
	}
	// Entries may accept what is said about comments, so that what is said about entries comes last.
	about = append(about, s.told(&p, func(tell teller) {
		for _, e := range entries {
			s.entry(e, tell)
		}
	})...)
	a.result.Findings = append(a.result.Findings, about...)
	s.publish(entries)
	return nil
}

// read collects the markers of all files that may have some.
func (s *suppressions) read(ctx context.Context) error {
	all := s.a.prog.Files()
	found := make([]*markedFile, len(all))
	program.Each(len(all), s.a.workers, func(i int) {
		if ctx.Err() == nil {
			found[i] = s.markersOf(all[i])
		}
	})
	for _, m := range found {
		if m != nil {
			s.files[fileKey{m.file.Value.Repo, m.file.Value.Path}] = m
			s.order = append(s.order, m)
		}
	}
	return ctx.Err()
}

// markersOf reads the markers of a file, nil without any.
func (s *suppressions) markersOf(f *program.File) *markedFile {
	if !f.IsCode() && !suppress.MayMark(f.Value.Path) || !f.Holds(suppress.Words...) {
		return nil
	}
	text := f.Text()
	if text == nil {
		return nil
	}
	var said *suppress.File
	if u := f.Unit(); u != nil {
		said = suppress.InCode(u.Module().Tree, text)
	} else {
		said = suppress.InText(f.Value.Path, text)
	}
	if said == nil {
		return nil
	}
	m := &markedFile{file: f, said: said}
	for i := range said.Markers {
		marker := &said.Markers[i]
		m.used = append(m.used, map[string]bool{})
		m.rows = append(m.rows, &diag.Suppression{Location: m.location(s.a, i), Rules: marker.Rules, Reason: marker.Reason, Until: marker.Until,
			Expired: suppress.Expired(marker.Until, s.a.o.Today)})
	}
	return m
}

func (m *markedFile) location(a *audit, i int) diag.Location {
	at := m.said.Markers[i].Span
	return a.location(value.Place{File: m.file.Value, Start: at.Start, End: at.End})
}

// judge marks a finding if something accepts it. All that does is used, so that one of two does not look idle.
func (s *suppressions) judge(f *diag.Finding, entries []*entry) {
	if m := s.files[fileKey{f.Repo, f.Path}]; m != nil && f.Start.Line > 0 {
		lines := m.file.Text().Lines()
		at := syntax.Span{Start: lines.ByteColumnToOffset(f.Start.Line, f.Start.Column), End: lines.ByteColumnToOffset(f.End.Line, f.End.Column)}
		for _, i := range m.said.For(f.RuleID, at, s.rules[f.RuleID]) {
			m.used[i][f.RuleID] = true
			if !m.rows[i].Expired {
				accepted(f, m.rows[i])
			}
		}
	}
	s.byConfig(f, entries)
}

// accepted marks a finding. The first that accepts it is named.
func accepted(f *diag.Finding, by *diag.Suppression) {
	if f.Status == diag.New {
		f.Status, f.SuppressedBy = diag.Suppressed, by
	}
	if !f.IsCause {
		by.Findings++
	}
}

// spread lets who accepts a root cause accept what it explains, and who accepts all that a root cause explains accept it: nothing is
// left that its change would resolve.
func spread(fs []diag.Finding) {
	causes := map[string]*diag.Finding{}
	explained := map[string][]*diag.Finding{}
	for i := range fs {
		if f := &fs[i]; f.IsCause {
			causes[f.Fingerprint] = f
		} else if f.RootCause != "" {
			explained[f.RootCause] = append(explained[f.RootCause], f)
		}
	}
	for print, cause := range causes {
		if cause.Status == diag.Suppressed {
			for _, f := range explained[print] {
				if f.Status == diag.New {
					accepted(f, cause.SuppressedBy)
				}
			}
			continue
		}
		open := func(f *diag.Finding) bool { return f.Status != diag.Suppressed }
		if all := explained[print]; len(all) > 0 && len(all) == cause.Explains && !slices.ContainsFunc(all, open) {
			accepted(cause, all[0].SuppressedBy)
		}
	}
}

// entry is an entry of `ignore:` and whether it is used.
type entry struct {
	workspace.Ignore
	row  *diag.Suppression
	used bool
}

// entries restates `ignore:` of the configuration.
func (s *suppressions) entries() []*entry {
	var out []*entry
	for _, e := range s.a.ws.Config.Ignore {
		shown := s.a.ws.Shown(e.Pos.File)
		at := diag.Position{Line: e.Pos.Line, Column: e.Pos.Column}
		row := &diag.Suppression{Location: diag.Location{Path: shown, File: shown, Start: at, End: at}, Glob: e.Path, Config: true, Reason: e.Reason,
			Until: e.Until, Expired: suppress.Expired(e.Until, s.a.o.Today)}
		if e.Rule != "" {
			row.Rules = []string{e.Rule}
		}
		out = append(out, &entry{Ignore: e, row: row})
	}
	return out
}

// byConfig marks a finding if an entry of the configuration accepts it.
func (s *suppressions) byConfig(f *diag.Finding, entries []*entry) {
	for _, e := range entries {
		if e.Rule != "" && e.Rule != f.RuleID || !s.isAbout(e, f) {
			continue
		}
		e.used = true
		if !e.row.Expired {
			accepted(f, e.row)
		}
	}
}

// isAbout reports whether the glob of an entry matches the file of a finding.
func (s *suppressions) isAbout(e *entry, f *diag.Finding) bool {
	if e.Path == "" {
		return true
	}
	for _, r := range s.a.ws.Repos {
		if r.Name != f.Repo {
			continue
		}
		path := filepath.FromSlash(f.Path)
		if r.Dir != "" {
			path = filepath.Join(r.Dir, path)
		} else if !filepath.IsAbs(path) {
			path = filepath.Join(s.a.ws.Root, path)
		}
		rel, err := filepath.Rel(e.Base, path)
		return err == nil && doublestar.MatchUnvalidated(e.Path, filepath.ToSlash(rel))
	}
	return false
}

// publish puts all that accepts findings into the result.
func (s *suppressions) publish(entries []*entry) {
	var rows []*diag.Suppression
	for _, m := range s.order {
		for i, row := range m.rows {
			if m.said.Markers[i].Malformed == "" {
				rows = append(rows, row)
			}
		}
	}
	for _, e := range entries {
		rows = append(rows, e.row)
	}
	slices.SortStableFunc(rows, func(x, y *diag.Suppression) int {
		return cmp.Or(x.Location.Compare(y.Location), cmp.Compare(strings.Join(x.Rules, ","), strings.Join(y.Rules, ",")))
	})
	s.a.result.Suppressions = rows
}

// told gathers findings about comments or entries.
func (s *suppressions) told(p *diag.Fingerprinter, say func(tell teller)) []diag.Finding {
	var out []diag.Finding
	say(func(id string, at diag.Location, code, message string) {
		if o, ok := s.a.rules.OwnRule(id); ok {
			out = append(out, diag.Finding{RuleID: o.ID, Category: o.Category, Severity: severity(o.Severity), Priority: diag.Priority(o.Priority),
				Message: message, Location: at, Status: diag.New, Fingerprint: code})
		}
	})
	slices.SortStableFunc(out, diag.Finding.Compare)
	for i := range out {
		f := &out[i]
		code := f.Fingerprint
		f.Fingerprint = p.Next(f.RuleID, f.Repo, s.a.nameOf(f.Repo, f.Path), code)
		s.a.firsts[f.Fingerprint] = diag.Fingerprint(f.RuleID, f.Repo, s.a.nameOf(f.Repo, f.Path), code, 0)
	}
	return out
}

// teller reports a finding at a place with the code that names it.
type teller func(id string, at diag.Location, code, message string)

// marker reports what is wrong with a comment. Of nosemgrep nothing is: another tool may ask for it.
func (s *suppressions) marker(m *markedFile, i int, tell teller) {
	marker, row := &m.said.Markers[i], m.rows[i]
	if marker.Semgrep {
		return
	}
	code := strings.Join(strings.Fields(marker.Text), " ")
	if marker.Malformed != "" {
		tell(ignoreSyntax, row.Location, code, "This marker suppresses nothing: "+marker.Malformed+".")
		return
	}
	s.reason(row, code, tell)
	for _, id := range marker.Rules {
		switch {
		case !s.known[id]:
			s.wrongID(id, row.Location, code, tell)
		case row.Expired && m.used[i][id]:
			tell(ignoreExpired, row.Location, code, fmt.Sprintf("`%s` was accepted here until %s: the finding counts again.", id, row.Until))
		case row.Expired:
			tell(ignoreExpired, row.Location, code, fmt.Sprintf("`%s` was accepted here until %s, and is no finding any more: remove the marker.", id, row.Until))
		case !m.used[i][id] && s.run[id] && !s.a.partial && !s.undecided(m, i, id):
			tell(IgnoreUnused, row.Location, code, fmt.Sprintf("This suppresses nothing: there is no finding of `%s` here. Remove it, or put it on the finding's statement or the line before.", id))
		}
	}
}

func (s *suppressions) reason(row *diag.Suppression, code string, tell teller) {
	if row.Reason == "" && !s.a.ws.Config.Unreasoned {
		form := "`-- reason` after the ids"
		if row.Config {
			form = "`reason:`"
		}
		tell(ignoreReason, row.Location, code, "It is not said why the finding is accepted: write "+form+".")
	}
}

// wrongID reports an id that there is not. Where rules did not load it may be one of theirs.
func (s *suppressions) wrongID(id string, at diag.Location, code string, tell teller) {
	message := fmt.Sprintf("There is no rule `%s`", id)
	switch near := s.a.rules.Nearest(id); {
	case slices.ContainsFunc(ownRules, func(o rule.Own) bool { return o.ID == id }):
		message = fmt.Sprintf("`%s` cannot be ignored by a comment; disable it in connaudit.yaml, or mend the marker that it is about.", id)
	case s.a.partial:
		return
	case near != "":
		message += fmt.Sprintf("; did you mean `%s`?", near)
	default:
		message += "; `connaudit rules list` lists them."
	}
	tell(ignoreRule, at, code, message)
}

// undecided reports whether nothing can be said of a marker that suppresses nothing: its file is not understood, or the check
// could not judge a place that the marker is about.
func (s *suppressions) undecided(m *markedFile, i int, id string) bool {
	if len(m.file.Errors()) > 0 {
		return true
	}
	for _, o := range s.a.checks {
		if o.Check.ID != id {
			continue
		}
		for _, site := range o.Sites {
			at := site.Fact.At
			if site.Verdict == diag.Unknown && at.File == m.file.Value &&
				slices.Contains(m.said.For(id, syntax.Span{Start: at.Start, End: at.End}, false), i) {
				return true
			}
		}
	}
	return false
}

// entry reports what is wrong with an entry of the configuration.
func (s *suppressions) entry(e *entry, tell teller) {
	code := e.code()
	s.reason(e.row, code, tell)
	named := func(o rule.Own) bool { return o.ID == e.Rule }
	switch {
	case e.Rule != "" && !s.known[e.Rule] && !slices.ContainsFunc(ownRules, named):
		s.wrongID(e.Rule, e.row.Location, code, tell)
	case e.row.Expired:
		tell(ignoreExpired, e.row.Location, code, fmt.Sprintf("This entry accepted findings until %s: they count again. Remove it, or set a later day.", e.Until))
	case !e.used && !s.a.partial && (e.Rule == "" || s.run[e.Rule] || slices.ContainsFunc(s.a.rules.Own, named)):
		tell(IgnoreUnused, e.row.Location, code, "This entry suppresses nothing: there is no such finding. Remove it.")
	}
}

func (e *entry) code() string { return "ignore " + e.Rule + " " + e.Path }
