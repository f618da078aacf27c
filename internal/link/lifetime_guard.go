package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// guarded reports whether code runs only where a check finds that something which outlives the function is not there
// yet, and the function then puts it there: `if (!client) client = ...`, `x ??= ...`, `if key not in cache: ...`, or an
// early return of what is there. key names the thing.
func (r *lives) guarded(u *resolve.Unit, n syntax.Node, fn lang.FuncID) (key string, ok bool) {
	g := guards{u.Module(), fn}
	body := u.Module().Node(u.Module().Funcs[fn].Node)
	for c, p := n, n.Parent(); !p.IsNone() && c != body; c, p = p, p.Parent() {
		var tested []string
		var from syntax.Node
		switch p.Type() {
		case "if_statement", "ternary_expression", "conditional_expression", "elif_clause":
			if cond := p.ByField("condition"); !cond.IsNone() && cond != c {
				tested, from = g.keys(cond), p
			} else if p.Is("conditional_expression") && p.NamedFirst().Next() != c {
				tested, from = g.keys(p), p
			}
		case "binary_expression", "boolean_operator":
			if left := p.ByField("left"); left != c && shortCircuits(p) {
				tested, from = g.keys(left), p
			}
		case "augmented_assignment_expression":
			if p.HasToken("??=") || p.HasToken("||=") {
				return g.key(p.ByField("left")), g.key(p.ByField("left")) != ""
			}
		case "except_clause":
			tested, from = g.keys(p.Parent()), p
		case "statement_block", "block":
			tested, from = g.earlyReturns(p, c)
		}
		if key := g.stored(tested, from); key != "" {
			return key, true
		}
	}
	return "", false
}

func shortCircuits(n syntax.Node) bool {
	return n.HasToken("||") || n.HasToken("??") || n.HasToken("or")
}

// guards reads checks inside one function.
type guards struct {
	m  *lang.Module
	fn lang.FuncID
}

// earlyReturns returns what the statements of a block before c check to return at once.
func (g guards) earlyReturns(block, c syntax.Node) (tested []string, from syntax.Node) {
	for s := range block.NamedChildren() {
		if s == c {
			break
		}
		if !s.Is("if_statement") {
			continue
		}
		for n := range s.ByField("consequence").All() {
			if n.Is("return_statement") && g.m.FuncAt(n) == g.fn {
				tested = append(tested, g.keys(s.ByField("condition"))...)
				if from.IsNone() {
					from = s
				}
				break
			}
		}
	}
	return tested, from
}

// stored returns the first of the keys that the function sets behind from.
func (g guards) stored(keys []string, from syntax.Node) string {
	if len(keys) == 0 {
		return ""
	}
	for n := range g.m.Node(g.m.Funcs[g.fn].Node).All() {
		if n.End() < from.Start() {
			continue
		}
		if target := g.target(n); target != "" && contains(keys, target) {
			return target
		}
	}
	return ""
}

// target returns the key of what a node sets: an assignment, h.set(k, v), setattr(o, "x", v).
func (g guards) target(n syntax.Node) string {
	switch n.Type() {
	case "assignment", "assignment_expression", "augmented_assignment_expression":
		return g.key(n.ByField("left"))
	case "call", "call_expression":
		e := g.m.Expr(n)
		callee := g.m.Expr(e.X)
		switch {
		case callee.Op == lang.OpMember && (callee.Str == "set" || callee.Str == "put" || callee.Str == "setdefault"):
			return g.key(callee.X)
		case callee.Op == lang.OpIdent && callee.Str == "setattr":
			return g.attribute(e)
		}
	}
	return ""
}

// keys returns the keys of what a condition reads; a local stands for what it was read from.
func (g guards) keys(cond syntax.Node) []string {
	var out []string
	for n := range cond.All() {
		switch n.Type() {
		case "identifier", "member_expression", "attribute", "subscript", "subscript_expression":
			if k := g.key(n); k != "" {
				out = append(out, k)
			} else if n.Is("identifier") {
				out = append(out, g.readFrom(n)...)
			}
		case "call":
			if e := g.m.Expr(n); e.Op == lang.OpCall && (e.X.Text() == "hasattr" || e.X.Text() == "getattr") {
				out = append(out, g.attribute(e))
			}
		}
	}
	return out
}

// readFrom returns the keys of what a local of the function is set from: c = cache.get(k).
func (g guards) readFrom(n syntax.Node) []string {
	b := g.m.Resolve(n)
	if b == lang.NoBinding || g.m.Bindings[b].Func != g.fn {
		return nil
	}
	var out []string
	for _, w := range writes(g.m, &g.m.Bindings[b]) {
		if w.Value == syntax.None {
			continue
		}
		for c := range g.m.Node(w.Value).All() {
			if k := g.key(c); k != "" {
				out = append(out, k)
			}
		}
	}
	return out
}

// key names something that outlives the function: a name of a scope around it, a member of this, of a class or of such a
// name; elements count as what holds them. Empty for anything else.
func (g guards) key(n syntax.Node) string {
	switch n.Type() {
	case "identifier", "member_expression", "attribute", "subscript", "subscript_expression", "non_null_expression", "parenthesized_expression", "as_expression":
	default:
		return ""
	}
	e := g.m.Expr(n)
	switch e.Op {
	case lang.OpCast:
		return g.key(e.X)
	case lang.OpIdent:
		b := g.m.Resolve(e.Node)
		if b == lang.NoBinding || g.m.Bindings[b].Func == g.fn || g.within(g.m.Bindings[b].Func) {
			return ""
		}
		return e.Str
	case lang.OpIndex:
		return g.key(e.X)
	case lang.OpMember:
		if x := g.m.Expr(e.X); x.Op == lang.OpThis || x.Op == lang.OpIdent && g.m.Resolve(x.Node) == lang.NoBinding {
			return e.X.Text() + "." + e.Str
		}
		if k := g.key(e.X); k != "" {
			return k + "." + e.Str
		}
	}
	return ""
}

// within reports whether a function lies inside the one at hand.
func (g guards) within(fn lang.FuncID) bool {
	for ; fn > 0; fn = g.m.Funcs[fn].Parent {
		if fn == g.fn {
			return true
		}
	}
	return false
}

// attribute is the key of getattr(o, "name"), hasattr and setattr.
func (g guards) attribute(e lang.Expr) string {
	if len(e.Args) < 2 {
		return ""
	}
	name := g.m.Expr(e.Args[1].Value)
	if name.Op != lang.OpString {
		return ""
	}
	return e.Args[0].Value.Text() + "." + name.Str
}

// rootOf returns the first part of a key.
func rootOf(key string) string {
	root, _, _ := strings.Cut(key, ".")
	return root
}
