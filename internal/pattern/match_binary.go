package pattern

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// maxOperands bounds the chains whose operands are tried in any order, maxChain those matched against an ellipsis.
const (
	maxOperands = 8
	maxChain    = 1000
)

// binary matches operands joined by one operator. Chains of an associative operator are compared operand by operand,
// whatever their grouping; for and/or and the bit operators in any order too.
func (m *matcher) binary(p *node, n syntax.Node, b Bindings) solutions {
	if n.Child(fOperator).Text() != p.text {
		return solutions{}
	}
	plain := []syntax.Node{n.Child(fLeft), n.Child(fRight)}
	s := m.list(p.kids, plain, b, m.match)
	if !associative[p.text] || s.n > 0 {
		return s
	}
	limit := len(p.kids)
	switch {
	case p.gapped():
		limit = maxChain
	case commutative[p.text]:
		limit = maxOperands + 1
	}
	ns := m.chained(n, p.text, limit, nil)
	slices.Reverse(ns)
	if p.gapped() {
		s = m.list(p.kids, ns, b, m.match)
	} else if len(p.kids) <= len(ns) {
		// Operands that end the chain; those that end earlier are the chain of a node below, matched by itself.
		s = m.list(p.kids, ns[len(ns)-len(p.kids):], b, m.match)
	}
	if s.n > 0 || !commutative[p.text] || len(ns) > maxOperands {
		return s
	}
	return m.anyOrder(p, ns, b)
}

func (p *node) gapped() bool {
	for _, k := range p.kids {
		if k.gap() {
			return true
		}
	}
	return false
}

func (m *matcher) anyOrder(p *node, ns []syntax.Node, b Bindings) solutions {
	var ps []*node
	open := false
	for _, k := range p.kids {
		if k.gap() {
			open = true
		} else {
			ps = append(ps, k)
		}
	}
	if len(ps) > len(ns) || !open && len(ps) != len(ns) {
		return solutions{}
	}
	return m.unordered(ps, ns, b, m.match)
}

// chained appends the operands of a chain of one operator, right to left, at most limit.
func (m *matcher) chained(n syntax.Node, operator string, limit int, out []syntax.Node) []syntax.Node {
	for _, side := range []syntax.Node{n.Child(fRight), n.Child(fLeft)} {
		side = strip(side)
		switch {
		case len(out) >= limit || !m.spend():
			return out
		case kBinaries.has(side.Kind()) && side.Child(fOperator).Text() == operator:
			out = m.chained(side, operator, limit, out)
		default:
			out = append(out, side)
		}
	}
	return out
}
