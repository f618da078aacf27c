package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// changedElsewhere opens the object that a module-level name of t holds, if a file that imports the name changes the object: when that
// happens, and whether, is not known.
func (s *Session) changedElsewhere(t *Unit, b lang.BindingID, v *value.Value) *value.Value {
	if v.Kind != value.Object {
		return v
	}
	type question struct {
		of   *Unit
		name lang.BindingID
	}
	where := s.prog.Once(question{t, b}, func(p Program) any { return NewSession(p).changer(t, t.Module().Bindings[b].Name) }).(string)
	if where != "" {
		return exposed(v, "it is changed in "+where)
	}
	return v
}

// changer returns the path of a file that changes the object it imports from t by name, empty for none.
func (s *Session) changer(t *Unit, name string) string {
	for _, u := range s.prog.Mentions(t, name, ChangedUse) {
		if u == t {
			continue
		}
		for i := range u.Module().Imports {
			if imp := &u.Module().Imports[i]; imp.Binding != lang.NoBinding && changesImport(u.Module(), imp, name) {
				return u.File.Path
			}
		}
	}
	return ""
}

// changesImport reports whether a module changes the object that imp gives it by name, alone or as a member of its module.
func changesImport(m *lang.Module, imp *lang.Import, name string) bool {
	whole := imp.Name == "*"
	if !whole && imp.Name != name {
		return false
	}
	for _, id := range m.Bindings[imp.Binding].Effects {
		e := &m.Effects[id]
		if whole && (len(e.Path) == 0 || e.Path[0] != name) {
			if e.Kind == lang.Store && len(e.Path) == 0 && e.Key == name {
				return true // set anew, as a member of its module
			}
			continue
		}
		if e.Kind == lang.Store || e.Kind == lang.Remove || e.Kind == lang.Receive && adds[e.Key] {
			return true
		}
	}
	return false
}

// changedOutside opens the object that a field holds, if code that is not of the class changes it through an object of the class, or
// through the class itself.
func (s *Session) changedOutside(cls *Ref, name string, v *value.Value) *value.Value {
	if v.Kind != value.Object || s.scouting {
		return v
	}
	type question struct {
		of    heir
		field string
	}
	where := s.prog.Once(question{heir{cls.Home, cls.Class}, name}, func(p Program) any { return newScout(p).outsider(cls, name) }).(string)
	if where != "" {
		return exposed(v, "it is changed in "+where)
	}
	return v
}

// related reports whether one of two classes derives from the other: they may share what a class holds.
func (s *Session) related(a, b *Ref) bool {
	return s.derives(a.Home, a.Class, b.Home, b.Class) || a.Kind == ClassRef && s.derives(b.Home, b.Class, a.Home, a.Class)
}

// outsider returns the path of a file in which an object of the class has its field changed, empty for none.
func (s *Session) outsider(cls *Ref, name string) string {
	units := append([]*Unit{cls.Home}, s.prog.Mentions(cls.Home, cls.Home.Module().Classes[cls.Class].Name, AnyUse)...)
	names := append(getters(cls.Home.Module(), cls.Class, name), name)
	chain, _ := s.ancestry(cls.Home, cls.Class)
	for _, c := range chain {
		if fillsItself(c.Home.Module(), c.Class, names) {
			return c.Home.File.Path
		}
	}
	for _, u := range units {
		m := u.Module()
		for i := range m.Bindings {
			for _, id := range m.Bindings[i].Effects {
				if e := &m.Effects[id]; changesAny(m, e, names) && s.isObjectOf(u, e, m.Bindings[i].Name, cls) {
					return u.File.Path
				}
			}
		}
	}
	return ""
}

// getters returns the names of the properties of a class that give out what its field holds.
func getters(m *lang.Module, id lang.ClassID, field string) (out []string) {
	for _, mb := range m.Classes[id].Members {
		if mb.Func == lang.NoFunc {
			continue
		}
		for _, ret := range m.Funcs[mb.Func].Returns {
			if ret.Value == syntax.None {
				continue
			}
			if e := uncast(m, m.Node(ret.Value)); e.Op == lang.OpMember && e.Str == field && m.Expr(e.X).Op == lang.OpThis {
				out = append(out, mb.Name)
			}
		}
	}
	return out
}

// changesAny asks changesField of several names, and whether the object gets fields under names that may be one of them.
func changesAny(m *lang.Module, e *lang.Effect, names []string) bool {
	if e.Kind == lang.Pass && e.Arg == 0 && len(e.Path) == 0 && fills(m, m.Expr(m.Node(e.Call)), names) {
		return true
	}
	return slices.ContainsFunc(names, func(name string) bool { return changesField(e, name) })
}

// changesField reports whether an effect changes what the field of an object holds, or sets it.
func changesField(e *lang.Effect, name string) bool {
	adding := e.Kind == lang.Store || e.Kind == lang.Remove || e.Kind == lang.Receive && adds[e.Key]
	return adding && len(e.Path) == 1 && e.Path[0] == name || e.Kind == lang.Store && len(e.Path) == 0 && e.Key == name
}

// isObjectOf reports whether the name that an effect starts at holds an object of the class, or of one derived from it, or is such a class.
func (s *Session) isObjectOf(u *Unit, e *lang.Effect, root string, cls *Ref) bool {
	for n := range u.Module().Node(e.Node).All() {
		if n.Type() != "identifier" || n.Text() != root {
			continue
		}
		v := s.scout().Eval(u, n, nil)
		alts := []*value.Value{v}
		if v.Kind == value.Branch {
			alts = v.Alts
		}
		for _, a := range alts {
			if r := refOf(a); r != nil && (r.Kind == InstanceRef || r.Kind == ClassRef) && s.related(r, cls) {
				return true
			}
		}
		return false
	}
	return false
}
