package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// maxReach bounds how many functions deep the calls made by a function are followed.
const maxReach = 6

// Reach calls visit for each call that running fn makes in code of the workspace: those in its body, inner functions
// included, and in the functions that these call. visit returns true when it has understood the call, which is then not
// followed. Each function is entered once for each call of it that is seen. The frame is nil outside any call.
func (s *Session) Reach(fn *value.Value, fr *Frame, visit func(u *Unit, call syntax.Node, f *Frame) bool) {
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef {
		return
	}
	if fr == nil {
		fr = s.frameOf(r)
	}
	s.reach(r, fr, visit, map[FuncAt]bool{}, 0)
}

// frameOf returns a frame for the function r in which its own parameters are not bound.
func (s *Session) frameOf(r *Ref) *Frame {
	k := looseKey{r.Home, r.Func, r.Env, r.This}
	if g, ok := s.loose[k]; ok {
		return g
	}
	g := &Frame{Unit: r.Home, Func: r.Func, Parent: r.Env, This: r.This}
	put(&s.loose, k, g)
	return g
}

func (s *Session) reach(r *Ref, fr *Frame, visit func(*Unit, syntax.Node, *Frame) bool, on map[FuncAt]bool, depth int) {
	at := FuncAt{r.Home, r.Func}
	if on[at] || depth > maxReach || s.exhausted() {
		return
	}
	on[at] = true
	defer delete(on, at)
	m := r.Home.Module()
	body := m.Node(m.Funcs[r.Func].Body)
	for n := range body.All() {
		switch n.Type() {
		case "call_expression", "new_expression", "call":
		default:
			continue
		}
		s.work(1)
		f := s.frameFor(r.Home, m.FuncAt(n), fr)
		if visit(r.Home, n, f) {
			continue
		}
		e := m.Expr(n)
		if e.Op != lang.OpCall {
			continue
		}
		for _, v := range Alternatives(s.Eval(r.Home, e.X, f)) {
			callee := refOf(v)
			if callee == nil || callee.Kind != FuncRef || body.Tree() == callee.Home.Module().Tree && callee.Home.Module().Node(callee.Home.Module().Funcs[callee.Func].Node).Within(body) {
				continue // a function declared in the body is walked with it
			}
			if next := s.open(callee, r.Home, n, e.Args, f); next != nil {
				s.reach(callee, next, visit, on, depth+1)
			}
		}
	}
}

// Alternatives returns what a value may be: its alternatives, or itself.
func Alternatives(v *value.Value) []*value.Value {
	if v.Kind == value.Branch {
		return v.Alts
	}
	return []*value.Value{v}
}

// Methods returns the functions that an object offers, by name: members of an object, methods of an instance with its
// bases', or the function itself. They are what code can call on the value.
func (s *Session) Methods(v *value.Value) (names []string, fns []*value.Value) {
	r := refOf(v)
	add := func(name string, fn *value.Value) {
		if fr := refOf(fn); fr != nil && fr.Kind == FuncRef {
			names, fns = append(names, name), append(fns, fn)
		}
	}
	switch {
	case v.Kind == value.Object:
		for _, p := range v.Props {
			add(p.Key, s.rebind(p.Value, v))
		}
	case v.Kind == value.Branch:
		for _, a := range v.Alts {
			ns, fs := s.Methods(a)
			names, fns = append(names, ns...), append(fns, fs...)
		}
	case r != nil && r.Kind == FuncRef:
		add("", v)
	case r != nil && r.Kind == InstanceRef:
		chain, _ := s.ancestry(r.Home, r.Class)
		seen := map[string]bool{}
		for _, c := range chain {
			for i := range c.Home.Module().Classes[c.Class].Members {
				m := &c.Home.Module().Classes[c.Class].Members[i]
				if m.Func == lang.NoFunc || seen[m.Name] || c.Home.Module().Funcs[m.Func].Kind != lang.Method {
					continue
				}
				seen[m.Name] = true
				add(m.Name, s.methodMember(r.Unit, r.Node, r.Frame, v, c, m))
			}
		}
	}
	return names, fns
}

// CallFrame returns the frame of the call n of function value fn, nil if it cannot be opened.
func (s *Session) CallFrame(fn *value.Value, u *Unit, n syntax.Node, f *Frame) *Frame {
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef {
		return nil
	}
	return s.open(r, u, n, u.Module().Expr(n).Args, f)
}

// Apply calls a function value with arguments given as values, as a library does with a callback it was handed, and
// returns its result and the frame it ran in.
func (s *Session) Apply(fn *value.Value, args []*value.Value, u *Unit, at syntax.Node, f *Frame) (*value.Value, *Frame) {
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef {
		return s.computed(u, at, f, "the result of a function that is not known"), nil
	}
	fr := s.callback(r, args, u, at, f)
	if fr == nil {
		return s.unknown(u, at, f, tooManyCalls), nil
	}
	return s.run(r, fr, u, at, f, false), fr
}

// ParamAfter returns what parameter i of the function holds when a call of it in frame fr ends.
func (s *Session) ParamAfter(fn *value.Value, fr *Frame, i int) *value.Value {
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef || fr == nil {
		return value.NewUnknown("a function that is not known")
	}
	m := r.Home.Module()
	fun := &m.Funcs[r.Func]
	if i >= len(fun.Params) {
		return value.NewNull()
	}
	v, ok := s.param(fr, i)
	if !ok {
		return value.NewUnknown("a parameter that is not bound")
	}
	if fun.Params[i].Binding == lang.NoBinding {
		return s.partsAfter(r.Home, fun, fr, i, v)
	}
	bind := &m.Bindings[fun.Params[i].Binding]
	st := &state{s: s, u: r.Home, name: bind.Name, home: fr, frame: fr}
	st.start(v)
	body := m.Node(fun.Body)
	st.run(r.Home.effectsOf(bind), fun.BodyBlock, body.End(), false)
	return st.result(body)
}

// partsAfter is an object that a function takes apart in its head, with what it has done to the parts.
func (s *Session) partsAfter(u *Unit, fun *lang.Func, fr *Frame, i int, v *value.Value) *value.Value {
	m := u.Module()
	body := m.Node(fun.Body)
	for b := range m.Bindings {
		bind := &m.Bindings[b]
		if bind.Kind != lang.Param || bind.Func != fr.Func || bind.Param != i || len(bind.Effects) == 0 || !changes(u.effectsOf(bind), m) {
			continue
		}
		path, ok := keysOf(m.Effects[bind.Effects[0]].Steps)
		if !ok {
			continue
		}
		v = withPart(v, path, func(part *value.Value) *value.Value {
			if writes(m, bind) > 1 {
				return exposed(part, "`"+bind.Name+"` stands for something else later")
			}
			st := &state{s: s, u: u, name: bind.Name, home: fr, frame: fr}
			st.start(part)
			st.run(u.effectsOf(bind)[1:], fun.BodyBlock, body.End(), false)
			return st.result(body)
		})
	}
	return v
}

// keysOf returns the members that the steps of a pattern lead through; ok is false if there are other steps.
func keysOf(steps []lang.Step) (path []string, ok bool) {
	for _, st := range steps {
		if st.Key == "" || st.Rest {
			return nil, false
		}
		path = append(path, st.Key)
	}
	return path, len(path) > 0
}

// withPart returns the object v with the object at the end of path changed. One that is perhaps there is there: the code
// would fail without it.
func withPart(v *value.Value, path []string, change func(*value.Value) *value.Value) *value.Value {
	if len(path) == 0 {
		return change(v)
	}
	if v.Kind != value.Object {
		return v
	}
	p, ok := v.Get(path[0])
	if !ok && (v.Open == "" || len(path) > 1) {
		return v
	}
	if !ok {
		p = value.Prop{Key: path[0], Value: value.NewObject().Opened(v.Open)}
	}
	after := withPart(p.Value, path[1:], change)
	if after == p.Value {
		return v
	}
	return replace(v, p, after)
}
