package engine

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

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
	found := make([][]diag.Finding, len(files))
	errs := make([][]diag.RunError, len(files))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range a.workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := int(next.Add(1)) - 1; i < len(files) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				found[i], errs[i] = a.matchFile(files[i], sets)
			}
		}()
	}
	wg.Wait()
	for i := range files {
		a.result.Findings = append(a.result.Findings, found[i]...)
		a.result.Errors = append(a.result.Errors, errs[i]...)
	}
	return ctx.Err()
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
}

func newRuleSet(set *rule.Set, language string) *ruleSet {
	s := &ruleSet{}
	var fs []*pattern.Formula
	for _, r := range set.Rules {
		if f := r.Formulas[language]; f != nil {
			s.rules = append(s.rules, r)
			fs = append(fs, f)
		}
	}
	s.set = pattern.NewSet(fs...)
	return s
}

func (a *audit) matchFile(f *program.File, sets map[string]*ruleSet) (out []diag.Finding, errs []diag.RunError) {
	run := func(s *ruleSet, file *pattern.File) {
		results, err := s.set.Find(file, func(i int) bool { return s.rules[i].Paths.Match(f.Value.Path) })
		if err != nil {
			errs = append(errs, diag.RunError{Kind: diag.TimeoutError, Message: err.Error(), Path: f.Value.Display})
		}
		for i, ms := range results {
			for _, m := range ms {
				out = append(out, a.ruleFinding(s.rules[i], f, m))
			}
		}
	}
	if s := sets[rule.Regex]; len(s.rules) > 0 {
		if t := f.Text(); t != nil {
			run(s, &pattern.File{Text: t.Text})
		}
	}
	if !f.IsCode() || f.Source.Declaration {
		return out, errs
	}
	name := ""
	if f.Language != nil {
		name = f.Language.Name
	} else if u := f.Unit(); u != nil {
		name = u.Module.Language.Name
	}
	s := sets[name]
	if s == nil || len(s.rules) == 0 {
		return out, errs
	}
	u := f.Unit()
	if u == nil {
		return out, errs
	}
	tree := u.Module.Tree
	run(s, &pattern.File{Tree: tree, Lang: pattern.LangNamed(name), Env: pattern.NewFileEnv(tree)})
	return out, errs
}

func (a *audit) ruleFinding(r *rule.Rule, f *program.File, m pattern.Match) diag.Finding {
	at := value.Place{File: f.Value, Start: m.Span.Start, End: m.Span.End}
	vars := map[string]string{}
	for _, name := range m.Bind.Names() {
		b, _ := m.Bind.Get(name)
		vars[name] = b.Text
	}
	return diag.Finding{
		RuleID: r.ID, Category: r.Category, Severity: severity(r.Severity), Priority: diag.Priority(r.Priority),
		Message: interpolate(r.Message, vars), Location: a.location(at), Metavars: vars, Metadata: r.Metadata, Status: diag.New,
		Fingerprint: a.linker.Statement(at), // replaced by the fingerprint once findings are in order
	}
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
