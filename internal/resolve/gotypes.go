package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// ofType notes the type of the object that a composite literal makes, for its methods.
func (s *Session) ofType(u *Unit, e lang.Expr, f *Frame, o *value.Value) *value.Value {
	if e.X.IsNone() {
		return o
	}
	c := s.typeOf(u, e.X)
	if c == nil {
		return o
	}
	return o.With(func(v *value.Value) {
		r := s.newRef(CodeRef, u, e.Node, f)
		r.Home, r.Class, r.Name = c.Home, c.Class, c.Name
		v.Ref = r
	})
}

// typeOf returns the class that a type, or a pointer to it, names in the workspace, nil for none.
func (s *Session) typeOf(u *Unit, n syntax.Node) *Ref {
	switch uncast(u.Module(), n).Op {
	case lang.OpIdent, lang.OpMember:
	default:
		return nil
	}
	r := refOf(s.Eval(u, n, nil))
	if r == nil || r.Kind != ClassRef {
		return nil
	}
	return r
}

// structMember is a method of an object that a composite literal made, or a field or method of what it embeds; nil if x is no
// such object or has none of that name.
func (s *Session) structMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	r := refOf(x)
	if r == nil || r.Kind != CodeRef || r.Class == lang.NoClass {
		return nil
	}
	chain, _ := s.ancestry(r.Home, r.Class)
	for _, c := range chain {
		class := &c.Home.Module().Classes[c.Class]
		m, ok := class.Member(name)
		if !ok || m.Func == lang.NoFunc && (class.Part || c.Home == r.Home && c.Class == r.Class) {
			continue
		}
		if inner, ok := x.Get(class.Name); ok && inner.Value.Kind == value.Object {
			return s.member(u, n, f, inner.Value, name)
		}
		if m.Func != lang.NoFunc {
			return s.methodMember(u, n, f, x, c, m)
		}
	}
	return nil
}

// parts returns the other pieces of a type: methods that further files of the package declare on it, and its declaration.
func (s *Session) parts(u *Unit, id lang.ClassID) (out []*Ref) {
	class := &u.Module().Classes[id]
	if class.Func != 0 {
		return nil
	}
	k := FuncAt{u, lang.FuncID(-2 - int32(id))}
	if known, ok := s.pieces[k]; ok {
		return known
	}
	for _, t := range s.prog.Package(u, ".", class.Name) {
		for i := range t.Module().Classes {
			other := &t.Module().Classes[i]
			if other.Name != class.Name || other.Func != 0 || t == u {
				continue
			}
			r := s.newRef(ClassRef, t, t.Module().Node(other.Node), nil)
			r.Class, r.Name = lang.ClassID(i), other.Name
			out = append(out, r)
		}
	}
	if s.pieces == nil {
		s.pieces = map[FuncAt][]*Ref{}
	}
	s.pieces[k] = out
	return out
}

// declaredObject is a parameter or field of a type of the workspace, about which nothing else is known; nil for any other type,
// and for those whose objects are plain values.
func (s *Session) declaredObject(u *Unit, typ syntax.Node) *value.Value {
	c := s.typeOf(u, typ)
	if c == nil {
		return nil
	}
	for _, part := range append([]*Ref{c}, s.parts(c.Home, c.Class)...) {
		m := part.Home.Module()
		if spec := m.Node(m.Classes[part.Class].Node); spec.Is("type_spec") && !spec.ByField("type").Is("struct_type") {
			return nil
		}
	}
	return s.looseInstance(c.Home, c.Class)
}

// ofFieldType is a field that nothing is seen to set: an object of its type.
func (s *Session) ofFieldType(u *Unit, n syntax.Node, f *Frame, classes []*Ref, name string) *value.Value {
	for _, c := range classes {
		m, _ := c.Home.Module().Classes[c.Class].Member(name)
		if m.Type == syntax.None {
			continue
		}
		if v := s.declaredObject(c.Home, c.Home.Module().Node(m.Type)); v != nil {
			return v
		}
	}
	return s.unknown(u, n, f, "nothing is seen to set field "+name)
}

// constructed is what the composite literals of the type c give its field m, nil if there are none. They stand in its package,
// or where the package is imported.
func (s *Session) constructed(c *Ref, m *lang.Member) *value.Value {
	k := memoKey{u: c.Home, n: m.Node, id: int32(len(m.Name)), kind: ofLiterals}
	for _, b := range []byte(m.Name) {
		k.id = k.id*31 + int32(b) // several fields may stand in one declaration
	}
	v := s.remember(k, func() *value.Value {
		var alts []*value.Value
		for _, l := range s.literals(c) {
			mod := l.Unit.Module()
			if v := s.fieldOf(l, mod.Expr(l.Node), m.Name); v != nil {
				alts = append(alts, v)
			}
			if len(alts) > maxAlts {
				return s.unknown(c.Home, c.Home.Module().Node(m.Node), nil, tooManyAlts)
			}
		}
		if len(alts) == 0 {
			return value.NewNull()
		}
		if where := s.setsField(c, m.Name); where != "" {
			alts = append(alts, s.unknown(c.Home, c.Home.Module().Node(m.Node), nil, "it may be set in "+where))
		}
		return s.branch(c.Home, c.Home.Module().Node(m.Node), nil, alts)
	})
	if v.Kind == value.Null {
		return nil
	}
	return v
}

// setsField returns the path of a file in which a field of that name is set on some object, other than the receiver of a method.
func (s *Session) setsField(c *Ref, name string) string {
	for _, u := range s.prog.Mentions(c.Home, name, ChangedUse) {
		for i := range u.Module().Bindings {
			for _, id := range u.Module().Bindings[i].Effects {
				if e := &u.Module().Effects[id]; e.Kind == lang.Store && len(e.Path) == 0 && e.Key == name && isGo(u) {
					return u.File.Path
				}
			}
		}
	}
	return ""
}

// fieldOf is what one composite literal gives a field, nil if it does not name it.
func (s *Session) fieldOf(l literalAt, e lang.Expr, name string) *value.Value {
	for _, en := range e.Entries {
		if en.Key == name && !en.Value.IsNone() {
			return s.Eval(l.Unit, en.Value, s.frameFor(l.Unit, l.Unit.Module().FuncAt(en.Value), nil))
		}
	}
	return nil
}

// literalAt is a composite literal.
type literalAt struct {
	Unit *Unit
	Node syntax.Node
}

// literals returns the composite literals of a type.
func (s *Session) literals(c *Ref) (out []literalAt) {
	k := FuncAt{c.Home, lang.FuncID(-2 - int32(c.Class))}
	if known, ok := s.composites[k]; ok {
		return known
	}
	name := c.Home.Module().Classes[c.Class].Name
	for _, u := range s.prog.Mentions(c.Home, name, AnyUse) {
		if !isGo(u) {
			continue
		}
		for _, n := range u.compositesOf(name) {
			if t := s.typeOf(u, u.Module().Expr(n).X); t != nil && t.Home == c.Home && t.Class == c.Class {
				out = append(out, literalAt{u, n})
			}
		}
	}
	if s.composites == nil {
		s.composites = map[FuncAt][]literalAt{}
	}
	s.composites[k] = out
	return out
}

// compositesOf returns the composite literals of the unit whose type is called name, in the order of the text.
func (u *Unit) compositesOf(name string) []syntax.Node {
	u.compositesOnce.Do(func() {
		u.composites = map[string][]syntax.Node{}
		for n := range u.Module().Tree.Root().All() {
			if !n.Is("composite_literal") && (!n.Is("literal_value") || n.Parent().Is("composite_literal")) {
				continue
			}
			if typ := u.Module().Expr(n).X; !typ.IsNone() {
				t := lastType(typ)
				u.composites[t] = append(u.composites[t], n)
			}
		}
	})
	return u.composites[name]
}

// lastType returns the name of a type: T of pkg.T and T[K].
func lastType(n syntax.Node) string {
	switch n.Type() {
	case "qualified_type":
		return n.ByField("name").Text()
	case "generic_type":
		return lastType(n.ByField("type"))
	case "pointer_type", "parenthesized_type":
		return lastType(n.NamedFirst())
	}
	return n.Text()
}
