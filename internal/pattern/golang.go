package pattern

import (
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// What is Go's own in the shape of code: declarations and assignments, parameters that share a type, composite literals,
// grouped imports.

var (
	kGoAssigns     = kindsOf("short_var_declaration", "assignment_statement")
	kGoParams      = kindsOf("parameter_declaration", "variadic_parameter_declaration")
	kDeclarators   = kindsOf("variable_declarator", "var_spec", "const_spec")
	kVarDecl       = kindsOf("var_declaration", "const_declaration")
	kKeyed         = syntax.Named("keyed_element")
	kImportSpec    = syntax.Named("import_spec")
	kImportDecl    = syntax.Named("import_declaration")
	kInterpreted   = syntax.Named("interpreted_string_literal")
	kRaw           = syntax.Named("raw_string_literal")
	kSpecList      = syntax.Named("var_spec_list")
	kComposite     = syntax.Named("composite_literal")
	kGoLists       = kindsOf("map_type", "slice_type", "array_type", "implicit_length_array_type")
	fElement       = syntax.FieldNamed("element")
	fCommunication = syntax.FieldNamed("communication")
)

// goString returns the text of a string literal.
func goString(n syntax.Node) (string, bool) {
	text := n.Text()
	if n.Kind() == kRaw {
		if len(text) < 2 {
			return "", false
		}
		return strings.ReplaceAll(text[1:len(text)-1], "\r", ""), true
	}
	value, err := strconv.Unquote(text)
	return value, err == nil
}

// viewGoParams returns the parameters of one declaration: `a, b T` are two. The node of each is its name; where there is none,
// or holes make it look like one, the declaration's type.
func viewGoParams(decl syntax.Node) (out []paramView) {
	var names []syntax.Node
	for _, c := range namedChildren(decl) {
		if c.Field() == fName {
			names = append(names, c)
		}
	}
	if len(names) == 0 {
		names = []syntax.Node{decl.Child(fType)}
	}
	for _, name := range names {
		if v, ok := goParamOf(name); ok {
			out = append(out, v)
		}
	}
	return out
}

// goParamOf returns the parameter whose node is n.
func goParamOf(n syntax.Node) (v paramView, ok bool) {
	decl := n.Parent()
	if !kGoParams.has(decl.Kind()) {
		return paramView{}, false
	}
	v = paramView{node: n, pat: n}
	if n.Field() == fName {
		v.typ = decl.Child(fType)
	} else {
		v.pat, v.typ = syntax.Node{}, n
	}
	if decl.Is("variadic_parameter_declaration") {
		v.star = "..."
	}
	return v, true
}

// goTarget reports whether n is a variable that a declaration or assignment of Go gives a value.
func goTarget(n syntax.Node) bool {
	list := n.Parent()
	return list.Kind() == kExpressionList && list.Field() == fLeft && kGoAssigns.has(list.Parent().Kind())
}

// goFieldKey reports whether n is the name of a field in the literal of a struct. In that of a map, whose type is written out, a
// key is an expression.
func goFieldKey(n syntax.Node) bool {
	element := n.Parent()
	keyed := element.Parent()
	if keyed.Kind() != kKeyed || keyed.First() != element {
		return false
	}
	typ := goLiteralType(keyed.Parent())
	return !typ.IsNone() && !kGoLists.has(typ.Kind())
}

// goLiteralType returns the type of what the braces of a composite literal hold, also where it is left out since the literal around
// it says it; none where that has a name.
func goLiteralType(braces syntax.Node) syntax.Node {
	if braces.IsNone() {
		return braces
	}
	if around := braces.Parent(); around.Kind() == kComposite {
		return around.Child(fType)
	}
	outer := braces.Parent() // the element
	if outer = outer.Parent(); outer.Kind() == kKeyed {
		outer = outer.Parent()
	}
	switch typ := goLiteralType(outer); typ.Type() {
	case "slice_type", "array_type", "implicit_length_array_type":
		return typ.Child(fElement)
	case "map_type":
		return typ.Child(fValue)
	}
	return syntax.Node{}
}

// goAssignment compiles `x := v` and `x = v`, which match each other and declarations. Any other operator is its own.
func (c *compiler) goAssignment(n syntax.Node) *node {
	if op := n.Child(fOperator); n.Is("assignment_statement") && op.Text() != "=" {
		return nil
	}
	p := c.assign(n.Child(fLeft), n.Child(fRight), syntax.Node{})
	p.kinds = kGoAssigns.union(kVarDecl)
	return p
}

// goDeclaration compiles `var x T = v` and `const x = v`.
func (c *compiler) goDeclaration(n, spec syntax.Node) *node {
	var names []syntax.Node
	for _, ch := range namedChildren(spec) {
		if ch.Field() == fName {
			names = append(names, ch)
		}
	}
	p := &node{op: opAssign, right: c.node(spec.Child(fValue)), typ: c.node(spec.Child(fType)), kinds: kVarDecl}
	if p.text = n.First().Text(); p.text == "var" && p.right != nil && p.typ == nil {
		p.kinds = kGoAssigns.union(kVarDecl)
	}
	if p.left = c.node(names[0]); len(names) > 1 {
		p.left = &node{op: opList, kids: c.each(names), kinds: kTuples}
	}
	return p
}

// declaratorsOf returns the names with their values of a declaration, in any language.
func declaratorsOf(n syntax.Node) (out []syntax.Node) {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		switch {
		case c.Kind() == kSpecList:
			out = append(out, declaratorsOf(c)...)
		case kDeclarators.has(c.Kind()):
			out = append(out, c)
		}
	}
	return out
}

// goAssign matches an assignment or each spec of a declaration.
func (m *matcher) goAssign(p *node, n syntax.Node, b Bindings) solutions {
	switch {
	case kVarDecl.has(n.Kind()):
		var out solutions
		for _, c := range declaratorsOf(n) {
			out.join(m.goSpec(p, c, b))
		}
		return out
	case kDeclarators.has(n.Kind()):
		return m.goSpec(p, n, b)
	case n.Is("assignment_statement") && (n.Child(fOperator).Text() != "=" || p.text != ""):
		return solutions{}
	}
	return m.assigned(p, n.Child(fLeft), n.Child(fRight), syntax.Node{}, b)
}

// goSpec matches one spec of a declaration.
func (m *matcher) goSpec(p *node, n syntax.Node, b Bindings) solutions {
	if keyword := strings.TrimSuffix(n.Type(), "_spec"); p.text != "" && p.text != keyword {
		return solutions{}
	}
	var names []syntax.Node
	for _, c := range namedChildren(n) {
		if c.Field() == fName {
			names = append(names, c)
		}
	}
	if p.right != nil && n.Child(fValue).IsNone() {
		return solutions{}
	}
	s := solutions{}
	switch {
	case p.left.op == opList:
		s = m.list(p.left.kids, names, b, m.match)
	case len(names) == 1:
		s = m.match(p.left, names[0], b)
	}
	return s.then(func(b Bindings) solutions { return m.assignedValue(p, n.Child(fValue), n.Child(fType), b) })
}

// literalValue compiles the braces of a composite literal: entries with keys in any order, elements in their order.
func (c *compiler) literalValue(n syntax.Node) *node {
	kids := namedChildren(n)
	p := &node{op: opList, kinds: kindSet{}.with(n.Kind())}
	keyed := len(kids) == 0
	for _, k := range kids {
		keyed = keyed || k.Kind() == kKeyed
		p.kids = append(p.kids, c.node(k))
	}
	if keyed || len(p.kids) == 1 && p.kids[0].op == opDots {
		p.op = opObject
	}
	return p
}

// viewKeyed is key: value of a composite literal.
func viewKeyed(n syntax.Node) entryView {
	kids := namedChildren(n)
	if len(kids) != 2 {
		return entryView{}
	}
	return entryView{key: peel(kids[0]), value: peel(kids[1])}
}

// goImport compiles an import; several in one declaration are left to the comparison child by child.
func (c *compiler) goImport(n syntax.Node) *node {
	spec := n
	if n.Kind() == kImportDecl {
		if spec = firstNamed(n); spec.Kind() != kImportSpec {
			return nil
		}
	}
	v := viewImport(spec)
	return &node{
		op: opImport, kinds: kindSet{}.with(kImportSpec), src: n,
		imp: &imported{module: c.node(v.module), namespace: c.node(v.namespace)},
	}
}

// importedIn matches an import with one of those in a declaration.
func (m *matcher) importedIn(p *node, n syntax.Node, b Bindings) (out solutions) {
	for c := range n.All() {
		if c.Kind() == kImportSpec {
			out.join(m.importing(p, c, b))
		}
	}
	return out
}

// goName is the name of the grammar. Comparing it does not load the grammar.
const goName = "go"

func ofGo(n syntax.Node) bool { return n.Tree().Grammar.Name == goName }
