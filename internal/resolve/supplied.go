package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// dependencyMarkers say in a parameter's default or annotation that a framework calls a function for its value. Rules may
// name more on the list dependency-markers.
var dependencyMarkers = words("fastapi.Depends fastapi.Security fastapi.params.Depends fastapi.param_functions.Depends")

// eachMethods call their callback once for each element of a list, with the element first and its index second.
var eachMethods = words("forEach map filter some every find flatMap findIndex")

// supplied is what surely binds a parameter of a function without its being called by name: the elements of the list that
// a callback is given to, or what a framework fetches for it. nil if there is nothing of the kind.
func (s *Session) supplied(u *Unit, fn lang.FuncID, i int, f *Frame) *value.Value {
	if isPython(u) {
		return s.fetched(u, &u.Module().Funcs[fn].Params[i], f)
	}
	return s.eachElement(u, u.Module().Node(u.Module().Funcs[fn].Node), i, f)
}

// eachElement is parameter i of a callback written in the call of a method that goes over a known list.
func (s *Session) eachElement(u *Unit, fn syntax.Node, i int, f *Frame) *value.Value {
	if i != 0 {
		return nil
	}
	if v, ok := s.turns[loopKey{u, fn.ID()}]; ok {
		return v
	}
	elems, ok := s.eachList(u, fn, f)
	if !ok || len(elems) > maxAlts {
		return nil
	}
	return s.branchOf(u, fn.Parent().Parent(), f, elems)
}

// eachList returns the list whose elements a function is called for; ok is false if it is written in no such call, or the list is
// not known.
func (s *Session) eachList(u *Unit, fn syntax.Node, f *Frame) (elems []*value.Value, ok bool) {
	call := fn.Parent().Parent()
	if !fn.Parent().Is("arguments") || call.IsNone() {
		return nil, false
	}
	e := u.Module().Expr(call)
	if e.Op != lang.OpCall || len(e.Args) == 0 || e.Args[0].Value.ID() != fn.ID() {
		return nil, false
	}
	callee := u.Module().Expr(e.X)
	if callee.Op != lang.OpMember || !eachMethods[callee.Str] {
		return nil, false
	}
	over := s.Eval(u, callee.X, s.frameFor(u, u.Module().FuncAt(call), f))
	if over.Kind != value.List || over.Open != "" || len(over.Elems) == 0 {
		return nil, false
	}
	return over.Elems, true
}

// fetched is the value of a parameter that is declared as a dependency: x=Depends(get), x: Annotated[T, Depends(get)].
func (s *Session) fetched(u *Unit, p *lang.Parameter, f *Frame) *value.Value {
	for _, id := range []syntax.NodeID{p.Default, p.Type} {
		if id == syntax.None {
			continue
		}
		for n := range u.Module().Node(id).All() {
			if n.Type() == "call" {
				if v := s.dependency(u, n, f); v != nil {
					return v
				}
			}
		}
	}
	return nil
}

// dependency is what the function named in Depends(function) gives; nil if the call n is no such marker.
func (s *Session) dependency(u *Unit, n syntax.Node, f *Frame) *value.Value {
	e := u.Module().Expr(n)
	if e.Op != lang.OpCall || len(e.Args) == 0 {
		return nil
	}
	name := refName(s.Eval(u, e.X, f))
	if !dependencyMarkers[name] && !s.prog.Listed(name, "dependency-markers") {
		return nil
	}
	fn := s.Eval(u, e.Args[0].Value, f)
	switch r := refOf(fn); {
	case r != nil && r.Kind == ClassRef:
		return s.instantiate(u, lang.Expr{Node: n, X: e.Args[0].Value}, f, r)
	case r != nil && r.Kind == FuncRef:
		fr := s.callback(r, nil, u, n, f)
		if fr == nil {
			return nil
		}
		s.step(u, n, "%s is called for the parameter", orName(r.Home.Module().Funcs[r.Func].Name))
		return s.run(r, fr, u, n, f, true)
	}
	return nil
}

// defaultOf evaluates a parameter's default, which may mark a dependency.
func (s *Session) defaultOf(u *Unit, n syntax.Node, f *Frame) *value.Value {
	if isPython(u) && n.Type() == "call" {
		if v := s.dependency(u, n, f); v != nil {
			return v
		}
	}
	return s.Eval(u, n, f)
}

// entered is what `with v as name` gives the name: what the object's own __enter__ returns, else the object.
func (s *Session) entered(u *Unit, n syntax.Node, f *Frame, v *value.Value) *value.Value {
	r := refOf(v)
	if v.Kind != value.Opaque || r == nil || r.Kind != InstanceRef {
		return v
	}
	chain, _ := s.ancestry(r.Home, r.Class)
	for _, c := range chain {
		for _, name := range []string{"__aenter__", "__enter__"} {
			if m, ok := c.Home.Module().Classes[c.Class].Member(name); ok && m.Func != lang.NoFunc {
				return s.result(s.methodMember(u, n, f, v, c, m), nil, u, n, f)
			}
		}
	}
	return v
}

// managesContext reports whether a generator is made into a context manager, so that a call of it gives what it yields.
func (s *Session) managesContext(r *Ref) bool {
	fun := &r.Home.Module().Funcs[r.Func]
	return slices.ContainsFunc(fun.Decorators, func(d syntax.NodeID) bool {
		switch s.Callee(r.Home, r.Home.Module().Node(d), nil) {
		case "contextlib.contextmanager", "contextlib.asynccontextmanager":
			return true
		}
		return false
	})
}
