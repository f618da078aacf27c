package link

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Applications keep clients where evaluation does not follow them: `app.state.client = …` here, `request.app.state.client` there. What is
// changed as a member of something that is not known may be any client of the package that goes by the member's name.

// memberNamed returns the NAME of the code x.NAME, empty for any other.
func memberNamed(u *resolve.Unit, n syntax.Node) string {
	if e := plain(u, n); e.Op == lang.OpMember {
		return e.Str
	}
	return ""
}

// goesBy reports whether the object that the code of x makes is put under the name: as a member, a key or an argument.
func goesBy(x *value.Value, name string) bool {
	u, n, _, ok := resolve.Code(x)
	if !ok {
		return false
	}
	m := u.Module()
	for p := n.Parent(); !p.IsNone(); p = p.Parent() {
		switch p.Type() {
		case "await", "await_expression", "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression":
			continue
		case "variable_declarator", "assignment", "assignment_expression", "public_field_definition", "field_definition", "pair",
			"keyword_argument", "as_pattern":
			target := nameOf(p)
			if p.Is("as_pattern") {
				target = p.ByField("alias")
			}
			return !target.Is("identifier") && calledLast(target) == name || isStoredAs(m, target, name)
		}
		return false
	}
	return false
}

// isStoredAs reports whether what the variable at n holds is put under the name in some object.
func isStoredAs(m *lang.Module, n syntax.Node, name string) bool {
	for n.Is("as_pattern_target") {
		n = n.NamedFirst()
	}
	if !n.Is("identifier") {
		return false
	}
	b := m.Resolve(n)
	return slices.ContainsFunc(m.Effects, func(e lang.Effect) bool {
		return e.Kind == lang.Store && e.Key == name && e.Value != syntax.None && m.Node(e.Value).Text() == n.Text() && m.Resolve(m.Node(e.Value)) == b
	})
}

// calledLast returns the last name of a target such as a, a.b and "b".
func calledLast(n syntax.Node) string {
	last := ""
	for c := range n.All() {
		switch c.Type() {
		case "identifier", "property_identifier", "private_property_identifier", "string_fragment", "string_content":
			last = c.Text()
		}
	}
	return last
}

// keptOutside adds the files of the package that may change an object which is put where names do not lead: under a member of a member
// of something that is no object of the class at hand.
func (r *run) keptOutside(u *resolve.Unit, target syntax.Node) {
	outer := target.NamedFirst()
	if !isMember(target) || !isMember(outer) || !rootOfMembers(outer).Is("identifier") || u.Module().Expr(rootOfMembers(outer)).Op == lang.OpThis {
		return
	}
	word := calledLast(target)
	for _, f := range r.l.filesOf(homeOf(u.File)) {
		if f.Has(word) && r.typed(f) && f.Unit() != nil {
			r.add(f)
			r.hold(f.Unit())
		}
	}
}

func isMember(n syntax.Node) bool { return n.Is("attribute") || n.Is("member_expression") }

// rootOfMembers returns the x of x.a.b.c.
func rootOfMembers(n syntax.Node) syntax.Node {
	for isMember(n) {
		n = n.NamedFirst()
	}
	return n
}
