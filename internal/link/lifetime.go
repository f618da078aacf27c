package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// What lifetime says.
const (
	lifeProcess  = "process"
	lifeCached   = "cached"
	lifeInstance = "instance"
	lifeCall     = "call"
)

// life is how long an object lives, and where the code is that makes it live no longer; or why that is not known.
type life struct {
	kind, why string
	at        value.Place
}

func noLife(why string) life { return life{why: why} }

// lifetime answers lifetime. The question it really asks is how often the code that makes the object runs: an object
// that is dropped at once is made per call, whoever calls; one that is handed on is judged where it arrives.
func (h *Host) lifetime(args []*value.Value, _ *expr.Input) *value.Value {
	x := args[0]
	alts := []*value.Value{x}
	if x.Kind == value.Branch {
		alts = x.Alts
	}
	var all []life
	for _, a := range alts {
		if a.Kind == value.Null {
			continue
		}
		r := &lives{l: h.l, s: h.session(a), active: map[codeKey]bool{}}
		all = append(all, r.ofValue(a))
	}
	l := weakest(all)
	if l.kind == "" {
		return undecided(l.why)
	}
	return value.NewString(l.kind).With(func(v *value.Value) { v.At = l.at })
}

// weakest is the shortest of lives; one that is not known makes it unknown, unless another is surely the shortest.
func weakest(all []life) life {
	if len(all) == 0 {
		return noLife("no code makes it")
	}
	order := map[string]int{lifeCall: 0, "": 1, lifeInstance: 2, lifeCached: 3, lifeProcess: 4}
	out := all[0]
	for _, l := range all[1:] {
		if order[l.kind] < order[out.kind] {
			out = l
		}
	}
	return out
}

// maxLives bounds how many functions and classes one lifetime is followed through.
const maxLives = 64

// lives works out lifetimes.
type lives struct {
	l      *Linker
	s      *resolve.Session
	active map[codeKey]bool // code being judged
	steps  int
	held   int // instances that hold the object, which are followed in its place
}

func (r *lives) ofValue(x *value.Value) life {
	if resolve.IsParameter(x) {
		return noLife(reason(x, "a parameter"))
	}
	if _, ok := resolve.ExternalName(x); ok {
		return life{kind: lifeProcess}
	}
	u, n, f, ok := resolve.Code(x)
	if !ok {
		return noLife(reason(x, "no code makes it"))
	}
	e := plain(u, n)
	switch e.Op {
	case lang.OpCall, lang.OpObject, lang.OpList, lang.OpFunc:
		return r.of(code{u, e.Node, f})
	}
	return noLife("no code is seen to make it")
}

// enter guards against circles and endless chains; leave undoes it.
func (r *lives) enter(u *resolve.Unit, n syntax.Node) (leave func(), ok bool) {
	k := codeKey{u, n.ID()}
	if r.active[k] || r.steps >= maxLives {
		return nil, false
	}
	r.steps++
	r.active[k] = true
	return func() { delete(r.active, k) }, true
}

// of judges the object that the expression c makes. What is made per call is so where it is dropped, which may be far from where a
// function makes it.
func (r *lives) of(c code) life {
	l := r.judged(c)
	if l.kind == lifeCall && l.at.IsNone() {
		l.at = c.u.Place(c.n)
	}
	return l
}

func (r *lives) judged(c code) life {
	leave, ok := r.enter(c.u, c.n)
	if !ok {
		return noLife("it is handed on in a circle, or too often")
	}
	defer leave()
	if l, ok := r.settled(c); ok {
		return l
	}
	m := c.u.Module()
	fn := m.FuncAt(c.n)
	switch o := r.outcome(c.u, c.n, fn); o.kind {
	case keptInThis:
		if k := m.Funcs[fn]; k.Kind == lang.Constructor || k.Name == "__post_init__" {
			return r.instances(c.u, k.Class)
		}
		return r.runs(code{c.u, m.Node(m.Funcs[fn].Node), c.f}, noLife("it is kept in an object by "+m.Funcs[fn].Name+", which nothing is seen to call"))
	case returned:
		return r.atCallers(c, fn)
	case escapes:
		return r.runs(code{c.u, m.Node(m.Funcs[fn].Node), c.f}, noLife(o.why))
	}
	l := r.runs(code{c.u, m.Node(m.Funcs[fn].Node), c.f}, life{kind: lifeCall})
	if l.kind == lifeCall && sharedByLoop(m, c.n, fn) {
		return noLife("a loop shares it")
	}
	return l
}

// settled judges code by where it stands: in the body of a module, in a class, behind a check for what is there already.
func (r *lives) settled(c code) (life, bool) {
	m := c.u.Module()
	for n := c.n; !n.IsNone(); n = n.Parent() {
		if _, ok := m.FuncOf[n.ID()]; ok && n != c.n {
			break
		}
		if t := n.Type(); (t == "public_field_definition" || t == "field_definition") && !n.HasToken("static") {
			return r.instances(c.u, m.ClassAt(n)), true
		}
	}
	fn := m.FuncAt(c.n)
	if fn <= 0 {
		return life{kind: lifeProcess}, true
	}
	if l, ok := r.once(c.u, fn); ok {
		return l, true
	}
	if key, ok := r.guarded(c.u, c.n, fn); ok {
		if root := rootOf(key); m.Funcs[fn].Class != lang.NoClass && (root == "this" || root == "self") {
			// Kept in its object: made again for each of those.
			if l := r.instances(c.u, m.Funcs[fn].Class); l.kind == lifeCall {
				return l, true
			}
		}
		return life{kind: lifeCached}, true
	}
	if given, ok := r.standsIn(c.u, c.n, fn); ok {
		return noLife("it stands in for " + given + " where none is given"), true
	}
	return life{}, false
}

// runs says how often a function runs: as often as the code that calls it. unseen is the answer where nothing does.
func (r *lives) runs(c code, unseen life) life {
	leave, ok := r.enter(c.u, c.n)
	if !ok {
		return unseen
	}
	defer leave()
	id, ok := c.u.Module().FuncOf[c.n.ID()]
	if !ok {
		return unseen
	}
	fn := resolve.FuncAt{Unit: c.u, Func: id}
	if l, ok := r.handed(fn); ok {
		return l
	}
	var all []life
	for _, site := range r.callers(fn, c.f) {
		l, ok := r.settled(site)
		if !ok {
			m := site.u.Module()
			l = r.runs(code{site.u, m.Node(m.Funcs[m.FuncAt(site.n)].Node), site.f}, unseen)
		}
		all = append(all, l)
	}
	if len(all) == 0 {
		return unseen
	}
	return weakest(all)
}

// atCallers judges an object that a function returns by what its callers do with it.
func (r *lives) atCallers(c code, id lang.FuncID) life {
	fn := resolve.FuncAt{Unit: c.u, Func: id}
	if l, ok := r.handed(fn); ok {
		return l
	}
	var all []life
	for _, site := range r.callers(fn, c.f) {
		all = append(all, r.of(site))
	}
	if len(all) == 0 {
		name := c.u.Module().Funcs[id].Name
		if name == "" {
			name = "a function"
		}
		return noLife(name + " returns it, and nothing is seen to call that")
	}
	return weakest(all)
}

// callers returns the calls of a function: the one under evaluation, else all that are seen.
func (r *lives) callers(fn resolve.FuncAt, f *resolve.Frame) []code {
	if f != nil && f.Unit == fn.Unit && f.Func == fn.Func && !f.IsCallback() {
		if u, n, caller, ok := f.Call(); ok {
			return []code{{u, n, caller}}
		}
	}
	m := fn.Unit.Module()
	node := m.Node(m.Funcs[fn.Func].Node)
	if call := calledAtOnce(node); !call.IsNone() {
		return []code{{fn.Unit, call, nil}}
	}
	sites, _ := r.s.Callers(fn)
	var out []code
	for _, s := range sites {
		out = append(out, code{s.Unit, s.Node, nil})
	}
	return out
}

// calledAtOnce returns the call that runs a function where it is written: (() => ...)(), or xs.map(x => ...).
func calledAtOnce(fn syntax.Node) syntax.Node {
	n := fn
	for n.Parent().Is("parenthesized_expression") {
		n = n.Parent()
	}
	p := n.Parent()
	switch {
	case p.Is("call_expression") && p.ByField("function") == n:
		return p
	case p.Is("arguments") && atOnce[lastWord(p.Parent().ByField("function").Text())]:
		return p.Parent()
	case p.Is("argument_list") && atOnce[p.Parent().ByField("function").Text()]:
		return p.Parent()
	}
	return syntax.Node{}
}

// atOnce are the functions of the languages that call what they are given before they return, or once later.
var atOnce = map[string]bool{
	"map": true, "forEach": true, "filter": true, "reduce": true, "some": true, "every": true, "find": true,
	"findIndex": true, "flatMap": true, "sort": true, "then": true, "catch": true, "finally": true, "sorted": true,
}
