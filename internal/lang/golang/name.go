package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// root is the name in which an effect is rooted, to be looked up when all names are known.
type root struct {
	name   syntax.NodeID // the identifier
	scope  lang.ScopeID
	member bool // the first step below the root is written as a selection, .name
}

// place gives a statement the scope that holds where it stands: names declared before it in its block.
func (lw *lowering) place(n syntax.Node) {
	if lw.Ctx.scope == 0 || !n.Named() {
		return
	}
	p := n.Parent()
	if p.ID() != lw.Ctx.home && (kindOf(p) != kForClause || p.Parent().ID() != lw.Ctx.home) {
		return
	}
	if _, ok := lw.m.ScopeOf[n.ID()]; !ok {
		lw.m.ScopeOf[n.ID()] = lw.Ctx.scope
	}
}

// declare returns the binding of the name in the scope, a new one when there is none.
func (lw *lowering) declare(scope lang.ScopeID, name syntax.Node, text string, k lang.BindingKind) lang.BindingID {
	if text == "" || text == "_" { // Put in by the parser to go on after an error, or no name.
		return lang.NoBinding
	}
	if b, ok := lw.m.Scopes[scope].Names[text]; ok {
		return b
	}
	return walk.Bind(lw.m, scope, name, text, k)
}

// inBlock returns the binding that the block at hand has for the name, NoBinding where it has none.
func (lw *lowering) inBlock(text string) lang.BindingID {
	for s := lw.Ctx.scope; s != lw.Ctx.base && s >= 0; s = lw.m.Scopes[s].Parent {
		if b, ok := lw.m.Scopes[s].Names[text]; ok {
			return b
		}
	}
	return lang.NoBinding
}

// declareAll declares names of the block at hand that the statement n introduces, and returns the scope they are in. What
// stands before n in the block keeps what the names meant there.
func (lw *lowering) declareAll(n syntax.Node, names []syntax.Node, k lang.BindingKind, typ syntax.NodeID) lang.ScopeID {
	fresh := !lw.Ctx.own
	var missing []syntax.Node
	for _, name := range names {
		text := name.Text()
		if k := kindOf(name); k != kIdentifier && k != kTypeIdentifier || text == "_" || lw.inBlock(text) != lang.NoBinding {
			continue
		}
		missing = append(missing, name)
		fresh = fresh || lw.m.Lookup(lw.Ctx.scope, text) != lang.NoBinding
	}
	if len(missing) > 0 && fresh {
		lw.Ctx.scope = lw.addOpenScope(n)
		lw.Ctx.own = true
	}
	for _, name := range missing {
		if b := lw.declare(lw.Ctx.scope, name, name.Text(), k); b != lang.NoBinding {
			lw.m.Bindings[b].Type = typ
		}
		lw.m.ScopeOf[name.ID()] = lw.Ctx.scope
	}
	return lw.Ctx.scope
}

// addOpenScope adds a scope for what follows n in its block. No node opens it: its statements are given it one by one.
func (lw *lowering) addOpenScope(n syntax.Node) lang.ScopeID {
	id := lang.ScopeID(len(lw.m.Scopes))
	lw.m.Scopes = append(lw.m.Scopes, lang.Scope{
		Parent: lw.Ctx.scope, Node: n.ID(), Func: lw.Ctx.fn, Class: lang.NoClass, Names: map[string]lang.BindingID{},
	})
	return id
}

// add notes an effect below the root r. It gets its binding, or is left out, in resolve.
func (lw *lowering) add(e lang.Effect, r root) {
	e.Block, e.Func = lw.Made(lw.Ctx.span), lw.Ctx.fn
	lw.m.Effects = append(lw.m.Effects, e)
	lw.roots = append(lw.roots, r)
}

// keep makes n, which stands behind a declaration in the text, mean what it means before it.
func (lw *lowering) keep(n syntax.Node, before lang.ScopeID) {
	if n.IsNone() || before == lw.Ctx.scope {
		return
	}
	ctx := lw.Ctx
	ctx.scope, ctx.fixed, ctx.body = before, true, false
	lw.m.ScopeOf[n.ID()] = before
	lw.Open(n, ctx)
}
