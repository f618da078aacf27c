package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// expose notes an object that is handed to code which cannot be read: directly, or by the name it is kept under. What
// that code does to it, such as adding an interceptor, is not known. Nor is what is done to a part of it that has a name of
// its own: `h = session.headers`.
func (r *run) expose(u *resolve.Unit, n syntax.Node) {
	if args := n.Parent(); args.Type() == "arguments" || args.Type() == "argument_list" {
		r.handed(u, n, args.Parent())
	}
	m := u.Module
	if name := u.SecondName(n); name != "" {
		r.l.exposed[u.Place(n)] = "a part of it is changed by the name `" + name + "`"
	}
	if c := m.ClassAt(n); c != lang.NoClass && r.l.Session().OnlyMixed(u, c) {
		r.l.exposed[u.Place(n)] = "its class is used with a base that is not in the workspace only"
	}
	for p := n.Parent(); !p.IsNone(); p = p.Parent() {
		switch p.Type() {
		case "variable_declarator", "assignment":
			target := p.NamedFirst()
			if id := m.Resolve(target); target.Type() == "identifier" && id != lang.NoBinding {
				for _, e := range m.Bindings[id].Effects {
					if eff := &m.Effects[e]; eff.Kind == lang.Pass && len(eff.Path) == 0 {
						r.handed(u, n, m.Node(eff.Call))
					}
				}
			}
			return
		case "await_expression", "as_expression", "parenthesized_expression", "satisfies_expression", "await", "non_null_expression":
			continue
		}
		return
	}
}

// handed notes the object that n makes if the call is of a library or of something unknown, and rules do not know it.
func (r *run) handed(u *resolve.Unit, n, call syntax.Node) {
	e := u.Module.Expr(call)
	if e.Op != lang.OpCall {
		return
	}
	s := r.l.Session()
	f := s.FrameAt(u, call, nil)
	if s.KnownCall(u, call, f) || s.Readable(s.Eval(u, e.X, f)) {
		return
	}
	name := s.Callee(u, call, f)
	if r.l.Listed(name, "reading-functions") {
		return
	}
	if name == "" {
		name = e.X.Text()
	}
	r.l.exposed[u.Place(n)] = "it is handed to " + name + ", which could not be read"
}
