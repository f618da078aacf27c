package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// once judges a function that the lists say runs once, or whose result is kept: by its file, its name, the class that it is a method
// of, its decorators, or the call that it is an argument of.
func (r *lives) once(u *resolve.Unit, id lang.FuncID) (life, bool) {
	fun := &u.Module().Funcs[id]
	if files := r.l.rules.Lists["once-files"]; len(files) > 0 && (rule.Paths{Include: files}).Match(u.File.Path) {
		return life{kind: lifeProcess}, true
	}
	if fun.Name != "" && r.l.Listed(fun.Name, "once-functions") {
		return life{kind: lifeProcess}, true
	}
	if fun.Class != lang.NoClass {
		for _, base := range r.s.LibraryBases(u, fun.Class) {
			if r.l.Listed(base, "once-classes") {
				return life{kind: lifeProcess}, true
			}
		}
	}
	for _, d := range fun.Decorators {
		if l, ok := r.listed(r.name(u, u.Module().Node(d), nil)); ok && l.kind != lifeCall {
			return l, true
		}
	}
	n := u.Module().Node(fun.Node)
	if call, keyword := argumentOf(n); !call.IsNone() {
		if l, ok := r.givenTo(u, call, keyword); ok && l.kind != lifeCall {
			return l, true
		}
	}
	return life{}, false
}

// handed judges a function by the calls that it is an argument of, itself or by its name.
func (r *lives) handed(fn resolve.FuncAt) (life, bool) {
	if l, ok := r.once(fn.Unit, fn.Func); ok {
		return l, true
	}
	fun := &fn.Unit.Module().Funcs[fn.Func]
	if call, keyword := argumentOf(fn.Unit.Module().Node(fun.Node)); !call.IsNone() {
		return r.givenTo(fn.Unit, call, keyword)
	}
	var all []life
	r.mentions(fn.Unit, fun.Name, func(in *resolve.Unit, n, call syntax.Node, keyword string) {
		if at, ok := resolve.Function(r.s.Eval(in, n, r.s.FrameAt(in, n, nil))); !ok || at != fn {
			return
		}
		if l, ok := r.givenTo(in, call, keyword); ok {
			all = append(all, l)
		}
	})
	return weakest(all), len(all) > 0
}

// givenTo judges what is an argument of a call, by the name of what is called or of the keyword.
func (r *lives) givenTo(u *resolve.Unit, call syntax.Node, keyword string) (life, bool) {
	if l, ok := r.listed(r.name(u, call, r.s.FrameAt(u, call, nil))); ok {
		return l, true
	}
	if keyword != "" {
		return r.listed(keyword)
	}
	return life{}, false
}

// name is the full name of what a call or decorator names; where that is not known, as it is written: a list may say `*.command`.
func (r *lives) name(u *resolve.Unit, n syntax.Node, f *resolve.Frame) string {
	if name := r.s.Callee(u, n, f); name != "" {
		return name
	}
	e := u.Module().Expr(n)
	for e.Op == lang.OpCall || e.Op == lang.OpCast {
		e = u.Module().Expr(e.X)
	}
	if e.Op == lang.OpIdent || e.Op == lang.OpMember {
		return shortText(e.Node)
	}
	return ""
}

func (r *lives) listed(name string) (life, bool) {
	switch {
	case name == "":
	case r.l.Listed(name, "once-functions"):
		return life{kind: lifeProcess}, true
	case r.l.Listed(name, "once-decorators"):
		return life{kind: lifeCached}, true
	case r.l.Listed(name, "per-request-callers"):
		return life{kind: lifeCall}, true
	}
	return life{}, false
}

// mentions calls found for each place at which a name of u is an argument of a call.
func (r *lives) mentions(u *resolve.Unit, name string, found func(in *resolve.Unit, n, call syntax.Node, keyword string)) {
	if name == "" {
		return
	}
	for _, in := range r.s.Program().Mentions(u, name, resolve.AnyUse) {
		for n := range in.Module().Tree.Root().All() {
			if !n.Is("identifier") || n.Text() != name {
				continue
			}
			if call, keyword := argumentOf(n); !call.IsNone() {
				found(in, n, call, keyword)
			}
		}
	}
}

// argumentOf returns the call that an expression is an argument of, also in a list, and the keyword it is passed by.
func argumentOf(n syntax.Node) (call syntax.Node, keyword string) {
	for p := n.Parent(); !p.IsNone(); n, p = p, p.Parent() {
		switch p.Type() {
		case "parenthesized_expression", "as_expression", "array", "list":
		case "keyword_argument":
			if p.ByField("name") == n {
				return syntax.Node{}, ""
			}
			keyword = p.ByField("name").Text()
		case "arguments", "argument_list":
			switch p.Parent().Type() {
			case "call_expression", "call", "new_expression":
				return p.Parent(), keyword
			}
			return syntax.Node{}, ""
		default:
			return syntax.Node{}, ""
		}
	}
	return syntax.Node{}, ""
}
