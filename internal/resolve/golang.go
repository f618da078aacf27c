package resolve

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// packageMember is a name of a Go package: spec as it is written in from.
func (s *Session) packageMember(from *Unit, spec, name string, u *Unit, n syntax.Node, f *Frame) *value.Value {
	if v := s.declaredIn(from, spec, name, u, n, f); v != nil {
		return v
	}
	return s.unknown(u, n, f, name+" is not seen in package "+spec)
}

// declaredIn is what the files of a package declare under a name, nil if none does. Files of several systems may declare it
// each.
func (s *Session) declaredIn(from *Unit, spec, name string, u *Unit, n syntax.Node, f *Frame) *value.Value {
	var alts []*value.Value
	for _, t := range s.prog.Package(from, spec, name) {
		b, ok := t.Module.Scopes[0].Names[name]
		if !ok || t.Module.Bindings[b].Kind == lang.Imported {
			continue
		}
		if len(alts) >= maxAlts {
			return s.unknown(u, n, f, tooManyAlts)
		}
		alts = append(alts, s.global(t, b))
	}
	if len(alts) == 0 {
		return nil
	}
	return s.branch(u, n, f, alts)
}

// ofPackage is a name that its own file does not declare: one of another file of the package, of a package that is imported
// with a dot, or the name of a package that its path does not tell. nil for what the language itself provides.
func (s *Session) ofPackage(u *Unit, e lang.Expr, f *Frame) *value.Value {
	if predeclared[e.Str] {
		return nil // a package may declare it anew, and none does
	}
	if v := s.declaredIn(u, ".", e.Str, u, e.Node, f); v != nil {
		return v
	}
	for i := range u.Module.Imports {
		imp := &u.Module.Imports[i]
		if imp.Star {
			if v := s.declaredIn(u, imp.Module, e.Str, u, e.Node, f); v != nil {
				return v
			}
			continue
		}
		if imp.Binding == lang.NoBinding || !u.Module.Node(imp.Node).ByField("name").IsNone() {
			continue
		}
		if files := s.prog.Package(u, imp.Module, e.Str); len(files) > 0 && files[0].Module.Package == e.Str {
			return s.namespace(u, nil, e.Node, f, imp.Module)
		}
	}
	return nil
}

// predeclared are the names that Go itself declares. Nearly every file has them, so that to look for another declaration would be
// to parse whole packages.
var predeclared = words(`any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint
	uint8 uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag len make max min new panic
	print println real recover`)

// resultAt is one of the results of a call: the first of one that gives what is known for it, such as a client.
func (s *Session) resultAt(u *Unit, n syntax.Node, f *Frame, v *value.Value, i int) *value.Value {
	if v.Kind == value.Branch {
		var alts []*value.Value
		for _, a := range v.Alts {
			alts = append(alts, s.resultAt(u, n, f, a, i))
		}
		return s.branch(u, n, f, alts)
	}
	r := refOf(v)
	switch {
	case v.Kind == value.List && r != nil && r.Node.Is("expression_list"):
		if i < len(v.Elems) {
			return v.Elems[i]
		}
	case i == 0:
		return v
	}
	return s.computed(u, n, f, "another result of "+calleeText(u.Module.Expr(n)))
}

// converted is T(x) for a type of the workspace: x.
func (s *Session) converted(u *Unit, e lang.Expr, f *Frame) *value.Value {
	if len(e.Args) != 1 {
		return s.unknown(u, e.Node, f, "a conversion of no value")
	}
	return s.Eval(u, e.Args[0].Value, f)
}

// appended is append(list, more...).
func (s *Session) appended(u *Unit, e lang.Expr, f *Frame, l *value.Value) *value.Value {
	if l.Kind == value.Null {
		l = value.NewList()
	}
	if !isGo(u) || l.Kind != value.List || len(e.Args) == 0 {
		return s.computed(u, e.Node, f, "the result of append")
	}
	more := e
	more.Elems = e.Args[1:]
	added := s.list(u, more, f)
	return s.at(value.NewList(), u, e.Node, f).With(func(c *value.Value) {
		c.Elems = append(slices.Clone(l.Elems), added.Elems...)
		if c.Open = l.Open; c.Open == "" {
			c.Open = added.Open
		}
	})
}

// stringFunctions are functions of Go's package strings, and the methods of strings in other languages that do the same.
var stringFunctions = map[string]string{
	"strings.ToLower": "lower", "strings.ToUpper": "upper", "strings.TrimSpace": "strip", "strings.Trim": "strip",
	"strings.TrimRight": "rstrip", "strings.TrimLeft": "lstrip", "strings.TrimSuffix": "removesuffix", "strings.TrimPrefix": "removeprefix",
	"strings.ReplaceAll": "replaceAll", "strings.HasPrefix": "startswith", "strings.HasSuffix": "endswith", "strings.Split": "split",
	"strings.Join": "join",
}

// callText evaluates a function of package strings as the method of its first argument; that of Join is the second.
func (s *Session) callText(u *Unit, e lang.Expr, f *Frame, method string) *value.Value {
	this, rest := e.Args[0], e.Args[1:]
	if method == "join" && len(rest) == 1 {
		this, rest = rest[0], []lang.Arg{this}
	}
	r := s.newRef(BoundRef, u, e.Node, f)
	r.This, r.Name = s.Eval(u, this.Value, f), method
	e.Args = rest
	return s.callBound(u, e, f, r)
}

// firstSet is cmp.Or(a, b, …): the first that is not empty.
func (s *Session) firstSet(u *Unit, e lang.Expr, f *Frame) *value.Value {
	v := value.NewNull()
	for _, a := range e.Args {
		switch {
		case v.Kind == value.Null || v.Kind == value.String && v.Str == "":
			v = s.Eval(u, a.Value, f)
		case v.Kind == value.Unknown && v.Origin == value.Env:
			v = envDefault(v, s.Eval(u, a.Value, f))
		case v.Kind == value.String:
			return v
		default:
			return s.computed(u, e.Node, f, "the first of several values that is set")
		}
	}
	return v
}

// setElsewhere is a variable of a package that another file may set to something else.
func (s *Session) setElsewhere(t *Unit, bind *lang.Binding, v *value.Value) *value.Value {
	if bind.Kind != lang.Variable {
		return v
	}
	k := setKey{bind.Name}
	known, ok := t.changed.Load(k)
	if !ok {
		known = s.setter(t, bind.Name)
		t.changed.Store(k, known)
	}
	if where := known.(string); where != "" {
		return s.branch(t, t.Module.Node(bind.Node), nil, []*value.Value{v, s.unknown(t, t.Module.Node(bind.Node), nil, "it may be set in "+where)})
	}
	return v
}

// setKey names a variable of a package, for where else it is set.
type setKey struct{ name string }

// setter returns the path of another file that sets a variable of the package of t, empty for none.
func (s *Session) setter(t *Unit, name string) string {
	for _, u := range s.prog.Package(t, ".", name) {
		if u != t && u.setsNames()[name] {
			return u.File.Path
		}
	}
	if r, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(r) {
		return ""
	}
	for _, u := range s.prog.Mentions(t, name, ChangedUse) {
		for i := range u.Module.Imports {
			imp := &u.Module.Imports[i]
			if !isGo(u) || imp.Binding == lang.NoBinding {
				continue
			}
			for _, id := range u.Module.Bindings[imp.Binding].Effects {
				if e := &u.Module.Effects[id]; e.Kind == lang.Store && len(e.Path) == 0 && e.Key == name {
					return u.File.Path
				}
			}
		}
	}
	return ""
}

// setsNames returns the names of other files of the package that the unit sets, or whose address it takes.
func (u *Unit) setsNames() map[string]bool {
	u.setsOnce.Do(func() {
		u.sets = map[string]bool{}
		for n := range u.Module.Tree.Root().All() {
			if !n.Is("identifier") || u.Module.Resolve(n) != lang.NoBinding {
				continue
			}
			p := n.Parent()
			switch {
			case p.Is("unary_expression") && p.HasToken("&"), p.Is("inc_statement"), p.Is("dec_statement"):
			case p.Is("expression_list") && p.Parent().Is("assignment_statement") && p.Parent().ByField("left") == p:
			default:
				continue
			}
			u.sets[n.Text()] = true
		}
	})
	return u.sets
}

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
	switch uncast(u.Module, n).Op {
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
		class := &c.Home.Module.Classes[c.Class]
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
	class := &u.Module.Classes[id]
	if class.Func != 0 {
		return nil
	}
	k := FuncAt{u, lang.FuncID(-2 - int32(id))}
	if known, ok := s.pieces[k]; ok {
		return known
	}
	for _, t := range s.prog.Package(u, ".", class.Name) {
		for i := range t.Module.Classes {
			other := &t.Module.Classes[i]
			if other.Name != class.Name || other.Func != 0 || t == u {
				continue
			}
			r := s.newRef(ClassRef, t, t.Module.Node(other.Node), nil)
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
		m := part.Home.Module
		if spec := m.Node(m.Classes[part.Class].Node); spec.Is("type_spec") && !spec.ByField("type").Is("struct_type") {
			return nil
		}
	}
	return s.looseInstance(c.Home, c.Class)
}

// ofFieldType is a field that nothing is seen to set: an object of its type.
func (s *Session) ofFieldType(u *Unit, n syntax.Node, f *Frame, classes []*Ref, name string) *value.Value {
	for _, c := range classes {
		m, _ := c.Home.Module.Classes[c.Class].Member(name)
		if m.Type == syntax.None {
			continue
		}
		if v := s.declaredObject(c.Home, c.Home.Module.Node(m.Type)); v != nil {
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
			mod := l.Unit.Module
			if v := s.fieldOf(l, mod.Expr(l.Node), m.Name); v != nil {
				alts = append(alts, v)
			}
			if len(alts) > maxAlts {
				return s.unknown(c.Home, c.Home.Module.Node(m.Node), nil, tooManyAlts)
			}
		}
		if len(alts) == 0 {
			return value.NewNull()
		}
		if where := s.setsField(c, m.Name); where != "" {
			alts = append(alts, s.unknown(c.Home, c.Home.Module.Node(m.Node), nil, "it may be set in "+where))
		}
		return s.branch(c.Home, c.Home.Module.Node(m.Node), nil, alts)
	})
	if v.Kind == value.Null {
		return nil
	}
	return v
}

// setsField returns the path of a file in which a field of that name is set on some object, other than the receiver of a method.
func (s *Session) setsField(c *Ref, name string) string {
	for _, u := range s.prog.Mentions(c.Home, name, ChangedUse) {
		for i := range u.Module.Bindings {
			for _, id := range u.Module.Bindings[i].Effects {
				if e := &u.Module.Effects[id]; e.Kind == lang.Store && len(e.Path) == 0 && e.Key == name && isGo(u) {
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
			return s.Eval(l.Unit, en.Value, s.frameFor(l.Unit, l.Unit.Module.FuncAt(en.Value), nil))
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
	name := c.Home.Module.Classes[c.Class].Name
	for _, u := range s.prog.Mentions(c.Home, name, AnyUse) {
		if !isGo(u) {
			continue
		}
		for _, n := range u.compositesOf(name) {
			if t := s.typeOf(u, u.Module.Expr(n).X); t != nil && t.Home == c.Home && t.Class == c.Class {
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
		for n := range u.Module.Tree.Root().All() {
			if !n.Is("composite_literal") && (!n.Is("literal_value") || n.Parent().Is("composite_literal")) {
				continue
			}
			if typ := u.Module.Expr(n).X; !typ.IsNone() {
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
