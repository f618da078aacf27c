package pattern

import "github.com/bytelyst/connaudit/internal/syntax"

// undecorated returns the definition in a decorated or exported one.
func undecorated(n syntax.Node) syntax.Node {
	if n.Kind() == kDecorated {
		return n.Child(fDefinition)
	}
	if n.Kind() == kExport {
		if d := n.Child(fDeclaration); !d.IsNone() {
			return d
		}
	}
	return n
}

func (m *matcher) function(p *node, n syntax.Node, b Bindings) solutions {
	return m.functionAs(p, undecorated(n), b, false)
}

// functionAs matches a function; asValue lets a method stand for the function that is its value.
func (m *matcher) functionAs(p *node, n syntax.Node, b Bindings, asValue bool) solutions {
	if p.op == opDots {
		return one(b)
	}
	if p.op != opFunction {
		return solutions{}
	}
	f := p.fn
	if !asValue && !p.kinds.has(n.Kind()) && !kDefs.has(n.Kind()) {
		return solutions{}
	}
	s := one(b)
	if f.receiver != nil {
		s = m.params(f.receiver, paramsIn(n.Child(fReceiver)), b)
	}
	if f.name != nil && !f.anyForm {
		name := n.Child(fName)
		if name.IsNone() {
			return solutions{}
		}
		s = s.then(func(b Bindings) solutions { return m.defined(f.name, name, b) })
	}
	if s.n == 0 {
		return s
	}
	s = s.then(func(b Bindings) solutions { return m.params(f.params, paramsOf(n), b) })
	s = s.then(func(b Bindings) solutions { return m.optional(f.result, resultOf(n), b) })
	s = s.then(func(b Bindings) solutions { return m.decorators(f.decorators, n, b) })
	return s.then(func(b Bindings) solutions { return m.optional(f.body, n.Child(fBody), b) })
}

func (m *matcher) params(ps []*node, params []paramView, b Bindings) solutions {
	ns := make([]syntax.Node, len(params))
	for i, v := range params {
		ns[i] = v.node
	}
	return m.list(ps, ns, b, m.param)
}

// defined matches the name of a definition; a method may have a string or computed name.
func (m *matcher) defined(p *node, n syntax.Node, b Bindings) solutions {
	if n.Kind() == kComputed || p.op == opNumber {
		return m.key(p, n, b)
	}
	if name, ok := keyName(n); ok {
		return m.named(p, n, name, b)
	}
	return m.named(p, n, n.Text(), b)
}

// decorators matches each decorator of the pattern with one of the code; others may surround them.
func (m *matcher) decorators(ps []*node, n syntax.Node, b Bindings) solutions {
	if len(ps) == 0 {
		return one(b)
	}
	return m.unordered(ps, decoratorsOf(n), b, m.match)
}

func (m *matcher) param(p *node, n syntax.Node, b Bindings) solutions {
	v := viewParam(n)
	if g, ok := goParamOf(n); ok {
		v = g
	}
	if p.op != opParam {
		return m.match(p, v.pat, b)
	}
	if p.text != v.star {
		return solutions{}
	}
	if p.right != nil && v.def.IsNone() || p.typ != nil && v.typ.IsNone() {
		return solutions{}
	}
	s := m.match(p.left, v.pat, b)
	s = s.then(func(b Bindings) solutions { return m.optional(p.typ, v.typ, b) })
	return s.then(func(b Bindings) solutions { return m.optional(p.right, v.def, b) })
}

func (m *matcher) class(p *node, n syntax.Node, b Bindings) solutions {
	n = undecorated(n)
	if !kClasses.has(n.Kind()) {
		return solutions{}
	}
	c := p.class
	s := one(b)
	if c.name != nil {
		name := n.Child(fName)
		if name.IsNone() && c.name.op != opDots {
			return solutions{}
		}
		s = m.named(c.name, name, name.Text(), b)
	}
	if s.n == 0 {
		return s
	}
	v := viewClass(n)
	if c.hasBases {
		s = s.then(func(b Bindings) solutions { return m.arguments(c.bases, v.bases, b) })
	}
	if len(c.implements) > 0 {
		s = s.then(func(b Bindings) solutions { return m.unordered(c.implements, v.implements, b, m.match) })
	}
	s = s.then(func(b Bindings) solutions { return m.decorators(c.decorators, n, b) })
	return s.then(func(b Bindings) solutions { return m.members(c.body, n, b) })
}

func (m *matcher) members(ps []*node, n syntax.Node, b Bindings) solutions {
	if len(ps) == 1 && ps[0].op == opDots {
		return one(b)
	}
	return m.list(ps, bodyMembers(n.Child(fBody)), b, m.statement)
}

// assign matches assignments, declarations and fields alike, unless the pattern has a keyword.
func (m *matcher) assign(p *node, n syntax.Node, b Bindings) solutions {
	switch {
	case ofGo(n):
		return m.goAssign(p, n, b)
	case kDecls.has(n.Kind()):
		var out solutions
		for c := n.First(); !c.IsNone(); c = c.Next() {
			if c.Kind() == kDeclarator {
				out.join(m.assign(p, c, b))
			}
		}
		return out
	case n.Kind() == kDeclarator:
		if !keywordFits(p.text, n.Parent().First().Type()) {
			return solutions{}
		}
		return m.assigned(p, n.Child(fName), n.Child(fValue), n.Child(fType), b)
	case p.text != "":
		return solutions{}
	case kFields.has(n.Kind()):
		key := fieldName(n)
		s := m.key(p.left, key, b)
		return s.then(func(b Bindings) solutions { return m.assignedValue(p, n.Child(fValue), n.Child(fType), b) })
	}
	return m.assigned(p, n.Child(fLeft), n.Child(fRight), n.Child(fType), b)
}

// keywordFits: a pattern's `var` says only that something is declared, `let` and `const` mean themselves.
func keywordFits(pattern, code string) bool {
	return pattern == "" || pattern == "var" || pattern == code
}

func (m *matcher) assigned(p *node, left, right, typ syntax.Node, b Bindings) solutions {
	if p.right != nil && right.IsNone() {
		return solutions{}
	}
	s := m.match(p.left, left, b)
	return s.then(func(b Bindings) solutions { return m.assignedValue(p, right, typ, b) })
}

func (m *matcher) assignedValue(p *node, right, typ syntax.Node, b Bindings) solutions {
	if p.right != nil && right.IsNone() || p.typ != nil && typ.IsNone() {
		return solutions{}
	}
	s := m.optional(p.typ, typ, b)
	return s.then(func(b Bindings) solutions { return m.optional(p.right, right, b) })
}

// importing matches an import of the same module that brings in at least the pattern's names.
func (m *matcher) importing(p *node, n syntax.Node, b Bindings) solutions {
	if n.Kind() == kImportDecl {
		return m.importedIn(p, n, b)
	}
	v, im := viewImport(n), p.imp
	if v.from != im.from || im.bare && !v.bare || im.all && !v.all {
		return solutions{}
	}
	if im.dflt != nil && v.dflt.IsNone() || im.namespace != nil && v.namespace.IsNone() {
		return solutions{}
	}
	s := m.module(im.module, v.module, b)
	s = s.then(func(b Bindings) solutions { return m.optional(im.dflt, v.dflt, b) })
	s = s.then(func(b Bindings) solutions { return m.optional(im.namespace, v.namespace, b) })
	return s.then(func(b Bindings) solutions {
		var out solutions
		m.importNames(im.names, v.names, b, &out)
		return out
	})
}

// module matches the name of a module: a string in JavaScript, a dotted name in Python.
func (m *matcher) module(p *node, n syntax.Node, b Bindings) solutions {
	if p == nil || kStrings.has(n.Kind()) {
		return m.optional(p, n, b)
	}
	return m.named(p, n, n.Text(), b)
}

func (m *matcher) importNames(ps []importName, have []importItem, b Bindings, out *solutions) {
	if len(ps) == 0 {
		out.add(b)
		return
	}
	for _, it := range have {
		if !m.spend() {
			return
		}
		if ps[0].alias != nil && it.alias.IsNone() {
			continue
		}
		s := m.named(ps[0].name, it.name, it.name.Text(), b)
		s = s.then(func(b Bindings) solutions { return m.optional(ps[0].alias, it.alias, b) })
		for i := range s.n {
			m.importNames(ps[1:], have, s.at(i), out)
		}
	}
}

// element matches a JSX element: attributes in any order, and more of them.
func (m *matcher) element(p *node, n syntax.Node, b Bindings) solutions {
	v, el := viewElement(n), p.el
	s := one(b)
	switch {
	case el.name == nil:
		if !v.name.IsNone() {
			return solutions{}
		}
	case v.name.IsNone():
		return solutions{}
	default:
		s = m.match(el.name, v.name, b)
	}
	var attrs []*node
	for _, a := range el.attrs {
		if !a.gap() {
			attrs = append(attrs, a)
		}
	}
	s = s.then(func(b Bindings) solutions { return m.unordered(attrs, v.attrs, b, m.attribute) })
	if el.closed && v.closed || el.closed {
		return s
	}
	return s.then(func(b Bindings) solutions { return m.list(el.children, v.children, b, m.match) })
}

func (m *matcher) attribute(p *node, n syntax.Node, b Bindings) solutions {
	if p.op != opAttribute {
		return m.match(p, n, b)
	}
	if n.Kind() != kJSXAttr {
		return solutions{}
	}
	in := namedChildren(n)
	if p.right != nil && len(in) < 2 {
		return solutions{}
	}
	s := m.named(p.left, in[0], in[0].Text(), b)
	if p.right == nil {
		return s
	}
	return s.then(func(b Bindings) solutions { return m.match(p.right, in[1], b) })
}
