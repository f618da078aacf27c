package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Objects get fields by names that are worked out: Object.assign(this, options), setattr(self, key, value), this[key] = value.

// fillsItself reports whether code of a class may set one of the fields that way.
func fillsItself(m *lang.Module, id lang.ClassID, names []string) bool {
	for n := range m.Node(m.Classes[id].Node).All() {
		switch n.Type() {
		case "call", "call_expression":
			e := m.Expr(n)
			if len(e.Args) > 0 && isThis(m, e.Args[0].Value) && fills(m, e, names) || fillsDict(m, e) {
				return true
			}
		case "assignment_expression":
			if e := m.Expr(n.ByField("left")); e.Op == lang.OpIndex && isThis(m, e.X) && m.Expr(e.Y).Op != lang.OpString {
				return true
			}
		}
	}
	return false
}

func isThis(m *lang.Module, n syntax.Node) bool { return uncast(m, n).Op == lang.OpThis }

// fills reports whether a call may set one of the fields of its first argument.
func fills(m *lang.Module, call lang.Expr, names []string) bool {
	if call.Op != lang.OpCall || len(call.Args) < 2 {
		return false
	}
	switch calleeText(call) {
	case "Object.assign":
		return slices.ContainsFunc(call.Args[1:], func(a lang.Arg) bool { return mayHave(m, a.Value, names) })
	case "setattr", "object.__setattr__":
		key := m.Expr(call.Args[1].Value)
		return key.Op != lang.OpString || slices.Contains(names, key.Str)
	}
	return false
}

// mayHave reports whether an object may have one of the members, judging by how it is written.
func mayHave(m *lang.Module, n syntax.Node, names []string) bool {
	x := uncast(m, n)
	if x.Op != lang.OpObject {
		return true
	}
	return slices.ContainsFunc(x.Entries, func(en lang.Entry) bool { return en.Spread || en.Comp || slices.Contains(names, en.Key) })
}

// fillsDict reports whether a call is self.__dict__.update(…).
func fillsDict(m *lang.Module, call lang.Expr) bool {
	if call.Op != lang.OpCall {
		return false
	}
	callee := m.Expr(call.X)
	if callee.Op != lang.OpMember || callee.Str != "update" {
		return false
	}
	dict := m.Expr(callee.X)
	return dict.Op == lang.OpMember && dict.Str == "__dict__" && isThis(m, dict.X)
}
