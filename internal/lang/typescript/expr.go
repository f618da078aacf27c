package typescript

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

func unknown(n syntax.Node, reason string) lang.Expr {
	return lang.Expr{Op: lang.OpUnknown, Node: n, Str: reason, Func: lang.NoFunc, Class: lang.NoClass}
}

// lowerExpr lowers one expression. What holds a syntax error is unknown as a whole: an object cut short by the parser's
// recovery looks complete, and a body may have lost a statement.
func lowerExpr(m *lang.Module, n syntax.Node) lang.Expr {
	if n.HasError() {
		return unknown(n, "not parsed")
	}
	e := lang.Expr{Node: n, Func: lang.NoFunc, Class: lang.NoClass}
	switch t := n.Type(); t {
	case "string", "template_string", "number", "true", "false", "null", "undefined", "regex":
		return literal(e)
	case "identifier", "shorthand_property_identifier", "type_identifier":
		e.Op, e.Str = lang.OpIdent, n.Text()
	case "meta_property":
		e.Op, e.Str = lang.OpIdent, strings.Join(strings.Fields(n.Text()), "")
	case "this":
		e.Op = lang.OpThis
	case "super":
		e.Op = lang.OpSuper
	case "member_expression", "nested_identifier":
		return member(e)
	case "subscript_expression":
		e.Op, e.X, e.Y = lang.OpIndex, n.ByField("object"), n.ByField("index")
		e.Optional = !n.ByField("optional_chain").IsNone()
	case "call_expression":
		return call(m, e)
	case "new_expression":
		e.Op, e.New, e.X = lang.OpCall, true, n.ByField("constructor")
		e.Args, e.TypeArgs = args(n.ByField("arguments")), typeArgs(n)
	case "object":
		e.Op, e.Entries = lang.OpObject, entries(m, n)
	case "enum_declaration":
		e.Op, e.Entries = lang.OpObject, enumEntries(n.ByField("body"))
	case "array":
		e.Op, e.Elems = lang.OpList, elements(n)
	case "function_declaration", "generator_function_declaration", "function_expression", "generator_function",
		"arrow_function", "method_definition":
		if e.Func = funcOf(m, n); e.Func == lang.NoFunc {
			return unknown(n, "nested too deep")
		}
		e.Op = lang.OpFunc
	case "class", "class_declaration", "abstract_class_declaration":
		c, ok := m.ClassOf[n.ID()]
		if !ok {
			return unknown(n, "nested too deep")
		}
		e.Op, e.Class = lang.OpClass, c
	default:
		return operator(e, t)
	}
	return e
}

// operator lowers what combines expressions.
func operator(e lang.Expr, typ string) lang.Expr {
	n := e.Node
	switch typ {
	case "ternary_expression":
		e.Op = lang.OpCond
		e.X, e.Y, e.Z = n.ByField("condition"), n.ByField("consequence"), n.ByField("alternative")
	case "binary_expression":
		return binary(e)
	case "unary_expression":
		e.Op, e.Str, e.X = lang.OpUnary, n.ByField("operator").Type(), n.ByField("argument")
	case "update_expression":
		return unknown(n, "the result of "+n.ByField("operator").Type())
	case "await_expression":
		e.Op, e.X = lang.OpAwait, n.NamedFirst()
	case "yield_expression":
		e.Op, e.X = lang.OpYield, n.NamedFirst()
	case "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
		"instantiation_expression", "computed_property_name", "decorator", "expression_statement":
		e.Op, e.X = lang.OpCast, n.NamedFirst()
	case "type_assertion":
		e.Op, e.X = lang.OpCast, asserted(n)
	case "assignment_expression":
		e.Op, e.Str, e.X, e.Y = lang.OpAssign, "=", n.ByField("left"), n.ByField("right")
	case "augmented_assignment_expression":
		e.Op, e.Str = lang.OpAssign, n.ByField("operator").Type()
		e.X, e.Y = n.ByField("left"), n.ByField("right")
	case "sequence_expression":
		e.Op, e.Elems = lang.OpSeq, args(n)
	case "spread_element":
		e.Op, e.X = lang.OpSpread, n.NamedFirst()
	case "import":
		e.Op, e.Str = lang.OpIdent, "import"
	case "jsx_element", "jsx_self_closing_element", "jsx_fragment":
		return unknown(n, "JSX")
	case "internal_module":
		return unknown(n, "a namespace")
	default:
		return unknown(n, strings.ReplaceAll(typ, "_", " "))
	}
	return e
}

// funcOf returns the function that n is, NoFunc where Lower did not go because of the nesting.
func funcOf(m *lang.Module, n syntax.Node) lang.FuncID {
	if f, ok := m.FuncOf[n.ID()]; ok {
		return f
	}
	return lang.NoFunc
}

func literal(e lang.Expr) lang.Expr {
	n := e.Node
	switch n.Type() {
	case "string":
		e.Op = lang.OpString
		e.Str, _ = literalString(n)
	case "template_string":
		return template(e, unescape)
	case "number":
		v, ok := number(n.Text())
		if !ok {
			return unknown(n, "a number out of range")
		}
		e.Op, e.Str, e.Num = lang.OpNumber, n.Text(), v
	case "true":
		e.Op, e.Num = lang.OpBool, 1
	case "false":
		e.Op = lang.OpBool
	case "null", "undefined":
		e.Op, e.Str = lang.OpNull, n.Text()
	case "regex":
		e.Op, e.Str = lang.OpRegex, n.Text()
	}
	return e
}

// template splits a template at its substitutions; without any it is a string. decode is unescape, or nothing for
// String.raw.
func template(e lang.Expr, decode func(string) string) lang.Expr {
	n := e.Node
	if n.Is("call_expression") {
		n = n.ByField("arguments")
	}
	text := n.Tree().Text()
	pos, end := n.Start()+1, n.End()-1
	if end < pos {
		return unknown(n, "not parsed")
	}
	for c := range n.NamedChildren() {
		if !c.Is("template_substitution") {
			continue
		}
		if c.Start() > pos {
			e.Parts = append(e.Parts, lang.Part{Str: decode(cooked(string(text[pos:c.Start()])))})
		}
		e.Parts = append(e.Parts, lang.Part{Expr: c.NamedFirst()})
		pos = c.End()
	}
	rest := decode(cooked(string(text[pos:end])))
	if e.Parts == nil {
		e.Op, e.Str = lang.OpString, rest
		return e
	}
	e.Op = lang.OpTemplate
	if pos < end {
		e.Parts = append(e.Parts, lang.Part{Str: rest})
	}
	return e
}

// member lowers x.y; import.meta is one name.
func member(e lang.Expr) lang.Expr {
	n := e.Node
	e.X = n.ByField("object")
	e.Str = n.ByField("property").Text()
	if e.X.Is("import") {
		return lang.Expr{Op: lang.OpIdent, Node: n, Str: "import." + e.Str, Func: lang.NoFunc, Class: lang.NoClass}
	}
	e.Op = lang.OpMember
	e.Optional = !n.ByField("optional_chain").IsNone()
	return e
}

func call(m *lang.Module, e lang.Expr) lang.Expr {
	n := e.Node
	e.X = n.Callee()
	list := n.ByField("arguments")
	if list.Is("template_string") {
		if e.X.Text() == "String.raw" {
			e.X = syntax.Node{}
			return template(e, func(s string) string { return s })
		}
		return unknown(n, "a tagged template")
	}
	if module, ok := literalString(list.NamedFirst()); ok {
		dynamic := e.X.Is("import")
		if dynamic || e.X.Is("identifier") && e.X.Text() == "require" && m.Resolve(e.X) == lang.NoBinding {
			e.Op, e.Str, e.New, e.X = lang.OpRequire, module, dynamic, syntax.Node{}
			return e
		}
	}
	e.Op, e.Args, e.TypeArgs = lang.OpCall, args(list), typeArgs(n)
	e.Optional = n.HasToken("?.") || !n.ByField("optional_chain").IsNone()
	return e
}

func typeArgs(n syntax.Node) (types []syntax.Node) {
	for c := range n.ByField("type_arguments").NamedChildren() {
		types = append(types, c)
	}
	return types
}

func arg(n syntax.Node) lang.Arg {
	if n.Is("spread_element") {
		return lang.Arg{Value: n.NamedFirst(), Spread: true}
	}
	return lang.Arg{Value: n}
}

func args(n syntax.Node) (list []lang.Arg) {
	for c := range n.NamedChildren() {
		list = append(list, arg(c))
	}
	return list
}

// elements lists what an array holds; a hole is an element without a value.
func elements(n syntax.Node) (list []lang.Arg) {
	filled := false
	for c := range n.Children() {
		switch {
		case c.Extra():
		case c.Named():
			list, filled = append(list, arg(c)), true
		case c.Type() == "," && !filled:
			list = append(list, lang.Arg{})
		case c.Type() == ",":
			filled = false
		}
	}
	return list
}

func binary(e lang.Expr) lang.Expr {
	n := e.Node
	e.X, e.Y = n.ByField("left"), n.ByField("right")
	switch op := n.ByField("operator").Type(); op {
	case "&&":
		e.Op = lang.OpAnd
	case "||":
		e.Op = lang.OpOr
	case "??":
		e.Op = lang.OpNullish
	default:
		e.Op, e.Str = lang.OpBinary, op
	}
	return e
}

func entries(m *lang.Module, n syntax.Node) (list []lang.Entry) {
	for c := range n.NamedChildren() {
		e := lang.Entry{Node: c, Func: lang.NoFunc}
		switch c.Type() {
		case "shorthand_property_identifier":
			e.Key, e.KeyAt, e.Value = c.Text(), c, c
		case "pair":
			setKey(&e, c.ByField("key"))
			e.Value = c.ByField("value")
		case "spread_element":
			e.Spread, e.Value = true, c.NamedFirst()
		case "method_definition":
			if c.HasToken("set") { // reading the key does not run it
				continue
			}
			e.Func, e.Getter = funcOf(m, c), c.HasToken("get")
			setKey(&e, c.ByField("name"))
		}
		list = append(list, e)
	}
	return list
}

func enumEntries(body syntax.Node) (list []lang.Entry) {
	for c := range body.NamedChildren() {
		e := lang.Entry{Node: c, Func: lang.NoFunc}
		key := c
		if c.Is("enum_assignment") {
			key, e.Value = c.ByField("name"), c.ByField("value")
		}
		setKey(&e, key)
		list = append(list, e)
	}
	return list
}

// setKey fills the key of e from its node. A string or number in brackets is a key as any other.
func setKey(e *lang.Entry, key syntax.Node) {
	e.KeyAt = key
	if key.Is("computed_property_name") {
		e.KeyAt = key.NamedFirst()
	}
	name, ok := literalKey(key)
	switch {
	case ok:
		e.Key = name
	case key.Is("computed_property_name"):
		e.Comp = true
	default:
		e.Key = key.Text()
	}
}
