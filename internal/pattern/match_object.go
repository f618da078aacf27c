package pattern

import "github.com/bytelyst/connaudit/internal/syntax"

// object matches entries in any order; without an ellipsis there may be no others.
func (m *matcher) object(p *node, n syntax.Node, b Bindings) solutions {
	var ps []*node
	var rest *node
	for _, k := range p.kids {
		if k.gap() {
			rest = k
		} else {
			ps = append(ps, k)
		}
	}
	if rest != nil && len(ps) == 0 && rest.op == opDots {
		return one(b)
	}
	ns := namedChildren(n)
	if len(ps) > len(ns) || rest == nil && (len(ps) != len(ns) || n.HasError()) {
		return solutions{} // error recovery cuts objects short: such a one is not known to be closed
	}
	s := m.unordered(ps, ns, b, m.pair)
	if rest != nil && rest.op == opDotsMeta {
		s = s.then(func(b Bindings) solutions { return m.take(rest, ns, b) })
	}
	return s
}

// entryView is what an entry of an object says.
type entryView struct {
	key, value, def syntax.Node
	shorthand       bool
}

func viewEntry(n syntax.Node) entryView {
	switch {
	case n.Kind() == kKeyed:
		return viewKeyed(n)
	case kPairs.has(n.Kind()):
		return entryView{key: n.Child(fKey), value: n.Child(fValue)}
	case kShorthands.has(n.Kind()):
		return entryView{key: n, value: n, shorthand: true}
	case n.Kind() == kDefaulted:
		left := n.Child(fLeft)
		return entryView{key: left, value: left, def: n.Child(fRight), shorthand: true}
	case kMethods.has(n.Kind()):
		return entryView{key: n.Child(fName), value: n}
	}
	return entryView{}
}

// keyName returns the text of a key that is a name or a literal; ok=false for one that is computed.
func keyName(n syntax.Node) (string, bool) {
	if s, ok := literalString(n); ok {
		return s, true
	}
	if kProperties.has(n.Kind()) || kNumbers.has(n.Kind()) {
		return n.Text(), true
	}
	return "", false
}

// pair matches one entry of an object, dictionary or destructuring pattern.
func (m *matcher) pair(p *node, n syntax.Node, b Bindings) solutions {
	v := viewEntry(n)
	switch p.op {
	case opShorthand:
		return m.shorthand(p, v, b)
	case opEntry:
		if v.key.IsNone() || kMethods.has(n.Kind()) && (p.right == nil || p.right.op != opFunction) {
			return solutions{}
		}
		return m.entry(p, v, b)
	case opMeta:
		return m.bind(p.text, exprBinding(n), b)
	}
	return m.match(p, n, b)
}

// shorthand matches {a} with {a}, {a: a} and, in destructuring, with {a: other} and {a = default}: the name is the key's.
func (m *matcher) shorthand(p *node, v entryView, b Bindings) solutions {
	if v.key.IsNone() {
		return solutions{}
	}
	name, ok := keyName(v.key)
	if !ok || kMethods.has(v.value.Kind()) {
		return solutions{}
	}
	destructured := kObjectPats.has(v.key.Parent().Kind()) || kObjectPats.has(v.key.Parent().Parent().Kind())
	if !v.shorthand && !destructured && (p.left.op == opMeta || v.value.Text() != name) {
		return solutions{}
	}
	return m.named(p.left, v.key, name, b)
}

func (m *matcher) entry(p *node, v entryView, b Bindings) solutions {
	s := m.key(p.left, v.key, b)
	if s.n == 0 {
		return s
	}
	if kMethods.has(v.value.Kind()) {
		return s.then(func(b Bindings) solutions { return m.functionAs(p.right, v.value, b, true) })
	}
	return s.then(func(b Bindings) solutions { return m.match(p.right, uncast(p.right, v.value), b) })
}

// uncast looks through what says of which type a literal is, where the pattern is a literal that says nothing of it.
func uncast(p *node, n syntax.Node) syntax.Node {
	if p == nil || p.op != opObject && p.op != opList && p.op != opString {
		return n
	}
	for kCasts.has(n.Kind()) {
		n = firstNamed(n)
	}
	return n
}

var kCasts = kindsOf("as_expression", "satisfies_expression")

// key matches a key: names and literals by their text, computed keys as code.
func (m *matcher) key(p *node, n syntax.Node, b Bindings) solutions {
	if n.Kind() == kComputed {
		inner := firstNamed(n)
		switch p.op {
		case opTree:
			return m.match(p, n, b)
		case opMeta:
			return m.bind(p.text, exprBinding(inner), b)
		}
		return m.computed(p, inner, b)
	}
	name, ok := keyName(n)
	if !ok {
		return m.match(p, n, b)
	}
	switch p.op {
	case opMeta:
		return m.bind(p.text, nameBinding(n, name), b)
	case opName:
		if p.text == name && (kProperties.has(p.src.Kind()) || kProperties.has(n.Kind())) {
			return one(b)
		}
		return solutions{}
	case opString, opDots:
		return m.named(p, n, name, b)
	}
	return m.match(p, n, b)
}

// computed matches a named key with [expression] where the expression is a known constant.
func (m *matcher) computed(p *node, n syntax.Node, b Bindings) solutions {
	text, ok := literalString(n)
	if !ok {
		var kind ConstKind
		if kind, text, ok = m.env.Constant(n); !ok || kind != ConstString {
			return solutions{}
		}
	}
	return m.named(p, n, text, b)
}
