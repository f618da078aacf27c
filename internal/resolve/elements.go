package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Elements returns what the loops around n give to it: for each expression in n that is a loop's variable or a member of
// it, the values it takes one after the other, where the list is known and n runs for each of them. What the calls
// behind the frame f are given by loops around them counts as well.
func (s *Session) Elements(u *Unit, n syntax.Node, f *Frame) (out [][]*value.Value) {
	for range maxCalls {
		out = append(out, s.elementsIn(u, n, f)...)
		cu, cn, caller, ok := f.Call()
		if !ok || f.IsCallback() || u.sometimes(n, u.Module.Node(u.Module.Funcs[u.Module.FuncAt(n)].Node)) {
			break
		}
		u, n, f = cu, cn, caller
	}
	return out
}

func (s *Session) elementsIn(u *Unit, n syntax.Node, f *Frame) (out [][]*value.Value) {
	m := u.Module
	for id := range n.All() {
		if !id.Is("identifier") {
			continue
		}
		b := m.Resolve(id)
		if b == lang.NoBinding || m.FuncAt(id) != m.FuncAt(n) {
			continue
		}
		loop := u.loopOf(&m.Bindings[b], n)
		if loop.IsNone() || !n.Within(loop) || u.sometimes(n, loop) {
			continue
		}
		for p := id.Parent(); (p.Is("member_expression") || p.Is("attribute")) && p.NamedFirst() == id && p.Within(n); p = p.Parent() {
			id = p
		}
		if v := s.Eval(u, id, f); v.Kind == value.Branch {
			out = append(out, v.Alts)
		}
	}
	return out
}

// loopOf returns the loop around n whose variable a name is there, or the function that is called for each element with the
// name as its parameter; none if it is neither.
func (u *Unit) loopOf(b *lang.Binding, n syntax.Node) syntax.Node {
	m := u.Module
	if b.Kind == lang.Param {
		if fn := m.Node(m.Funcs[b.Func].Node); fn.Parent().Is("arguments") && u.goesOver(b.Func) {
			return fn
		}
		return syntax.Node{}
	}
	loop, inside := syntax.Node{}, 0
	for _, id := range b.Effects {
		e := &m.Effects[id]
		around := loopAt(m.Node(e.Node))
		if e.Kind != lang.Write || around.IsNone() || !n.Within(around) {
			continue
		}
		if inside++; e.Source == lang.Element {
			loop = around
		}
	}
	if inside != 1 {
		return syntax.Node{} // it is set to something else in the loop
	}
	return loop
}

// loopAt returns the innermost loop over a list around n.
func loopAt(n syntax.Node) syntax.Node {
	for ; !n.IsNone(); n = n.Parent() {
		switch n.Type() {
		case "for_in_statement", "for_statement", "list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression":
			return n
		}
	}
	return syntax.Node{}
}

// sometimes reports whether n may be left out when the code of outer around it runs: it stands in a branch, or behind
// something that leaves.
func (u *Unit) sometimes(n, outer syntax.Node) bool {
	m := u.Module
	for b := m.BlockAt(n); b >= 0; b = m.Blocks[b].Parent {
		bl := &m.Blocks[b]
		if at := m.Node(bl.Node); !at.Within(outer) || at == outer {
			break
		}
		if bl.Branch != syntax.None && !bl.Loop {
			return true
		}
	}
	for i := range m.Blocks {
		bl := &m.Blocks[i]
		if at := m.Node(bl.Node); bl.Exits && at.Within(outer) && at.Start() < n.Start() && !n.Within(at) {
			return true
		}
	}
	for c := range outer.NamedChildren() {
		if c.Is("if_clause") {
			return true
		}
	}
	return false
}
