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
	c := &u.Module.Classes[id]
	leave, ok := r.enter(u, u.Module.Node(c.Node))
	if !ok {
		return noLife("objects of " + c.Name + " are made in a circle")
	}
	defer leave()
	if r.singleton(u, c) {
		return life{kind: lifeCached}
	}
	var all []life
	for _, site := range r.constructions(u, id) {
		all = append(all, r.of(site))
	}
	all = append(all, r.handedClass(u, id)...)
	if len(all) == 0 {
		return noLife("nothing is seen to make a " + c.Name)
	}
	l := weakest(all)
	if l.kind == lifeProcess || l.kind == lifeCached {
		l.kind = lifeInstance
	}
	return l
}

// constructions returns the calls that make objects of a class or of one derived from it.
func (r *lives) constructions(u *resolve.Unit, id lang.ClassID) []code {
	name := u.Module.Classes[id].Name
	if name == "" {
		return nil
	}
	var out []code
	for _, in := range r.s.Program().Mentions(u, name, resolve.AnyUse) {
		for _, n := range in.CallsOf(name) {
			if in.Module.Expr(n).Op != lang.OpCall {
				continue
			}
			if cu, c, ok := resolve.Class(r.s.Eval(in, in.Module.Expr(n).X, r.s.FrameAt(in, n, nil))); ok && cu == u && c == id {
				out = append(out, code{in, n, nil})
			}
		}
		for d := range in.Module.Classes {
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
	for _, b := range in.Module.Classes[c].Bases {
		if bu, bc, ok := resolve.Class(r.s.Eval(in, in.Module.Node(b), nil)); ok && bu == u && bc == id {
			return true
		}
	}
	return false
}

// handedClass judges a class that is handed on as a value: whoever gets it makes the objects.
func (r *lives) handedClass(u *resolve.Unit, id lang.ClassID) []life {
	var out []life
	name := u.Module.Classes[id].Name
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

// singleton reports whether a class has one object at most: by a decorator that keeps results, or by a metaclass whose
// call looks for what it made before.
func (r *lives) singleton(u *resolve.Unit, c *lang.Class) bool {
	for _, d := range c.Decorators {
		if r.l.Listed(r.s.Callee(u, u.Module.Node(d), nil), "once-decorators") {
			return true
		}
	}
	for _, k := range c.Keywords {
		if k.Name != "metaclass" {
			continue
		}
		mu, mc, ok := resolve.Class(r.s.Eval(u, k.Value, nil))
		if !ok {
			return strings.Contains(strings.ToLower(k.Value.Text()), "singleton")
		}
		return r.keepsObjects(mu, mc)
	}
	for _, b := range c.Bases {
		if bu, bc, ok := resolve.Class(r.s.Eval(u, u.Module.Node(b), nil)); ok && r.steps < maxLives {
			r.steps++
			if r.singleton(bu, &bu.Module.Classes[bc]) {
				return true
			}
		}
	}
	return false
}

// keepsObjects reports whether the __call__ of a metaclass makes an object only where it finds none.
func (r *lives) keepsObjects(u *resolve.Unit, c lang.ClassID) bool {
	m, ok := u.Module.Classes[c].Member("__call__")
	if !ok || m.Func == lang.NoFunc {
		return false
	}
	for n := range u.Module.Node(u.Module.Funcs[m.Func].Body).All() {
		if n.Type() != "call" || !strings.HasPrefix(n.Text(), "super") {
			continue
		}
		if _, ok := r.guarded(u, n, m.Func); ok {
			return true
		}
	}
	return false
}
