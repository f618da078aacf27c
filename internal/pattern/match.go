package pattern

import (
	"bytes"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// matcher holds what one search needs: whom to ask about names, and how much work is left.
type matcher struct {
	env   Env
	steps int
}

// spend takes one step; false means that the budget is used up and nothing matches any more.
func (m *matcher) spend() bool {
	m.steps--
	return m.steps >= 0
}

// peel looks through what stands for the one thing in it: parentheses, expression statements, type annotations.
func peel(n syntax.Node) syntax.Node {
	for wraps(n) {
		first := firstNamed(n)
		if first.IsNone() {
			return n
		}
		for c := first.Next(); !c.IsNone(); c = c.Next() {
			if c.Named() && !c.Extra() && !kSubstitution.has(n.Kind()) {
				return n
			}
		}
		n = first
	}
	return n
}

// match returns the ways in which p fits n, given what is bound already.
func (m *matcher) match(p *node, n syntax.Node, b Bindings) solutions {
	if !m.spend() {
		return solutions{}
	}
	if p.anything() {
		return one(b)
	}
	n = peel(n)
	if n.IsNone() {
		return solutions{}
	}
	switch p.op {
	case opMeta, opDotsMeta:
		return m.bind(p.text, exprBinding(n), b)
	case opName:
		if kNames.has(n.Kind()) && bytes.Equal(raw(n), []byte(p.text)) {
			return one(b)
		}
		return solutions{}
	case opDeep:
		return m.below(p.left, n, b, false)
	case opTyped:
		return m.typed(p, n, b)
	case opString, opTemplate, opNumber, opWord:
		return m.literal(p, n, b)
	case opMember:
		return m.member(p, n, b)
	case opChain:
		return m.chain(p, n, b)
	}
	if !p.kinds.has(n.Kind()) && !m.otherKind(p, n) {
		return solutions{}
	}
	return m.composite(p, n, b)
}

// otherKind lets through nodes that a composite of other kinds may match all the same.
func (m *matcher) otherKind(p *node, n syntax.Node) bool {
	switch p.op {
	case opBlock:
		return true
	case opFunction, opClass:
		return n.Kind() == kDecorated || n.Kind() == kExport
	case opAssign:
		return kDeclarators.has(n.Kind())
	case opImport:
		return n.Kind() == kImportDecl
	case opParam:
		return true
	}
	return false
}

func (m *matcher) composite(p *node, n syntax.Node, b Bindings) solutions {
	for _, k := range p.needs {
		if !hasChildOf(n, k) && !hasChildOf(undecorated(n), k) {
			return solutions{}
		}
	}
	switch p.op {
	case opCall, opNew:
		return m.call(p, n, b)
	case opList:
		return m.list(p.kids, namedChildren(n), b, m.match)
	case opObject:
		return m.object(p, n, b)
	case opEntry:
		return m.pair(p, n, b)
	case opKeyword:
		return m.keyword(p, n, b)
	case opFunction:
		return m.function(p, n, b)
	case opClass:
		return m.class(p, n, b)
	case opDecorated:
		return m.match(p.left, n.Child(fDefinition), b)
	case opParam:
		return m.param(p, n, b)
	case opAssign:
		return m.assign(p, n, b)
	case opBlock:
		return m.block(p, n, b)
	case opLoop:
		return m.match(p.left, n.Child(fBody), b)
	case opBinary:
		return m.binary(p, n, b)
	case opImport:
		return m.importing(p, n, b)
	case opElement:
		return m.element(p, n, b)
	case opTree:
		return m.tree(p, n, b)
	}
	return solutions{}
}

// bind binds name to nb, or checks that it already stands for equal code.
func (m *matcher) bind(name string, nb Binding, b Bindings) solutions {
	if name == "$_" {
		return one(b)
	}
	have, ok := b.Get(name)
	if !ok {
		return one(Bindings{&bound{name, nb, b.top}})
	}
	if agree(have, nb) {
		return one(b)
	}
	return solutions{}
}

// named matches p against a name: a property, a keyword, what a definition calls itself.
func (m *matcher) named(p *node, n syntax.Node, text string, b Bindings) solutions {
	switch p.op {
	case opDots:
		return one(b)
	case opMeta:
		return m.bind(p.text, nameBinding(n, text), b)
	case opName:
		if p.text == text {
			return one(b)
		}
	case opString:
		return m.text(p, n, text, b)
	}
	return solutions{}
}

// then continues every solution of s with f.
func (s solutions) then(f func(Bindings) solutions) solutions {
	if s.n == 1 {
		return f(s.first)
	}
	var out solutions
	for i := range s.n {
		out.join(f(s.at(i)))
	}
	return out
}

// optional matches p, where there is one, against n.
func (m *matcher) optional(p *node, n syntax.Node, b Bindings) solutions {
	if p == nil {
		return one(b)
	}
	return m.match(p, n, b)
}

// below matches p against n and all code in it. apart leaves out functions and classes, which run at another time.
func (m *matcher) below(p *node, n syntax.Node, b Bindings, apart bool) solutions {
	var out solutions
	t := n.Tree()
	for id := n.ID(); id <= n.Last(); id++ {
		c := t.Node(id)
		if !m.spend() {
			break
		}
		if apart && kScopes.has(c.Kind()) && c != n {
			if !p.kinds.has(c.Kind()) {
				id = c.Last()
				continue
			}
		}
		if !c.Named() || wraps(c) || c.Extra() {
			continue
		}
		if p.op == opMeta && !kExpressions.has(c.Kind()) {
			continue
		}
		out.join(m.match(p, c, b))
	}
	return out
}

// tree compares child by child, leaving out what the code may add.
func (m *matcher) tree(p *node, n syntax.Node, b Bindings) solutions {
	if len(p.kids) == 0 {
		if p.text != "" && !bytes.Equal(raw(n), []byte(p.text)) {
			return solutions{}
		}
		return one(b)
	}
	var kids []syntax.Node
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if significant(c) && (!extraPart(c) || p.names(c)) {
			kids = append(kids, c)
		}
	}
	return m.list(p.kids, kids, b, m.part)
}

func extraPart(c syntax.Node) bool { return optionalField[c.Field()] || kOptional.has(c.Kind()) }

// names reports whether the pattern has a child in the role of c, so that c must match it.
func (p *node) names(c syntax.Node) bool {
	for _, k := range p.kids {
		if k.field != 0 && k.field == c.Field() || k.src.Kind() == c.Kind() && c.Kind() != 0 {
			return true
		}
		if k.op == opDots {
			return true
		}
	}
	return false
}

var kAsPattern = syntax.Named("as_pattern")

// part matches one child of a node. What is bound by `as` may go unsaid.
func (m *matcher) part(p *node, n syntax.Node, b Bindings) solutions {
	if p.op == opTree && !p.src.Named() {
		if p.kinds.has(n.Kind()) {
			return one(b)
		}
		return solutions{}
	}
	if n.Kind() == kAsPattern && (p.op != opTree || !p.kinds.has(kAsPattern)) {
		n = firstNamed(n)
	}
	if n.Kind() == kExport || p.op == opBlock || n.Kind() == kDecorated {
		return m.statement(p, n, b)
	}
	return m.match(p, n, b)
}
