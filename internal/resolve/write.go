package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// written returns the value that a Write leaves in its root; old is what stood there before, nil for nothing.
func (s *Session) written(u *Unit, e *lang.Effect, f *Frame, name string, old *value.Value) *value.Value {
	n := u.Module().Node(e.Value)
	if v, ok := s.turns[loopKey{u, e.Value}]; ok && (e.Source == lang.Element || e.Source == lang.Key) {
		return s.destructure(u, n, f, v, e.Steps)
	}
	var v *value.Value
	switch {
	case e.Source == lang.FromImport:
		return s.fromImport(u, e, name, f)
	case e.Source == lang.Opaque:
		return s.unknown(u, u.Module().Node(e.Node), f, "set by a pattern or an exception")
	case e.Value == syntax.None:
		v = s.ofParameter(u, e, f)
	default:
		v = s.Eval(u, n, f)
	}
	switch e.Source {
	case lang.Element:
		v = s.element(u, n, f, v)
	case lang.Key:
		v = s.keyOf(u, n, f, v)
	case lang.Context:
		v = s.entered(u, n, f, v)
	case lang.Result:
		return s.resultAt(u, n, f, v, e.Steps[0].Index)
	}
	v = s.destructure(u, n, f, v, e.Steps)
	if e.Op == "" || e.Op == "=" {
		return v
	}
	return s.augmented(u, e, f, old, v)
}

// fromImport is what the import at the effect's node gives a name that other code writes as well.
func (s *Session) fromImport(u *Unit, e *lang.Effect, name string, f *Frame) *value.Value {
	for i := range u.Module().Imports {
		imp := &u.Module().Imports[i]
		if imp.Node == e.Node && imp.Binding != lang.NoBinding && u.Module().Bindings[imp.Binding].Name == name {
			return s.imported(u, imp, u.Module().Node(imp.Node), f)
		}
	}
	return s.unknown(u, u.Module().Node(e.Node), f, "an import that is not seen")
}

// ofParameter returns the parameter that a destructuring pattern in a function's head takes apart.
func (s *Session) ofParameter(u *Unit, e *lang.Effect, f *Frame) *value.Value {
	fun := &u.Module().Funcs[e.Func]
	for i, p := range fun.Params {
		if !u.Module().Node(e.Node).Within(u.Module().Node(p.Node)) {
			continue
		}
		if v, ok := s.param(s.frameFor(u, e.Func, f), i); ok {
			return v
		}
		if s.absent[FuncAt{u, e.Func}] {
			return s.absentParam(u, e.Func, i, f)
		}
		if v := s.supplied(u, e.Func, i, s.frameFor(u, e.Func, f)); v != nil {
			return v
		}
		s.needed(FuncAt{u, e.Func})
		r := s.newRef(ParamRef, u, u.Module().Node(p.Node), f)
		r.Func, r.Param = e.Func, int32(i)
		return &value.Value{Kind: value.Unknown, Origin: value.Parameter, Reason: "a parameter of " + orName(fun.Name), At: u.Place(u.Module().Node(p.Node)), Ref: r}
	}
	return s.unknown(u, u.Module().Node(e.Node), f, "what sets it is not read")
}

func orName(name string) string {
	if name == "" {
		return "a function"
	}
	return name
}

// element is what a loop over v gives its variable: each element, by branch.
func (s *Session) element(u *Unit, n syntax.Node, f *Frame, v *value.Value) *value.Value {
	return s.oneOf(u, n, f, s.elements(u, n, f, v), "an element of a list that is not known")
}

// elements are those of the list, or the keys of the dict, that a loop goes over; none if they are not known.
func (s *Session) elements(u *Unit, n syntax.Node, f *Frame, v *value.Value) []*value.Value {
	switch {
	case v.Kind == value.List && v.Open == "":
		return v.Elems
	case v.Kind == value.Object && isPython(u):
		return objectKeys(v)
	case v.Kind == value.Object && v.Fold && v.Open == "":
		return s.entries(u, n, f, v).Elems
	}
	return nil
}

// oneOf is one of the elements that the loop over n goes through.
func (s *Session) oneOf(u *Unit, n syntax.Node, f *Frame, elems []*value.Value, none string) *value.Value {
	if len(elems) == 0 {
		return s.computed(u, n, f, none)
	}
	return s.branchOf(u, n, f, elems)
}

// branchOf keeps the elements of a list apart, without joining objects: a loop takes one at a time.
func (s *Session) branchOf(u *Unit, n syntax.Node, f *Frame, vs []*value.Value) *value.Value {
	if len(vs) > maxAlts*4 {
		return s.unknown(u, n, f, "more elements than are kept apart")
	}
	return value.NewBranch(vs...)
}

func (s *Session) keyOf(u *Unit, n syntax.Node, f *Frame, v *value.Value) *value.Value {
	return s.oneOf(u, n, f, objectKeys(v), "a key of an object that is not known")
}

// objectKeys are the keys of an object; none if they are not known.
func objectKeys(v *value.Value) []*value.Value {
	if v.Kind != value.Object || v.Open != "" {
		return nil
	}
	var keys []*value.Value
	for _, p := range v.Props {
		keys = append(keys, keyOfProp(p))
	}
	return keys
}

// keyOfProp is the key of a member as a value.
func keyOfProp(p value.Prop) *value.Value {
	k := value.NewString(p.Key)
	k.Origin, k.At = value.Literal, p.At
	return k
}

// destructure follows the steps of a pattern into v.
func (s *Session) destructure(u *Unit, n syntax.Node, f *Frame, v *value.Value, steps []lang.Step) *value.Value {
	for _, st := range steps {
		switch {
		case st.Rest && st.Seen != nil:
			v = s.without(v, st.Seen)
		case st.Rest:
			v = s.slice(u, n, f, v, st.Index)
		case st.Key != "":
			v = s.member(u, n, f, v, st.Key)
		default:
			v = s.index(u, n, f, v, value.NewNumber(float64(st.Index)))
		}
		if st.Default != syntax.None {
			v = s.orDefault(u, f, v, u.Module().Node(st.Default))
		}
	}
	return v
}

// orDefault is v, or the default where v is absent.
func (s *Session) orDefault(u *Unit, f *Frame, v *value.Value, def syntax.Node) *value.Value {
	switch {
	case v.Kind == value.Null:
		return s.Eval(u, def, f)
	case v.Kind == value.Unknown && v.Origin == value.Env:
		return envDefault(v, s.Eval(u, def, f))
	case v.Kind == value.Branch && slices.ContainsFunc(v.Alts, func(a *value.Value) bool { return a.Kind == value.Null }):
		return s.branch(u, def, f, []*value.Value{Present(v), s.Eval(u, def, f)})
	}
	return v
}

// without is an object without the keys taken from it.
func (s *Session) without(v *value.Value, keys []string) *value.Value {
	if v.Kind != value.Object {
		return v
	}
	for _, k := range keys {
		v = v.Delete(k, false)
	}
	return v
}

func (s *Session) slice(u *Unit, n syntax.Node, f *Frame, v *value.Value, from int) *value.Value {
	if v.Kind != value.List || from > len(v.Elems) {
		return s.computed(u, n, f, "the rest of a list that is not known")
	}
	return v.With(func(c *value.Value) { c.Elems = v.Elems[from:] })
}

// augmented applies `old OP= v`.
func (s *Session) augmented(u *Unit, e *lang.Effect, f *Frame, old, v *value.Value) *value.Value {
	n := u.Module().Node(e.Node)
	if old == nil && (e.Op == "??=" || e.Op == "||=") {
		return v
	}
	if old == nil {
		return s.computed(u, n, f, "the result of "+e.Op)
	}
	switch e.Op {
	case "+=":
		return s.plus(u, lang.Expr{Node: n}, f, old, v)
	case "|=":
		if old.Kind == value.Object {
			return s.overlay(old, v, false)
		}
	case "??=", "||=":
		if old.Kind == value.Null {
			return v
		}
		if old.Origin == value.Env && old.Kind == value.Unknown {
			return envDefault(old, v)
		}
		return s.branch(u, n, f, []*value.Value{Present(old), v})
	}
	return s.computed(u, n, f, "the result of "+e.Op)
}

// repeated is v, written by an effect that may happen again and again: what it adds to is then not known.
func (s *Session) repeated(u *Unit, e *lang.Effect, f *Frame, old, v *value.Value) *value.Value {
	switch e.Op {
	case "", "=", "??=", "||=", "&&=", "|=":
		return v
	}
	if v.Kind == value.List {
		return v.Opened("it is added to in a loop")
	}
	return s.computed(u, u.Module().Node(e.Node), f, "changed again and again").With(func(c *value.Value) {
		if e.Op == "+=" && old != nil {
			c.Prefix, c.Text = old.Str+old.Prefix, old.Kind == value.String || old.Prefix != ""
		}
	})
}

// computed is the result of work at run time.
func (s *Session) computed(u *Unit, n syntax.Node, f *Frame, reason string) *value.Value {
	return s.unknown(u, n, f, reason).With(func(c *value.Value) { c.Origin = value.Computed })
}
