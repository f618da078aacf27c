package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// maxSeconds bounds how many names lie between a second name and the object.
const maxSeconds = 4

// second says of which object a name is a second one: the members between it and a binding, or the this of a class.
type second struct {
	of      *lang.Binding
	class   lang.ClassID // with of nil; NoClass where it is not known what has the members
	path    []string
	ifThere bool
	doubt   bool
}

// climb goes from a second name up to the objects that the name stands for a part of.
type climb struct {
	u      *Unit
	t      *secondNames
	second *lang.Binding
	on     []*lang.Binding
}

// from goes up from the name b; below is what lies between it and the second name.
func (c *climb) from(b *lang.Binding, below second) {
	if len(c.on) > maxSeconds || slices.Contains(c.on, b) {
		return
	}
	c.on = append(c.on, b)
	defer func() { c.on = c.on[:len(c.on)-1] }()
	known := true
	for _, a := range c.u.gone(b) {
		if up, ok := c.u.standsFor(b, &lang.Effect{Value: a.node.ID(), Source: lang.Element}, a, below.path); ok {
			c.to(up, &lang.Effect{Node: a.node.ID()}, below)
		}
	}
	for _, id := range b.Effects {
		e := &c.u.Module().Effects[id]
		if e.Kind != lang.Write || e.Source == lang.Nothing {
			continue
		}
		for _, a := range c.u.arms(e) {
			if up, ok := c.u.standsFor(b, e, a, below.path); ok {
				c.to(up, e, below)
			} else {
				known = known && c.u.another(b, e, a)
			}
		}
	}
	if !known || b.Kind == lang.Param && c.u.goesOver(b.Func) {
		c.notKnown(below)
	}
}

// to states the effects of the second name on what is one step further up.
func (c *climb) to(up second, e *lang.Effect, below second) {
	up.ifThere, up.doubt = up.ifThere || below.ifThere, up.doubt || below.doubt || c.u.replaced(up, e)
	switch {
	case up.of == noObject:
	case up.of != nil:
		if !slices.Contains(c.on, up.of) {
			c.state(up, up.path, &up.of.Effects, func(ids []lang.EffectID) { c.t.names[up.of] = ids }, c.t.names[up.of])
			c.from(up.of, up)
		}
	case up.class != lang.NoClass && len(up.path) > 0:
		m, ok := c.u.Module().Classes[up.class].Member(up.path[0])
		if !ok || m.Func != lang.NoFunc {
			c.notKnown(up)
			return
		}
		c.state(up, up.path[1:], &m.Effects, func(ids []lang.EffectID) { c.t.members[m] = ids }, c.t.members[m])
	default:
		c.notKnown(up)
	}
}

// state adds the effects of the second name, seen from the object, to those that the object has.
func (c *climb) state(up second, path []string, own *[]lang.EffectID, keep func([]lang.EffectID), have []lang.EffectID) {
	if have == nil {
		have = slices.Clone(*own)
	}
	m := c.u.Module()
	for _, id := range c.second.Effects {
		e := m.Effects[id]
		if e.Kind == lang.Write {
			continue
		}
		e.Path = append(slices.Clip(path), e.Path...)
		have = append(have, lang.EffectID(len(m.Effects)+len(c.t.more)))
		c.t.more = append(c.t.more, secondEffect{Effect: e, name: c.second.Name, part: len(path) > 0, ifThere: up.ifThere, doubt: up.doubt})
	}
	keep(have)
}

// notKnown notes that the second name may stand for a member of any object.
func (c *climb) notKnown(up second) {
	n := len(up.path)
	if n == 0 || up.path[n-1] == "" {
		return
	}
	m := c.u.Module()
	if slices.ContainsFunc(c.second.Effects, func(id lang.EffectID) bool { return changesObject(m, &m.Effects[id]) }) {
		c.t.loose[up.path[n-1]] = c.second.Name
	}
}

// armOf is an expression that may give a name its value; sure if nothing else does.
type armOf struct {
	node    syntax.Node
	sure    bool
	element bool // of a list that is gone over
	member  bool // it is any member of what the expression gives
}

// arms returns the expressions of which a write gives one.
func (u *Unit) arms(e *lang.Effect) []armOf {
	n := u.Module().Node(e.Value)
	if e.Source == lang.Element {
		if out := u.elements(n); out != nil {
			return out
		}
	}
	switch x := uncast(u.Module(), n); x.Op {
	case lang.OpCond:
		return []armOf{{node: x.Y}, {node: x.Z}}
	case lang.OpOr, lang.OpNullish:
		if _, ok := u.chain(x.Y); ok {
			return []armOf{{node: n, sure: true}, {node: x.Y}}
		}
	}
	return []armOf{{node: n, sure: true}}
}

// standsFor returns what lies at below in the object that the write e gives to the name b by the expression a, if that is a
// name, a member of something, or an object in which a name is put there.
func (u *Unit) standsFor(b *lang.Binding, e *lang.Effect, a armOf, below []string) (second, bool) {
	if e.Value == syntax.None || e.Source == lang.FromImport || e.Source == lang.Opaque {
		return second{}, false
	}
	up, ok := second{class: lang.NoClass}, false
	if e.Source == lang.Plain || a.element {
		up, ok = u.chain(a.node)
	}
	if ok && a.member {
		up.path = append(slices.Clip(up.path), "")
	}
	if !ok && len(e.Steps) == 0 {
		if e.Source != lang.Plain || len(below) == 0 {
			return up, false
		}
		up, ok = u.entry(a.node, below[0])
		below = below[1:]
	}
	if !ok && (len(e.Steps) == 0 || e.Source == lang.Plain && u.fresh(a.node)) {
		return up, false
	}
	for _, st := range e.Steps {
		if st.Key == "" || st.Rest {
			return up, false
		}
		up.path = append(slices.Clip(up.path), st.Key)
		up.ifThere = up.ifThere || st.Default != syntax.None
	}
	up.path = append(slices.Clip(up.path), below...)
	up.doubt = !a.sure || e.Op != "" && e.Op != "=" || b.Kind == lang.Param || writes(u.Module(), b) > 1
	return up, true
}

// writes counts what gives a name a value.
func writes(m *lang.Module, b *lang.Binding) (n int) {
	for _, id := range b.Effects {
		if e := &m.Effects[id]; e.Kind == lang.Write && e.Source != lang.Nothing {
			n++
		}
	}
	return n
}

// chain takes an expression apart that names an object: a, this.a, a["b"].c, a.b ??= {}. Where it starts at something
// else it says so by neither a name nor a class.
func (u *Unit) chain(n syntax.Node) (second, bool) {
	m := u.Module()
	x := m.Expr(n)
	switch x.Op {
	case lang.OpCast, lang.OpAssign:
		return u.chain(x.X)
	case lang.OpOr, lang.OpNullish:
		up, ok := u.chain(x.X)
		up.ifThere = true
		return up, ok
	case lang.OpIdent:
		if b := m.Resolve(x.Node); b != lang.NoBinding {
			return second{of: &m.Bindings[b], class: lang.NoClass}, true
		}
	case lang.OpThis:
		return second{class: thisClass(m, n)}, true
	case lang.OpMember:
		return u.below(x.X, x.Str), true
	case lang.OpCall:
		return u.dictItem(x)
	case lang.OpIndex:
		if key := m.Expr(x.Y); key.Op == lang.OpString {
			return u.below(x.X, key.Str), true
		}
	}
	return second{class: lang.NoClass}, false
}

// dictItem takes d.setdefault("key", {}) and d.get("key", {}) apart.
func (u *Unit) dictItem(x lang.Expr) (second, bool) {
	m := u.Module()
	callee := m.Expr(x.X)
	if !isPython(u) || callee.Op != lang.OpMember || callee.Str != "setdefault" && callee.Str != "get" || len(x.Args) == 0 {
		return second{class: lang.NoClass}, false
	}
	key := m.Expr(x.Args[0].Value)
	if d, ok := u.chain(callee.X); key.Op == lang.OpString && ok {
		d.path = append(slices.Clip(d.path), key.Str)
		d.ifThere = d.ifThere || callee.Str == "get"
		return d, true
	}
	return second{class: lang.NoClass}, false
}

// below is the member key of what n names.
func (u *Unit) below(n syntax.Node, key string) second {
	up, ok := u.chain(n)
	if !ok && u.fresh(n) {
		up.of = noObject
	}
	up.path = append(slices.Clip(up.path), key)
	return up
}

// noObject stands for an object that the module has not written down itself.
var noObject = &lang.Binding{Kind: lang.Caught}

// entry is what an object literal has under a key, if that is a name.
func (u *Unit) entry(n syntax.Node, key string) (second, bool) {
	x := uncast(u.Module(), n)
	for i := len(x.Entries) - 1; i >= 0 && !x.Entries[i].Spread && !x.Entries[i].Comp; i-- {
		if en := x.Entries[i]; en.Key == key && !en.Value.IsNone() {
			return u.chain(en.Value)
		}
	}
	return second{}, false
}

// another reports whether what the write e gives to the name b by the expression a is surely no object that other code of the module has
// written down: a parameter, which callers see changed, a literal of its own, or something that a library makes.
func (u *Unit) another(b *lang.Binding, e *lang.Effect, a armOf) bool {
	switch {
	case b.Kind == lang.Param && e.Value == syntax.None, b.Kind == lang.Caught, e.Source == lang.FromImport:
		return true
	case e.Source != lang.Plain || e.Value == syntax.None:
		return false
	}
	return u.fresh(a.node)
}

// fresh reports whether an expression makes an object, or has a library make one.
func (u *Unit) fresh(n syntax.Node) bool {
	m := u.Module()
	x := m.Expr(m.Node(made(m, n.ID())))
	switch x.Op {
	case lang.OpObject:
		return !slices.ContainsFunc(x.Entries, func(en lang.Entry) bool { return en.Spread })
	case lang.OpCall:
		first := firstIdent(u, x.X)
		return m.Expr(first).Op == lang.OpIdent && m.Resolve(first) == lang.NoBinding && first.Text() != "Object"
	case lang.OpString, lang.OpTemplate, lang.OpNumber, lang.OpNull, lang.OpBool, lang.OpFunc, lang.OpClass, lang.OpRequire:
		return true
	}
	return false
}

// replaced reports whether the object that a second name stands for may be another by the time the name is used: something
// on the way to it is set behind e, where the name is made.
func (u *Unit) replaced(up second, e *lang.Effect) bool {
	m := u.Module()
	effects, path := []lang.EffectID(nil), up.path
	switch {
	case up.of != nil:
		effects = up.of.Effects
	case up.class != lang.NoClass && len(path) > 0:
		if mb, ok := m.Classes[up.class].Member(path[0]); ok {
			effects, path = mb.Effects, path[1:]
		}
	}
	behind := m.Node(e.Node).End()
	return slices.ContainsFunc(effects, func(id lang.EffectID) bool {
		w := &m.Effects[id]
		if m.Node(w.Node).Start() < behind || up.of == nil && w.Func != e.Func {
			return false
		}
		return w.Kind == lang.Write && w.Source != lang.Nothing || w.Kind == lang.Store && u.onWay(w, path)
	})
}

// onWay reports whether a Store may set something that lies on a path.
func (u *Unit) onWay(w *lang.Effect, path []string) bool {
	n := len(w.Path)
	if n >= len(path) || !slices.Equal(w.Path, path[:n]) {
		return false
	}
	key := w.Key
	if w.KeyAt != syntax.None {
		x := u.Module().Expr(u.Module().Node(w.KeyAt))
		if x.Op != lang.OpString {
			return true
		}
		key = x.Str
	}
	return key == path[n]
}

// thisClass returns the class whose object this is at n, NoClass where that is not plain to see.
func thisClass(m *lang.Module, n syntax.Node) lang.ClassID {
	fn := m.FuncAt(n)
	for fn > 0 && m.Funcs[fn].Kind == lang.Arrow {
		fn = m.Funcs[fn].Parent
	}
	if f := &m.Funcs[fn]; fn > 0 && !f.Static && !f.ClassThis {
		return f.Class
	}
	return lang.NoClass
}
