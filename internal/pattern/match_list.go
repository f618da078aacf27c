package pattern

import "github.com/bytelyst/connaudit/internal/syntax"

// matchFunc matches one element.
type matchFunc func(*node, syntax.Node, Bindings) solutions

// list matches elements in order; a gap takes any number of them.
func (m *matcher) list(ps []*node, ns []syntax.Node, b Bindings, each matchFunc) solutions {
	var out solutions
	m.listInto(ps, ns, b, each, &out)
	return out
}

func (m *matcher) listInto(ps []*node, ns []syntax.Node, b Bindings, each matchFunc, out *solutions) {
	if !m.spend() {
		return
	}
	if len(ps) == 0 {
		if len(ns) == 0 {
			out.add(b)
		}
		return
	}
	p := ps[0]
	switch {
	case p.gap():
		m.gap(p, ps[1:], ns, b, each, out)
	case len(ns) > 0:
		s := each(p, ns[0], b)
		for i := range s.n {
			m.listInto(ps[1:], ns[1:], s.at(i), each, out)
		}
	}
}

// gap lets p take 0, 1, 2 … elements.
func (m *matcher) gap(p *node, rest []*node, ns []syntax.Node, b Bindings, each matchFunc, out *solutions) {
	if len(rest) == 0 {
		out.join(m.take(p, ns, b))
		return
	}
	need := 0
	for _, r := range rest {
		if !r.gap() {
			need++
		}
	}
	for i := 0; i <= len(ns)-need; i++ {
		s := m.take(p, ns[:i], b)
		for j := range s.n {
			m.listInto(rest, ns[i:], s.at(j), each, out)
		}
	}
}

// take binds the elements a gap stands for, if it has a name.
func (m *matcher) take(p *node, ns []syntax.Node, b Bindings) solutions {
	if p.op != opDotsMeta {
		return one(b)
	}
	at := 0
	if len(ns) == 0 && !p.src.IsNone() {
		at = -1
	}
	return m.bind(p.text, seqBinding(ns, at), b)
}

// call matches callee and arguments. Python's keyword arguments have no order.
func (m *matcher) call(p *node, n syntax.Node, b Bindings) solutions {
	callee := n.Callee()
	if p.op == opNew {
		callee = n.ByField("constructor")
	}
	if callee.IsNone() {
		return solutions{}
	}
	s := m.match(p.left, callee, b)
	if s.n == 0 && callee.Kind() == kAwait && !n.Child(fTypeArgs).IsNone() {
		s = m.match(p.left, callee.NamedFirst(), b) // the grammar takes `await f<T>(x)` for a call of `await f`
	}
	if s.n == 0 {
		return s
	}
	if p.typ != nil {
		ta := n.Child(fTypeArgs)
		if ta.IsNone() {
			return solutions{}
		}
		s = s.then(func(b Bindings) solutions { return m.list(p.typ.kids, namedChildren(ta), b, m.match) })
	}
	if len(p.kids) == 1 && p.kids[0].op == opDots || s.n == 0 {
		return s
	}
	args := n.Child(fArguments)
	ns := namedChildren(args)
	if kStrings.has(args.Kind()) {
		return solutions{} // a tagged template
	}
	if args.Is("generator_expression") {
		ns = []syntax.Node{args}
	}
	return s.then(func(b Bindings) solutions { return m.arguments(p.kids, ns, b) })
}

var (
	kKeyword = syntax.Named("keyword_argument")
	kAwait   = syntax.Named("await_expression")
)

// arguments matches positional arguments in order and keywords in any; without an ellipsis there may be no more.
func (m *matcher) arguments(ps []*node, ns []syntax.Node, b Bindings) solutions {
	var words, positional []*node
	open, bound := false, false
	for _, p := range ps {
		switch {
		case p.op == opKeyword:
			words = append(words, p)
			continue
		case p.op == opDots:
			open = true
		case p.op == opDotsMeta:
			bound = true
		}
		positional = append(positional, p)
	}
	if bound && len(words) == 0 {
		// $...ARGS binds all arguments, keywords too.
		return m.list(ps, ns, b, m.match)
	}
	var keywords, values []syntax.Node
	for _, n := range ns {
		if n.Kind() == kKeyword {
			keywords = append(keywords, n)
		} else {
			values = append(values, n)
		}
	}
	if !open && len(words) != len(keywords) || len(words) > len(keywords) {
		return solutions{}
	}
	s := m.unordered(words, keywords, b, m.match)
	return s.then(func(b Bindings) solutions { return m.list(positional, values, b, m.match) })
}

// unordered gives each pattern an element of its own, in any order.
func (m *matcher) unordered(ps []*node, ns []syntax.Node, b Bindings, each matchFunc) solutions {
	if len(ps) == 0 {
		return one(b)
	}
	var out solutions
	m.assignEach(ps, ns, make([]bool, len(ns)), b, each, &out)
	return out
}

func (m *matcher) assignEach(ps []*node, ns []syntax.Node, used []bool, b Bindings, each matchFunc, out *solutions) {
	if len(ps) == 0 {
		out.add(b)
		return
	}
	for i, n := range ns {
		if used[i] {
			continue
		}
		if !m.spend() {
			return
		}
		s := each(ps[0], n, b)
		if s.n == 0 {
			continue
		}
		used[i] = true
		for j := range s.n {
			m.assignEach(ps[1:], ns, used, s.at(j), each, out)
		}
		used[i] = false
	}
}

func (m *matcher) keyword(p *node, n syntax.Node, b Bindings) solutions {
	name := n.Child(fName)
	s := m.named(p.left, name, name.Text(), b)
	return s.then(func(b Bindings) solutions { return m.match(p.right, n.Child(fValue), b) })
}
