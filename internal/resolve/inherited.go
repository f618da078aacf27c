package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// BaseCall returns the call that hands arguments to the library class an object derives from: super().__init__(...) of
// its constructor, else the call that makes the object.
func (s *Session) BaseCall(v *value.Value) (u *Unit, n syntax.Node, f *Frame, ok bool) {
	r := refOf(v)
	if r == nil || r.Kind != InstanceRef {
		return nil, syntax.Node{}, nil, false
	}
	if r.ctor == nil {
		return r.Unit, r.Node, r.Frame, true
	}
	m := r.ctor.Unit.Module()
	for n := range m.Node(m.Funcs[r.ctor.Func].Node).All() {
		if t := n.Type(); t != "call" && t != "call_expression" {
			continue
		}
		if e := m.Expr(n); e.Op == lang.OpCall && callsSuper(m, e) {
			return r.ctor.Unit, n, r.ctor, true
		}
	}
	return nil, syntax.Node{}, nil, false
}

// FieldAfter returns what a field that a library class gives to an object holds once the constructors of the workspace
// have changed it; given is what the library class leaves in it.
func (s *Session) FieldAfter(v *value.Value, name string, given *value.Value) *value.Value {
	r := refOf(v)
	if r == nil || r.Kind != InstanceRef {
		return given
	}
	chain, _ := s.ancestry(r.Home, r.Class)
	for i := len(chain) - 1; i >= 0; i-- {
		c := chain[i]
		m, ok := c.Home.Module().Classes[c.Class].Member(name)
		if !ok || m.Func != lang.NoFunc {
			continue
		}
		st := &state{s: s, u: c.Home, name: name, home: r.ctor, frame: r.ctor}
		st.start(given)
		for _, id := range c.Home.memberEffects(m) {
			e := c.Home.effectAt(id)
			inInit := c.Home.Module().Funcs[outermost(c.Home.Module(), e.Func)].Kind == lang.Constructor
			st.apply(e, between(c.Home.Module(), e.Block, -1), !inInit)
		}
		given = st.value()
	}
	return given
}

// LibraryBases returns the full names of the classes outside the workspace that a class derives from.
func (s *Session) LibraryBases(u *Unit, id lang.ClassID) []string {
	r := s.newRef(ClassRef, u, u.Module().Node(u.Module().Classes[id].Node), nil)
	r.Class = id
	return s.externalBases(r)
}

// Makers returns the calls that make objects of exactly this class, in the order of files and places. complete is false
// if there are more than are looked at.
func (s *Session) Makers(u *Unit, id lang.ClassID) (sites []CallSite, complete bool) {
	for _, use := range s.uses(u, CalledUse, u.Module().Classes[id].Name) {
		in := use.unit
		for _, n := range in.CallsOf(use.name) {
			if len(sites) >= maxCallers {
				return sites, false
			}
			f := s.frameFor(in, in.Module().FuncAt(n), nil)
			e := in.Module().Expr(n)
			if r := refOf(s.Eval(in, e.X, f)); e.Op == lang.OpCall && r != nil && r.Kind == ClassRef && r.Home == u && r.Class == id {
				sites = append(sites, CallSite{in, n, f})
			}
		}
	}
	return sites, true
}
