package golang

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
)

// resolve gives every effect its binding, or its member of a class, and drops those rooted in names that the file does
// not declare.
func (lw *lowering) resolve() {
	bindings := make([]lang.BindingID, len(lw.roots))
	for i, r := range lw.roots {
		bindings[i] = lw.m.Lookup(r.scope, lw.t.Node(r.name).Text())
	}
	walk.DropThis(lw.m, bindings)
	kept := lw.m.Effects[:0]
	for i, e := range lw.m.Effects {
		if b := bindings[i]; b != lang.NoBinding {
			kept = lw.settle(kept, e, &lw.roots[i], b)
		}
	}
	lw.m.Effects = slices.Clip(kept)
}

// settle appends the effect and notes it where it belongs.
func (lw *lowering) settle(kept []lang.Effect, e lang.Effect, r *root, b lang.BindingID) []lang.Effect {
	if f := &lw.m.Funcs[lw.m.Bindings[b].Func]; f.This == b && f.Class != lang.NoClass {
		return lw.settleField(kept, e, r, f.Class)
	}
	lw.m.Bindings[b].Effects = append(lw.m.Bindings[b].Effects, lang.EffectID(len(kept)))
	return append(kept, e)
}

// settleField turns an effect below a receiver into one on the member that is the first step of its path.
func (lw *lowering) settleField(kept []lang.Effect, e lang.Effect, r *root, c lang.ClassID) []lang.Effect {
	if !r.member {
		return kept // Of the receiver itself: f(r), r[k] = v.
	}
	e, name, ok := walk.OfMember(e)
	if !ok {
		return kept
	}
	mb := lw.member(c, name, lw.t.Node(e.Node))
	if mb == nil {
		return kept
	}
	mb.Effects = append(mb.Effects, lang.EffectID(len(kept)))
	return append(kept, e)
}
