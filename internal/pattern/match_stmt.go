package pattern

import (
	"github.com/bytelyst/connaudit/internal/syntax"
)

// A sequence is matched within one list of statements, starting at any of them. A gap skips statements and may go
// into the blocks of those it skips, so that what follows is found in a nested block too; it does not go into
// functions and classes. A sequence that ends in a gap covers the rest of its list.

// statementsIn returns the statements of a block, program or case.
func statementsIn(n syntax.Node) []syntax.Node {
	var out []syntax.Node
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if !c.Named() || c.Extra() || c.Field() == fValue || c.Field() == fType || c.Field() == fCommunication || c.Is("empty_statement") || c.Kind() == kDecorator {
			continue
		}
		out = append(out, c)
	}
	return out
}

// block matches all statements of a block, or of the single statement or expression that stands for one.
func (m *matcher) block(p *node, n syntax.Node, b Bindings) solutions {
	if len(p.kids) == 1 && p.kids[0].op == opDots {
		return one(b)
	}
	list := []syntax.Node{n}
	if kBlocks.has(n.Kind()) {
		list = statementsIn(n)
	}
	var out solutions
	m.sequence(&run{list: list, emit: func(b Bindings, _ syntax.Node) { out.add(b) }}, p.kids, list, syntax.Node{}, b)
	return out
}

// run is one list of statements that a sequence is matched in.
type run struct {
	list []syntax.Node
	flat bool // gaps have gone into nested blocks: the list holds their statements too
	open bool // statements may follow the last that matched
	emit func(b Bindings, last syntax.Node)
}

// sequence matches ps with ns; last is the statement that matched last.
func (m *matcher) sequence(r *run, ps []*node, ns []syntax.Node, last syntax.Node, b Bindings) {
	if !m.spend() {
		return
	}
	if len(ps) == 0 {
		if r.open || len(ns) == 0 || r.flat && within(ns, last) {
			r.emit(b, last)
		}
		return
	}
	switch p := ps[0]; {
	case p.op == opDots && len(ps) == 1:
		if len(r.list) > 0 {
			last = r.list[len(r.list)-1]
		}
		r.emit(b, last)
	case p.op == opDots:
		m.skip(r, ps[1:], ns, last, b)
	case p.op == opDotsMeta:
		for i := 0; i <= len(ns); i++ {
			s := m.take(p, ns[:i], b)
			for j := range s.n {
				m.sequence(r, ps[1:], ns[i:], last, s.at(j))
			}
		}
	case len(ns) > 0:
		s := m.statement(p, ns[0], b)
		for i := range s.n {
			m.sequence(r, ps[1:], ns[1:], ns[0], s.at(i))
		}
	}
}

// within reports whether all of ns lie within last: a flat list goes on with what stands inside it.
func within(ns []syntax.Node, last syntax.Node) bool {
	for _, n := range ns {
		if last.IsNone() || !n.Within(last) {
			return false
		}
	}
	return true
}

func (m *matcher) skip(r *run, ps []*node, ns []syntax.Node, last syntax.Node, b Bindings) {
	inner := *r
	if !r.flat {
		inner.flat = true
		ns = m.flatten(ns)
	}
	for i := range ns {
		if !m.spend() {
			return
		}
		m.sequence(&inner, ps, ns[i:], last, b)
	}
}

// flatten lists statements with those nested in them, in order.
func (m *matcher) flatten(ns []syntax.Node) []syntax.Node {
	var out []syntax.Node
	for _, s := range ns {
		out = append(out, s)
		if kScopes.has(undecorated(s).Kind()) {
			continue
		}
		t := s.Tree()
		for id := s.ID() + 1; id <= s.Last(); id++ {
			c := t.Node(id)
			switch {
			case !m.spend():
				return out
			case kScopes.has(c.Kind()):
				id = c.Last()
			case kBlocks.has(c.Parent().Kind()) && c.Named() && !c.Extra() && c.Field() != fValue:
				out = append(out, c)
			case c.Field() == fConsequence && !kBlocks.has(c.Kind()) && c.Parent().Is("if_statement"):
				out = append(out, c)
			}
		}
	}
	return out
}

// statement matches one statement. An expression also matches where it is a part of a simple statement.
func (m *matcher) statement(p *node, n syntax.Node, b Bindings) solutions {
	if p.op != opDecorated && p.op != opFunction && p.op != opClass && p.op != opMeta &&
		(p.op != opTree || !p.kinds.has(kExport)) {
		n = undecorated(n)
	}
	s := m.match(p, n, b)
	if s.n == 0 && p.isExpression() && kSimple.has(n.Kind()) {
		return m.below(p, n, b, true)
	}
	return s
}

// hit is a sequence found: its statements from first to last.
type hit struct {
	first, last syntax.Node
	b           Bindings
}

// sequences finds p anywhere in the statements of the container n.
func (m *matcher) sequences(p *node, n syntax.Node, b Bindings) []hit {
	list := statementsIn(n)
	var out []hit
	for i := range list {
		first := list[i]
		r := &run{list: list, open: true, emit: func(b Bindings, last syntax.Node) {
			if last.IsNone() {
				last = first
			}
			out = append(out, hit{first, last, b})
		}}
		m.sequence(r, p.kids, list[i:], syntax.Node{}, b)
		if p.kids[0].gap() {
			break // what begins with a gap begins at the first statement
		}
	}
	return out
}
