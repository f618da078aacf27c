package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// expose notes an object that is handed to code which cannot be read: directly, or by the name it is kept under. What
// that code does to it, such as adding an interceptor, is not known. Nor is what is done to a part of it that has a name of
// its own: `h = session.headers`.
func (r *run) expose(u *resolve.Unit, n syntax.Node) {
	if args := n.Parent(); args.Type() == "arguments" || args.Type() == "argument_list" {
		r.handed(u, n, args.Parent())
	}
	if call := givenBack(n); !call.IsNone() {
		r.given(u, n, call)
	}
	m := u.Module()
	if name := u.SecondName(n); name != "" {
		r.l.exposed[u.Place(n)] = "a part of it is changed by the name `" + name + "`"
	}
	if why := r.usedOtherwise(u, n); why != "" {
		r.l.exposed[u.Place(n)] = why
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

// givenBack returns the call that gets what n makes for itself: as an argument, or as the result of a function that is written as one; none
// if n is neither. Nobody else has the object then, and what is done to it is done to what the call gives.
func givenBack(n syntax.Node) syntax.Node {
	for p := n.Parent(); !p.IsNone(); n, p = p, p.Parent() {
		switch p.Type() {
		case "await", "await_expression", "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "return_statement":
			continue
		case "arrow_function", "lambda":
			if p.ByField("body") != n {
				return syntax.Node{}
			}
			continue
		case "statement_block":
			if !n.Is("return_statement") || !p.Parent().Is("arrow_function") && !p.Parent().Is("function_expression") {
				return syntax.Node{}
			}
			continue
		case "function_expression":
			continue
		case "arguments", "argument_list":
			return p.Parent()
		}
		return syntax.Node{}
	}
	return syntax.Node{}
}

// given notes the object that n makes if the call that gets it is of a library that may give it out again.
func (r *run) given(u *resolve.Unit, n, call syntax.Node) {
	e := u.Module().Expr(call)
	s := r.l.Session()
	f := s.FrameAt(u, call, nil)
	if e.Op != lang.OpCall || s.KnownCall(u, call, f) || s.Readable(s.Eval(u, e.X, f)) || atOnce[lastWord(e.X.Text())] {
		return
	}
	made := s.Eval(u, call, f)
	if made.Kind != value.Unknown {
		return // it is seen what the call gives
	}
	r.l.exposed[u.Place(n)] = "it is given to " + e.X.Text() + ", and what that gives is not read"
}

// handed notes the object that n makes if the call is of a library or of something unknown, and rules do not know it.
func (r *run) handed(u *resolve.Unit, n, call syntax.Node) {
	e := u.Module().Expr(call)
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
