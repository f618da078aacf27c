package resolve

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// ident evaluates a name.
func (s *Session) ident(u *Unit, e lang.Expr, f *Frame) *value.Value {
	b := u.Module.Resolve(e.Node)
	if b == lang.NoBinding {
		return s.starOrGlobal(u, e, f)
	}
	return s.binding(u, b, e.Node, f)
}

// binding returns what the binding b holds at the place use.
func (s *Session) binding(u *Unit, b lang.BindingID, use syntax.Node, f *Frame) *value.Value {
	return s.remember(memoKey{u: u, n: use.ID(), f: f, id: int32(b), kind: ofName}, func() *value.Value {
		bind := &u.Module.Bindings[b]
		switch bind.Kind {
		case lang.TypeName:
			return s.unknown(u, use, f, "a type")
		case lang.Imported:
			v := s.imported(u, &u.Module.Imports[bind.Import], use, f)
			s.step(u, use, "%s is imported from %q: %s", bind.Name, u.Module.Imports[bind.Import].Module, Describe(v))
			return v
		}
		v := s.flow(u, bind, use, f)
		s.step(u, u.Module.Node(bind.Node), "%s is %s", bind.Name, Describe(v))
		return v
	})
}

// flow works out what a binding holds at the place use from the effects on it.
func (s *Session) flow(u *Unit, bind *lang.Binding, use syntax.Node, f *Frame) *value.Value {
	home := s.frameFor(u, bind.Func, f)
	st := &state{s: s, u: u, name: bind.Name, home: home, frame: f}
	if bind.Kind == lang.Param && !s.destructured(u, bind) {
		st.start(s.parameter(u, bind, use, home))
	}
	useFunc := u.Module.FuncAt(use)
	if useFunc == bind.Func {
		st.run(bind.Effects, u.Module.BlockAt(use), use.Start())
	} else {
		st.runAll(bind.Effects, bind.Func)
	}
	return st.result(use)
}

// destructured reports whether a parameter name stands inside a pattern, so that an effect writes it.
func (s *Session) destructured(u *Unit, bind *lang.Binding) bool {
	fun := &u.Module.Funcs[bind.Func]
	return bind.Param < len(fun.Params) && fun.Params[bind.Param].Binding == lang.NoBinding
}

// parameter returns the value that a call gives to a parameter. Outside a call it is unknown, and noted.
func (s *Session) parameter(u *Unit, bind *lang.Binding, use syntax.Node, home *Frame) *value.Value {
	fun := &u.Module.Funcs[bind.Func]
	if v, ok := s.param(home, bind.Param); ok {
		return v
	}
	if s.absent[FuncAt{u, bind.Func}] {
		return s.absentParam(u, bind.Func, bind.Param, home)
	}
	s.params[FuncAt{u, bind.Func}] = true
	name := fun.Name
	if name == "" {
		name = "a function"
	}
	r := s.newRef(ParamRef, u, use, home)
	r.Func, r.Param = bind.Func, bind.Param
	return &value.Value{
		Kind: value.Unknown, Origin: value.Parameter, Text: isText(u, fun, bind.Param), Reason: "parameter " + bind.Name + " of " + name,
		At: u.Place(u.Module.Node(bind.Node)), Ref: r,
	}
}

// isText reports whether a parameter is annotated as a string.
func isText(u *Unit, fun *lang.Func, i int) bool {
	if i >= len(fun.Params) || fun.Params[i].Type == syntax.None {
		return false
	}
	switch strings.TrimSpace(strings.TrimPrefix(u.Module.Node(fun.Params[i].Type).Text(), ":")) {
	case "string", "str", "string | undefined", "str | None", "Optional[str]":
		return true
	}
	return false
}

// absentParam is a parameter that no call passes: its default, else nothing.
func (s *Session) absentParam(u *Unit, fn lang.FuncID, i int, f *Frame) *value.Value {
	p := &u.Module.Funcs[fn].Params[i]
	switch {
	case p.Default != syntax.None:
		return s.Eval(u, u.Module.Node(p.Default), f)
	case p.Rest:
		return value.NewList()
	case p.KeywordRest:
		return value.NewObject()
	}
	return value.NewNull()
}

// state is what a name may hold at one point of the text.
type state struct {
	s     *Session
	u     *Unit
	name  string
	home  *Frame // of the function that owns the name
	frame *Frame // at hand, for effects inside inner functions
	alts  []alternative
	any   bool // something has been written
}

// alternative is one value the name may hold, and the arm of the branch that wrote it.
type alternative struct {
	v      *value.Value
	branch syntax.NodeID
	arm    int
}

func (st *state) start(v *value.Value) {
	st.alts, st.any = []alternative{{v, syntax.None, 0}}, true
}

// run applies the effects that reach the block use, whose place in the text is pos.
func (st *state) run(effects []lang.EffectID, use lang.BlockID, pos int) {
	m := st.u.Module
	for _, id := range effects {
		e := &m.Effects[id]
		if e.Func != m.Blocks[use].Func {
			// An inner function runs later, if at all; it may have run before this place.
			if e.Kind != lang.Write || e.Value != syntax.None {
				st.apply(e, true, syntax.None, 0)
			}
			continue
		}
		if sure, maybe, branch, arm := reaches(m, e, use, pos); sure || maybe {
			st.apply(e, !sure, branch, arm)
		}
	}
}

// runAll applies all effects, as the functions they stand in leave the name behind.
func (st *state) runAll(effects []lang.EffectID, owner lang.FuncID) {
	m := st.u.Module
	for _, id := range effects {
		e := &m.Effects[id]
		branch, arm := syntax.None, 0
		maybe := e.Func != owner
		for b := e.Block; b >= 0 && !maybe; b = m.Blocks[b].Parent {
			if m.Blocks[b].Branch != syntax.None || m.Blocks[b].Loop {
				maybe, branch, arm = true, m.Blocks[b].Branch, m.Blocks[b].Arm
			}
		}
		st.apply(e, maybe, branch, arm)
	}
}

// apply carries out one effect.
func (st *state) apply(e *lang.Effect, maybe bool, branch syntax.NodeID, arm int) {
	if e.Kind == lang.Write {
		st.write(e, maybe, branch, arm)
		return
	}
	for i := range st.alts {
		st.alts[i].v = st.s.change(st.u, st.alts[i].v, e, st.effectFrame(e), maybe)
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

func (st *state) write(e *lang.Effect, maybe bool, branch syntax.NodeID, arm int) {
	if e.Source == lang.Nothing {
		if !st.any {
			st.alts = nil
		}
		return
	}
	v := st.s.written(st.u, e, st.effectFrame(e), st.name, st.value())
	st.any = true
	if !maybe {
		st.alts = []alternative{{v, syntax.None, 0}}
		return
	}
	st.alts = append(st.alts, alternative{v, branch, arm})
	st.dropCovered(e, branch)
}

// dropCovered removes what stood before a branch all of whose arms have written.
func (st *state) dropCovered(e *lang.Effect, branch syntax.NodeID) {
	if branch == syntax.None {
		return
	}
	arms, need := map[int]bool{}, 0
	for b := e.Block; b >= 0; b = st.u.Module.Blocks[b].Parent {
		if st.u.Module.Blocks[b].Branch == branch {
			need = st.u.Module.Blocks[b].Arms
		}
	}
	var kept []alternative
	for _, a := range st.alts {
		if a.branch == branch {
			arms[a.arm] = true
			kept = append(kept, a)
		}
	}
	if need > 0 && len(arms) == need {
		st.alts = kept
	}
}

// value joins the alternatives; nil when nothing has been written. A name that is null until something sets it counts as set.
func (st *state) value() *value.Value {
	var vs []*value.Value
	for _, a := range st.alts {
		if a.v.Kind != value.Null {
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
	v := st.value()
	if v == nil {
		if st.any {
			return value.NewNull()
		}
		return st.s.unknown(st.u, use, st.frame, "nothing is seen to set "+st.name)
	}
	if v.Kind == value.Branch && len(v.Alts) > maxAlts {
		return st.s.unknown(st.u, use, st.frame, "more alternatives than are kept apart")
	}
	return v
}
