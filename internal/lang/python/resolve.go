package python

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// resolve gives every effect its binding, or its member of a class, and drops those rooted in names that the file does
// not declare.
func (lw *lowering) resolve() {
	lw.bindNonlocals()
	bindings := make([]lang.BindingID, len(lw.roots))
	for i, r := range lw.roots {
		bindings[i] = lw.m.Lookup(r.scope, lw.t.Node(r.name).Text())
	}
	walk.DropThis(lw.m, bindings)
	lw.findConflicts(bindings)
	kept := lw.m.Effects[:0]
	for i, e := range lw.m.Effects {
		if b := bindings[i]; b != lang.NoBinding {
			kept = lw.place(kept, e, &lw.roots[i], b)
		}
	}
	lw.m.Effects = slices.Clip(kept)
}

// findConflicts finds the imported names that something else writes too. Only for them are imports effects; of all
// others Binding.Import says everything.
func (lw *lowering) findConflicts(bindings []lang.BindingID) {
	lw.conflicting = map[lang.BindingID]bool{}
	for b, imports := range lw.importsOf {
		if lw.m.Bindings[b].Kind != lang.Imported || !lw.sameModule(imports) {
			lw.conflicting[b] = true
		}
	}
	for i, e := range lw.m.Effects {
		b := bindings[i]
		if e.Kind == lang.Write && e.Source != lang.FromImport && b != lang.NoBinding && lw.m.Bindings[b].Kind == lang.Imported {
			lw.conflicting[b] = true
		}
	}
}

// place appends the effect and notes it where it belongs.
func (lw *lowering) place(kept []lang.Effect, e lang.Effect, r *root, b lang.BindingID) []lang.Effect {
	if e.Source == lang.FromImport && !lw.conflicting[b] {
		return kept
	}
	if f := &lw.m.Funcs[lw.m.Bindings[b].Func]; f.This == b {
		return lw.placeThis(kept, e, r, f.Class)
	}
	if r.bare {
		return kept
	}
	if e.Kind == lang.Store && (len(e.Steps) > 0 || e.Source != lang.Plain) {
		// A Store has no steps of its own; without a value it says that the member is set to something.
		e.Steps, e.Source, e.Value = nil, lang.Plain, syntax.None
	}
	id := lang.EffectID(len(kept))
	lw.m.Bindings[b].Effects = append(lw.m.Bindings[b].Effects, id)
	if c := lw.m.Scopes[lw.m.Bindings[b].Scope].Class; c != lang.NoClass && !r.declares {
		if i, ok := lw.members[c][lw.m.Bindings[b].Name]; ok {
			mb := &lw.m.Classes[c].Members[i]
			mb.Effects = append(mb.Effects, id)
		}
	}
	return append(kept, e)
}

// placeThis turns an effect below self into one on the member that is the first step of its path.
func (lw *lowering) placeThis(kept []lang.Effect, e lang.Effect, r *root, c lang.ClassID) []lang.Effect {
	if !r.member {
		return kept // Of self itself: self(...), f(self), self[k] = v.
	}
	e, name, ok := walk.OfMember(e)
	if !ok {
		return kept
	}
	mb := lw.members.Of(lw.m, c, name, lw.t.Node(e.Node))
	if mb.Type == syntax.None && e.Kind == lang.Write {
		mb.Type = r.typ
	}
	if r.bare {
		return kept
	}
	if e.Kind == lang.Store && (len(e.Steps) > 0 || e.Source != lang.Plain) {
		e.Steps, e.Source, e.Value = nil, lang.Plain, syntax.None
	}
	mb.Effects = append(mb.Effects, lang.EffectID(len(kept)))
	return append(kept, e)
}

// declareMember notes what the body of a class declares: the last declaration counts, as it does in Python. It reports
// false for one that runs on some branches only after another was there; that one is an effect on the member.
func (lw *lowering) declareMember(c lang.ClassID, name string, n syntax.Node, fill func(*lang.Member)) bool {
	_, again := lw.members[c][name]
	if again && lw.Ctx.span != lw.classSpans[c] {
		return false
	}
	mb := lw.members.Of(lw.m, c, name, n)
	mb.Node, mb.Func, mb.Value, mb.Static = n.ID(), lang.NoFunc, syntax.None, true
	fill(mb)
	return true
}
