package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// instances judges what an object of a class holds by how long the objects live.
func (r *lives) instances(u *resolve.Unit, id lang.ClassID) life {
	if id == lang.NoClass {
		return noLife("it is kept in an object of a class that is not seen")
	}
	c := &u.Module().Classes[id]
	leave, ok := r.enter(u, u.Module().Node(c.Node))
	if !ok {
		return noLife("objects of " + c.Name + " are made in a circle")
	}
	defer leave()
	if r.singleton(u, c) {
		return life{kind: lifeCached}
	}
	var all []life
	r.held++
	for _, site := range r.constructions(u, id) {
		all = append(all, r.of(site))
	}
	r.held--
	all = append(all, r.handedClass(u, id)...)
	if len(all) > 0 && r.handedOut(u, id) {
		all = append(all, noLife(c.Name+" is made by others, too"))
	}
	if len(all) == 0 {
		return noLife("nothing is seen to make a " + c.Name)
	}
	l := weakest(all)
	switch {
	case l.kind == lifeCall && someLonger(all):
		return noLife("objects of " + c.Name + " are made for one call and for longer")
	case l.kind == lifeProcess || l.kind == lifeCached:
		l.kind = lifeInstance
	}
	return l
}

// someLonger reports whether some of lives is longer than a call, or not known.
func someLonger(all []life) bool {
	for _, l := range all {
		if l.kind != lifeCall {
			return true
		}
	}
	return false
}

// constructions returns the calls that make objects of a class or of one derived from it.
func (r *lives) constructions(u *resolve.Unit, id lang.ClassID) []code {
	name := u.Module().Classes[id].Name
	if name == "" {
		return nil
	}
	var out []code
	for _, in := range r.s.Program().Mentions(u, name, resolve.AnyUse) {
		for _, n := range in.CallsOf(name) {
			if in.Module().Expr(n).Op != lang.OpCall {
				continue
			}
			if cu, c, ok := resolve.Class(r.s.Eval(in, in.Module().Expr(n).X, r.s.FrameAt(in, n, nil))); ok && cu == u && c == id {
				out = append(out, code{in, n, nil})
			}
		}
		for d := range in.Module().Classes {
			if r.derives(in, lang.ClassID(d), u, id) && r.steps < maxLives {
				r.steps++
				out = append(out, r.constructions(in, lang.ClassID(d))...)
			}
		}
	}
	return out
}

// derives reports whether class c of in names class id of u as a base.
func (r *lives) derives(in *resolve.Unit, c lang.ClassID, u *resolve.Unit, id lang.ClassID) bool {
	for _, b := range in.Module().Classes[c].Bases {
		if bu, bc, ok := resolve.Class(r.s.Eval(in, in.Module().Node(b), nil)); ok && bu == u && bc == id {
			return true
		}
	}
	return false
}

// handedClass judges a class that is handed on as a value: whoever gets it makes the objects.
func (r *lives) handedClass(u *resolve.Unit, id lang.ClassID) []life {
	var out []life
	name := u.Module().Classes[id].Name
	r.mentions(u, name, func(in *resolve.Unit, n, call syntax.Node, keyword string) {
		if cu, c, ok := resolve.Class(r.s.Eval(in, n, r.s.FrameAt(in, n, nil))); !ok || cu != u || c != id {
			return
		}
		if l, ok := r.givenTo(in, call, keyword); ok {
			out = append(out, l)
		}
	})
	return out
}

// handedOut reports whether a class, or one derived from it, is kept as a value somewhere, so that code which is not seen makes
// objects of it.
func (r *lives) handedOut(u *resolve.Unit, id lang.ClassID) bool {
	name := u.Module().Classes[id].Name
	for _, in := range r.s.Program().Mentions(u, name, resolve.AnyUse) {
		for n := range in.Module().Tree.Root().All() {
			if !n.Is("identifier") || n.Text() != name || !isKept(n) {
				continue
			}
			if cu, c, ok := resolve.Class(r.s.Eval(in, n, r.s.FrameAt(in, n, nil))); ok && cu == u && c == id {
				return true
			}
		}
		for d := range in.Module().Classes {
			if r.steps < maxLives && r.derives(in, lang.ClassID(d), u, id) {
				r.steps++
				if r.handedOut(in, lang.ClassID(d)) {
					return true
				}
			}
		}
	}
	return false
}

// isKept reports whether a name stands where its value is kept: in an assignment, a default, a list or an object.
func isKept(n syntax.Node) bool {
	p := n.Parent()
	switch p.Type() {
	case "assignment", "assignment_expression":
		return p.ByField("right") == n
	case "variable_declarator", "default_parameter", "typed_default_parameter", "pair", "public_field_definition":
		return p.ByField("value") == n
	case "list", "tuple", "array", "return_statement", "boolean_operator", "binary_expression", "conditional_expression", "ternary_expression":
		return true
	}
	return false
}

// singleton reports whether a class has one object at most: by a decorator that keeps results, or by a metaclass or a __new__ that
// looks for what it made before.
func (r *lives) singleton(u *resolve.Unit, c *lang.Class) bool {
	for _, d := range c.Decorators {
		if r.l.Listed(r.name(u, u.Module().Node(d), nil), "once-decorators") {
			return true
		}
	}
	if r.keepsObjects(u, c, "__new__") {
		return true
	}
	for _, k := range c.Keywords {
		if k.Name != "metaclass" {
			continue
		}
		mu, mc, ok := resolve.Class(r.s.Eval(u, k.Value, nil))
		if !ok {
			return strings.Contains(strings.ToLower(k.Value.Text()), "singleton")
		}
		return r.keepsObjects(mu, &mu.Module().Classes[mc], "__call__")
	}
	for _, b := range c.Bases {
		if bu, bc, ok := resolve.Class(r.s.Eval(u, u.Module().Node(b), nil)); ok && r.steps < maxLives {
			r.steps++
			if r.singleton(bu, &bu.Module().Classes[bc]) {
				return true
			}
		}
	}
	return false
}

// keepsObjects reports whether the method of a class or metaclass that makes objects makes one only where it finds none.
func (r *lives) keepsObjects(u *resolve.Unit, c *lang.Class, method string) bool {
	m, ok := c.Member(method)
	if !ok || m.Func == lang.NoFunc {
		return false
	}
	for n := range u.Module().Node(u.Module().Funcs[m.Func].Body).All() {
		if n.Type() != "call" || !strings.HasPrefix(n.Text(), "super") {
			continue
		}
		if _, ok := r.guarded(u, n, m.Func); ok {
			return true
		}
	}
	return false
}
