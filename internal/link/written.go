package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// code is an expression and the frame in which it runs.
type code struct {
	u *resolve.Unit
	n syntax.Node
	f *resolve.Frame
}

// at is another expression of the same unit and frame.
func (c code) at(n syntax.Node) code { return code{c.u, n, c.f} }

// written is code of a match whose value an expression was given.
type written struct {
	v *value.Value
	n syntax.Node
}

// note remembers that the matched code spells the value v as n. Evaluation leads to where a value was made; what it is
// called, or whether two of them are spelled alike, only the spelling tells.
func (x *scope) note(v *value.Value, n syntax.Node) {
	for _, w := range x.spelled {
		if w.v == v && w.n == n {
			return
		}
	}
	x.spelled = append(x.spelled, written{v, n})
}

// noteArgument notes the argument of the call e that arg(name, position) answered with v, where it is written out.
func (x *scope) noteArgument(e lang.Expr, name string, position int, v *value.Value) {
	at := 0
	for _, a := range e.Args {
		switch {
		case a.Spread || a.KeywordSpread:
			return
		case a.Name != "" && a.Name == name, a.Name == "" && at == position:
			x.note(v, a.Value)
			return
		case a.Name == "":
			at++
		}
	}
}

// spellings returns the code of the match that spells v; where there is none, the code that made v, if it is known.
func (h *Host) spellings(v *value.Value) []code {
	var out []code
	if h.x != nil {
		for _, w := range h.x.spelled {
			if w.v == v {
				out = append(out, code{h.x.u, w.n, h.x.frame(w.n)})
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	return makerOf(v)
}

// makerOf returns the code that made v, if it is known.
func makerOf(v *value.Value) []code {
	if u, n, f, ok := resolve.Code(v); ok {
		return []code{{u, n, f}}
	}
	return nil
}

// plain looks through parentheses, casts and awaits.
func plain(u *resolve.Unit, n syntax.Node) lang.Expr {
	e := u.Module().Expr(n)
	for (e.Op == lang.OpCast || e.Op == lang.OpAwait) && !e.X.IsNone() {
		e = u.Module().Expr(e.X)
	}
	return e
}

// undecided is an unknown that no caller of the code at hand would settle.
func undecided(reason string) *value.Value {
	v := value.NewUnknown(reason)
	v.Origin = value.Computed
	return v
}

// sameCode answers same_code: the same text with the same bindings, and no call in it.
func (h *Host) sameCode(args []*value.Value, _ *expr.Input) *value.Value {
	for _, a := range h.spellings(args[0]) {
		for _, b := range h.spellings(args[1]) {
			if args[0] == args[1] && !hasWork(a.n) && !hasWork(b.n) || a.u == b.u && sameText(a, b) {
				return value.Truth(true)
			}
		}
	}
	return value.Truth(passedAlike(makerOf(args[0]), makerOf(args[1])))
}

// passedAlike reports whether a wrapper was passed the same code twice in one call.
func passedAlike(a, b []code) bool {
	return len(a) == 1 && len(b) == 1 && a[0].u == b[0].u && a[0].n.Parent() == b[0].n.Parent() && sameText(a[0], b[0])
}

// sameText reports whether two expressions of a unit, evaluated at the same time, surely give the same.
func sameText(a, b code) bool {
	if a.f != b.f || hasWork(a.n) {
		return false
	}
	var left, right []syntax.Node
	for n := range a.n.All() {
		left = append(left, n)
	}
	for n := range b.n.All() {
		right = append(right, n)
	}
	if len(left) != len(right) {
		return false
	}
	for i, l := range left {
		r := right[i]
		switch {
		case l.Type() != r.Type():
			return false
		case !l.First().IsNone():
		case l.Text() != r.Text():
			return false
		case isReference(l) && a.u.Module().Resolve(l) != b.u.Module().Resolve(r):
			return false
		}
	}
	return true
}

func isReference(n syntax.Node) bool {
	return n.Type() == "identifier" || n.Type() == "shorthand_property_identifier"
}

// hasWork reports whether evaluating n twice may give two results, or changes something.
func hasWork(n syntax.Node) bool {
	for c := range n.All() {
		switch c.Type() {
		case "call_expression", "new_expression", "call", "await_expression", "await", "yield_expression", "yield",
			"assignment_expression", "augmented_assignment_expression", "update_expression", "named_expression":
			return true
		}
	}
	return false
}
