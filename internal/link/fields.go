package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// shape is what is known of the fields of a type or object.
type shape struct {
	members []member
	leaf    bool   // has no fields that a path could name: a string, a date, a list
	why     string // the fields are not known, or there may be more
}

// member is one field.
type member struct {
	name string
	of   shape
}

func unread(why string) shape { return shape{why: why} }

// with adds the members of b; those of b hide those of a of the same name.
func (a shape) with(b shape) shape {
	out := shape{why: a.why}
	if out.why == "" {
		out.why = b.why
	}
	for _, m := range a.members {
		if _, hidden := b.member(m.name); !hidden {
			out.members = append(out.members, m)
		}
	}
	out.members = append(out.members, b.members...)
	return out
}

func (a shape) member(name string) (member, bool) {
	for _, m := range a.members {
		if m.name == name {
			return m, true
		}
	}
	return member{}, false
}

// common returns the members that both have; where one has others, it is not known which fields there are.
func (a shape) common(b shape) shape {
	out := a.only(func(name string) bool { _, ok := b.member(name); return ok })
	if out.why == "" {
		out.why = b.why
	}
	if out.why == "" && (len(out.members) < len(a.members) || len(out.members) < len(b.members)) {
		out.why = "it is one of several types"
	}
	return out
}

// only returns a with the members for which keep is true.
func (a shape) only(keep func(name string) bool) shape {
	out := shape{why: a.why}
	for _, m := range a.members {
		if keep(m.name) {
			out.members = append(out.members, m)
		}
	}
	return out
}

// paths appends the paths of the members; what lies below a member that is not read is an unknown of which the start is
// known, so that it decides nothing about other names.
func (a shape) paths(prefix string, out, below []*value.Value) (paths, unknown []*value.Value) {
	for _, m := range a.members {
		out = append(out, value.NewString(prefix+m.name))
		if m.of.why != "" {
			v := undecided("the fields of " + prefix + m.name + " are not known: " + m.of.why)
			v.Prefix = prefix + m.name + "."
			below = append(below, v)
		}
		out, below = m.of.paths(prefix+m.name+".", out, below)
	}
	return out, below
}

// fields answers fields: the paths of the fields of a type, a model, or an object.
func (h *Host) fields(args []*value.Value, _ *expr.Input) *value.Value {
	x := args[0]
	if x.Kind == value.Null {
		return value.NewNull()
	}
	r := &shapes{s: h.session(x), prog: h.l, active: map[codeKey]bool{}}
	sh := r.fieldsOf(x, h.spellings(x))
	if sh.why != "" && len(sh.members) == 0 || sh.leaf {
		v := undecided(sh.why)
		if sh.leaf {
			v.Reason = "it has no fields"
		}
		if resolve.IsParameter(x) {
			v.Origin = value.Parameter
		}
		return v
	}
	paths, below := sh.paths("", nil, nil)
	l := value.NewList(append(paths, below...)...)
	l.Open = sh.why
	return l
}

// maxNested bounds how deep the fields of fields are read.
const maxNested = 3

// shapes reads the fields of types, models and objects.
type shapes struct {
	s      *resolve.Session
	prog   resolve.Program
	active map[codeKey]bool // declarations being read
	nested int
	args   map[string]typeAt // type parameters of the declaration being read
}

// fieldsOf reads a value; where that says too little, the type that the code gives it.
func (r *shapes) fieldsOf(x *value.Value, spelled []code) shape {
	sh := r.value(x)
	if sh.why == "" {
		return sh
	}
	for _, c := range spelled {
		if t, ok := r.typeOf(passedType(c)); ok {
			return r.typ(t)
		}
	}
	return sh
}

// passedType returns the type that a call gives to the type parameter c of the function around it; c itself if it is none.
func passedType(c code) code {
	for range maxHops {
		next, ok := typeArgument(c)
		if !ok {
			break
		}
		c = next
	}
	return c
}

// typeArgument looks for the type parameter c among those of the functions under evaluation.
func typeArgument(c code) (code, bool) {
	if !c.n.Is("type_identifier") {
		return code{}, false
	}
	for f := c.f; f != nil; f = f.Parent {
		u, n, caller, ok := f.Call()
		if !ok {
			continue
		}
		at := 0
		for p := range f.Unit.Module().Node(f.Unit.Module().Funcs[f.Func].Node).ByField("type_parameters").NamedChildren() {
			if args := u.Module().Expr(n).TypeArgs; p.ByField("name").Text() == c.n.Text() && at < len(args) {
				return code{u, args[at], caller}, true
			}
			at++
		}
	}
	return code{}, false
}

// value reads the fields of what evaluation has found.
func (r *shapes) value(x *value.Value) shape {
	switch x.Kind {
	case value.Object:
		sh := shape{why: x.Open}
		for _, p := range x.Props {
			sh.members = append(sh.members, member{p.Key, r.value(p.Value)})
		}
		return sh
	case value.String, value.Number, value.Bool, value.List, value.Null:
		return shape{leaf: true}
	case value.Opaque:
		if u, c, ok := resolve.Class(x); ok {
			return r.class(u, c)
		}
		return unread("it is not an object of the workspace")
	case value.Branch:
		return unread("it differs by branch")
	}
	return unread(reason(x, "it is not known"))
}

// typeOf returns the type that code is written with: itself where it is one, that of a cast, of a declaration, or of
// the model whose data a call gives.
func (r *shapes) typeOf(c code) (typeAt, bool) {
	switch c.n.Type() {
	case "as_expression", "satisfies_expression":
		return typeAt{c.u, lastNamed(c.n)}, true
	}
	if isType(c.n) {
		return typeAt{c.u, c.n}, true
	}
	e := plain(c.u, c.n)
	switch {
	case e.Op == lang.OpIdent:
		id := c.u.Module().Resolve(e.Node)
		if id == lang.NoBinding {
			return typeAt{}, false
		}
		b := &c.u.Module().Bindings[id]
		t := c.u.Module().Node(b.Type)
		if b.Kind == lang.Param && t.IsNone() && parameterItself(c.u.Module(), b) {
			t = c.u.Module().Node(c.u.Module().Funcs[b.Func].Params[b.Param].Type)
		}
		return typeAt{c.u, t}, !t.IsNone()
	case e.Op == lang.OpCall && len(e.Args) == 0:
		// pydantic's way to hand on the data of a model.
		if callee := c.u.Module().Expr(e.X); callee.Op == lang.OpMember && (callee.Str == "model_dump" || callee.Str == "dict") {
			return r.typeOf(c.at(callee.X))
		}
	}
	return typeAt{}, false
}
