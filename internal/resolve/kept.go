package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// kept returns v, the object that the name n stands for, as a member of the literal whole. The name may still be used to
// change the object after that; such changes reach the member, too, but are not followed, so the object is left open.
// A literal written as an argument has done its work before anything later happens.
func kept(u *Unit, whole, n syntax.Node, v *value.Value) *value.Value {
	if v.Kind != value.Object && v.Kind != value.List || n.Type() != "identifier" && n.Type() != "shorthand_property_identifier" {
		return v
	}
	if sent(u, whole) {
		return v
	}
	id := u.Module().Resolve(n)
	if id == lang.NoBinding || !changedAfter(u, &u.Module().Bindings[id], whole.End()) {
		return v
	}
	return exposed(v, "`"+n.Text()+"` is changed after it was put into another object")
}

// sent reports whether an expression is an argument of a call that does not just copy it.
func sent(u *Unit, n syntax.Node) bool {
	args := n.Parent()
	if t := args.Type(); t != "arguments" && t != "argument_list" {
		return false
	}
	name := calleeText(u.Module().Expr(args.Parent()))
	return !transparent[name] && name != "Object.assign"
}

// changedAfter reports whether something may change the object that a name holds after a byte offset in the text.
func changedAfter(u *Unit, b *lang.Binding, end int) bool {
	m := u.Module()
	for _, id := range u.effectsOf(b) {
		e := u.effectAt(id)
		if m.Node(e.Node).Start() < end {
			continue
		}
		switch e.Kind {
		case lang.Store, lang.Remove:
			return true
		case lang.Receive, lang.Pass:
			if !harmless(u, m.Expr(m.Node(e.Call))) {
				return true
			}
		}
	}
	return false
}
