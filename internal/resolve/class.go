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
	r.Class, r.Name, r.Env = id, u.Module().Classes[id].Name, f
	return &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
}

// instantiate makes an object of a class of the workspace.
func (s *Session) instantiate(u *Unit, e lang.Expr, f *Frame, cls *Ref) *value.Value {
	r := s.newRef(InstanceRef, u, e.Node, f)
	r.Home, r.Class, r.Name, r.Env = cls.Home, cls.Class, cls.Name, cls.Env
	v := &value.Value{Kind: value.Opaque, At: u.Place(e.Node), Ref: r}
	if init, ok := s.constructor(cls); ok {
		fn := s.newRef(FuncRef, init.Unit, init.Unit.Module().Node(init.Unit.Module().Funcs[init.Func].Node), nil)
		fn.Func, fn.Env, fn.This = init.Func, s.outerFrame(init.Unit, init.Func, cls.Env), v
		r.ctor = s.open(fn, u, e.Node, e.Args, f)
	}
	s.step(u, e.Node, "makes a new %s", cls.Name)
	return v
}

// outerFrame is the frame of the function around fn, for a class declared inside a function.
func (s *Session) outerFrame(u *Unit, fn lang.FuncID, f *Frame) *Frame {
	return s.frameFor(u, u.Module().Funcs[fn].Parent, f)
}

// looseInstance is an object of a class about which nothing else is known.
func (s *Session) looseInstance(u *Unit, id lang.ClassID) *value.Value {
	k := FuncAt{u, lang.FuncID(-2 - int32(id))}
	if v, ok := s.instances[k]; ok {
		return v
	}
	n := u.Module().Node(u.Module().Classes[id].Node)
	r := s.newRef(InstanceRef, u, n, nil)
	r.Class, r.Name, r.loose = id, u.Module().Classes[id].Name, true
	v := &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
	put(&s.instances, k, v)
	return v
}

// this evaluates this or self.
func (s *Session) this(u *Unit, n syntax.Node, f *Frame) *value.Value {
	if v := s.lexicalThis(f); v != nil {
		return v
	}
	if c := u.Module().ClassAt(n); c != lang.NoClass {
		return s.looseInstance(u, c)
	}
	return s.unknown(u, n, f, "this outside a class")
}

// super evaluates super: the object itself, whose members are looked up from the base classes on by instanceMember.
func (s *Session) super(u *Unit, n syntax.Node, f *Frame) *value.Value {
	this := s.this(u, n, f)
	r := refOf(this)
	c := u.Module().ClassAt(n)
	if r == nil || r.Kind != InstanceRef || c == lang.NoClass {
		return s.unknown(u, n, f, "super outside a class")
	}
	base, ok := s.bases(u, c)
	if !ok || len(base) == 0 {
		return s.unknown(u, n, f, "the base class is not in the workspace")
	}
	copied := *r
	copied.Home, copied.Class, copied.loose, copied.whole = base[0].Home, base[0].Class, false, this
	copied.ctor = s.ctorFrame(r, base[0])
	return this.With(func(v *value.Value) { v.Ref = &copied })
}

// ancestry returns the class and its bases in the order in which members are looked up. open is set if some base is not
// in the workspace.
func (s *Session) ancestry(u *Unit, id lang.ClassID) (chain []*Ref, open bool) {
	self := s.newRef(ClassRef, u, u.Module().Node(u.Module().Classes[id].Node), nil)
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
		for _, m := range c.Home.Module().Classes[c.Class].Members {
			if m.Func != lang.NoFunc && c.Home.Module().Funcs[m.Func].Kind == lang.Constructor {
				return FuncAt{c.Home, m.Func}, true
			}
		}
	}
	return FuncAt{}, false
}

// methodMember is a method with its object, or the value of a getter.
func (s *Session) methodMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, c *Ref, m *lang.Member) *value.Value {
	fun := &c.Home.Module().Funcs[m.Func]
	var env *Frame // of the function in which the class is declared
	if r := refOf(x); r != nil {
		env = r.Env
	}
	fn := s.function(c.Home, c.Home.Module().Node(fun.Node), s.outerFrame(c.Home, m.Func, env), m.Func)
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef {
		return fn
	}
	copied := *r
	copied.This = x
	if of := refOf(x); of != nil && of.whole != nil {
		copied.This = of.whole
	}
	fn = fn.With(func(v *value.Value) { v.Ref = &copied })
	if !isPython(c.Home) && len(fun.Decorators) > 0 {
		if fn = s.decorated(c.Home, fn, fun, nil); refOf(fn).Kind != FuncRef {
			return fn
		}
	}
	if fun.Kind == lang.Getter {
		return s.result(fn, nil, u, n, f)
	}
	return fn
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
		m, ok := c.Home.Module().Classes[c.Class].Member(name)
		switch {
		case !ok:
		case m.Func != lang.NoFunc:
			return s.methodMember(u, n, f, x, c, m)
		case m.Value != syntax.None && len(c.Home.memberEffects(m)) == 0:
			return s.changedOutside(r, name, s.Eval(c.Home, c.Home.Module().Node(m.Value), nil))
		default:
			return s.field(u, n, f, s.looseInstance(r.Home, r.Class), name)
		}
	}
	return s.unknown(u, n, f, "no member "+name+" is seen in "+r.Name)
}
