package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Rules match calls of a client by its name: client.get(…). Where a method is taken as a value, or the client goes into an object that is
// handed to a library, requests are sent by code that no rule matches, and what they send is not known.

// usedOtherwise says how an object that the code n makes is used by other names than its own; empty if that is not seen.
func (r *run) usedOtherwise(u *resolve.Unit, n syntax.Node) string {
	if why := r.takenApart(u, n); why != "" {
		return why
	}
	is := r.holds(u, n)
	if is == nil {
		return ""
	}
	for o := range u.Module().Tree.Root().All() {
		if !is(o) {
			continue
		}
		if why := r.takenApart(u, o); why != "" {
			return why
		}
		if call := givenInside(o); !call.IsNone() {
			r.handed(u, n, call)
		}
	}
	return ""
}

// holds returns a test for the expressions of u that name what n is set to: a variable, or a member of this; nil if n is set to neither.
func (r *run) holds(u *resolve.Unit, n syntax.Node) func(syntax.Node) bool {
	m := u.Module()
	target := syntax.Node{}
	for p := n.Parent(); target.IsNone(); p = p.Parent() {
		switch p.Type() {
		case "variable_declarator", "assignment", "assignment_expression", "public_field_definition", "field_definition":
			target = nameOf(p)
		case "await", "await_expression", "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression":
		default:
			return nil
		}
	}
	if b := m.Resolve(target); target.Is("identifier") && b != lang.NoBinding {
		return func(o syntax.Node) bool {
			return o.Is("identifier") && o.ID() != target.ID() && o.Text() == target.Text() && m.Resolve(o) == b
		}
	}
	class, name := m.ClassAt(n), memberNamed(u, target)
	if target.Is("property_identifier") || target.Is("private_property_identifier") {
		name = target.Text()
	}
	if class == lang.NoClass || name == "" {
		return nil
	}
	return func(o syntax.Node) bool {
		e := m.Expr(o)
		return isMember(o) && o.ID() != target.ID() && e.Str == name && m.Expr(e.X).Op == lang.OpThis && m.ClassAt(o) == class
	}
}

// nameOf returns what a declaration or an assignment sets.
func nameOf(n syntax.Node) syntax.Node {
	for _, field := range []string{"name", "left", "key", "property"} {
		if c := n.ByField(field); !c.IsNone() {
			return c
		}
	}
	return n.NamedFirst()
}

// takenApart says which method of the object o is used as a value.
func (r *run) takenApart(u *resolve.Unit, o syntax.Node) string {
	p := o.Parent()
	switch p.Type() {
	case "variable_declarator":
		if nameOf(p).Is("object_pattern") {
			return "its methods are used by names of their own"
		}
	case "subscript_expression":
		if p.NamedFirst() == o && u.Module().Expr(p.ByField("index")).Op != lang.OpString && isCallee(p) {
			return "a method is called whose name is not known"
		}
	case "member_expression", "attribute":
		if name := memberNamed(u, p); p.NamedFirst() == o && !isCallee(p) && !isSet(p) && r.l.isMethod(name) {
			return "its method " + name + " is used by another name"
		}
	}
	return ""
}

// isCallee reports whether a call calls n, which may stand in it with types and casts: client.get<T>(…), await client.get<T>(…).
func isCallee(n syntax.Node) bool {
	p := n.Parent()
	for p.Is("instantiation_expression") || p.Is("await_expression") || p.Is("non_null_expression") || p.Is("parenthesized_expression") || p.Is("as_expression") {
		n, p = p, p.Parent()
	}
	return (p.Is("call") || p.Is("call_expression")) && p.ByField("function") == n
}

// isSet reports whether n stands where it is given a value.
func isSet(n syntax.Node) bool {
	p := n.Parent()
	return (p.Is("assignment") || p.Is("assignment_expression")) && p.ByField("left") == n || p.Is("variable_declarator") && p.NamedFirst() == n
}

// givenInside returns the call that gets o among its arguments, perhaps inside an object or a list; none if there is no such call.
func givenInside(o syntax.Node) syntax.Node {
	p := o.Parent()
	for p.Is("pair") || p.Is("object") || p.Is("array") || p.Is("dictionary") || p.Is("list") || p.Is("tuple") {
		p = p.Parent()
	}
	if p.Is("arguments") || p.Is("argument_list") {
		return p.Parent()
	}
	return syntax.Node{}
}

// isMethod reports whether rules match calls by the name.
func (l *Linker) isMethod(name string) bool {
	if name == "" {
		return false
	}
	for _, k := range l.rules.Known {
		for _, t := range k.NameTests() {
			if contains(k.Types, typeCall) && contains(t.Names, name) {
				return true
			}
		}
	}
	return false
}
