package check

import (
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// Site is one fact that a check asks about.
type Site struct {
	Fact    *facts.Fact
	Verdict diag.Verdict
	Reason  string // of Unknown
	// MayConform says that what the check demands is not surely missing.
	MayConform bool
	// Skipped says that the site is not judged because there is no convention where it stands.
	Skipped bool
	// Covered says that another site of its family stands for it.
	Covered bool

	sets map[string]expr.Var
	then *siteThen               // what is remembered of it; nil for nothing
	lets map[string]*value.Value // worked out so far; nil where it differs by branch or is not known, so that each question works it out
}

// judge is the judging of one check.
type judge struct {
	check  *rule.Check
	store  *facts.Store
	linker *link.Linker
	host   *link.Host
	index  map[string]map[string]*list // see indexed
	errors int

	past, memory *checked // what is known from the last time, and what is to be known the next time; nil for nothing
	deltas       map[[2]*list]*delta
	comparing    []compared // what the site at hand is compared with
}

// input returns what expressions about a site may ask. extra names come first.
func (j *judge) input(s *Site, extra map[string]expr.Var) *expr.Input {
	in := &expr.Input{Host: j.host, Match: s.Fact.Match, Site: s.Fact.Self()}
	if s.Fact.At.File != nil {
		in.Repo = s.Fact.At.File.Repo
	}
	in.Lookup = func(name string) (expr.Var, bool) { return j.lookup(s, extra, name) }
	return in
}

func (j *judge) lookup(s *Site, extra map[string]expr.Var, name string) (expr.Var, bool) {
	if v, ok := extra[name]; ok {
		return v, true
	}
	if v := link.ParamOf(j.check, name); v != nil {
		return expr.Var{Value: v}, true
	}
	for i := range j.check.Let {
		if j.check.Let[i].Name == name {
			return j.let(s, name, j.check.Let[i].Program), true
		}
	}
	for _, set := range j.check.Against {
		if set.Name == name {
			return j.set(s, set), true
		}
	}
	if v, ok := s.Fact.Self().Ref.Select(name); ok {
		return expr.Var{Value: v}, true
	}
	return expr.Var{}, false
}

// let is what a name stands for at a site. What is known is worked out once, not for each fact that the site is compared with.
func (j *judge) let(s *Site, name string, p *expr.Program) expr.Var {
	v, tried := s.lets[name]
	if !tried {
		if s.lets == nil {
			s.lets = map[string]*value.Value{}
		}
		s.lets[name] = nil // for what asks for itself
		if v = p.Eval(j.input(s, nil)); v.Kind == value.Branch || !v.Known() {
			v = nil
		}
		s.lets[name] = v
	}
	if v == nil {
		return expr.Var{Let: p}
	}
	return expr.Var{Value: v}
}

// ask judges a condition about a site.
func (j *judge) ask(p *expr.Program, s *Site, extra map[string]expr.Var) *value.Value {
	in := j.input(s, extra)
	v := p.Judge(in)
	j.errors += in.Errors
	return v
}

func isTrue(v *value.Value) bool  { return v.Kind == value.Bool && v.Bool }
func isFalse(v *value.Value) bool { return v.Kind == value.Bool && !v.Bool }

// set returns the facts that a site is compared with, worked out once.
func (j *judge) set(s *Site, set *rule.FactSet) expr.Var {
	if v, ok := s.sets[set.Name]; ok {
		return v
	}
	if s.sets == nil {
		s.sets = map[string]expr.Var{}
	}
	s.sets[set.Name] = expr.Var{Set: true} // a set that asks for itself finds nothing
	v := expr.Var{Set: true}
	for _, scope := range scopesOf(set) {
		v = expr.Var{Set: true}
		for _, f := range j.candidates(s, set) {
			switch got := j.belongs(s, set, scope, f); {
			case isTrue(got):
				v.Sure = append(v.Sure, f.Self())
			case got.Kind == value.Unknown:
				v.Maybe = append(v.Maybe, f.Self())
				v.Doubt = got.Reason
			}
		}
		if len(v.Sure)+len(v.Maybe) > 0 {
			break
		}
	}
	s.sets[set.Name] = v
	return v
}

// belongs reports whether a fact of a scope is one of the set that a site is compared with.
func (j *judge) belongs(s *Site, set *rule.FactSet, scope string, f *facts.Fact) *value.Value {
	if f == s.Fact || f.Head || !inScope(scope, s.Fact, f) {
		return no
	}
	return j.ask(set.Where, s, map[string]expr.Var{"other": {Value: f.Self()}})
}

var no = value.Truth(false)

func scopesOf(set *rule.FactSet) []string {
	if len(set.Nearest) == 0 {
		return []string{"workspace"}
	}
	return set.Nearest
}

// inScope reports whether f lies in the same package, repository or workspace as the site.
func inScope(scope string, site, f *facts.Fact) bool {
	return scopeOf(scope, site) == scopeOf(scope, f)
}

// scopeOf names the scope that a fact lies in.
func scopeOf(scope string, f *facts.Fact) string {
	file := f.At.File
	if file == nil || scope == "workspace" {
		return ""
	}
	if scope == "repo" {
		return file.Repo
	}
	return file.Repo + "\x00" + file.Pkg
}
