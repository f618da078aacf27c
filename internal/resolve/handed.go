package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// maxHandedOn bounds through how many names a function is followed to a library.
const maxHandedOn = 3

// OnlyHandedOn reports whether the code does nothing with a function but hand it to libraries, which call it with objects of
// their own: its name stands as a value, alone or in a list, among the arguments of calls that are no calls of workspace code.
func (s *Session) OnlyHandedOn(fn FuncAt) bool {
	m := fn.Unit.Module()
	b := m.Funcs[fn.Func].Binding
	if b == lang.NoBinding {
		b = holder(m, &m.Funcs[fn.Func])
	}
	return b != lang.NoBinding && s.onlyHandedOn(fn.Unit, b, 0)
}

func (s *Session) onlyHandedOn(home *Unit, b lang.BindingID, depth int) bool {
	bind := &home.Module().Bindings[b]
	if depth > maxHandedOn {
		return false
	}
	handed := false
	for _, use := range s.uses(home, AnyUse, bind.Name) {
		m := use.unit.Module()
		for n := range m.Tree.Root().All() {
			if n.Text() != use.name || declaration(n) {
				continue
			}
			at, ok := use.unit.named(n, home, b)
			if !ok {
				continue
			}
			if !s.handedOn(use.unit, at, depth) {
				return false
			}
			handed = true
		}
	}
	return handed
}

// named returns the expression at n, a name, if it may mean what the unit home binds to b: the name itself, or elsewhere a
// member of what is imported.
func (u *Unit) named(n syntax.Node, home *Unit, b lang.BindingID) (at syntax.Node, ok bool) {
	m := u.Module()
	switch p := n.Parent(); {
	case (p.Is("member_expression") || p.Is("attribute")) && p.NamedFirst() != n:
		of := m.Resolve(firstIdent(u, p))
		return p, u != home && of != lang.NoBinding && m.Bindings[of].Kind == lang.Imported
	case !n.Is("identifier") && !n.Is("shorthand_property_identifier"):
		return n, false
	}
	of := m.Resolve(n)
	if of == lang.NoBinding || n.ID() == m.Bindings[of].Node {
		return n, false
	}
	return n, of == b && u == home || u != home && m.Bindings[of].Kind == lang.Imported
}

// declaration reports whether an identifier declares, imports or exports what it names.
func declaration(n syntax.Node) bool {
	switch p := n.Parent(); p.Type() {
	case "function_declaration", "function_definition", "import_specifier", "export_specifier", "import_clause", "aliased_import":
		return true
	case "dotted_name":
		return true // of an import
	case "variable_declarator":
		return p.NamedFirst() == n
	}
	return false
}

// handedOn reports whether the value at n goes to a call of a library, perhaps in a list and by another name, and nowhere else.
func (s *Session) handedOn(u *Unit, n syntax.Node, depth int) bool {
	m := u.Module()
	for c, p := n, n.Parent(); !p.IsNone(); c, p = p, p.Parent() {
		switch p.Type() {
		case "pair", "object", "dictionary", "array", "list", "tuple", "arguments", "argument_list", "keyword_argument",
			"parenthesized_expression", "as_expression", "satisfies_expression":
			continue
		case "call", "call_expression", "new_expression":
			return s.callOfLibrary(u, p, c)
		case "variable_declarator", "assignment":
			name := p.NamedFirst()
			b := m.Resolve(name)
			return name != c && name.Is("identifier") && b != lang.NoBinding && s.onlyHandedOn(u, b, depth+1)
		}
		return false
	}
	return false
}

// callOfLibrary reports whether a call is of something outside the workspace, with c among what it is given.
func (s *Session) callOfLibrary(u *Unit, call, c syntax.Node) bool {
	e := u.Module().Expr(call)
	if e.Op != lang.OpCall || e.X == c {
		return false
	}
	f := s.FrameAt(u, call, nil)
	if s.KnownCall(u, call, f) {
		return true
	}
	r := refOf(s.Eval(u, e.X, f))
	return r != nil && (r.Kind == ExternalRef || r.Kind == CallRef) && r.Name != ""
}
