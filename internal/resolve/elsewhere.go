package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/value"
)

// changedElsewhere opens the object that a module-level name of t holds, if a file that imports the name changes the object: when that
// happens, and whether, is not known.
func (s *Session) changedElsewhere(t *Unit, b lang.BindingID, v *value.Value) *value.Value {
	if v.Kind != value.Object {
		return v
	}
	known, ok := t.changed.Load(b)
	if !ok {
		known = s.changer(t, t.Module.Bindings[b].Name)
		t.changed.Store(b, known)
	}
	if where := known.(string); where != "" {
		return exposed(v, "it is changed in "+where)
	}
	return v
}

// changer returns the path of a file that changes the object it imports from t by name, empty for none.
func (s *Session) changer(t *Unit, name string) string {
	for _, u := range s.prog.Mentions(t, name) {
		if u == t {
			continue
		}
		for i := range u.Module.Imports {
			if imp := &u.Module.Imports[i]; imp.Binding != lang.NoBinding && changesImport(u.Module, imp, name) {
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
			continue
		}
		if e.Kind == lang.Store || e.Kind == lang.Remove || e.Kind == lang.Receive && adds[e.Key] {
			return true
		}
	}
	return false
}
