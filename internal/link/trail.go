package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// holding says what a name holds: an object of a known type, a function whose call gives one, or either.
type holding uint8

const (
	holdsObject holding = 1 << iota
	givesObject
)

// held is a name under which something goes on.
type held struct {
	word string
	kind holding
}

// trail follows a value through the code around it, by the shape of the code alone, to the names under which it goes on: of
// the variable, field or member that is set to it, of the function that returns it, of the file that exports it as its default.
// What is selected from an object, or what calling it gives, is another value.
type trail struct {
	r    *run
	u    *resolve.Unit
	held []held
}

// through reports whether the value of a node of the type is, or holds, the value of what stands in it.
func through(typ string) bool {
	switch typ {
	case "await_expression", "await", "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
		"array", "list", "tuple", "set", "object", "dictionary", "spread_element", "list_splat", "dictionary_splat",
		"expression_list", "sequence_expression", "ternary_expression", "conditional_expression":
		return true
	}
	return false
}

// from follows the value of n.
func (t *trail) from(n syntax.Node, kind holding) {
	for c := n; kind != 0; {
		p := c.Parent()
		if p.IsNone() {
			return
		}
		next, k, ends := t.step(p, c, kind)
		if ends {
			return
		}
		c, kind = next, k
	}
}

// step goes on from c, which stands in p, to the code whose value is the value followed, and what that is then.
func (t *trail) step(p, c syntax.Node, kind holding) (next syntax.Node, k holding, ends bool) {
	switch typ := p.Type(); typ {
	case "member_expression", "attribute", "subscript_expression", "subscript":
		first := p.NamedFirst() == c
		if first == (typ == "member_expression" || typ == "attribute") {
			return c, 0, true // a member of it, or an index
		}
		return p, kind, false
	case "call_expression", "call":
		if kind&givesObject == 0 {
			return c, 0, true
		}
		return p, holdsObject, false
	case "arguments", "argument_list", "keyword_argument":
		return t.argument(p, c, kind)
	case "binary_expression", "boolean_operator":
		return p, kind, !passing(p.ByField("operator").Text())
	case "return_statement", "yield", "yield_expression", "arrow_function", "lambda":
		if (typ == "arrow_function" || typ == "lambda") && p.ByField("body") != c {
			return c, 0, true
		}
		return t.returned(c)
	}
	if through(p.Type()) {
		return p, kind, false
	}
	t.hold(t.target(p, c), kind)
	return c, 0, true
}

// passing reports whether the value of an operator is that of an operand.
func passing(operator string) bool {
	switch operator {
	case "||", "??", "&&", "or", "and":
		return true
	}
	return false
}

// target returns the code that names what c is set to by p, none where p does not name it.
func (t *trail) target(p, c syntax.Node) syntax.Node {
	field := ""
	switch p.Type() {
	case "variable_declarator", "public_field_definition", "field_definition":
		if n := p.NamedFirst(); n != c {
			return n
		}
	case "pair":
		field = "key"
	case "assignment", "assignment_expression", "augmented_assignment", "for_statement", "for_in_statement":
		field = "left"
	case "named_expression":
		field = "name"
	case "as_pattern", "aliased_import", "import_specifier":
		field = "alias"
	case "export_statement":
		t.held = append(t.held, held{moduleName(t.u.File.Path), holdsObject | givesObject})
	}
	if field == "" {
		return syntax.Node{}
	}
	if n := p.ByField(field); n != c {
		return n
	}
	return syntax.Node{}
}

// hold notes the names that target gives: the last one of a.b.c, all of a pattern.
func (t *trail) hold(target syntax.Node, kind holding) {
	if target.IsNone() {
		return
	}
	t.r.keptOutside(t.u, target)
	var names []string
	pattern := strings.Contains(target.Type(), "pattern") && target.Type() != "as_pattern_target" || target.Type() == "tuple"
	for c := range target.All() {
		switch c.Type() {
		case "identifier", "property_identifier", "private_property_identifier", "string_fragment", "shorthand_property_identifier_pattern":
			if !pattern {
				names = names[:0]
			}
			names = append(names, strings.TrimPrefix(c.Text(), "#"))
		}
	}
	for _, n := range names {
		t.held = append(t.held, held{n, kind})
	}
}

// returned goes on from what a function returns to the function, by its name or, without one, by its own value.
func (t *trail) returned(c syntax.Node) (next syntax.Node, k holding, ends bool) {
	m := t.u.Module()
	fn := m.FuncAt(c)
	switch {
	case fn <= 0:
		return c, 0, true
	case m.Funcs[fn].Name != "":
		t.held = append(t.held, held{m.Funcs[fn].Name, givesObject})
		return c, 0, true
	}
	return m.Node(m.Funcs[fn].Node), givesObject, false
}

// argument goes on from an argument to the call, if that gives back what it is given, and into the function called.
func (t *trail) argument(p, c syntax.Node, kind holding) (next syntax.Node, k holding, ends bool) {
	name := ""
	if p.Type() == "keyword_argument" {
		if p.ByField("name") == c {
			return c, 0, true
		}
		name = p.ByField("name").Text()
		c, p = p, p.Parent()
	}
	call := p.Parent()
	if kind == givesObject {
		return call, holdsObject | givesObject, false // a library may call it and hand out the result
	}
	e := t.u.Module().Expr(call)
	if e.Op != lang.OpCall {
		return c, 0, true
	}
	s := t.r.l.Session()
	callee := s.Eval(t.u, e.X, s.FrameAt(t.u, e.X, nil))
	fn, ok := s.Runs(callee)
	if !ok {
		return c, 0, true
	}
	t.r.add(t.r.l.prog.FileOf(fn.Unit.File))
	t.r.hold(fn.Unit)
	param := parameterFor(fn, e, c, name)
	if param == "" {
		return c, 0, true
	}
	t.r.followParameter(fn, param)
	return call, holdsObject, !givesBack(fn, param)
}

// parameterFor returns the name of the parameter that the argument c of the call e goes to, empty where it has none.
func parameterFor(fn resolve.FuncAt, e lang.Expr, c syntax.Node, name string) string {
	if name != "" {
		return name
	}
	params := fn.Unit.Module().Funcs[fn.Func].Params
	for i, a := range e.Args {
		if a.Value == c && i < len(params) {
			return params[i].Name
		}
	}
	return ""
}

// givesBack reports whether a function returns its parameter as it is.
func givesBack(fn resolve.FuncAt, param string) bool {
	m := fn.Unit.Module()
	for _, ret := range m.Funcs[fn.Func].Returns {
		if ret.Value == syntax.None {
			continue
		}
		whole := m.Node(ret.Value)
		for n := range whole.All() {
			if n.Kind() == kindIdentifier && n.Text() == param && isWhole(n, whole) {
				return true
			}
		}
	}
	return false
}

// isWhole reports whether the value of whole is, or holds, the value of n in it.
func isWhole(n, whole syntax.Node) bool {
	for ; n != whole; n = n.Parent() {
		p := n.Parent()
		if !through(p.Type()) && !(p.Type() == "binary_expression" || p.Type() == "boolean_operator") {
			return false
		}
	}
	return true
}

// inside is a parameter of a function that is handed an object of a known type.
type inside struct {
	fn    resolve.FuncAt
	param string
}

// followParameter follows what a function is handed through its body.
func (r *run) followParameter(fn resolve.FuncAt, param string) {
	k := inside{fn, param}
	if r.entered[k] {
		return
	}
	r.entered[k] = true
	m := fn.Unit.Module()
	for n := range m.Node(m.Funcs[fn.Func].Node).All() {
		if n.Kind() == kindIdentifier && n.Text() == param {
			r.follow(fn.Unit, n, holdsObject)
		}
	}
}
