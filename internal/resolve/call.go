package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// function returns the value of a function expression or declaration.
func (s *Session) function(u *Unit, n syntax.Node, f *Frame, id lang.FuncID) *value.Value {
	r := s.newRef(FuncRef, u, n, f)
	r.Func = id
	fun := &u.Module().Funcs[id]
	r.Env = s.frameFor(u, fun.Parent, f)
	if fun.Kind == lang.Arrow {
		r.This = s.lexicalThis(f)
	}
	r.Name = fun.Name
	v := &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
	if isPython(u) && len(fun.Decorators) > 0 {
		return s.decorated(u, v, fun, f)
	}
	return v
}

// lexicalThis is the this that an arrow function takes from around it.
func (s *Session) lexicalThis(f *Frame) *value.Value {
	for ; f != nil; f = f.Parent {
		if f.This != nil {
			return f.This
		}
	}
	return nil
}

// decorated is a function under its decorators: those on the list of transparent ones leave it as it is.
func (s *Session) decorated(u *Unit, v *value.Value, fun *lang.Func, f *Frame) *value.Value {
	for _, d := range fun.Decorators {
		n := u.Module().Node(d)
		name := s.Callee(u, n, f)
		if !transparentDecorator(name) && !s.prog.Listed(name, "once-decorators") && !s.prog.Listed(name, "transparent-decorators") {
			return s.unknown(u, n, f, "the decorator "+calleeText(lang.Expr{X: n})+" may replace the function")
		}
	}
	return v
}

// call evaluates a call.
func (s *Session) call(u *Unit, e lang.Expr, f *Frame) *value.Value {
	callee := u.Module().Expr(e.X)
	if callee.Op == lang.OpSuper {
		return s.super(u, e.Node, f)
	}
	fn := s.Eval(u, e.X, f)
	if fn.Kind == value.Branch {
		var alts []*value.Value
		for _, a := range fn.Alts {
			if a.Kind != value.Null {
				alts = append(alts, s.apply(u, e, f, a))
			}
		}
		return s.branch(u, e.Node, f, alts)
	}
	return s.apply(u, e, f, fn)
}

// apply calls the value fn with the arguments of e.
func (s *Session) apply(u *Unit, e lang.Expr, f *Frame, fn *value.Value) *value.Value {
	r := refOf(fn)
	if r == nil {
		return s.computed(u, e.Node, f, "the result of "+calleeText(e))
	}
	switch r.Kind {
	case FuncRef:
		fr := s.open(r, u, e.Node, e.Args, f)
		if fr == nil {
			return s.unknown(u, e.Node, f, tooManyCalls)
		}
		s.step(u, e.Node, "calls %s%s", orName(r.Home.Module().Funcs[r.Func].Name), elsewhere(u, r))
		v := s.run(r, fr, u, e.Node, f, false)
		fun := &r.Home.Module().Funcs[r.Func]
		s.step(r.Home, r.Home.Module().Node(fun.Node), "%s returns %s", orName(fun.Name), said{v})
		return s.made(FuncAt{r.Home, r.Func}, u, e.Node, f, v)
	case ClassRef:
		if isGo(u) {
			return s.converted(u, e, f)
		}
		v := s.instantiate(u, e, f, r)
		if init, ok := s.constructor(r); ok {
			v = s.made(init, u, e.Node, f, v)
		}
		if bases := s.externalBases(r); len(bases) > 0 {
			v = s.meant(s.prog.Inherits(bases), u, e.Node, f, v)
		}
		return v
	case BoundRef:
		return s.callBound(u, e, f, r)
	case ExternalRef:
		return s.callExternal(u, e, f, r)
	case CallRef:
		if s.prog.Listed(r.Name, "env-readers") || s.prog.Listed(r.Name+".__call__", "env-readers") {
			return s.readListed(u, e, f)
		}
	case ModuleRef:
		// import f = require("./m") and import * as f call what module.exports is set to.
		if r.Home != nil {
			if x, ok := r.Home.Module().Export("="); ok {
				return s.apply(u, e, f, s.exported(r.Home, x, u, e.Node, f, 0))
			}
		}
	}
	v := s.computed(u, e.Node, f, "the result of "+calleeText(e))
	if fn.Origin == value.Parameter {
		v.Origin = value.Parameter
	}
	if r.Kind == CallRef {
		v.Ref.(*Ref).Kind, v.Ref.(*Ref).Name = CallRef, r.Name
	}
	return v
}

// run evaluates what a function returns in the frame fr of a call of it.
// What a generator yields counts only where its user gets just that: yields says so, or its decorator.
func (s *Session) run(r *Ref, fr *Frame, u *Unit, at syntax.Node, f *Frame, yields bool) *value.Value {
	m := r.Home.Module()
	fun := &m.Funcs[r.Func]
	if fun.Generator && (len(fun.Yields) == 0 || !yields && !s.managesContext(r)) {
		return s.computed(u, at, f, "what a generator yields")
	}
	if fun.Body == syntax.None {
		return s.computed(u, at, f, "the result of "+orName(fun.Name)+", which has no body here")
	}
	k := memoKey{u: r.Home, n: fun.Body, f: fr, kind: ofBody}
	return s.remember(k, func() *value.Value {
		var alts []*value.Value
		results := fun.Returns
		if fun.Generator {
			results = fun.Yields
		}
		for _, ret := range results {
			if ret.Value == syntax.None {
				continue
			}
			alts = append(alts, s.Eval(r.Home, m.Node(ret.Value), fr))
		}
		if len(alts) == 0 {
			return value.NewNull()
		}
		return s.branch(u, at, f, alts)
	})
}

// result calls a function value with arguments that are values, as a library does with a callback.
func (s *Session) result(fn *value.Value, args []*value.Value, u *Unit, at syntax.Node, f *Frame) *value.Value {
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef {
		return s.computed(u, at, f, "the result of a function that is not known")
	}
	fr := s.callback(r, args, u, at, f)
	if fr == nil {
		return s.unknown(u, at, f, tooManyCalls)
	}
	return s.run(r, fr, u, at, f, false)
}

// callback opens a frame with the arguments given as values.
func (s *Session) callback(r *Ref, args []*value.Value, u *Unit, at syntax.Node, f *Frame) *Frame {
	calls, ok := f.next(r)
	if !ok {
		return nil
	}
	return &Frame{
		Unit: r.Home, Func: r.Func, Parent: r.Env, This: r.This, bound: true, from: u, call: at, caller: f,
		values: args, calls: calls,
	}
}

// Callee returns the full name of what the expression n names, imports resolved; empty when it is not known.
func (s *Session) Callee(u *Unit, n syntax.Node, f *Frame) string {
	e := u.Module().Expr(n)
	for e.Op == lang.OpCall || e.Op == lang.OpCast {
		e = u.Module().Expr(e.X)
	}
	v := s.Eval(u, e.Node, f)
	if r := refOf(v); r != nil {
		switch r.Kind {
		case ExternalRef, CallRef:
			return r.Name
		case FuncRef, ClassRef:
			return s.workspaceName(r)
		case BoundRef:
			return calleeText(lang.Expr{X: e.Node})
		}
	}
	return ""
}

// workspaceName is the name of a function or class of the workspace, with its class.
func (s *Session) workspaceName(r *Ref) string {
	m := r.Home.Module()
	if r.Kind == ClassRef {
		return m.Classes[r.Class].Name
	}
	fun := &m.Funcs[r.Func]
	if fun.Class != lang.NoClass {
		return m.Classes[fun.Class].Name + "." + fun.Name
	}
	return fun.Name
}

// calleeText is how the code names what it calls.
func calleeText(e lang.Expr) string {
	if e.X.IsNone() {
		return "a call"
	}
	t := e.X.Text()
	if len(t) > 60 {
		t = t[:57] + "..."
	}
	return t
}
