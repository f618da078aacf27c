package resolve

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// MemberNames returns the names of all that an object of a Python class has, sorted: what its class and the bases of that
// declare, what their methods set, and, where the object may be of a derived class, what those have. doubt says why it may have
// more; the library classes on the lists settings-bases and model-bases bring nothing that is asked for by name.
func (s *Session) MemberNames(v *value.Value) (names []string, doubt string) {
	r := refOf(v)
	switch {
	case v.Kind == value.Branch:
		return s.memberNamesOfAll(v.Alts)
	case r == nil || r.Kind != InstanceRef && r.Kind != ClassRef:
		return nil, "it is not known to be an object of the workspace"
	case !isPython(r.Home):
		return nil, "it is no object of a Python class"
	}
	classes := []heir{{r.Home, r.Class}}
	if r.loose || r.Kind == ClassRef {
		heirs, complete := s.heirs(r.Home, r.Class)
		if !complete {
			return nil, "more classes derive from " + r.Name + " than are looked at"
		}
		classes = append(classes, heirs...)
	}
	for _, c := range classes {
		more, doubt := s.memberNamesOf(c)
		if doubt != "" {
			return nil, doubt
		}
		names = append(names, more...)
	}
	slices.Sort(names)
	return slices.Compact(names), ""
}

// memberNamesOfAll returns the names that some of several objects have.
func (s *Session) memberNamesOfAll(alts []*value.Value) (names []string, doubt string) {
	for _, a := range alts {
		if a.Kind == value.Null {
			continue
		}
		more, doubt := s.MemberNames(a)
		if doubt != "" {
			return nil, doubt
		}
		names = append(names, more...)
	}
	slices.Sort(names)
	return slices.Compact(names), ""
}

// memberNamesOf returns the names that a class and its bases have.
func (s *Session) memberNamesOf(h heir) (names []string, doubt string) {
	chain, _ := s.ancestry(h.unit, h.class)
	if len(chain) >= maxBases {
		return nil, "it has more base classes than are followed"
	}
	for _, c := range chain {
		if doubt := s.takesMore(c); doubt != "" {
			return nil, doubt
		}
		mod := c.Home.Module()
		for i := range mod.Classes[c.Class].Members {
			names = append(names, mod.Classes[c.Class].Members[i].Name)
		}
		for i := range mod.Classes {
			if inner := mod.Node(mod.Classes[i].Node); lang.ClassID(i) != c.Class && inner.Within(mod.Node(mod.Classes[c.Class].Node)) {
				names = append(names, mod.Classes[i].Name)
			}
		}
	}
	return names, ""
}

// takesMore says why objects of a class may have names that the class does not show, nothing if they surely do not.
func (s *Session) takesMore(c *Ref) (doubt string) {
	mod := c.Home.Module()
	class := &mod.Classes[c.Class]
	if mod.Node(class.Node).HasError() {
		return "the class " + class.Name + " could not be read"
	}
	for _, b := range class.Bases {
		if base := mod.Node(b); !s.bringsNothing(c.Home, base) {
			return "the base class " + base.Text() + " is not known"
		}
	}
	for i := range class.Members {
		switch class.Members[i].Name {
		case "__getattr__", "__getattribute__", "__dict__", "__slots__":
			return class.Name + " has " + class.Members[i].Name
		}
	}
	for _, d := range class.Decorators {
		if name := calleeName(mod.Node(d)); name != "dataclass" && name != "final" && !s.prog.Listed(s.Callee(c.Home, mod.Node(d), nil), "class-decorators") {
			return "the decorator " + mod.Node(d).Text() + " may add to " + class.Name
		}
	}
	s.eachOption(c, func(name string, v *value.Value) {
		switch text, known := textOf(v); {
		case name == "metaclass" || name == "":
			doubt = "the configuration of " + class.Name + " is not known"
		case name == "extra" && known && text == "allow", name == "extra" && !known && !settles(v):
			doubt = class.Name + " takes further fields"
		}
	})
	return doubt
}

// settles reports whether the value of `extra` is a member of an enumeration other than the one that takes everything.
func settles(v *value.Value) bool {
	name := refName(v)
	return strings.HasSuffix(name, ".ignore") || strings.HasSuffix(name, ".forbid")
}

// bringsNothing reports whether a base class is one of the workspace, which is read, or brings no names of its own.
func (s *Session) bringsNothing(u *Unit, base syntax.Node) bool {
	if base.Is("subscript") {
		base = base.NamedFirst()
	}
	r := refOf(s.Eval(u, base, nil))
	switch {
	case r == nil:
		return false
	case r.Kind == ClassRef:
		return true
	}
	switch r.Name {
	case "object", "abc.ABC", "typing.Generic", "typing.Protocol":
		return true
	}
	return s.prog.Listed(r.Name, "settings-bases") || s.prog.Listed(r.Name, "model-bases")
}
