package resolve

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// bases returns the direct base classes in the workspace; ok is false if one of them is not there. Of a base that a function makes of
// other classes, as in `class A extends WithTracing(Base)`, these are bases, too, below what the function adds.
func (s *Session) bases(u *Unit, id lang.ClassID) (out []*Ref, ok bool) {
	ok = true
	for _, b := range u.Module().Classes[id].Bases {
		classes, known := s.baseClasses(u, u.Module().Node(b))
		out = append(out, classes...)
		ok = ok && known
	}
	return out, ok
}

// baseClasses returns the classes that one base gives; known is false if there may be others.
func (s *Session) baseClasses(u *Unit, n syntax.Node) (out []*Ref, known bool) {
	r := refOf(s.Eval(u, n, nil))
	switch {
	case r != nil && r.Kind == ClassRef:
		out, known = append(out, r), true
	case isPython(u) && hasNothing(n.Text()):
		return nil, true
	}
	if e := u.Module().Expr(n); e.Op == lang.OpCall {
		for _, a := range e.Args {
			if c := refOf(s.Eval(u, a.Value, nil)); c != nil && c.Kind == ClassRef && !containsClass(out, c) {
				out = append(out, c)
			}
		}
	}
	return out, known
}

// hasNothing reports whether a class of Python's library, as code names it, has no members that others could take for theirs.
func hasNothing(base string) bool {
	name, _, _ := strings.Cut(base, "[")
	switch strings.TrimPrefix(strings.TrimPrefix(name, "typing."), "abc.") {
	case "object", "ABC", "Protocol", "Generic":
		return true
	}
	return false
}

// anyHides asks mayOverride of several classes.
func (s *Session) anyHides(classes []*Ref, c *Ref) bool {
	return slices.ContainsFunc(classes, func(d *Ref) bool { return s.mayOverride(d, c) })
}

// mayOverride reports whether something that is not in the workspace stands between the class d and the base c of it, so that its members
// hide those of c. What a function makes a class of is what it is handed.
func (s *Session) mayOverride(d, c *Ref) bool {
	m := d.Home.Module()
	for _, b := range m.Classes[d.Class].Bases {
		n := m.Node(b)
		if at := m.Resolve(n); n.Is("identifier") && at != lang.NoBinding && m.Bindings[at].Kind == lang.Param {
			continue
		}
		classes, known := s.baseClasses(d.Home, n)
		if !known {
			return true
		}
		for _, r := range classes {
			if s.derives(r.Home, r.Class, c.Home, c.Class) {
				return false
			}
		}
	}
	return false
}

// hidden is a member of which it is not known whether a class between the class at hand and the one that has it has its own.
func (s *Session) hidden(u *Unit, n syntax.Node, f *Frame, name string) *value.Value {
	return s.unknown(u, n, f, "a base class that is not in the workspace may override "+name)
}

// OnlyMixed reports whether all objects of a class that are seen to be made have code before it that is not in the workspace: what that
// does to their members is not known.
func (s *Session) OnlyMixed(u *Unit, id lang.ClassID) bool {
	of := heir{u, id}
	heirs, complete := s.heirs(u, id)
	if !complete || s.isMade(of) {
		return false
	}
	own := s.newRef(ClassRef, u, u.Module().Node(u.Module().Classes[id].Node), nil)
	own.Class = id
	mixed := false
	for _, h := range heirs {
		chain, _ := s.ancestry(h.unit, h.class)
		below := slices.IndexFunc(chain, func(c *Ref) bool { return c.Home == u && c.Class == id })
		switch {
		case below > 0 && s.anyHides(chain[:below], own):
			mixed = true
		case s.isMade(h):
			return false
		}
	}
	return mixed
}
