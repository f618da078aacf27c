package resolve

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// maxHeirs bounds the classes derived from one that are asked what they override.
const maxHeirs = 32

// heir is a class of the workspace that derives from another.
type heir struct {
	unit  *Unit
	class lang.ClassID
}

// heirs returns the classes that derive from a class, directly or not; complete is false if there are more than are looked
// at. They are the same whoever asks: a session of its own looks for them, once for all others.
func (s *Session) heirs(u *Unit, id lang.ClassID) (out []heir, complete bool) {
	type question struct{ of heir }
	type answer struct {
		heirs    []heir
		complete bool
	}
	of := heir{u, id}
	a := s.prog.Once(question{of}, func(p Program) any {
		heirs, complete := newScout(p).findHeirs(of)
		return answer{heirs, complete}
	}).(answer)
	return a.heirs, a.complete
}

// scout returns a session that looks for classes and does not itself ask what they override.
func (s *Session) scout() *Session { return newScout(s.prog) }

func newScout(p Program) *Session {
	scout := NewSession(p)
	scout.scouting = true
	return scout
}

// findHeirs goes down from a class, level by level.
func (s *Session) findHeirs(of heir) (out []heir, complete bool) {
	seen := map[heir]bool{of: true}
	for queue := []heir{of}; len(queue) > 0; queue = queue[1:] {
		for _, h := range s.children(queue[0]) {
			switch {
			case seen[h]:
				continue
			case len(out) >= maxHeirs:
				return out, false
			}
			seen[h] = true
			queue, out = append(queue, h), append(out, h)
		}
	}
	return out, true
}

// children returns the classes that name the class among their bases.
func (s *Session) children(of heir) (out []heir) {
	m := of.unit.Module()
	names := []string{m.Classes[of.class].Name}
	s.addExported(m, m.Classes[of.class].Binding, m.Classes[of.class].Node, func(name string) { names = append(names, name) })
	asked := map[*Unit]bool{}
	for _, use := range s.uses(of.unit, DerivedUse, names...) {
		if asked[use.unit] {
			continue
		}
		asked[use.unit] = true
		for i := range use.unit.Module().Classes {
			if len(use.unit.Module().Classes[i].Bases) == 0 {
				continue
			}
			s.Renew()
			bases, _ := s.bases(use.unit, lang.ClassID(i))
			if containsClass(bases, &Ref{Home: of.unit, Class: of.class}) {
				out = append(out, heir{use.unit, lang.ClassID(i)})
			}
		}
	}
	return out
}

// isMade reports whether an object of exactly this class is seen to be made.
func (s *Session) isMade(h heir) bool {
	type question struct{ heir }
	return s.prog.Once(question{h}, func(p Program) any {
		sites, _ := newScout(p).Makers(h.unit, h.class)
		return len(sites) > 0
	}).(bool)
}

// overridden adds to own, what x.name is by the class c, what the classes derived from that of x have in its place: of x no more
// is known than that it is an object of its class or of one of these. Where an object that has c's own is seen to be made, own
// is what it does.
func (s *Session) overridden(u *Unit, n syntax.Node, f *Frame, x *value.Value, c *Ref, name string, own func() *value.Value) *value.Value {
	r := refOf(x)
	if !r.loose || s.scouting || private(u, name) || isGo(c.Home) {
		return own()
	}
	heirs, complete := s.heirs(r.Home, r.Class)
	kept := []heir{{r.Home, r.Class}}
	var alts []*value.Value
	for _, h := range heirs {
		if v := s.override(u, n, f, h, c, name); v != nil {
			alts = append(alts, v)
		} else {
			kept = append(kept, h)
		}
	}
	switch {
	case len(alts) == 0 && complete:
		return own()
	case s.anyMade(kept):
		return own()
	case !complete:
		return s.unknown(u, n, f, "more classes may override "+name+" than are looked at")
	}
	return s.branch(u, n, f, append([]*value.Value{own()}, alts...))
}

// private reports whether derived classes cannot override a member of that name.
func private(u *Unit, name string) bool {
	if isPython(u) {
		return strings.HasPrefix(name, "__") && !strings.HasSuffix(name, "__")
	}
	return strings.HasPrefix(name, "#")
}

func (s *Session) anyMade(hs []heir) bool {
	for _, h := range hs {
		if s.isMade(h) {
			return true
		}
	}
	return false
}

// override is what name is for objects of the class h, nil if that is what the class c says.
func (s *Session) override(u *Unit, n syntax.Node, f *Frame, h heir, c *Ref, name string) *value.Value {
	chain, _ := s.ancestry(h.unit, h.class)
	for _, d := range chain {
		if d.Home == c.Home && d.Class == c.Class {
			return nil
		}
		m, ok := d.Home.Module().Classes[d.Class].Member(name)
		switch {
		case ok && m.Func != lang.NoFunc:
			return s.methodMember(u, n, f, s.looseInstance(h.unit, h.class), d, m)
		case ok && setsField(d.Home.Module(), m):
			return s.field(u, n, f, s.looseInstance(h.unit, h.class), name)
		case s.mayOverride(d, c):
			return s.hidden(u, n, f, name)
		}
	}
	return nil
}

// setsField reports whether a class itself does something to a field when its objects are made.
func setsField(mod *lang.Module, m *lang.Member) bool {
	if declares(mod, m) {
		return true
	}
	for _, id := range m.Effects {
		if mod.Funcs[outermost(mod, mod.Effects[id].Func)].Kind == lang.Constructor {
			return true
		}
	}
	return false
}
