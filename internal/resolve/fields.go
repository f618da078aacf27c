package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// instanceMember evaluates object.name for an object of a class of the workspace.
func (s *Session) instanceMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	r := refOf(x)
	if v := r.member(name); v != nil {
		return v
	}
	chain, open := s.ancestry(r.Home, r.Class)
	seen := false
	for i, c := range chain {
		m, ok := c.Home.Module().Classes[c.Class].Member(name)
		if !ok {
			continue
		}
		seen = true
		if open && s.anyHides(chain[:i], c) {
			return s.hidden(u, n, f, name)
		}
		if m.Func != lang.NoFunc {
			return s.overridden(u, n, f, x, c, name, func() *value.Value { return s.methodMember(u, n, f, x, c, m) })
		}
		if v := s.keywordField(x, c, m); v != nil {
			return v
		}
		if open {
			if v := s.settingsField(u, n, f, c, m); v != nil {
				return v
			}
		}
		if declares(c.Home.Module(), m) {
			return s.overridden(u, n, f, x, c, name, func() *value.Value { return s.field(u, n, f, x, name) })
		}
	}
	if open || !seen {
		if v := r.attribute(name); v != nil {
			return v
		}
	}
	switch {
	case open:
		return s.unknown(u, n, f, "member "+name+" may come from a base class that is not in the workspace")
	case seen:
		return s.field(u, n, f, x, name)
	}
	return s.unknown(u, n, f, "no member "+name+" is seen in "+r.Name)
}

// declares reports whether a class gives the field a value of its own: what its bases do to it then does not matter. A
// field that a class only changes, or names with its type, is that of a base.
func declares(mod *lang.Module, m *lang.Member) bool {
	if m.Func != lang.NoFunc || m.Value != syntax.None {
		return true
	}
	for _, id := range m.Effects {
		e := &mod.Effects[id]
		if e.Kind == lang.Write && e.Source != lang.Nothing && mod.Funcs[outermost(mod, e.Func)].Kind == lang.Constructor {
			return true
		}
	}
	return false
}

// field is what object.name holds where n stands: its initialiser, what the constructors leave, base classes first, what
// the method at hand has written before n, and, as possibilities, what other methods write.
func (s *Session) field(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	k := memoKey{u: u, n: n.ID(), f: f, id: s.fieldID(x, name), kind: ofField}
	return s.remember(k, func() *value.Value { return s.fieldValue(u, n, f, x, name) })
}

// fieldKey is one field of one object: what was made where, in which frame.
type fieldKey struct {
	home  *Unit
	class lang.ClassID
	unit  *Unit
	node  syntax.NodeID
	frame *Frame
	ctor  *Frame
	name  string
}

// fieldID numbers the fields of objects.
func (s *Session) fieldID(x *value.Value, name string) int32 {
	r := refOf(x)
	k := fieldKey{r.Home, r.Class, r.Unit, r.Node.ID(), r.Frame, r.ctor, name}
	id, ok := s.fields[k]
	if !ok {
		id = int32(len(s.fields))
		put(&s.fields, k, id)
	}
	return id
}

func (s *Session) fieldValue(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	r := refOf(x)
	chain, open := s.ancestry(r.Home, r.Class)
	var classes []*Ref // that say something of the field, the declaring one last
	for _, c := range chain {
		if m, ok := c.Home.Module().Classes[c.Class].Member(name); ok && m.Func == lang.NoFunc {
			classes = append(classes, c)
			if declares(c.Home.Module(), m) {
				break
			}
		}
	}
	st := &state{s: s, name: name, frame: f}
	typed := false
	for i := len(classes) - 1; i >= 0; i-- {
		c := classes[i]
		m, _ := c.Home.Module().Classes[c.Class].Member(name)
		typed = typed || m.Type != syntax.None
		st.u, st.home = c.Home, s.ctorFrame(r, c)
		st.runClass(u, n, c, m, r)
	}
	switch {
	case !st.any && open:
		return s.unknown(u, n, f, "field "+name+" may be set by a base class that is not in the workspace")
	case !st.any && typed && isGo(r.Home):
		return s.ofFieldType(u, n, f, classes, name)
	case !st.any && typed:
		return s.unknown(u, n, f, "field "+name+" is declared without a value")
	}
	return s.changedOutside(r, name, st.result(n))
}

// runClass applies what the class c does to its field m of the object of, as the code at n of u sees it.
func (st *state) runClass(u *Unit, n syntax.Node, c *Ref, m *lang.Member, of *Ref) {
	mod := st.u.Module()
	if isGo(st.u) && m.Type != syntax.None {
		if v := st.s.constructed(c, m); v != nil {
			st.start(v)
		}
	}
	if m.Value != syntax.None {
		v := st.s.fieldDefault(st.u, mod.Node(m.Value), of)
		if v == nil {
			v = st.s.Eval(st.u, mod.Node(m.Value), st.home)
		}
		st.start(v)
	}
	here := lang.NoFunc
	if fn := methodAround(mod, n); u == st.u && mod.Funcs[fn].Class == c.Class {
		here = fn
	}
	var own, others []lang.EffectID
	effects := st.u.memberEffects(m)
	for _, id := range effects {
		switch fn := outermost(mod, st.u.effectAt(id).Func); {
		case fn == here:
		case mod.Funcs[fn].Kind == lang.Constructor:
			own = append(own, id)
		default:
			others = append(others, id)
		}
	}
	st.runFields(own, false)
	st.runFields(others, true)
	if here != lang.NoFunc {
		st.runHere(effects, here, n)
	}
}

// runFields applies effects in the constructor surely, those in other methods as possibilities.
func (st *state) runFields(effects []lang.EffectID, maybe bool) {
	m := st.u.Module()
	for _, id := range effects {
		e := st.u.effectAt(id)
		st.apply(e, between(m, e.Block, -1), maybe)
	}
}

// runHere applies the effects of the method around n that come before it.
func (st *state) runHere(effects []lang.EffectID, here lang.FuncID, n syntax.Node) {
	m := st.u.Module()
	var mine []lang.EffectID
	for _, id := range effects {
		if outermost(m, st.u.effectAt(id).Func) == here {
			mine = append(mine, id)
		}
	}
	if m.FuncAt(n) == here {
		st.use = n
		st.run(mine, m.BlockAt(n), n.Start(), true)
	} else {
		st.runAll(mine, here)
	}
}

// methodAround returns the method of a class that n stands in, at any depth.
func methodAround(m *lang.Module, n syntax.Node) lang.FuncID { return outermost(m, m.FuncAt(n)) }

// outermost returns the method around a function that is declared inside one, else the function itself.
func outermost(m *lang.Module, fn lang.FuncID) lang.FuncID {
	for g := fn; g > 0; g = m.Funcs[g].Parent {
		if m.Funcs[g].Class != lang.NoClass {
			return g
		}
	}
	return fn
}

// ctorFrame is the call of c's own constructor in which the object r was made, through the super calls of the classes
// below; nil if it is not seen.
func (s *Session) ctorFrame(r, c *Ref) *Frame {
	f := r.ctor
	for range maxBases {
		if f == nil {
			return nil
		}
		own := f.Unit.Module().Funcs[f.Func].Class
		if f.Unit == c.Home && own == c.Class {
			return f
		}
		f = s.superFrame(f, own)
	}
	return nil
}

// superFrame is the call of a base's constructor that the constructor under evaluation in own makes; nil if there is none.
func (s *Session) superFrame(own *Frame, class lang.ClassID) *Frame {
	mod := own.Unit.Module()
	if class == lang.NoClass {
		return nil
	}
	bases, _ := s.bases(own.Unit, class)
	if len(bases) == 0 {
		return nil
	}
	init, ok := s.constructor(bases[0])
	if !ok {
		return nil
	}
	for n := range mod.Node(mod.Funcs[own.Func].Node).All() {
		if t := n.Type(); t != "call" && t != "call_expression" {
			continue
		}
		e := mod.Expr(n)
		if e.Op != lang.OpCall || !callsSuper(mod, e) {
			continue
		}
		fn := s.newRef(FuncRef, init.Unit, init.Unit.Module().Node(init.Unit.Module().Funcs[init.Func].Node), nil)
		fn.Func, fn.This = init.Func, own.This
		return s.open(fn, own.Unit, n, e.Args, own)
	}
	return nil
}

// instanceObject is an object with the fields of an instance, for spreading it.
func (s *Session) instanceObject(x *value.Value) *value.Value {
	r := refOf(x)
	at := r.Home.Module().Node(r.Home.Module().Classes[r.Class].Node)
	o := value.NewObject()
	chain, open := s.ancestry(r.Home, r.Class)
	for i := len(chain) - 1; i >= 0; i-- {
		c := chain[i]
		members := c.Home.Module().Classes[c.Class].Members
		for j := range members {
			if m := &members[j]; m.Func == lang.NoFunc && !m.Static {
				v := s.field(r.Home, at, nil, x, m.Name)
				o = o.Set(value.Prop{Key: m.Name, Value: v, At: c.Home.Place(c.Home.Module().Node(m.Node))})
			}
		}
	}
	if open {
		return o.Opened("a base class is not in the workspace")
	}
	return o
}

// keywordField is a field that the generated constructor of a data class fills from the call; nil if it does not.
func (s *Session) keywordField(x *value.Value, c *Ref, m *lang.Member) *value.Value {
	r := refOf(x)
	mod := c.Home.Module()
	if r.ctor != nil || !m.Static || !isPython(c.Home) || r.Node.Within(mod.Node(mod.Classes[c.Class].Node)) {
		return nil
	}
	e := r.Unit.Module().Expr(r.Node)
	for _, a := range e.Args {
		if a.Name == m.Name {
			return s.Eval(r.Unit, a.Value, r.Frame)
		}
		if a.Spread || a.KeywordSpread {
			return s.unknown(r.Unit, a.Value, r.Frame, "spread arguments")
		}
	}
	if at := positionOf(mod, &mod.Classes[c.Class], m); at >= 0 && at < len(e.Args) && e.Args[at].Name == "" {
		return s.Eval(r.Unit, e.Args[at].Value, r.Frame)
	}
	return nil
}

// positionOf returns the index of the argument that fills a field of a data class, -1 where arguments have no position.
func positionOf(mod *lang.Module, c *lang.Class, m *lang.Member) int {
	positional := false
	for _, d := range c.Decorators {
		switch calleeName(mod.Node(d)) {
		case "dataclass", "define", "frozen", "attrs":
			positional = true
		}
	}
	if !positional || len(c.Bases) > 0 {
		return -1
	}
	at := 0
	for i := range c.Members {
		switch {
		case &c.Members[i] == m:
			return at
		case c.Members[i].Func == lang.NoFunc && c.Members[i].Type != syntax.None:
			at++
		}
	}
	return -1
}

// fieldDefault is what field(default=x) or field(default_factory=f) gives a field of the object of; nil for any other initialiser.
func (s *Session) fieldDefault(u *Unit, n syntax.Node, of *Ref) *value.Value {
	e := u.Module().Expr(n)
	if e.Op != lang.OpCall {
		return nil
	}
	switch calleeName(e.X) {
	case "field", "Field", "ib", "attrib":
	default:
		return nil
	}
	for _, a := range e.Args {
		switch a.Name {
		case "default":
			return s.Eval(u, a.Value, nil)
		case "default_factory", "factory":
			switch fn := s.Eval(u, a.Value, nil); refName(fn) {
			case "dict":
				return value.NewObject()
			case "list", "tuple", "set":
				return value.NewList()
			default:
				return s.perObject(fn, of)
			}
		}
	}
	return nil
}

// perObject is what a factory gives a field of the object of: the call that makes the object calls it.
func (s *Session) perObject(fn *value.Value, of *Ref) *value.Value {
	if !of.loose {
		return s.result(fn, nil, of.Unit, of.Node, of.Frame)
	}
	if r := refOf(fn); r == nil || r.Kind != FuncRef {
		return value.NewUnknown("made anew for each object")
	}
	return s.result(fn, []*value.Value{}, of.Unit, of.Node, nil)
}

// refName returns the name of something outside the workspace, else nothing.
func refName(v *value.Value) string {
	if r := refOf(v); r != nil && r.Kind == ExternalRef {
		return r.Name
	}
	return ""
}
