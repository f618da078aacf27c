package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// secondNames holds what else in a module gets a name through which the object is then changed: `const h = this.headers`
// followed by `h.x = ...`. Where it is plain whose part the second name stands for, what happens by it happens to that
// object, too. Where it is not, the objects that may be meant are left open: those under a member of that name.
type secondNames struct {
	more    []secondEffect // numbered on from the module's own effects
	names   map[*lang.Binding][]lang.EffectID
	members map[*lang.Member][]lang.EffectID
	about   map[*lang.Effect]*secondEffect
	loose   map[string]string // by the member: the second name of what some object has there
}

// secondEffect is an effect on a second name, as it looks from the object of which the name stands for a part.
type secondEffect struct {
	lang.Effect
	name    string // the second name
	part    bool   // it stands for a member of the object, not for the object itself
	ifThere bool   // and for a new object where there is no such member: a.b ?? {}
	doubt   bool   // it may stand for something else by then
}

func (u *Unit) secondNames() *secondNames {
	u.secondOnce.Do(func() {
		t := &u.second
		*t = secondNames{
			names: map[*lang.Binding][]lang.EffectID{}, members: map[*lang.Member][]lang.EffectID{},
			about: map[*lang.Effect]*secondEffect{}, loose: map[string]string{},
		}
		for i := range u.Module().Bindings {
			if b := &u.Module().Bindings[i]; changes(b.Effects, u.Module()) {
				(&climb{u: u, t: t, second: b}).from(b, second{})
			}
		}
		for i := range t.more {
			t.about[&t.more[i].Effect] = &t.more[i]
		}
		for b := range t.names {
			u.inOrder(t.names[b])
		}
		for m := range t.members {
			u.inOrder(t.members[m])
		}
	})
	return &u.second
}

// inOrder sorts effects by the text.
func (u *Unit) inOrder(ids []lang.EffectID) {
	slices.SortStableFunc(ids, func(a, b lang.EffectID) int { return int(u.effectAt(a).Node) - int(u.effectAt(b).Node) })
}

// effectAt is the effect with the id, which may stand for one on a second name. Called while the table is made, too.
func (u *Unit) effectAt(id lang.EffectID) *lang.Effect {
	if own := len(u.Module().Effects); int(id) >= own {
		return &u.second.more[int(id)-own].Effect
	}
	return &u.Module().Effects[id]
}

// effectsOf returns what happens to what a name holds, by this name and by others.
func (u *Unit) effectsOf(b *lang.Binding) []lang.EffectID {
	if all, ok := u.secondNames().names[b]; ok {
		return all
	}
	return b.Effects
}

// memberEffects does so for what a member of a class holds.
func (u *Unit) memberEffects(m *lang.Member) []lang.EffectID {
	if all, ok := u.secondNames().members[m]; ok {
		return all
	}
	return m.Effects
}

// changes reports whether anything happens to the object that a name holds.
func changes(effects []lang.EffectID, m *lang.Module) bool {
	return slices.ContainsFunc(effects, func(id lang.EffectID) bool { return int(id) >= len(m.Effects) || m.Effects[id].Kind != lang.Write })
}

// changesObject reports whether an effect surely changes an object, other than by a function it is handed to.
func changesObject(m *lang.Module, e *lang.Effect) bool {
	switch e.Kind {
	case lang.Store, lang.Remove:
		return true
	case lang.Pass:
		call := m.Expr(m.Node(e.Call))
		return call.Op == lang.OpCall && calleeText(call) == "Object.assign" && e.Arg == 0
	case lang.Receive:
		switch m.Expr(m.Expr(m.Node(e.Call)).X).Str {
		case "set", "append", "update", "setdefault", "clear", "pop", "popitem", "delete", "push", "extend", "use":
			return true
		}
	}
	return false
}

// seconded returns v, the value of a member called key, left open if it may be changed by a second name.
func (u *Unit) seconded(key string, v *value.Value) *value.Value {
	if v.Kind != value.Object {
		return v
	}
	return opened(v, u.secondNames().loose[key])
}

func opened(v *value.Value, second string) *value.Value {
	if second == "" {
		return v
	}
	return v.Opened("it is changed by the name `" + second + "`, too")
}

// SecondName returns the name by which a part of the object that n makes is changed; empty if there is none.
func (u *Unit) SecondName(n syntax.Node) string {
	t := u.secondNames()
	for i := range t.more {
		e := &t.more[i]
		if e.part && changesObject(u.Module(), &e.Effect) && u.holds(lang.EffectID(len(u.Module().Effects)+i), n) {
			return e.name
		}
	}
	return ""
}

// holds reports whether the effect is on a name or a member that is set to what n makes.
func (u *Unit) holds(id lang.EffectID, n syntax.Node) bool {
	t := u.secondNames()
	for _, ids := range t.names {
		if slices.Contains(ids, id) {
			return u.setTo(ids, n)
		}
	}
	for m, ids := range t.members {
		if slices.Contains(ids, id) {
			return u.setTo(ids, n) || m.Value != syntax.None && made(u.Module(), m.Value) == n.ID()
		}
	}
	return false
}

func (u *Unit) setTo(ids []lang.EffectID, n syntax.Node) bool {
	return slices.ContainsFunc(ids, func(id lang.EffectID) bool {
		e := u.effectAt(id)
		return e.Kind == lang.Write && e.Value != syntax.None && made(u.Module(), e.Value) == n.ID()
	})
}

// made returns the code behind casts and awaits.
func made(m *lang.Module, id syntax.NodeID) syntax.NodeID {
	x := m.Expr(m.Node(id))
	for x.Op == lang.OpCast || x.Op == lang.OpAwait {
		x = m.Expr(x.X)
	}
	return x.Node.ID()
}
