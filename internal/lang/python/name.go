package python

import (
	"cmp"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// root is the name in which an effect is rooted, to be looked up when all names are known.
type root struct {
	name     syntax.NodeID // the identifier
	scope    lang.ScopeID
	typ      syntax.NodeID // the annotation of a target, else None
	member   bool          // the first step below the root is written as an attribute, .name
	declares bool          // the effect is what a member of a class is declared with
	bare     bool          // an annotation without a value: no effect, only a type
}

// nonlocal is a name that a scope takes from a function around it.
type nonlocal struct {
	scope lang.ScopeID
	name  string
}

func (lw *lowering) addScope(s lang.Scope) lang.ScopeID {
	lw.inner = append(lw.inner, false)
	return walk.AddScope(lw.m, s)
}

// frameScope returns the scope that assignments write to: that of a comprehension holds its own variables only.
func (lw *lowering) frameScope() lang.ScopeID {
	s := lw.Ctx.scope
	for lw.inner[s] {
		s = lw.m.Scopes[s].Parent
	}
	return s
}

// declare returns the binding of the name in the scope, a new one when there is none. A nonlocal name has none yet.
func (lw *lowering) declare(scope lang.ScopeID, name syntax.Node, k lang.BindingKind) lang.BindingID {
	text := name.Text()
	if text == "" { // Put in by the parser to go on after an error.
		return lang.NoBinding
	}
	if b, ok := lw.m.Scopes[scope].Names[text]; ok {
		return b
	}
	if _, ok := lw.nonlocals[nonlocal{scope, text}]; ok {
		return lang.NoBinding
	}
	return walk.Bind(lw.m, scope, name, text, k)
}

func (lw *lowering) global(n syntax.Node) {
	s := lw.frameScope()
	for c := range n.NamedChildren() {
		if b := lw.declare(0, c, lang.Variable); b != lang.NoBinding {
			lw.m.Scopes[s].Names[c.Text()] = b
		}
	}
}

func (lw *lowering) nonlocal(n syntax.Node) {
	s := lw.frameScope()
	for c := range n.NamedChildren() {
		if _, ok := lw.m.Scopes[s].Names[c.Text()]; !ok && s > 0 {
			lw.nonlocals[nonlocal{s, c.Text()}] = c.ID()
		}
	}
}

// bindNonlocals gives nonlocal names the bindings of the functions around, which may be declared further down. Outer
// scopes come first, so that a name can be handed on inwards.
func (lw *lowering) bindNonlocals() {
	list := slices.SortedFunc(maps.Values(lw.nonlocals), cmp.Compare[syntax.NodeID])
	clear(lw.nonlocals)
	for _, id := range list {
		name := lw.t.Node(id)
		scope := lw.m.ScopeAt(name)
		for lw.inner[scope] {
			scope = lw.m.Scopes[scope].Parent
		}
		around := lw.m.Scopes[scope].Parent
		for lw.m.Scopes[around].Class != lang.NoClass {
			around = lw.m.Scopes[around].Parent
		}
		b := lw.m.Lookup(around, name.Text())
		if b == lang.NoBinding || lw.m.Bindings[b].Scope == 0 {
			lw.declare(scope, name, lang.Variable)
			continue
		}
		lw.m.Scopes[scope].Names[name.Text()] = b
	}
}

func (lw *lowering) typeAlias(n syntax.Node) {
	if name := only(only(n)); kindOf(name) == kIdentifier {
		lw.declare(lw.frameScope(), name, lang.TypeName)
	}
}

// add notes an effect below the root r. It gets its binding, or is left out, in resolve.
func (lw *lowering) add(e lang.Effect, r root) {
	e.Block, e.Func = lw.Made(lw.Ctx.span), lw.Ctx.fn
	r.scope = lw.Ctx.scope
	lw.m.Effects = append(lw.m.Effects, e)
	lw.roots = append(lw.roots, r)
}
