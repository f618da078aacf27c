package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// loops are what runs code again and again.
var loops = map[string]bool{
	"for_statement": true, "for_in_statement": true, "while_statement": true, "do_statement": true,
	"list_comprehension": true, "set_comprehension": true, "dictionary_comprehension": true, "generator_expression": true,
}

// sharedByLoop reports whether an object that the function fn makes at n is used by a loop behind it: a worker that waits for
// work, or a job over many things, shares it between the passes.
func sharedByLoop(m *lang.Module, n syntax.Node, fn lang.FuncID) bool {
	name := heldBy(n)
	if !name.Is("identifier") {
		return false
	}
	b := m.Resolve(name)
	if b == lang.NoBinding || m.Bindings[b].Func != fn {
		return false
	}
	body := m.Node(m.Funcs[fn].Node)
	for use := range body.All() {
		if !isReference(use) || use.Text() != m.Bindings[b].Name || use.Start() < n.End() || m.Resolve(use) != b {
			continue
		}
		for p := use.Parent(); !p.IsNone() && p != body && !n.Within(p); p = p.Parent() {
			if loops[p.Type()] {
				return true
			}
		}
	}
	return false
}

// heldBy returns the name that the object made at n is given: const c = n, c = await n, with n as c.
func heldBy(n syntax.Node) syntax.Node {
	for p := n.Parent(); !p.IsNone(); p = p.Parent() {
		switch p.Type() {
		case "await", "await_expression", "parenthesized_expression", "as_expression", "non_null_expression":
		case "variable_declarator":
			return p.ByField("name")
		case "assignment", "assignment_expression":
			return p.ByField("left")
		case "as_pattern":
			for c := range p.All() {
				if c.Is("as_pattern_target") {
					return c.NamedFirst()
				}
			}
			return syntax.Node{}
		default:
			return syntax.Node{}
		}
	}
	return syntax.Node{}
}
