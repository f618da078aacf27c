package typescript

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// root is where the path of an effect starts: a binding that is known, the identifier name looked up in scope, or the
// member of a class's this.
type root struct {
	binding lang.BindingID
	scope   lang.ScopeID
	name    syntax.Node
	class   lang.ClassID
	member  string
	static  bool
}

type pendingEffect struct {
	lang.Effect
	root root
}

func bound(b lang.BindingID) root { return root{binding: b, class: lang.NoClass} }

func (l *lowerer) record(r root, e lang.Effect) {
	f := l.top()
	e.Block, e.Func = l.block(f.arm), f.fn
	l.add(r, e)
}

func (l *lowerer) add(r root, e lang.Effect) {
	l.pending = append(l.pending, pendingEffect{e, r})
}

// write records that the binding b gets the value that e names, through the steps of t. Only Node, Value, Source and Op
// of e count.
func (l *lowerer) write(b lang.BindingID, t target, e lang.Effect) {
	l.record(bound(b), written(t, e))
}

// written completes a Write through the steps of t.
func written(t target, e lang.Effect) lang.Effect {
	e.Kind, e.Steps = lang.Write, t.steps
	e.KeyAt, e.Call = syntax.None, syntax.None
	if t.opaque {
		e.Source, e.Steps = lang.Opaque, nil
	}
	return e
}

// assign records what happens when a value is assigned to the target t: a Write to a name or to this.NAME, a Store into
// any other member. Targets that start at no name (f().x = 1) and undeclared globals have no effect that can be seen.
func (l *lowerer) assign(t target, e lang.Effect) {
	n := uncast(t.node)
	if t.binds() || n.Is("identifier") {
		l.record(l.named(n), written(t, e))
		return
	}
	if r, ok := l.thisMember(n); ok {
		l.record(r, written(t, e))
		return
	}
	r, path, ok := l.path(object(n))
	if !ok || r.member == "" && r.class != lang.NoClass {
		return
	}
	e.Kind, e.Path, e.Call = lang.Store, path, syntax.None
	e.Key, e.KeyAt = l.key(n)
	if setsFirst(object(n)) {
		e.Node = n.Last()
	}
	if len(t.steps) > 0 || t.opaque || e.Source != lang.Plain {
		// A Store has no steps: what a destructuring puts into a member is not said.
		e.Value, e.Source = syntax.None, lang.Plain
	}
	l.record(r, e)
}

func (l *lowerer) named(n syntax.Node) root {
	return root{binding: lang.NoBinding, scope: l.top().scope, name: n, class: lang.NoClass}
}

// thisMember returns the root of n if n is this.NAME in a class.
func (l *lowerer) thisMember(n syntax.Node) (root, bool) {
	f := l.top()
	if f.class == lang.NoClass || !uncast(object(n)).Is("this") {
		return root{}, false
	}
	name, ok := l.memberName(n)
	return root{binding: lang.NoBinding, class: f.class, static: f.static, member: name}, ok && name != ""
}

// object returns the x of x.NAME and x[KEY].
func object(n syntax.Node) syntax.Node {
	switch n.Type() {
	case "member_expression", "subscript_expression":
		return n.ByField("object")
	}
	return syntax.Node{}
}

// memberName returns the NAME of x.NAME and x["NAME"].
func (l *lowerer) memberName(n syntax.Node) (string, bool) {
	if n.Is("member_expression") {
		p := n.ByField("property")
		return l.intern(p), !p.IsNone()
	}
	return literalKey(n.ByField("index"))
}

// key returns the member that x.NAME or x[KEY] names, for Effect.Key and Effect.KeyAt.
func (l *lowerer) key(n syntax.Node) (string, syntax.NodeID) {
	if n.Is("member_expression") {
		return l.intern(n.ByField("property")), syntax.None
	}
	return "", n.ByField("index").ID()
}

// path takes a chain of members apart: its root and the members between the root and the end, computed ones as "".
// It reports false where the chain starts at neither a name nor this.NAME of a class.
func (l *lowerer) path(n syntax.Node) (root, []string, bool) {
	depth := 0
	end := settled(n)
	for {
		o := object(end)
		if o.IsNone() {
			break
		}
		depth, end = depth+1, settled(o)
	}
	f := l.top()
	isThis := end.Is("this") && f.class != lang.NoClass && depth > 0
	if !isThis && !end.Is("identifier") {
		return root{}, nil, false
	}
	names := make([]string, depth)
	for o := settled(n); depth > 0; o = settled(object(o)) {
		depth--
		names[depth], _ = l.memberName(o)
	}
	if !isThis {
		return l.named(end), names, true
	}
	r := root{binding: lang.NoBinding, class: f.class, static: f.static, member: names[0]}
	return r, names[1:], names[0] != ""
}

// settled looks through casts and through assignments to what they set: (o.headers ??= {}) is o.headers, and so is
// (o.headers || (o.headers = {})).
func settled(n syntax.Node) syntax.Node {
	for {
		n = uncast(n)
		switch {
		case n.Is("assignment_expression"), n.Is("augmented_assignment_expression"):
			n = n.ByField("left")
		case n.Is("binary_expression") && setsLeft(n):
			n = n.ByField("left")
		default:
			return n
		}
	}
}

// setsFirst reports whether n gives a name a new object before what is done to it, as in (h = {}).a = 1: that comes later in the text
// than the code around n begins.
func setsFirst(n syntax.Node) bool {
	n = uncast(n)
	for !object(n).IsNone() {
		n = uncast(object(n))
	}
	return n.Is("assignment_expression")
}

// setsLeft reports whether n is a || (a = …) or a ?? (a = …).
func setsLeft(n syntax.Node) bool {
	switch n.ByField("operator").Type() {
	case "||", "??":
		set := uncast(n.ByField("right"))
		return set.Is("assignment_expression") && set.ByField("left").Text() == uncast(n.ByField("left")).Text()
	}
	return false
}

func (l *lowerer) assignment(n syntax.Node) {
	left, right := n.ByField("left"), n.ByField("right")
	if left.IsNone() || right.IsNone() {
		return
	}
	e := lang.Effect{Node: n.ID(), Value: right.ID()}
	if n.Is("augmented_assignment_expression") {
		e.Op = n.ByField("operator").Type()
	} else {
		l.commonExport(n, left, right)
	}
	l.targets(left, func(t target) { l.assign(t, e) })
}

// update is x++ and x--.
func (l *lowerer) update(n syntax.Node) {
	op := n.ByField("operator").Type()
	e := lang.Effect{Node: n.ID(), Value: syntax.None, Op: op, Source: lang.Opaque}
	l.assign(target{node: n.ByField("argument")}, e)
}

// unary sees delete; that of this.NAME leaves the member without a value.
func (l *lowerer) unary(n syntax.Node) {
	if n.ByField("operator").Type() != "delete" {
		return
	}
	arg := uncast(n.ByField("argument"))
	e := lang.Effect{Kind: lang.Remove, Node: n.ID(), Value: syntax.None, Call: syntax.None, KeyAt: syntax.None}
	if r, ok := l.thisMember(arg); ok {
		e.Kind, e.Source = lang.Write, lang.Nothing
		l.record(r, e)
		return
	}
	if r, path, ok := l.path(object(arg)); ok {
		e.Path = path
		e.Key, e.KeyAt = l.key(arg)
		l.record(r, e)
	}
}

func (l *lowerer) call(n syntax.Node) {
	fn, args := n.Callee(), n.ByField("arguments")
	if fn.Is("import") || fn.Is("identifier") && l.isRequire(fn) {
		l.require(n, fn, args)
	}
	method := uncast(fn)
	if o := object(method); !o.IsNone() {
		if r, path, ok := l.path(o); ok {
			e := lang.Effect{Kind: lang.Receive, Node: n.ID(), Path: path, Value: syntax.None, Call: n.ID()}
			if setsFirst(o) {
				e.Node = args.ID()
			}
			e.Key, e.KeyAt = l.key(method)
			l.record(r, e)
		}
	}
	l.pass(n, args)
}

// pass records the arguments that hand on what a name holds.
func (l *lowerer) pass(call, args syntax.Node) {
	if !args.Is("arguments") {
		return
	}
	i := -1
	for c := range args.NamedChildren() {
		i++
		if c.Is("spread_element") {
			c = c.NamedFirst()
		}
		if r, path, ok := l.path(c); ok {
			l.record(r, lang.Effect{
				Kind: lang.Pass, Node: call.ID(), Path: path, KeyAt: syntax.None, Value: syntax.None,
				Call: call.ID(), Arg: i,
			})
		}
	}
}

// finishEffects resolves the roots, now that every declaration is known, and gives each effect to its root.
func (l *lowerer) finishEffects() {
	order := func(a, b pendingEffect) int { return int(a.Node) - int(b.Node) }
	if !slices.IsSortedFunc(l.pending, order) {
		slices.SortStableFunc(l.pending, order)
	}
	members := l.finishMembers()
	l.m.Effects = make([]lang.Effect, 0, len(l.pending))
	for i := range l.pending {
		p := &l.pending[i]
		ids := l.effectsOf(&p.root, p.Node, members)
		if ids == nil {
			continue
		}
		*ids = append(*ids, lang.EffectID(len(l.m.Effects)))
		l.m.Effects = append(l.m.Effects, p.Effect)
	}
}

// memberKey names a member; a class may have a static and another one of the same name.
type memberKey struct {
	class  lang.ClassID
	name   string
	static bool
}

// effectsOf returns the list of effects of a root, nil for an undeclared global.
func (l *lowerer) effectsOf(r *root, at syntax.NodeID, members map[memberKey]int) *[]lang.EffectID {
	if r.class == lang.NoClass {
		b := r.binding
		if b == lang.NoBinding {
			b = l.lookup(r.scope, r.name)
		}
		if b == lang.NoBinding {
			return nil
		}
		return &l.m.Bindings[b].Effects
	}
	c := &l.m.Classes[r.class]
	k := memberKey{r.class, r.member, r.static}
	i, ok := members[k]
	if !ok {
		// A member that exists by assignment, or is inherited.
		i = len(c.Members)
		c.Members = append(c.Members, lang.Member{
			Name: r.member, Node: at, Func: lang.NoFunc, Value: syntax.None, Type: syntax.None, Static: r.static,
		})
		members[k] = i
	}
	return &c.Members[i].Effects
}
