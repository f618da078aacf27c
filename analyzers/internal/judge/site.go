package judge

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

type verdict uint8

const (
	unknown verdict = iota
	ok
	violation
)

// site is one fact that a check asks about.
type site struct {
	fact    *facts.Fact
	verdict verdict
	sets    map[string]expr.Var
	more    []*facts.Fact // that the same finding stands for
	covered bool          // another site of its family stands for it
}

// judging is the asking of one check.
type judging struct {
	check  *Check
	world  *World
	params Params
}

// site judges one fact; nil if the check does not ask about it.
func (j *judging) site(f *facts.Fact) *site {
	s := &site{fact: f}
	if w := j.check.each.where; w != nil {
		switch v := w.Judge(j.input(s, nil)); {
		case isFalse(v):
			return nil
		case !isTrue(v):
			return s
		}
	}
	for _, set := range j.check.against {
		if set.ifNone == "" {
			continue
		}
		if v := j.set(s, set); len(v.Sure)+len(v.Maybe) == 0 {
			s.verdict = map[string]verdict{"ok": ok, "violation": violation}[set.ifNone]
			return s
		}
	}
	switch v := j.check.require.Judge(j.input(s, nil)); {
	case isTrue(v):
		s.verdict = ok
	case isFalse(v):
		s.verdict = violation
	}
	return s
}

// input returns what expressions about a site may ask.
func (j *judging) input(s *site, other *facts.Fact) *expr.Input {
	in := &expr.Input{Host: host{j.world.disk}, Site: s.fact.Self()}
	in.Lookup = func(name string) (expr.Var, bool) { return j.lookup(s, other, name) }
	return in
}

func (j *judging) lookup(s *site, other *facts.Fact, name string) (expr.Var, bool) {
	if name == "other" && other != nil {
		return expr.Var{Value: other.Self()}, true
	}
	if v := j.param(name); v != nil {
		return expr.Var{Value: v}, true
	}
	if p := j.check.lets[name]; p != nil {
		return expr.Var{Let: p}, true
	}
	for _, set := range j.check.against {
		if set.name == name {
			return j.set(s, set), true
		}
	}
	if name == "sites" {
		l := value.NewList(s.fact.Self())
		for _, f := range s.more {
			l.Elems = append(l.Elems, f.Self())
		}
		return expr.Var{Value: l}, true
	}
	if v, found := s.fact.Self().Ref.Select(name); found {
		return expr.Var{Value: v}, true
	}
	return expr.Var{}, false
}

// param returns the value of `params.NAME`, nil for any other name.
func (j *judging) param(name string) *value.Value {
	const prefix = "params."
	if len(name) <= len(prefix) || name[:len(prefix)] != prefix {
		return nil
	}
	if v := j.params[name[len(prefix):]]; v != nil {
		return v
	}
	return j.check.params[name[len(prefix):]]
}

// set returns the facts that a site is compared with, worked out once.
func (j *judging) set(s *site, set selector) expr.Var {
	if v, again := s.sets[set.name]; again {
		return v
	}
	if s.sets == nil {
		s.sets = map[string]expr.Var{}
	}
	v := expr.Var{Set: true}
	s.sets[set.name] = v // a set that asks for itself finds nothing
	for _, f := range j.world.store.Select(set.kind, set.roles, j.check.ID) {
		if f == s.fact || f.Head {
			continue
		}
		switch got := set.where.Judge(j.input(s, f)); {
		case isTrue(got):
			v.Sure = append(v.Sure, f.Self())
		case got.Kind == value.Unknown:
			v.Maybe = append(v.Maybe, f.Self())
			v.Doubt = got.Reason
		}
	}
	s.sets[set.name] = v
	return v
}

// also reports whether there is a fact of the convention's `also`.
func (j *judging) also() bool {
	sel := j.check.also
	if sel == nil {
		return false
	}
	for _, f := range j.world.store.Select(sel.kind, sel.roles, j.check.ID) {
		if sel.where == nil || isTrue(sel.where.Judge(j.input(&site{fact: f}, nil))) {
			return true
		}
	}
	return false
}

func isTrue(v *value.Value) bool  { return v.Kind == value.Bool && v.Bool }
func isFalse(v *value.Value) bool { return v.Kind == value.Bool && !v.Bool }
