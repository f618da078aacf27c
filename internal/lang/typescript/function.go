package typescript

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// function enters one function of any form, and plans its parameters and body.
func (l *lowerer) function(n syntax.Node) {
	outer := *l.top()
	id := lang.FuncID(len(l.m.Funcs))
	body := n.ByField("body")
	l.m.FuncOf[n.ID()] = id
	l.m.Funcs = append(l.m.Funcs, lang.Func{
		Kind: lang.PlainFunc, Node: n.ID(), Parent: outer.fn, Class: lang.NoClass, This: lang.NoBinding,
		Binding: lang.NoBinding, Body: body.ID(),
	})
	fn := &l.m.Funcs[id]
	for c := range n.Children() {
		switch {
		case c.Named() && !c.Is("decorator"):
		case c.Type() == "async":
			fn.Async = true
		case c.Type() == "*":
			fn.Generator = true
		case c.Is("decorator"):
			fn.Decorators = append(fn.Decorators, c.NamedFirst().ID())
		}
	}
	fn.Generator = fn.Generator || n.Is("generator_function") || n.Is("generator_function_declaration")

	f := outer
	f.fn, f.declared, f.local, f.jumps = id, false, true, jumps{}
	f.scope = l.newScope(n, outer.scope)
	l.m.Scopes[f.scope].Func = id
	f.varScope, f.body = f.scope, body.ID()
	node := body
	if node.IsNone() {
		node = n
	}
	f.arm, fn.BodyBlock = l.newBody(node, id)
	l.functionForm(n, fn, &f)
	l.functionName(n, fn, &f)
	l.parameters(n, id, f)
	if n.Is("arrow_function") && !body.IsNone() && !body.Is("statement_block") {
		fn.Returns = []lang.Return{{Value: body.ID(), Block: fn.BodyBlock}}
	}
	l.plan(body, f)
}

// functionForm says what sort of function n is and whose this it sees.
func (l *lowerer) functionForm(n syntax.Node, fn *lang.Func, f *frame) {
	switch n.Type() {
	case "arrow_function":
		fn.Kind = lang.Arrow
	case "method_definition":
		l.method(n, fn, f)
		return
	default:
		f.class = lang.NoClass
	}
	// A function that is a field of a class belongs to the class, as a method does.
	switch p := n.Parent(); p.Type() {
	case "public_field_definition", "field_definition":
		if f.class = l.top().class; f.class != lang.NoClass {
			fn.Class, fn.Static = f.class, l.top().static
		}
	}
}

// functionName fills the name that people call the function by, and binds its own.
func (l *lowerer) functionName(n syntax.Node, fn *lang.Func, f *frame) {
	name := n.ByField("name")
	switch n.Type() {
	case "function_declaration", "generator_function_declaration":
		if name.IsNone() {
			return
		}
		fn.Name = l.intern(name)
		fn.Binding = l.declare(l.top().scope, lang.Function, name, syntax.Node{})
		l.exportDeclared(n, fn.Binding)
		l.write(fn.Binding, target{}, lang.Effect{Node: n.ID(), Value: n.ID()})
	case "method_definition":
		fn.Name, _ = l.keyName(name)
	case "function_expression", "generator_function":
		if name.IsNone() {
			fn.Name = l.givenName(n)
			return
		}
		fn.Name = l.intern(name)
		fn.Binding = l.declare(f.scope, lang.Function, name, syntax.Node{})
		e := written(target{}, lang.Effect{Node: n.ID(), Value: n.ID()})
		e.Block, e.Func = fn.BodyBlock, f.fn
		l.add(bound(fn.Binding), e)
	default:
		fn.Name = l.givenName(n)
	}
}

// givenName is the name that the place of an anonymous function or class gives it, for people.
func (l *lowerer) givenName(n syntax.Node) string {
	var at syntax.Node
	switch p := n.Parent(); p.Type() {
	case "variable_declarator", "public_field_definition":
		at = p.ByField("name")
	case "field_definition":
		at = p.ByField("property")
	case "pair":
		at = p.ByField("key")
	case "assignment_expression":
		if at = p.ByField("left"); at.Is("member_expression") {
			at = at.ByField("property")
		}
	}
	name, _ := l.keyName(at)
	return name
}

// parameters fills Func.Params and binds the names in them. n is the function, f the frame of its body.
func (l *lowerer) parameters(n syntax.Node, id lang.FuncID, f frame) {
	if p := n.ByField("parameter"); !p.IsNone() {
		l.parameter(p, p, id, f)
		return
	}
	list := n.ByField("parameters")
	if list.IsNone() {
		return
	}
	l.m.BlockOf[list.ID()] = l.m.Funcs[id].BodyBlock
	pf := f
	pf.body = syntax.None
	l.plan(list, pf)
	for c := range list.NamedChildren() {
		p := c
		switch c.Type() {
		case "required_parameter", "optional_parameter":
			if p = c.ByField("pattern"); p.IsNone() {
				p = c.ByField("name")
			}
		}
		if !p.IsNone() && !p.Is("this") && !p.Is("decorator") && p.Type() != "ERROR" {
			l.parameter(c, p, id, f)
		}
	}
}

// parameter adds the parameter n, whose name or pattern is p.
func (l *lowerer) parameter(n, p syntax.Node, id lang.FuncID, f frame) {
	typ := typeOf(n)
	param := lang.Parameter{
		Node: n.ID(), Default: n.ByField("value").ID(), Type: typ.ID(), Binding: lang.NoBinding,
	}
	if p.Is("assignment_pattern") {
		param.Default, p = p.ByField("right").ID(), p.ByField("left")
	}
	if p.Is("rest_pattern") {
		param.Rest, p = true, p.NamedFirst()
	}
	fn := &l.m.Funcs[id]
	index := len(fn.Params)
	l.targets(p, func(t target) {
		if !t.binds() {
			return
		}
		known := len(l.m.Bindings)
		b := l.declare(f.scope, lang.Param, t.node, syntax.Node{})
		if int(b) < known { // the name of the function expression itself, or the same name twice: the last one counts
			l.m.Bindings[b].Kind, l.m.Bindings[b].Node = lang.Param, t.node.ID()
		}
		l.m.Bindings[b].Param = index
		if t.node == p {
			param.Name, param.Binding = l.intern(p), b
			l.m.Bindings[b].Type = typ.ID()
			return
		}
		e := written(t, lang.Effect{Node: n.ID(), Value: syntax.None})
		e.Block, e.Func = fn.BodyBlock, id
		l.add(bound(b), e)
	})
	fn.Params = append(fn.Params, param)
	if fn.Kind == lang.Constructor && param.Binding != lang.NoBinding && isProperty(n) {
		l.parameterProperty(n, p, fn, id)
	}
}
