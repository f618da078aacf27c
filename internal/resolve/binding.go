package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// ident evaluates a name.
func (s *Session) ident(u *Unit, e lang.Expr, f *Frame) *value.Value {
	b := u.Module().Resolve(e.Node)
	if b == lang.NoBinding {
		return s.starOrGlobal(u, e, f)
	}
	return s.binding(u, b, e.Node, f)
}

// binding returns what the binding b holds at the place use.
func (s *Session) binding(u *Unit, b lang.BindingID, use syntax.Node, f *Frame) *value.Value {
	return s.remember(memoKey{u: u, n: use.ID(), f: f, id: int32(b), kind: ofName}, func() *value.Value {
		bind := &u.Module().Bindings[b]
		switch bind.Kind {
		case lang.TypeName:
			return s.unknown(u, use, f, "a type")
		case lang.Imported:
			v := s.imported(u, &u.Module().Imports[bind.Import], use, f)
			if telling(v) {
				s.step(u, use, "%s is imported from %q: %s", bind.Name, u.Module().Imports[bind.Import].Module, said{v})
			}
			return v
		}
		v := s.flow(u, bind, use, f)
		if telling(v) {
			s.step(u, u.Module().Node(bind.Node), "%s is %s", bind.Name, said{v})
		}
		return v
	})
}

// flow works out what a binding holds at the place use from the effects on it.
func (s *Session) flow(u *Unit, bind *lang.Binding, use syntax.Node, f *Frame) *value.Value {
	home := s.frameFor(u, bind.Func, f)
	st := &state{s: s, u: u, name: bind.Name, home: home, frame: f, use: use}
	if bind.Kind == lang.Param && !s.destructured(u, bind) {
		st.start(s.parameter(u, bind, use, home))
	}
	useFunc := u.Module().FuncAt(use)
	if useFunc == bind.Func && bind.Func == 0 && isGo(u) {
		st.runAll(u.effectsOf(bind), 0) // names of a package have no order
		return s.setElsewhere(u, bind, st.result(use))
	}
	if useFunc == bind.Func {
		st.run(u.effectsOf(bind), u.Module().BlockAt(use), use.Start(), false)
		return st.result(use)
	}
	var own, others []lang.EffectID
	for _, id := range u.effectsOf(bind) {
		if u.effectAt(id).Func == useFunc {
			own = append(own, id)
		} else {
			others = append(others, id)
		}
	}
	st.runAll(others, bind.Func)
	if len(own) > 0 {
		st.run(own, u.Module().BlockAt(use), use.Start(), true)
	}
	if bind.Func == 0 && isGo(u) {
		return s.setElsewhere(u, bind, st.result(use))
	}
	return st.result(use)
}

// destructured reports whether a parameter name stands inside a pattern, so that an effect writes it.
func (s *Session) destructured(u *Unit, bind *lang.Binding) bool {
	fun := &u.Module().Funcs[bind.Func]
	return bind.Param < len(fun.Params) && fun.Params[bind.Param].Binding == lang.NoBinding
}

// parameter returns the value that a call gives to a parameter. Outside a call it is unknown, and noted.
func (s *Session) parameter(u *Unit, bind *lang.Binding, use syntax.Node, home *Frame) *value.Value {
	fun := &u.Module().Funcs[bind.Func]
	if v, ok := s.param(home, bind.Param); ok {
		return v
	}
	if s.absent[FuncAt{u, bind.Func}] {
		return s.absentParam(u, bind.Func, bind.Param, home)
	}
	if v := s.ofDeclaredClass(u, fun, bind.Param); v != nil {
		return v
	}
	if v := s.supplied(u, bind.Func, bind.Param, home); v != nil {
		return v
	}
	s.needed(FuncAt{u, bind.Func})
	name := fun.Name
	if name == "" {
		name = "a function"
	}
	r := s.newRef(ParamRef, u, use, home)
	r.Func, r.Param = bind.Func, int32(bind.Param)
	return &value.Value{
		Kind: value.Unknown, Origin: value.Parameter, Text: isText(u, fun, bind.Param), Reason: "parameter " + bind.Name + " of " + name,
		At: u.Place(u.Module().Node(bind.Node)), Ref: r,
	}
}

// isText reports whether a parameter is annotated as a string.
func isText(u *Unit, fun *lang.Func, i int) bool {
	if i >= len(fun.Params) || fun.Params[i].Type == syntax.None {
		return false
	}
	switch strings.TrimSpace(strings.TrimPrefix(u.Module().Node(fun.Params[i].Type).Text(), ":")) {
	case "string", "str", "string | undefined", "str | None", "Optional[str]":
		return true
	}
	return false
}

// absentParam is a parameter that no call passes: its default, else nothing.
func (s *Session) absentParam(u *Unit, fn lang.FuncID, i int, f *Frame) *value.Value {
	p := &u.Module().Funcs[fn].Params[i]
	switch {
	case p.Default != syntax.None:
		return s.defaultOf(u, u.Module().Node(p.Default), f)
	case p.Rest:
		return value.NewList()
	case p.KeywordRest:
		return value.NewObject()
	}
	return &value.Value{Kind: value.Null, Origin: value.Parameter} // what is made of it hangs on a parameter all the same
}

// state is what a name may hold at one point of the text.
type state struct {
	s     *Session
	u     *Unit
	name  string
	home  *Frame // of the function that owns the name
	frame *Frame // at hand, for effects inside inner functions
	alts  []alternative
	any   bool         // something has been written
	use   syntax.Node  // where the name is read; none where that does not matter
	arms  map[arm]bool // arms of branches that have written or left
}

// alternative is one value the name may hold, and the outermost branch that wrote it.
type alternative struct {
	v      *value.Value
	branch syntax.NodeID
}

// arm is one arm of a branch.
type arm struct {
	branch syntax.NodeID
	arm    int
}

func (st *state) start(v *value.Value) {
	st.alts, st.any = []alternative{{v, syntax.None}}, true
}

// run applies the effects that have happened at pos in the block use. again says that the function may have run before,
// and left behind what comes later in it.
//
// What a loop left behind from its earlier rounds comes before what it does in this one. What inner functions do comes
// last, as possibilities: they run later, if at all, and may have run before this place.
func (st *state) run(effects []lang.EffectID, use lang.BlockID, pos int, again bool) {
	st.s.work(len(effects) / 8)
	m := st.u.Module()
	loop := loopAround(m, use)
	rs := make([]reached, len(effects))
	each := func(do func(e *lang.Effect, r *reached, inLoop bool)) {
		for i, id := range effects {
			if e := st.u.effectAt(id); e.Func == m.Blocks[use].Func {
				do(e, &rs[i], loop >= 0 && encloses(m, loop, e.Block))
			}
		}
	}
	each(func(e *lang.Effect, r *reached, inLoop bool) {
		*r = reaches(m, e, use, pos)
		if again && !inLoop && !r.sure && !r.maybe {
			st.apply(e, *r, true)
		}
	})
	each(func(e *lang.Effect, r *reached, inLoop bool) {
		if !inLoop && (r.sure || r.maybe) {
			st.apply(e, *r, false)
		}
	})
	each(func(e *lang.Effect, r *reached, inLoop bool) {
		if r.late || again && inLoop && !r.sure && !r.maybe {
			st.apply(e, *r, true)
		}
	})
	each(func(e *lang.Effect, r *reached, inLoop bool) {
		if inLoop && (r.sure || r.maybe) {
			st.apply(e, *r, false)
		}
	})
	for _, id := range effects {
		if e := st.u.effectAt(id); e.Func != m.Blocks[use].Func && (e.Kind != lang.Write || e.Value != syntax.None) {
			st.apply(e, reached{common: -1}, true)
		}
	}
}

// runAll applies all effects, as the functions they stand in leave the name behind: those of its owner surely where
// nothing is in between, those of inner functions as possibilities.
func (st *state) runAll(effects []lang.EffectID, owner lang.FuncID) {
	m := st.u.Module()
	for _, id := range effects {
		e := st.u.effectAt(id)
		r := between(m, e.Block, -1)
		r.maybe = r.maybe || e.Func != owner
		st.apply(e, r, e.Func != owner)
	}
}

// apply carries out one effect, surely or as a possibility; again says that it may have happened several times before.
func (st *state) apply(e *lang.Effect, r reached, again bool) {
	if st.s.work(1); st.s.exhausted() {
		return
	}
	if e.Kind == lang.Write {
		st.write(e, r, again)
		return
	}
	for i := range st.alts {
		st.alts[i].v = st.s.changed(st.u, st.alts[i].v, e, st.effectFrame(e), again || r.maybe)
	}
}

func (st *state) effectFrame(e *lang.Effect) *Frame {
	if st.home != nil && st.home.Func == e.Func {
		return st.home
	}
	f := st.frame
	if f.find(st.u, e.Func) == nil && st.home != nil {
		f = st.home
	}
	return st.s.frameFor(st.u, e.Func, f)
}

func (st *state) write(e *lang.Effect, r reached, again bool) {
	if e.Source == lang.Nothing {
		if !st.any {
			st.alts = nil
		}
		return
	}
	if again && st.use.ID() != syntax.None && keeps(st.u.Module(), e, st.use) {
		return
	}
	old := st.value()
	v := st.s.written(st.u, e, st.effectFrame(e), st.name, old)
	if again || r.looped {
		v = st.s.repeated(st.u, e, st.effectFrame(e), old, v)
	}
	st.any = true
	if !again && !r.maybe {
		st.alts = []alternative{{v, syntax.None}}
		return
	}
	if again {
		r.branch = syntax.None
	}
	if len(st.alts) >= maxAlts {
		st.alts = []alternative{{st.value(), syntax.None}}
	}
	st.alts = append(st.alts, alternative{v, r.branch})
	if r.branch != syntax.None && st.covers(e, r) {
		st.alts = slices.DeleteFunc(st.alts, func(a alternative) bool { return a.branch != r.branch })
	}
}

// covers reports whether with the effect e all arms of the outermost branch it hangs on have written, so that nothing
// from before the branch is left. Arms inside arms count where all of them have written, and so do arms that leave.
func (st *state) covers(e *lang.Effect, r reached) bool {
	m := st.u.Module()
	if st.arms == nil {
		st.arms = map[arm]bool{}
	}
	for b := e.Block; b != r.common && b >= 0; b = m.Blocks[b].Parent {
		bl := &m.Blocks[b]
		if bl.Branch == syntax.None {
			continue
		}
		st.arms[arm{bl.Branch, bl.Arm}] = true
		st.markLeaving(bl.Branch, m.Blocks[b].Parent)
		for i := range bl.Arms {
			if !st.arms[arm{bl.Branch, i}] {
				return false
			}
		}
		if bl.Arms == 0 {
			return false
		}
	}
	return true
}

// markLeaving counts the arms of a branch below parent that are never left at their end.
func (st *state) markLeaving(branch syntax.NodeID, parent lang.BlockID) {
	m := st.u.Module()
	for b := parent + 1; int(b) < len(m.Blocks); b++ {
		bl := &m.Blocks[b]
		if bl.Branch == branch && bl.Parent == parent && bl.Exits && !within(m, b, bl.Behind, parent) {
			st.arms[arm{branch, bl.Arm}] = true
		}
	}
}

// keeps reports whether a write gives the name what it held before, or more: x = x || y, h = {...h, a: 1}. Seen from use,
// where it reads the old value, its having happened before adds nothing.
func keeps(m *lang.Module, e *lang.Effect, use syntax.Node) bool {
	if e.Value == syntax.None || len(e.Steps) > 0 || e.Op != "" && e.Op != "=" {
		return false
	}
	v := uncast(m, m.Node(e.Value))
	switch v.Op {
	case lang.OpOr, lang.OpNullish:
		return uncast(m, v.X).Node.ID() == use.ID()
	case lang.OpObject:
		for _, en := range v.Entries {
			if en.Spread && uncast(m, en.Value).Node.ID() == use.ID() {
				return true
			}
		}
	}
	return false
}

// uncast lowers n without the casts around it.
func uncast(m *lang.Module, n syntax.Node) lang.Expr {
	e := m.Expr(n)
	for e.Op == lang.OpCast {
		e = m.Expr(e.X)
	}
	return e
}

// value joins the alternatives; nil when nothing has been written. A name that is null until something sets it counts as set.
func (st *state) value() *value.Value {
	var vs []*value.Value
	for _, a := range st.alts {
		if a.v.Kind != value.Null {
			st.s.work(len(a.v.Props) / 16)
			vs = append(vs, a.v)
		}
	}
	if len(vs) == 0 {
		if len(st.alts) == 0 {
			return nil
		}
		return st.alts[0].v
	}
	if len(vs) == 1 {
		return vs[0]
	}
	return joinObjects(value.NewBranch(vs...))
}

func (st *state) result(use syntax.Node) *value.Value {
	if st.s.exhausted() {
		return st.s.unknown(st.u, use, st.frame, fmt.Sprintf("evaluation stopped after %d steps", maxSteps))
	}
	v := st.value()
	if v == nil {
		if st.any {
			return value.NewNull()
		}
		return st.s.unknown(st.u, use, st.frame, "nothing is seen to set "+st.name)
	}
	if v.Kind == value.Branch && len(v.Alts) > maxAlts {
		return st.s.unknown(st.u, use, st.frame, tooManyAlts)
	}
	return v
}
