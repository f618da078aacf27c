package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// standsIn reports whether code makes what is used only where nobody gave the function, or the object whose method it is, another
// one: `client or Client()`, `if client is None: client = Client()`. Those who care share theirs.
func (r *lives) standsIn(u *resolve.Unit, n syntax.Node, fn lang.FuncID) (given string, ok bool) {
	g := gifts{u.Module(), fn}
	body := u.Module().Node(u.Module().Funcs[fn].Node)
	target := ""
	for c, p := n, n.Parent(); !p.IsNone() && c != body; c, p = p, p.Parent() {
		switch p.Type() {
		case "binary_expression", "boolean_operator":
			if left := p.ByField("left"); left != c && shortCircuits(p) {
				given = g.name(left)
			}
		case "ternary_expression", "conditional_expression":
			given = g.otherBranch(p, c)
		case "assignment", "assignment_expression":
			target = g.name(p.ByField("left"))
		case "if_statement", "elif_clause":
			if target != "" && g.mentions(p.ByField("condition"), target) {
				given = target
			}
		case "statement_block", "block":
			given = g.answeredBefore(p, c)
		}
		if given != "" {
			return given, true
		}
	}
	return "", false
}

// gifts are what a function is given: its parameters, and what its object holds.
type gifts struct {
	m  *lang.Module
	fn lang.FuncID
}

// name returns the name of a parameter or of a member of this; empty for anything else.
func (g gifts) name(n syntax.Node) string {
	if n.IsNone() || !n.Is("identifier") && !n.Is("member_expression") && !n.Is("attribute") {
		return ""
	}
	e := g.m.Expr(n)
	switch e.Op {
	case lang.OpIdent:
		if b := g.m.Resolve(e.Node); b != lang.NoBinding && g.m.Bindings[b].Kind == lang.Param && g.m.Bindings[b].Func == g.fn {
			return e.Str
		}
	case lang.OpMember:
		if x := g.m.Expr(e.X); x.Op == lang.OpThis {
			return e.X.Text() + "." + e.Str
		}
	}
	return ""
}

// otherBranch returns the gift that stands on a branch of a conditional expression beside the one with c, and is asked for.
func (g gifts) otherBranch(p, c syntax.Node) string {
	var parts []syntax.Node
	for n := range p.NamedChildren() {
		parts = append(parts, n)
	}
	for _, n := range parts {
		if name := g.name(n); name != "" && n != c {
			for _, cond := range parts {
				if cond != n && cond != c && g.mentions(cond, name) {
					return name
				}
			}
		}
	}
	return ""
}

// answeredBefore returns the gift with which a statement of a block before c has ended the function where there is one.
func (g gifts) answeredBefore(block, c syntax.Node) string {
	for s := range block.NamedChildren() {
		if s == c {
			break
		}
		if !s.Is("if_statement") {
			continue
		}
		for n := range s.ByField("condition").All() {
			if name := g.name(n); name != "" && g.returns(s.ByField("consequence"), name) {
				return name
			}
		}
	}
	return ""
}

// returns reports whether code returns a gift.
func (g gifts) returns(code syntax.Node, name string) bool {
	for n := range code.All() {
		if n.Is("return_statement") && g.name(n.NamedFirst()) == name {
			return true
		}
	}
	return false
}

func (g gifts) mentions(code syntax.Node, name string) bool {
	for n := range code.All() {
		if g.name(n) == name {
			return true
		}
	}
	return false
}
