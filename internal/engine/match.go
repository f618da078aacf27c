package engine

import (
	"context"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// matchedAtOnce is the number of files after which memory is given back.
const matchedAtOnce = 256

// match runs the rules: formulas over single files.
func (a *audit) match(ctx context.Context) error {
	if len(a.rules.Rules) == 0 {
		return nil
	}
	sets := map[string]*ruleSet{}
	for _, l := range append([]string{rule.Regex}, languageNames()...) {
		sets[l] = newRuleSet(a.rules, l)
	}
	files := a.prog.Files()
	found := make([]fileMatches, len(files))
	for start := 0; start < len(files) && ctx.Err() == nil; start += matchedAtOnce {
		batch := files[start:min(start+matchedAtOnce, len(files))]
		program.Each(len(batch), a.workers, func(i int) {
			if ctx.Err() == nil {
				found[start+i] = a.matchFile(batch[i], sets)
			}
		})
		a.linker.Rest()
	}
	for i := range found {
		a.result.Findings = append(a.result.Findings, found[i].findings...)
		a.result.Errors = append(a.result.Errors, found[i].errors...)
		for _, s := range found[i].unknown {
			a.ruleStats(s.RuleID, s.Category).Unknown++
			a.result.Stats.SitesUnknown++
			if a.o.ShowUnknown {
				a.result.Sites = append(a.result.Sites, s)
			}
		}
	}
	return ctx.Err()
}

// fileMatches is what the rules say of one file.
type fileMatches struct {
	findings []diag.Finding
	unknown  []diag.Site // matches whose condition cannot be told
	errors   []diag.RunError
}

func languageNames() []string {
	var out []string
	for _, l := range program.Languages() {
		out = append(out, l.Name)
	}
	return out
}

// ruleSet is the rules of one language, run together.
type ruleSet struct {
	set   *pattern.Set
	rules []*rule.Rule
	words [][]program.Clauses // by rule; a file must satisfy one of them
}

func newRuleSet(set *rule.Set, language string) *ruleSet {
	s := &ruleSet{}
	var fs []*pattern.Formula
	for _, r := range set.Rules {
		if f := r.Formulas[language]; f != nil {
			s.rules = append(s.rules, r)
			s.words = append(s.words, link.RuleWords(set, &r.Entry, language))
			fs = append(fs, f)
		}
	}
	s.set = pattern.NewSet(fs...)
	return s
}

// wants reports whether the i-th rule may match in a file of code.
func (s *ruleSet) wants(i int, f *program.File) bool {
	return s.rules[i].Paths.Match(f.Value.Path) && slices.ContainsFunc(s.words[i], f.Hit)
}

func (a *audit) matchFile(f *program.File, sets map[string]*ruleSet) fileMatches {
	var out fileMatches
	if s := sets[rule.Regex]; len(s.rules) > 0 {
		if t := f.Text(); t != nil {
			a.run(s, f, nil, &pattern.File{Text: t.Text}, &out)
		}
	}
	if !f.IsCode() || f.Source.Declaration {
		return out
	}
	// A script inside another file names its language only once it is read.
	names := languageNames()
	if f.Language != nil {
		names = []string{f.Language.Name}
	}
	if !slices.ContainsFunc(names, func(n string) bool { return sets[n].wanted(f) }) {
		return out
	}
	u := f.Unit()
	if u == nil {
		return out
	}
	name := u.Module().Language.Name
	tree := u.Module().Tree
	file := &pattern.File{Tree: tree, Lang: pattern.LangNamed(name), Env: pattern.NewFileEnv(tree), Known: a.linker.KnownIn(u)}
	a.run(sets[name], f, u, file, &out)
	return out
}

// wanted reports whether some rule may match in a file of code.
func (s *ruleSet) wanted(f *program.File) bool {
	for i := range s.rules {
		if s.wants(i, f) {
			return true
		}
	}
	return false
}

// run notes what the rules of a set find in a file. u is nil for its text.
func (a *audit) run(s *ruleSet, f *program.File, u *resolve.Unit, file *pattern.File, out *fileMatches) {
	results, err := s.set.Find(file, func(i int) bool {
		if u == nil {
			return s.rules[i].Paths.Match(f.Value.Path)
		}
		return s.wants(i, f)
	})
	if err != nil {
		out.errors = append(out.errors, diag.RunError{Kind: diag.TimeoutError, Message: err.Error(), Path: f.Value.Display})
	}
	for i, ms := range results {
		r := s.rules[i]
		for _, m := range ms {
			switch kept, unknown := a.linker.Admits(f, u, &r.Entry, m); {
			case kept:
				out.findings = append(out.findings, a.ruleFinding(r, f, m))
			case unknown != "":
				at := value.Place{File: f.Value, Start: m.Span.Start, End: m.Span.End}
				out.unknown = append(out.unknown, diag.Site{RuleID: r.ID, Category: r.Category, Verdict: diag.Unknown, Reason: unknown, Location: a.location(at)})
			}
		}
	}
}

func (a *audit) ruleFinding(r *rule.Rule, f *program.File, m pattern.Match) diag.Finding {
	at := value.Place{File: f.Value, Start: m.Span.Start, End: m.Span.End}
	vars := map[string]string{}
	for _, name := range m.Bind.Names() {
		b, _ := m.Bind.Get(name)
		vars[name] = b.Text
	}
	out := diag.Finding{
		RuleID: r.ID, Category: r.Category, Severity: severity(r.Severity), Priority: diag.Priority(r.Priority),
		Message: interpolate(r.Message, vars), Location: a.location(at), Metavars: vars, Metadata: r.Metadata, Status: diag.New,
		Fingerprint: a.linker.Statement(at), // replaced by the fingerprint once findings are in order
	}
	a.offerRuleFix(&out, r, f, m, vars)
	return out
}

// interpolate puts the code that metavariables bind into a message.
func interpolate(message string, vars map[string]string) string {
	if !strings.Contains(message, "$") {
		return message
	}
	var b strings.Builder
	for i := 0; i < len(message); {
		name := longestName(message[i:], vars)
		if name == "" {
			b.WriteByte(message[i])
			i++
			continue
		}
		b.WriteString(vars[name])
		i += len(name)
	}
	return b.String()
}

func longestName(s string, vars map[string]string) string {
	best := ""
	if s[0] != '$' {
		return best
	}
	for name := range vars {
		if len(name) > len(best) && strings.HasPrefix(s, name) {
			best = name
		}
	}
	return best
}

func severity(name string) diag.Severity {
	s, err := diag.ParseSeverity(name)
	if err != nil {
		return diag.Warning
	}
	return s
}
