package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// class adds a class. Its body runs with the code around it, in a scope of its own.
func (lw *lowering) class(n syntax.Node) {
	name, body := n.Child(fName), n.Child(fBody)
	id := lang.ClassID(len(lw.m.Classes))
	c := lang.Class{
		Name: name.Text(), Node: n.ID(), Func: lw.Ctx.fn, Binding: lang.NoBinding, Decorators: ids(decoratorsOf(n)),
	}
	for b := range n.Child(fSuperclass).NamedChildren() {
		switch kindOf(b) {
		case kKeywordArgument:
			c.Keywords = append(c.Keywords, argument(b))
		case kDictSplat:
			c.Keywords = append(c.Keywords, argument(b))
		case kSubscript:
			c.Bases = append(c.Bases, b.ByField("value").ID()) // Repository[User] is a Repository
		default:
			c.Bases = append(c.Bases, b.ID())
		}
	}
	lw.m.Classes = append(lw.m.Classes, c)
	lw.members = append(lw.members, map[string]int{})
	lw.classSpans = append(lw.classSpans, lw.Ctx.span)
	lw.m.ClassOf[n.ID()] = id
	lw.define(n, name, lang.ClassName, lang.NoFunc, id)
	if body.IsNone() {
		return
	}
	ctx := lw.Ctx
	ctx.scope = lw.addScope(lang.Scope{Parent: lw.Ctx.scope, Node: body.ID(), Func: lw.Ctx.fn, Class: id})
	lw.Open(body, ctx)
}

// comprehension gives the elements a scope of their own, and a block that may run any number of times. The first
// iterable belongs to what is around it.
func (lw *lowering) comprehension(n syntax.Node) {
	ctx := lw.Ctx
	ctx.body = false
	outer := ctx
	ctx.span = lw.Arms(lang.Block{Func: lw.Ctx.fn, Branch: n.ID(), Loop: true}, lw.Ctx.span, n)
	ctx.scope = lw.addScope(lang.Scope{Parent: lw.Ctx.scope, Node: n.ID(), Func: lw.Ctx.fn, Class: lang.NoClass})
	lw.inner[ctx.scope] = true
	lw.Enter(n, ctx)
	first := true
	for c := range n.NamedChildren() {
		if kindOf(c) != kForIn {
			continue
		}
		right := c.Child(fRight)
		if first && !right.IsNone() {
			lw.Open(right, outer)
			if !isLiteral(kindOf(right)) {
				lw.m.ScopeOf[right.ID()] = outer.scope
			}
		}
		first = false
		e := walk.Effect(lang.Write, n)
		e.Value, e.Source = right.ID(), lang.Element
		lw.assign(c.Child(fLeft), e, 0)
	}
}

// asPattern writes what `with value as target` enters or `except Error as name` catches. Those of match statements
// belong to their case.
func (lw *lowering) asPattern(n syntax.Node) {
	target := n.Child(fAlias)
	e := walk.Effect(lang.Write, n)
	switch kindOf(n.Parent()) {
	case kExcept, kExceptGroup:
		e.Source = lang.Opaque
		if name := only(target); kindOf(name) == kIdentifier {
			lw.declare(lw.frameScope(), name, lang.Caught)
		}
	default:
		if target.IsNone() {
			return
		}
		e.Source, e.Value = lang.Context, only(n).ID()
	}
	lw.assign(target, e, 0)
}
