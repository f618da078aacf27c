package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// maxBases bounds the chain of base classes that is followed.
const maxBases = 12

func (s *Session) class(u *Unit, n syntax.Node, id lang.ClassID, f *Frame) *value.Value {
	r := s.newRef(ClassRef, u, n, f)
	r.Class, r.Name, r.Env = id, u.Module.Classes[id].Name, f
	return &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
}

// instantiate makes an object of a class of the workspace.
func (s *Session) instantiate(u *Unit, e lang.Expr, f *Frame, cls *Ref) *value.Value {
	r := s.newRef(InstanceRef, u, e.Node, f)
	r.Home, r.Class, r.Name = cls.Home, cls.Class, cls.Name
	v := &value.Value{Kind: value.Opaque, At: u.Place(e.Node), Ref: r}
	if init, ok := s.constructor(cls); ok {
		fn := s.newRef(FuncRef, init.Unit, init.Unit.Module.Node(init.Unit.Module.Funcs[init.Func].Node), nil)
		fn.Func, fn.Env, fn.This = init.Func, s.outerFrame(init.Unit, init.Func, cls.Env), v
		r.ctor = s.open(fn, u, e.Node, e.Args, f)
	}
	s.step(u, e.Node, "makes a %s", cls.Name)
	return v
}

// outerFrame is the frame of the function around fn, for a class declared inside a function.
func (s *Session) outerFrame(u *Unit, fn lang.FuncID, f *Frame) *Frame {
	return s.frameFor(u, u.Module.Funcs[fn].Parent, f)
}

// looseInstance is an object of a class about which nothing else is known.
func (s *Session) looseInstance(u *Unit, id lang.ClassID) *value.Value {
	k := FuncAt{u, lang.FuncID(-2 - int32(id))}
	if v, ok := s.instances[k]; ok {
		return v
	}
	n := u.Module.Node(u.Module.Classes[id].Node)
	r := s.newRef(InstanceRef, u, n, nil)
	r.Class, r.Name = id, u.Module.Classes[id].Name
	v := &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
	s.instances[k] = v
	return v
}

// this evaluates this or self.
func (s *Session) this(u *Unit, n syntax.Node, f *Frame) *value.Value {
	if v := s.lexicalThis(f); v != nil {
		return v
	}
	if c := u.Module.ClassAt(n); c != lang.NoClass {
		return s.looseInstance(u, c)
	}
	return s.unknown(u, n, f, "this outside a class")
}

// super evaluates super: the object itself, whose members are looked up from the base classes on by instanceMember.
func (s *Session) super(u *Unit, n syntax.Node, f *Frame) *value.Value {
	this := s.this(u, n, f)
	r := refOf(this)
	c := u.Module.ClassAt(n)
	if r == nil || r.Kind != InstanceRef || c == lang.NoClass {
		return s.unknown(u, n, f, "super outside a class")
	}
	base, ok := s.bases(u, c)
	if !ok || len(base) == 0 {
		return s.unknown(u, n, f, "the base class is not in the workspace")
	}
	copied := *r
	copied.Home, copied.Class = base[0].Home, base[0].Class
	copied.ctor = s.superFrame(u, c, r, base[0])
	return this.With(func(v *value.Value) { v.Ref = &copied })
}

// bases returns the direct base classes in the workspace; ok is false if one of them is not there.
func (s *Session) bases(u *Unit, id lang.ClassID) (out []*Ref, ok bool) {
	ok = true
	for _, b := range u.Module.Classes[id].Bases {
		n := u.Module.Node(b)
		r := refOf(s.Eval(u, n, nil))
		switch {
		case r != nil && r.Kind == ClassRef:
			out = append(out, r)
		case isPython(u) && (n.Text() == "object" || n.Text() == "ABC" || n.Text() == "Protocol" || n.Text() == "abc.ABC"):
		default:
			ok = false
		}
	}
	return out, ok
}

// ancestry returns the class and its bases in the order in which members are looked up. open is set if some base is not
// in the workspace.
func (s *Session) ancestry(u *Unit, id lang.ClassID) (chain []*Ref, open bool) {
	self := s.newRef(ClassRef, u, u.Module.Node(u.Module.Classes[id].Node), nil)
	self.Class = id
	chain = []*Ref{self}
	for i := 0; i < len(chain) && len(chain) < maxBases; i++ {
		bs, ok := s.bases(chain[i].Home, chain[i].Class)
		open = open || !ok
		for _, b := range bs {
			if !containsClass(chain, b) {
				chain = append(chain, b)
			}
		}
	}
	return chain, open
}

func containsClass(chain []*Ref, r *Ref) bool {
	for _, c := range chain {
		if c.Home == r.Home && c.Class == r.Class {
			return true
		}
	}
	return false
}

// derives reports whether class id of u is the class bid of bu or one of its descendants.
func (s *Session) derives(u *Unit, id lang.ClassID, bu *Unit, bid lang.ClassID) bool {
	if u == bu && id == bid {
		return true
	}
	chain, _ := s.ancestry(u, id)
	for _, c := range chain {
		if c.Home == bu && c.Class == bid {
			return true
		}
	}
	return false
}

// constructor finds the constructor that a class uses, its own or an inherited one.
func (s *Session) constructor(cls *Ref) (FuncAt, bool) {
	chain, _ := s.ancestry(cls.Home, cls.Class)
	for _, c := range chain {
		for _, m := range c.Home.Module.Classes[c.Class].Members {
			if m.Func != lang.NoFunc && c.Home.Module.Funcs[m.Func].Kind == lang.Constructor {
				return FuncAt{c.Home, m.Func}, true
			}
		}
	}
	return FuncAt{}, false
}

// instanceMember evaluates object.name for an object of a class of the workspace.
func (s *Session) instanceMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	r := refOf(x)
	if v, ok := r.Select(name); ok {
		return v
	}
	chain, open := s.ancestry(r.Home, r.Class)
	for _, c := range chain {
		cl := &c.Home.Module.Classes[c.Class]
		m, ok := cl.Member(name)
		if !ok {
			continue
		}
		if m.Func != lang.NoFunc {
			return s.methodMember(u, n, f, x, c, m)
		}
		if open {
			if v := s.settingsField(u, n, f, c, m); v != nil {
				return v
			}
		}
		return s.field(u, n, f, x, c, m)
	}
	if open {
		return s.unknown(u, n, f, "member "+name+" may come from a base class that is not in the workspace")
	}
	return s.unknown(u, n, f, "no member "+name+" is seen in "+r.Name)
}

// methodMember is a method with its object, or the value of a getter.
func (s *Session) methodMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, c *Ref, m *lang.Member) *value.Value {
	fun := &c.Home.Module.Funcs[m.Func]
	fn := s.function(c.Home, c.Home.Module.Node(fun.Node), s.outerFrame(c.Home, m.Func, nil), m.Func)
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef {
		return fn
	}
	copied := *r
	copied.This = x
	fn = fn.With(func(v *value.Value) { v.Ref = &copied })
	if fun.Kind == lang.Getter {
		return s.result(fn, nil, u, n, f)
	}
	return fn
}

// field is what object.name holds where n stands: its initialiser, what the constructor leaves, what the method at hand
// has written before n, and, as possibilities, what other methods write.
func (s *Session) field(u *Unit, n syntax.Node, f *Frame, x *value.Value, c *Ref, m *lang.Member) *value.Value {
	return s.remember(memoKey{u: u, n: n.ID(), f: f, id: s.fieldID(x, m), kind: ofField}, func() *value.Value {
		return s.fieldValue(u, n, f, x, c, m)
	})
}

// fieldKey is one field of one object: what was made where, in which frame.
type fieldKey struct {
	object objectKey
	member *lang.Member
}

type objectKey struct {
	home  *Unit
	class lang.ClassID
	unit  *Unit
	node  syntax.NodeID
	frame *Frame
	ctor  *Frame
}

// fieldID numbers the fields of objects.
func (s *Session) fieldID(x *value.Value, m *lang.Member) int32 {
	r := refOf(x)
	k := fieldKey{objectKey{r.Home, r.Class, r.Unit, r.Node.ID(), r.Frame, r.ctor}, m}
	id, ok := s.fields[k]
	if !ok {
		id = int32(len(s.fields))
		s.fields[k] = id
	}
	return id
}

func (s *Session) fieldValue(u *Unit, n syntax.Node, f *Frame, x *value.Value, c *Ref, m *lang.Member) *value.Value {
	mod := c.Home.Module
	ctor := refOf(x).ctor
	if ctor != nil && (ctor.Unit != c.Home || mod.Funcs[ctor.Func].Class != c.Class) {
		ctor = s.superFrame(refOf(x).Home, refOf(x).Class, refOf(x), c)
	}
	st := &state{s: s, u: c.Home, name: m.Name, home: ctor, frame: f}
	if m.Value != syntax.None {
		st.start(s.Eval(c.Home, mod.Node(m.Value), ctor))
	}
	here := lang.NoFunc
	if u == c.Home {
		here = methodAround(mod, n)
	}
	var own, others []lang.EffectID
	for _, id := range m.Effects {
		switch fn := outermost(mod, mod.Effects[id].Func); {
		case mod.Funcs[fn].Kind == lang.Constructor && fn != here:
			own = append(own, id)
		case fn != here:
			others = append(others, id)
		}
	}
	st.runFields(own, false)
	st.runFields(others, true)
	if here != lang.NoFunc {
		st.runHere(m.Effects, here, n)
	}
	if v := s.keywordField(x, c, m); v != nil {
		return v
	}
	if !st.any && m.Type != syntax.None {
		return s.unknown(u, n, f, "field "+m.Name+" is declared without a value")
	}
	return st.result(n)
}

// runFields applies effects in the constructor surely, those in other methods as possibilities.
func (st *state) runFields(effects []lang.EffectID, maybe bool) {
	m := st.u.Module
	for _, id := range effects {
		e := &m.Effects[id]
		cond, branch, arm := maybe, syntax.None, 0
		for b := e.Block; b >= 0; b = m.Blocks[b].Parent {
			if m.Blocks[b].Branch != syntax.None || m.Blocks[b].Loop {
				cond, branch, arm = true, m.Blocks[b].Branch, m.Blocks[b].Arm
			}
		}
		st.apply(e, cond, branch, arm)
	}
}

// runHere applies the effects of the method around n that come before it.
func (st *state) runHere(effects []lang.EffectID, here lang.FuncID, n syntax.Node) {
	m := st.u.Module
	var mine []lang.EffectID
	for _, id := range effects {
		if m.Effects[id].Func == here {
			mine = append(mine, id)
		}
	}
	if m.FuncAt(n) == here {
		st.run(mine, m.BlockAt(n), n.Start())
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

// superFrame is the call of base's constructor that the constructor of class c of u makes, nil if it is not seen.
func (s *Session) superFrame(u *Unit, c lang.ClassID, object *Ref, base *Ref) *Frame {
	init, ok := s.constructor(base)
	if !ok || object.ctor == nil {
		return nil
	}
	if object.ctor.Unit == init.Unit && object.ctor.Func == init.Func {
		return object.ctor
	}
	own := object.ctor
	mod := own.Unit.Module
	body := mod.Node(mod.Funcs[own.Func].Node)
	for n := range body.All() {
		if t := n.Type(); t != "call" && t != "call_expression" {
			continue
		}
		e := own.Unit.Module.Expr(n)
		if e.Op != lang.OpCall || !callsSuper(own.Unit.Module, e) {
			continue
		}
		fn := s.newRef(FuncRef, init.Unit, init.Unit.Module.Node(init.Unit.Module.Funcs[init.Func].Node), nil)
		fn.Func = init.Func
		fn.This = own.This
		return s.open(fn, own.Unit, n, e.Args, own)
	}
	return nil
}

// callsSuper reports whether a call is super(...) or super().__init__(...).
func callsSuper(m *lang.Module, e lang.Expr) bool {
	callee := m.Expr(e.X)
	if callee.Op == lang.OpSuper {
		return !isPythonModule(m)
	}
	if callee.Op != lang.OpMember || callee.Str != "__init__" {
		return false
	}
	return m.Expr(callee.X).Op == lang.OpSuper
}

func isPythonModule(m *lang.Module) bool { return m.Language.Name == "python" }

// classMember is a static member of a class.
func (s *Session) classMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	r := refOf(x)
	chain, _ := s.ancestry(r.Home, r.Class)
	for _, c := range chain {
		m, ok := c.Home.Module.Classes[c.Class].Member(name)
		switch {
		case !ok:
		case m.Func != lang.NoFunc:
			return s.methodMember(u, n, f, x, c, m)
		case m.Value != syntax.None && len(m.Effects) == 0:
			return s.Eval(c.Home, c.Home.Module.Node(m.Value), nil)
		default:
			return s.field(u, n, f, s.looseInstance(c.Home, c.Class), c, m)
		}
	}
	return s.unknown(u, n, f, "no member "+name+" is seen in "+r.Name)
}

// instanceObject is an object with the declared fields of an instance, for spreading it.
func (s *Session) instanceObject(x *value.Value) *value.Value {
	r := refOf(x)
	o := value.NewObject()
	chain, open := s.ancestry(r.Home, r.Class)
	for i := len(chain) - 1; i >= 0; i-- {
		c := chain[i]
		for j := range c.Home.Module.Classes[c.Class].Members {
			m := &c.Home.Module.Classes[c.Class].Members[j]
			if m.Func == lang.NoFunc {
				o = o.Set(value.Prop{Key: m.Name, Value: s.field(c.Home, c.Home.Module.Node(m.Node), nil, x, c, m)})
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
	if r.ctor != nil || !m.Static || !isPython(c.Home) || r.Node.Within(c.Home.Module.Node(c.Home.Module.Classes[c.Class].Node)) {
		return nil
	}
	e := r.Unit.Module.Expr(r.Node)
	for _, a := range e.Args {
		if a.Name == m.Name {
			return s.Eval(r.Unit, a.Value, r.Frame)
		}
		if a.Spread || a.KeywordSpread {
			return s.unknown(r.Unit, a.Value, r.Frame, "spread arguments")
		}
	}
	return nil
}
