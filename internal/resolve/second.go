package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// secondNames holds what else in a module gets a name through which the object is then changed: `const h = this.headers`
// followed by `h.x = ...`. Such changes are not followed, so that the object they may reach is left open.
type secondNames struct {
	bindings map[lang.BindingID]string // the second name of what a name holds
	members  map[string]string         // of what members of a name hold, whatever they are members of
}

func (u *Unit) secondNames() *secondNames {
	u.secondOnce.Do(func() {
		u.second = secondNames{bindings: map[lang.BindingID]string{}, members: map[string]string{}}
		for i := range u.Module.Bindings {
			if b := &u.Module.Bindings[i]; changedByName(u, b) {
				u.second.add(u, b)
			}
		}
	})
	return &u.second
}

func (t *secondNames) add(u *Unit, b *lang.Binding) {
	m := u.Module
	for _, id := range b.Effects {
		e := &m.Effects[id]
		if e.Kind != lang.Write || e.Value == syntax.None {
			continue
		}
		if n := len(e.Steps); n > 0 {
			t.members[e.Steps[n-1].Key] = b.Name
			continue
		}
		switch x := m.Expr(m.Node(e.Value)); x.Op {
		case lang.OpIdent:
			if first := m.Resolve(x.Node); first != lang.NoBinding {
				t.bindings[first] = b.Name
			}
		case lang.OpMember:
			t.members[x.Str] = b.Name
		}
	}
}

// changedByName reports whether a module changes an object by the name b.
func changedByName(u *Unit, b *lang.Binding) bool {
	m := u.Module
	for _, id := range b.Effects {
		e := &m.Effects[id]
		switch e.Kind {
		case lang.Store, lang.Remove:
			return true
		case lang.Pass:
			if u.Module.Expr(m.Node(e.Call)).Op == lang.OpCall && calleeText(m.Expr(m.Node(e.Call))) == "Object.assign" && e.Arg == 0 {
				return true
			}
		case lang.Receive:
			switch m.Expr(m.Expr(m.Node(e.Call)).X).Str {
			case "set", "append", "update", "setdefault", "clear", "pop", "popitem", "delete", "push", "extend":
				return true
			}
		}
	}
	return false
}

// seconded returns v, the value of the name or member e, left open if it is changed by a second name.
func seconded(u *Unit, e lang.Expr, v *value.Value) *value.Value {
	if e.Op == lang.OpMember {
		return u.member(e.Str, v)
	}
	if b := u.Module.Resolve(e.Node); v.Kind == value.Object && b != lang.NoBinding {
		return opened(v, u.secondNames().bindings[b])
	}
	return v
}

// member does so for the value of a member called key.
func (u *Unit) member(key string, v *value.Value) *value.Value {
	if v.Kind != value.Object {
		return v
	}
	return opened(v, u.secondNames().members[key])
}

func opened(v *value.Value, second string) *value.Value {
	if second == "" {
		return v
	}
	return v.Opened("it is changed by the name `" + second + "`, too")
}
