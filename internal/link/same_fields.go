package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// sameFields answers same_fields: the groups of names under which one value goes in an object, each with two or more: the fields
// that are given it, and the path that names it in the code. Fields of the same constant are no group: that they are equal is
// chance.
func (h *Host) sameFields(args []*value.Value, _ *expr.Input) *value.Value {
	x := args[0]
	if x.Kind != value.Object {
		return undecided(reason(x, "it is no object whose fields are seen"))
	}
	var groups []*group
	for _, p := range x.Props {
		made := makerOf(p.Value)
		if p.Maybe || len(made) == 0 || p.Value.Kind == value.Null || p.Value.Origin == value.Literal {
			continue
		}
		groups = addTo(groups, p, made[0], h.session(p.Value))
	}
	out := value.NewList()
	for _, g := range groups {
		if names := g.all(h.session(g.first.Value)); len(names) > 1 {
			out.Elems = append(out.Elems, value.NewStrings(names...))
		}
	}
	out.Open = x.Open
	return out
}

// group is fields of the same value.
type group struct {
	names []string
	first value.Prop
	made  code
}

// all are the fields and, where it is another name, the path of their value.
func (g *group) all(s *resolve.Session) []string {
	path := pathOf(s, g.made)
	if path.Kind != value.String {
		return g.names
	}
	for _, n := range g.names {
		if expr.SameName(n, path.Str) || expr.SameName(n, path.Str[strings.LastIndexByte(path.Str, '.')+1:]) {
			return g.names
		}
	}
	return append(g.names, path.Str)
}

func addTo(groups []*group, p value.Prop, made code, s *resolve.Session) []*group {
	for _, g := range groups {
		if sameValue(g.first.Value, p.Value, g.made, made) || samePath(s, g.made, made) {
			g.names = append(g.names, p.Key)
			return groups
		}
	}
	return append(groups, &group{[]string{p.Key}, p, made})
}

// sameValue reports whether two values surely are the same at run time: made by one evaluation of one expression, one
// parameter, or the same path to data.
func sameValue(a, b *value.Value, x, y code) bool {
	switch {
	case x.u == y.u && x.n == y.n && x.f == y.f:
		return true
	case resolve.IsParameter(a) && resolve.IsParameter(b) && a.At == b.At && x.f == y.f:
		return true
	}
	return x.u == y.u && sameText(x, y)
}

// samePath reports whether two expressions of a unit name the same data, though perhaps once as a text: x and String(x).
func samePath(s *resolve.Session, a, b code) bool {
	if a.u != b.u || a.f != b.f || a.u.Module().FuncAt(a.n) != b.u.Module().FuncAt(b.n) {
		return false
	}
	v := pathOf(s, a)
	return v.Kind == value.String && value.Same(v, pathOf(s, b))
}
