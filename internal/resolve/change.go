package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// change returns v after a Store, Remove, Receive or Pass has happened to it; with maybe, on some branches only.
func (s *Session) change(u *Unit, v *value.Value, e *lang.Effect, f *Frame, maybe bool) *value.Value {
	return s.changeAt(u, v, e, e.Path, f, maybe)
}

// changeAt follows path into v and changes the object there.
func (s *Session) changeAt(u *Unit, v *value.Value, e *lang.Effect, path []string, f *Frame, maybe bool) *value.Value {
	if v.Kind == value.Branch {
		alts := make([]*value.Value, len(v.Alts))
		for i, a := range v.Alts {
			alts[i] = s.changeAt(u, a, e, path, f, maybe)
		}
		if slices.Equal(alts, v.Alts) {
			return v
		}
		return value.NewBranch(alts...)
	}
	if len(path) > 0 {
		return s.changeBelow(u, v, e, path, f, maybe)
	}
	if second := u.secondNames().about[e]; second != nil && second.doubt {
		if v.Kind == value.Object && changesObject(u.Module(), e) {
			return exposed(v, "it is changed by the name `"+second.name+"`, too")
		}
		maybe = true
	}
	switch e.Kind {
	case lang.Store, lang.Remove:
		return s.store(u, v, e, f, maybe)
	case lang.Receive:
		return s.receive(u, v, e, f, maybe)
	case lang.Pass:
		return s.pass(u, v, e, f, maybe)
	}
	return v
}

// changeBelow changes what lies at path below the object v.
func (s *Session) changeBelow(u *Unit, v *value.Value, e *lang.Effect, path []string, f *Frame, maybe bool) *value.Value {
	if v.Kind != value.Object {
		return v
	}
	if path[0] == "" {
		if e.Kind == lang.Store || e.Kind == lang.Remove {
			return exposed(v, "a member that is not known is changed")
		}
		return v
	}
	inner, found := v.Get(path[0])
	fills := e.Kind == lang.Store || e.Kind == lang.Receive && adds[e.Key] ||
		e.Kind == lang.Pass && s.assigns(u, u.Module().Expr(u.Module().Node(e.Call)), e.Arg)
	if second := u.secondNames().about[e]; !found && (!fills || second != nil && second.ifThere) {
		return v
	}
	if !found {
		// It must be there, or the code would fail.
		inner = value.Prop{Key: path[0], Value: value.NewObject().Opened(v.Open), At: u.Place(u.Module().Node(e.Node))}
	}
	changed := s.changeAt(u, inner.Value, e, path[1:], f, maybe)
	if changed == inner.Value {
		return v
	}
	return replace(v, inner, changed)
}

// replace returns v with its member p holding another value, on those branches on which it is there.
func replace(v *value.Value, p value.Prop, now *value.Value) *value.Value {
	p.Value = now
	if p.Maybe {
		v = v.Delete(p.Key, false)
	}
	return v.Set(p)
}

// adds are methods that add to the object they are called on.
var adds = words("set append update setdefault setHeader")

// Adds reports whether a method of that name adds to the object it is called on.
func Adds(method string) bool { return adds[method] }

func (s *Session) store(u *Unit, v *value.Value, e *lang.Effect, f *Frame, maybe bool) *value.Value {
	if v.Kind != value.Object && v.Kind != value.List {
		return v
	}
	key := value.NewString(e.Key)
	if e.KeyAt != syntax.None {
		key = s.Eval(u, u.Module().Node(e.KeyAt), f)
	}
	at := u.Place(u.Module().Node(e.Node))
	if v.Kind == value.List {
		return s.storeElement(u, v, e, key, f, maybe)
	}
	if e.Kind == lang.Remove {
		return remove(v, key, maybe)
	}
	var val *value.Value
	if e.Value != syntax.None {
		val = kept(u, u.Module().Node(e.Node), u.Module().Node(e.Value), s.Eval(u, u.Module().Node(e.Value), f))
	} else {
		val = s.computed(u, u.Module().Node(e.Node), f, "set by a pattern")
	}
	s.step(u, u.Module().Node(e.Node), "%s is set to %s", said{key}, said{val})
	return s.setComputed(v, key, val, at, maybe || e.Op == "??=" || e.Op == "||=")
}

// storeElement sets an element of a list whose index is known, or opens the list.
func (s *Session) storeElement(u *Unit, v *value.Value, e *lang.Effect, key *value.Value, f *Frame, maybe bool) *value.Value {
	i := int(key.Num)
	if e.Kind != lang.Store || e.Op != "" && e.Op != "=" || e.Value == syntax.None || key.Kind != value.Number || i < 0 || i >= len(v.Elems) {
		return v.With(func(c *value.Value) { c.Elems = nil }).Opened("an element of the list is changed")
	}
	val := s.Eval(u, u.Module().Node(e.Value), f)
	if maybe {
		val = either(v.Elems[i], val)
	}
	return v.With(func(c *value.Value) {
		c.Elems = append([]*value.Value{}, v.Elems...)
		c.Elems[i] = val
	})
}

// remove takes a member away. A key that is not known may be any.
func remove(v, key *value.Value, maybe bool) *value.Value {
	if t, ok := textOf(key); ok {
		return v.Delete(t, maybe)
	}
	for _, p := range v.Props {
		v = v.Delete(p.Key, true)
	}
	return v
}

// receive applies a method call on an object: those that change it, by name.
func (s *Session) receive(u *Unit, v *value.Value, e *lang.Effect, f *Frame, maybe bool) *value.Value {
	if v.Kind != value.Object && v.Kind != value.List {
		return v
	}
	call := u.Module().Expr(u.Module().Node(e.Call))
	callee := u.Module().Expr(call.X)
	method := callee.Str
	if callee.Op == lang.OpIndex && !isPython(u) {
		method, _ = textOf(s.Eval(u, callee.Y, f)) // h["set"](...)
	}
	if v.Kind == value.List {
		return s.receiveList(u, v, call, method, f, maybe)
	}
	return s.receiveObject(u, v, call, method, f, maybe)
}

func (s *Session) receiveObject(u *Unit, v *value.Value, call lang.Expr, method string, f *Frame, maybe bool) *value.Value {
	arg := func(i int) *value.Value {
		if i < len(call.Args) && !call.Args[i].Spread {
			return s.Eval(u, call.Args[i].Value, f)
		}
		return value.NewNull()
	}
	at := u.Place(call.Node)
	switch method {
	case "setdefault":
		if t, ok := textOf(arg(0)); ok {
			if p, found := v.Get(t); found && !p.Maybe {
				return v
			}
		}
		return s.setComputed(v, arg(0), arg(1), at, maybe)
	case "set", "append", "add", "__setitem__", "setHeader":
		if len(call.Args) >= 2 {
			s.step(u, call.Node, "%s is set to %s", said{arg(0)}, said{arg(1)})
			return s.setComputed(v, arg(0), arg(1), at, maybe)
		}
		if method == "set" && len(call.Args) == 1 {
			return s.overlay(v, arg(0), maybe)
		}
	case "delete", "pop", "remove":
		return remove(v, arg(0), maybe)
	case "popitem":
		return remove(v, value.NewUnknown("the last key"), maybe)
	case "update", "assign", "merge":
		return s.update(u, v, call, f, maybe)
	case "clear":
		if !maybe {
			return v.With(func(c *value.Value) { c.Props, c.Open = nil, "" })
		}
	}
	return v
}

// update lays the arguments of dict.update over v: positional ones as objects, keyword ones as members.
func (s *Session) update(u *Unit, v *value.Value, call lang.Expr, f *Frame, maybe bool) *value.Value {
	for _, a := range call.Args {
		switch {
		case a.Name != "":
			v = v.Set(value.Prop{Key: a.Name, Value: kept(u, call.Node, a.Value, s.Eval(u, a.Value, f)), Maybe: maybe, At: u.Place(a.Value)})
		default:
			o := s.Eval(u, a.Value, f)
			if o.Kind == value.List {
				o = s.fromEntries(u, a.Value, f, o)
			}
			v = s.overlay(v, o, maybe)
		}
	}
	return v
}

func (s *Session) receiveList(u *Unit, v *value.Value, call lang.Expr, method string, f *Frame, maybe bool) *value.Value {
	switch method {
	case "push", "append", "add", "unshift":
		if maybe {
			return v.Opened("an element is added on some branches")
		}
		return v.With(func(c *value.Value) {
			c.Elems = append([]*value.Value{}, v.Elems...)
			for _, a := range call.Args {
				c.Elems = append(c.Elems, s.Eval(u, a.Value, f))
			}
		})
	case "extend", "splice", "insert", "pop", "shift", "remove", "sort", "reverse", "fill":
		return v.Opened("the list is changed by " + method)
	}
	return v
}

// pass applies the handing over of an object to a function: what that function does to its parameter, if it can be read.
func (s *Session) pass(u *Unit, v *value.Value, e *lang.Effect, f *Frame, maybe bool) *value.Value {
	if v.Kind != value.Object && v.Kind != value.List {
		return v
	}
	callNode := u.Module().Node(e.Call)
	call := u.Module().Expr(callNode)
	if s.assigns(u, call, e.Arg) {
		for _, a := range call.Args[1:] {
			v = s.overlay(v, s.Eval(u, a.Value, f), maybe)
		}
		return v
	}
	if a := call.Args; e.Arg < len(a) && (a[e.Arg].Spread || a[e.Arg].KeywordSpread) {
		return v // the function gets the members in an object of its own
	}
	if s.assigns(u, call, 0) {
		return v // read into the first argument
	}
	if harmless(u, call) || s.KnownCall(u, callNode, f) {
		return v
	}
	fn := s.Eval(u, call.X, f)
	r := refOf(fn)
	switch {
	case r == nil:
	case r.Kind == FuncRef && v.Kind == value.Object:
		return s.passTo(u, v, r, call, e.Arg, f, maybe)
	case r.Kind == ClassRef, r.Kind == ExternalRef && s.prog.Listed(r.Name, "reading-functions"):
		// A constructor keeps its argument, a library's function reads it.
		return v
	}
	return exposed(v, "it is handed to "+calleeText(call)+", which could not be read")
}

// passTo returns v as the function r leaves it when it is given as argument arg.
func (s *Session) passTo(u *Unit, v *value.Value, r *Ref, call lang.Expr, arg int, f *Frame, maybe bool) *value.Value {
	m := r.Home.Module()
	fun := &m.Funcs[r.Func]
	p := paramFor(fun, call.Args, arg)
	if p < 0 {
		return v
	}
	var bind *lang.Binding // nil where the function takes the object apart in its head
	if b := fun.Params[p].Binding; b != lang.NoBinding {
		bind = &m.Bindings[b]
	}
	if bind != nil && !changes(r.Home.effectsOf(bind), m) {
		return v
	}
	fr := s.open(r, u, call.Node, call.Args, f)
	if fr == nil || s.passing >= maxPassed {
		return exposed(v, tooManyCalls)
	}
	s.passing++
	defer func() { s.passing-- }()
	if bind == nil {
		return joinedIf(maybe, v, s.partsAfter(r.Home, fun, fr, p, v))
	}
	st := &state{s: s, u: r.Home, name: bind.Name, home: fr, frame: fr}
	st.start(v)
	body := m.Node(fun.Body)
	st.run(r.Home.effectsOf(bind), fun.BodyBlock, body.End(), false)
	after := st.result(body)
	if after.Kind != value.Object {
		return v
	}
	return joinedIf(maybe, v, after)
}

// joinedIf is what an object is afterwards; with maybe, or before.
func joinedIf(maybe bool, before, after *value.Value) *value.Value {
	if maybe && after != before {
		return value.Join(before, after)
	}
	return after
}

// paramFor returns the index of the parameter that argument arg fills, -1 if that is not plain to see.
func paramFor(fun *lang.Func, args []lang.Arg, arg int) int {
	if arg >= len(args) || args[arg].Spread || args[arg].KeywordSpread {
		return -1
	}
	if name := args[arg].Name; name != "" {
		for i, p := range fun.Params {
			if p.Name == name {
				return i
			}
		}
		return -1
	}
	for _, a := range args[:arg] {
		if a.Spread {
			return -1
		}
	}
	if arg >= len(fun.Params) || fun.Params[arg].Rest || fun.Params[arg].KeywordRest {
		return -1
	}
	return arg
}
