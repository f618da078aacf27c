package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Loop is a loop over a known list: a statement, a comprehension, or a function that is called for each element.
type Loop struct {
	at    loopKey
	Elems []*value.Value // what its variable is, one after the other
}

// loopKey names a loop by the expression it goes over, or by the function that is called for each element.
type loopKey struct {
	u *Unit
	n syntax.NodeID
}

// Loops returns the loops around n whose lists are known, whose variables n reads, and that run n for each element; not those
// that are in a turn. What the calls behind the frame f are given by loops around them counts as well.
func (s *Session) Loops(u *Unit, n syntax.Node, f *Frame) (out []Loop) {
	for range maxCalls {
		out = append(out, s.loopsIn(u, n, f)...)
		cu, cn, caller, ok := f.Call()
		if !ok || f.IsCallback() || u.sometimes(n, u.Module().Node(u.Module().Funcs[u.Module().FuncAt(n)].Node)) {
			break
		}
		u, n, f = cu, cn, caller
	}
	return out
}

func (s *Session) loopsIn(u *Unit, n syntax.Node, f *Frame) (out []Loop) {
	m := u.Module()
	seen := map[loopKey]bool{}
	for id := range n.All() {
		if !id.Is("identifier") && !id.Is("shorthand_property_identifier") {
			continue
		}
		b := m.Resolve(id)
		if b == lang.NoBinding || m.FuncAt(id) != m.FuncAt(n) {
			continue
		}
		loop, over := u.loopOf(&m.Bindings[b], n)
		k := loopKey{u, over}
		if _, taken := s.turns[k]; taken || loop.IsNone() || seen[k] || !n.Within(loop) || u.sometimes(n, loop) {
			continue
		}
		seen[k] = true
		if elems := s.elementsOf(u, m.Node(over), f); len(elems) > 0 {
			out = append(out, Loop{k, elems})
		}
	}
	return out
}

// elementsOf returns the elements of a loop, which is named as in loopKey; none where they are not known.
func (s *Session) elementsOf(u *Unit, over syntax.Node, f *Frame) []*value.Value {
	if call := over.Parent().Parent(); over.Parent().Is("arguments") && u.Module().Expr(call).Op == lang.OpCall {
		if list, ok := s.eachList(u, over, f); ok {
			return list
		}
	}
	v := s.Eval(u, over, s.FrameAt(u, over, f))
	if list := s.elements(u, over, f, v); len(list) > 0 {
		return list
	}
	return objectKeys(v) // for ... in
}

// Turn is one turn of a loop: its variable is the element of that index.
type Turn struct {
	Loop  Loop
	Index int
}

// InTurn puts loops in one turn each, until it is called again, and gives the session its whole budget of steps. The variable of
// any other loop is one of all elements. Lists that inner loops go over may be known in a turn only.
func (s *Session) InTurn(turns []Turn) {
	s.turns = map[loopKey]*value.Value{}
	for _, t := range turns {
		s.turns[t.Loop.at] = t.Loop.Elems[t.Index]
	}
	s.steps = 0
	s.forget()
}

// loopOf returns the loop around n whose variable a name is there, and the expression it goes over; or, twice, the function
// that is called for each element with the name as its parameter; none if it is neither.
func (u *Unit) loopOf(b *lang.Binding, n syntax.Node) (loop syntax.Node, over syntax.NodeID) {
	m := u.Module()
	if b.Kind == lang.Param {
		if fn := m.Node(m.Funcs[b.Func].Node); fn.Parent().Is("arguments") && u.goesOver(b.Func) {
			return fn, fn.ID()
		}
		return syntax.Node{}, syntax.None
	}
	inside := 0
	for _, id := range b.Effects {
		e := &m.Effects[id]
		around := loopAt(m.Node(e.Node))
		if e.Kind != lang.Write || around.IsNone() || !n.Within(around) {
			continue
		}
		if inside++; e.Source == lang.Element || e.Source == lang.Key {
			loop, over = around, e.Value
		}
	}
	if inside != 1 {
		return syntax.Node{}, syntax.None // it is set to something else in the loop
	}
	return loop, over
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
	m := u.Module()
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
