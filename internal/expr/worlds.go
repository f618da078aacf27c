package expr

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/value"
)

// The bounds over all worlds of one expression: its evaluations, and their steps together.
const (
	maxWorlds     = 64
	maxWorldSteps = 4 * maxSteps
)

// search evaluates a program in all worlds that matter.
type search struct {
	program *Program
	in      *Input
	sets    setMode
	count   int  // evaluations so far
	steps   int  // of these
	over    bool // there are more worlds than may be tried
	failed  bool
	base    *value.Value // the result where no world had been chosen
	leaves  []*value.Value
}

// world evaluates the program with the options of script. It returns the first choice that the script leaves open if
// the result hangs on it, else nil.
func (s *search) world(script []int) (*value.Value, *choice) {
	s.count++
	r := &run{in: s.in, sets: s.sets, script: script}
	v := s.guarded(r)
	if r.steps > maxSteps {
		v = r.exhausted()
	}
	s.steps += min(r.steps, maxSteps)
	s.failed = s.failed || r.failed
	// What follows although a choice is open holds in all its worlds, unless something asked whether it is open.
	if r.open != nil && !r.doubtful && v.Kind != value.Branch && v.Known() {
		return v, nil
	}
	return v, r.open
}

// guarded is where a fault of the libraries below, or of a Host, becomes an error of the expression: an audit does not
// end because one expression met a value nobody thought of.
func (s *search) guarded(r *run) (v *value.Value) {
	defer func() {
		if p := recover(); p != nil {
			v = r.fail("the evaluation broke down: %v", p)
		}
	}()
	f := r.frame(s.program)
	v = f.eval(s.program.root)
	if s.sets == splitSets {
		v = f.force(v)
	}
	return plain(v)
}

// plain takes our marks off: of a property that is there on some branches only, and of a number with a lower bound.
func plain(v *value.Value) *value.Value {
	if _, ok := v.Ref.(atLeast); ok {
		return bare(v)
	}
	if v.Kind == value.Branch {
		if m, ok := v.Ref.(*member); ok {
			return value.NewBranch(m.value, value.NewNull())
		}
	}
	return v
}

// spent reports whether no further world may be tried.
func (s *search) spent() bool { return s.count >= maxWorlds || s.steps >= maxWorldSteps }

func (s *search) tooMany() *value.Value {
	s.over = true
	if s.steps >= maxWorldSteps {
		s.failed = true
		return value.NewUnknown("error: the expression is too costly in all its possible worlds")
	}
	return value.NewUnknown("it hangs on more than 64 possible worlds")
}

// Judge evaluates a condition as the law of possible worlds says: where values differ by branch or members of sets are
// doubtful, it is evaluated for each, 64 times at most. Equal results stand; else the result is an unknown that says
// what it hangs on. It never returns nil or a Branch.
func (p *Program) Judge(in *Input) *value.Value {
	s := &search{program: p, in: in, sets: splitSets}
	v := s.agree(nil)
	s.countErrors()
	return v
}

func (s *search) countErrors() {
	if s.failed {
		s.in.Errors++
	}
}

func (s *search) agree(script []int) *value.Value {
	if s.spent() {
		return s.tooMany()
	}
	v, open := s.world(script)
	if open == nil {
		return v
	}
	var all *value.Value
	for i := range open.options {
		r := s.agree(append(script[:len(script):len(script)], i))
		switch {
		case s.over || r.Kind == value.Unknown:
			return r
		case all == nil:
			all = r
		case !isTrue((&run{in: s.in}).equal(all, r)):
			return value.NewUnknown(open.reason)
		}
	}
	return all
}

// Eval evaluates an expression to a value, which is a Branch where it differs by branch. A doubtful member of a set
// leaves the set open. It never returns nil.
func (p *Program) Eval(in *Input) *value.Value { return p.evaluate(in, openSets) }

func (p *Program) evaluate(in *Input, sets setMode) *value.Value {
	s := &search{program: p, in: in, sets: sets}
	s.collect(nil)
	s.countErrors()
	if s.over {
		// People are shown what is sure without trying worlds; a rule is not told a guess.
		if sets == sureSets || s.base.Kind == value.Unknown {
			return s.base
		}
		return s.tooMany()
	}
	return joined(s.leaves)
}

func (s *search) collect(script []int) {
	if s.spent() {
		s.tooMany()
		return
	}
	v, open := s.world(script)
	if s.base == nil {
		s.base = v
	}
	if open == nil {
		s.leaves = append(s.leaves, v)
		return
	}
	for i := 0; i < open.options && !s.over; i++ {
		s.collect(append(script[:len(script):len(script)], i))
	}
}

// joined is one value for the results of all worlds; unknowns alone are one unknown.
func joined(all []*value.Value) *value.Value {
	if len(all) == 1 {
		return all[0]
	}
	var unknown *value.Value
	for _, v := range all {
		if v.Kind != value.Unknown {
			return value.NewBranch(all...)
		}
		unknown = both(unknown, v)
	}
	if len(all) > 0 && alike(all) {
		return all[0].With(func(v *value.Value) { v.Reason = unknown.Reason })
	}
	return unknown
}

// alike reports whether the same is known of all unknowns: where they come from, and how they begin.
func alike(all []*value.Value) bool {
	for _, v := range all[1:] {
		if v.Origin != all[0].Origin || v.Prefix != all[0].Prefix || !slices.Equal(v.Env, all[0].Env) {
			return false
		}
	}
	return true
}
