package typescript

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

func (l *lowerer) newScope(n syntax.Node, parent lang.ScopeID) lang.ScopeID {
	id := lang.ScopeID(len(l.m.Scopes))
	l.m.Scopes = append(l.m.Scopes, lang.Scope{Parent: parent, Node: n.ID(), Func: l.top().fn, Class: lang.NoClass})
	l.m.ScopeOf[n.ID()] = id
	depth := 0
	if parent >= 0 {
		depth = l.depths[parent] + 1
	}
	l.depths = append(l.depths, depth)
	return id
}

// declare binds name in scope s. A second declaration of a name (var twice, an interface beside a constant, overloads)
// is the same binding; the one that has a value decides what it is.
func (l *lowerer) declare(s lang.ScopeID, kind lang.BindingKind, name, typ syntax.Node) lang.BindingID {
	text := l.intern(name)
	sc := &l.m.Scopes[s]
	if id, ok := sc.Names[text]; ok {
		b := &l.m.Bindings[id]
		if b.Kind == lang.TypeName && kind != lang.TypeName && kind != lang.Imported {
			b.Kind, b.Node, b.Type = kind, name.ID(), typ.ID()
		}
		return id
	}
	id := lang.BindingID(len(l.m.Bindings))
	l.m.Bindings = append(l.m.Bindings, lang.Binding{
		Name: text, Kind: kind, Scope: s, Func: sc.Func, Node: name.ID(), Type: typ.ID(), Import: lang.NoImport,
	})
	if sc.Names == nil {
		sc.Names = map[string]lang.BindingID{}
	}
	sc.Names[text] = id
	return id
}

// lookup is Module.Lookup for the text of an identifier, without making a string of it.
func (l *lowerer) lookup(s lang.ScopeID, name syntax.Node) lang.BindingID {
	text := l.t.Text()[name.Start():name.End()]
	for ; s >= 0; s = l.m.Scopes[s].Parent {
		if b, ok := l.m.Scopes[s].Names[string(text)]; ok {
			return b
		}
	}
	return lang.NoBinding
}

// blockScope opens a scope for { ... } if something in it is declared there.
func (l *lowerer) blockScope(n syntax.Node) {
	if l.top().body == n.ID() || !declares(n) {
		return
	}
	f := *l.top()
	f.scope = l.newScope(n, f.scope)
	l.push(n, f)
}

// declares reports whether a statement directly below n binds a name in the block that n is.
func declares(n syntax.Node) bool {
	for c := range n.NamedChildren() {
		switch c.Type() {
		case "lexical_declaration", "function_declaration", "generator_function_declaration", "class_declaration",
			"abstract_class_declaration", "enum_declaration", "interface_declaration", "type_alias_declaration",
			"function_signature":
			return true
		}
	}
	return false
}

// declarator handles one name = value of var, let and const.
func (l *lowerer) declarator(n syntax.Node) {
	f := l.top()
	scope, kind := f.scope, lang.Variable
	decl := n.Parent()
	switch {
	case decl.Is("variable_declaration"):
		scope = f.varScope
	case decl.ByField("kind").Type() == "const":
		kind = lang.Constant
	}
	value, source := n.ByField("value"), lang.Plain
	switch {
	case !value.IsNone():
	case f.declared:
		source = lang.Opaque
	default:
		source = lang.Nothing
	}
	name, typ := n.ByField("name"), typeOf(n)
	export := l.exported(decl)
	l.targets(name, func(t target) {
		if !t.binds() {
			return
		}
		known := len(l.m.Bindings)
		b := l.declare(scope, kind, t.node, typ)
		if export != "" {
			l.exportBinding(l.m.Bindings[b].Name, b, n)
		}
		// A second `var x;` leaves x as it is.
		if source != lang.Nothing || int(b) == known {
			l.write(b, t, lang.Effect{Node: n.ID(), Value: value.ID(), Source: source})
		}
	})
}

// typeOf returns the type written for n, without the colon.
func typeOf(n syntax.Node) syntax.Node {
	t := n.ByField("type")
	if t.Is("type_annotation") {
		return t.NamedFirst()
	}
	return t
}

func (l *lowerer) typeName(n syntax.Node) {
	name := n.ByField("name")
	if name.IsNone() {
		return
	}
	b := l.declare(l.top().scope, lang.TypeName, name, syntax.Node{})
	l.exportDeclared(n, b)
}

// signature is a function declared without a body: an overload, or an ambient function. The implementation counts.
func (l *lowerer) signature(n syntax.Node) {
	name := n.ByField("name")
	if name.IsNone() {
		return
	}
	b := l.declare(l.top().scope, lang.Function, name, syntax.Node{})
	l.exportDeclared(n, b)
}

func (l *lowerer) enum(n syntax.Node) {
	name := n.ByField("name")
	if name.IsNone() {
		return
	}
	b := l.declare(l.top().scope, lang.Enum, name, syntax.Node{})
	l.exportDeclared(n, b)
	l.write(b, target{}, lang.Effect{Node: n.ID(), Value: n.ID()})
}

// namespace binds the namespace's name to something opaque and gives its body a scope.
func (l *lowerer) namespace(n syntax.Node) {
	name := n.ByField("name")
	for name.Is("nested_identifier") || name.Is("member_expression") {
		name = name.ByField("object")
	}
	if name.Is("identifier") {
		b := l.declare(l.top().scope, lang.Constant, name, syntax.Node{})
		l.exportDeclared(n, b)
		l.write(b, target{}, lang.Effect{Node: n.ID(), Source: lang.Opaque, Value: syntax.None})
	}
	l.localBody(n.ByField("body"))
}

// localBody plans the body of a namespace or module: names of its own, exports that are not the file's.
func (l *lowerer) localBody(body syntax.Node) {
	if body.IsNone() {
		return
	}
	f := *l.top()
	f.scope = l.newScope(body, f.scope)
	f.varScope, f.local, f.body = f.scope, true, body.ID()
	l.plan(body, f)
}

func (l *lowerer) ambient(n syntax.Node) {
	f := *l.top()
	f.declared = true
	l.push(n, f)
	for c := range n.NamedChildren() {
		if c.Is("statement_block") { // declare global { ... }
			l.localBody(c)
		}
	}
}
