package python

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// maxNesting bounds how deep the targets of an assignment are taken apart. What is deeper is written with something
// unknown.
const maxNesting = 100

// place is where an expression like a.b["c"] leads: the members below a name.
type place struct {
	root   syntax.Node // the identifier; none when the expression starts with something else
	path   []string
	member bool // the first step is an attribute
}

// placeOf takes apart attributes and subscripts. A subscript that is no plain string is a computed step.
func placeOf(n syntax.Node) (p place) {
	for {
		switch kindOf(n) {
		case kIdentifier:
			p.root = n
			slices.Reverse(p.path)
			return p
		case kAttribute:
			p.path = append(p.path, n.Child(fAttribute).Text())
			p.member = true
			n = n.Child(fObject)
		case kSubscript:
			p.path = append(p.path, subscriptKey(n))
			p.member = false
			n = n.Child(fValue)
		case kParenthesized:
			n = only(n)
		case kCall:
			of, key := memberOfDict(n)
			if of.IsNone() {
				return place{}
			}
			p.path, p.member, n = append(p.path, key), false, of
		default:
			return place{}
		}
	}
}

// memberOfDict returns the d and the key of d.setdefault("key", …) and d.get("key"), whose value is a member of d; none for
// any other call.
func memberOfDict(call syntax.Node) (of syntax.Node, key string) {
	method := call.Child(fFunction)
	if kindOf(method) != kAttribute {
		return syntax.Node{}, ""
	}
	if name := method.Child(fAttribute).Text(); name != "setdefault" && name != "get" {
		return syntax.Node{}, ""
	}
	first := call.Child(fArguments).NamedFirst()
	if kindOf(first) != kString {
		return syntax.Node{}, ""
	}
	key, ok := plainString(first)
	if !ok || key == "" {
		return syntax.Node{}, ""
	}
	return method.Child(fObject), key
}

// subscriptKey returns the key of x["key"], empty for any other subscript.
func subscriptKey(n syntax.Node) string {
	if s := n.Child(fSubscript); kindOf(s) == kString {
		if text, ok := plainString(s); ok {
			return text
		}
	}
	return ""
}

func (lw *lowering) assignment(n syntax.Node) {
	left, right := n.Child(fLeft), n.Child(fRight)
	r := root{typ: typeOf(n)}
	if right.IsNone() {
		lw.annotate(n, left, r)
		return
	}
	// The inner parts of a chain a = b = value have the value of the whole chain.
	if kindOf(n.Parent()) != kAssignment {
		for kindOf(right) == kAssignment {
			right = right.Child(fRight)
		}
		lw.chain = right.ID()
	}
	e := walk.Effect(lang.Write, n)
	e.Value = lw.chain
	lw.assignTyped(left, e, r)
}

// annotate notes the type of a name or member declared without a value.
func (lw *lowering) annotate(n, left syntax.Node, r root) {
	switch kindOf(left) {
	case kIdentifier:
		s := lw.frameScope()
		b := lw.declare(s, left, lang.Variable)
		lw.setType(b, r.typ)
		if c := lw.m.Scopes[s].Class; c != lang.NoClass {
			if mb := lw.members.Of(lw.m, c, left.Text(), n); mb.Type == syntax.None {
				mb.Type, mb.Static = r.typ, true
			}
		}
	case kAttribute:
		r.bare = true
		lw.assignTyped(left, walk.Effect(lang.Write, n), r)
	}
}

func (lw *lowering) setType(b lang.BindingID, typ syntax.NodeID) {
	if b != lang.NoBinding && lw.m.Bindings[b].Type == syntax.None {
		lw.m.Bindings[b].Type = typ
	}
}

func (lw *lowering) augmented(n syntax.Node) {
	e := walk.Effect(lang.Write, n)
	e.Value, e.Op = n.Child(fRight).ID(), n.Child(fOperator).Text()
	lw.assign(n.Child(fLeft), e, 0)
}

// namedExpression writes to the function's scope, also from inside a comprehension.
func (lw *lowering) namedExpression(n syntax.Node) {
	e := walk.Effect(lang.Write, n)
	e.Value = n.Child(fValue).ID()
	lw.assign(n.Child(fName), e, 0)
}

// assign adds the effects of giving the target a value; e is the Write that a plain name would get.
func (lw *lowering) assign(target syntax.Node, e lang.Effect, depth int) {
	if depth > maxNesting {
		e.Source, e.Steps = lang.Opaque, nil
		lw.assignAll(target, e)
		return
	}
	switch kindOf(target) {
	case kTuplePattern, kListPattern, kPatternList, kTuple, kList, kExpressionList:
		if inner := parenthesized(target); !inner.IsNone() {
			lw.assign(inner, e, depth+1)
			return
		}
		lw.unpack(target, e, depth)
	case kParenthesized, kAsPatternTarget:
		lw.assign(only(target), e, depth+1)
	default:
		lw.assignTyped(target, e, root{typ: syntax.None})
	}
}

// parenthesized returns a of the target (a), which the grammar takes for a tuple.
func parenthesized(n syntax.Node) syntax.Node {
	if kindOf(n) != kTuplePattern || n.HasToken(",") {
		return syntax.Node{}
	}
	if c := only(n); kindOf(c) != kListSplatPattern {
		return c
	}
	return syntax.Node{}
}

// unpack assigns to the elements of a list of targets. Those behind a starred one are counted from the end.
func (lw *lowering) unpack(targets syntax.Node, e lang.Effect, depth int) {
	list := slices.Collect(targets.NamedChildren())
	star := slices.IndexFunc(list, isStarred)
	for i, c := range list {
		part := e
		step := lang.Step{Index: i, Default: syntax.None}
		switch {
		case i == star:
			c, step.Rest = only(c), true
			if star < len(list)-1 {
				part.Source = lang.Opaque // The rest without its end is no step.
			}
		case star >= 0 && i > star:
			step.Index = i - len(list)
		}
		part.Steps = append(slices.Clip(e.Steps), step)
		if part.Source == lang.Opaque {
			part.Steps = nil
		}
		lw.assign(c, part, depth+1)
	}
}

func isStarred(n syntax.Node) bool {
	k := kindOf(n)
	return k == kListSplatPattern || k == kListSplat
}

// assignAll writes all names below n.
func (lw *lowering) assignAll(n syntax.Node, e lang.Effect) {
	for c := range n.All() {
		if kindOf(c) == kIdentifier && c.Field() != fAttribute {
			lw.assignTyped(c, e, root{typ: syntax.None})
		}
	}
}

// assignTyped assigns to a name, an attribute or a subscript.
func (lw *lowering) assignTyped(target syntax.Node, e lang.Effect, r root) {
	switch kindOf(target) {
	case kIdentifier:
		lw.assignName(target, e, r)
	case kAttribute, kSubscript:
		lw.store(lang.Store, target, e, r)
	case kTuplePattern, kListPattern, kPatternList:
		lw.assign(target, e, 0)
	}
}

func (lw *lowering) assignName(name syntax.Node, e lang.Effect, r root) {
	s := lw.frameScope()
	if c := lw.Ctx.scope; lw.inner[c] && lw.m.Scopes[c].Node == e.Node {
		s = c // The variable of the comprehension itself.
	}
	lw.setType(lw.declare(s, name, lang.Variable), r.typ)
	r.name = name.ID()
	if c := lw.m.Scopes[s].Class; c != lang.NoClass && e.Source == lang.Plain && len(e.Steps) == 0 && e.Op == "" {
		r.declares = lw.declareMember(c, name.Text(), lw.t.Node(e.Node), func(mb *lang.Member) {
			mb.Value = e.Value
			if r.typ != syntax.None {
				mb.Type = r.typ
			}
		})
	} else if c != lang.NoClass {
		lw.members.Of(lw.m, c, name.Text(), lw.t.Node(e.Node)).Static = true
	}
	lw.add(e, r)
}

// store adds the effect of setting or deleting what an attribute or subscript names.
func (lw *lowering) store(k lang.EffectKind, target syntax.Node, e lang.Effect, r root) {
	e.Kind = k
	var object syntax.Node
	if kindOf(target) == kAttribute {
		object, e.Key = target.Child(fObject), target.Child(fAttribute).Text()
	} else {
		object, e.KeyAt = target.Child(fValue), subscriptOf(target).ID()
	}
	p := placeOf(object)
	if p.root.IsNone() {
		return
	}
	r.name, e.Path = p.root.ID(), p.path
	r.member = p.member || len(p.path) == 0 && e.Key != ""
	lw.add(e, r)
}

// subscriptOf returns the expression in the brackets of n; n itself, which has no known value, when there are several.
func subscriptOf(n syntax.Node) syntax.Node {
	var key syntax.Node
	for c := range n.NamedChildren() {
		if c.Field() != fSubscript {
			continue
		}
		if !key.IsNone() {
			return n
		}
		key = c
	}
	return key
}

// deletion unbinds names and removes members.
func (lw *lowering) deletion(n syntax.Node) {
	e := walk.Effect(lang.Write, n)
	e.Source = lang.Nothing
	targets := []syntax.Node{only(n)}
	for len(targets) > 0 {
		c := targets[len(targets)-1]
		targets = targets[:len(targets)-1]
		switch kindOf(c) {
		case kIdentifier:
			lw.assignName(c, e, root{typ: syntax.None})
		case kAttribute, kSubscript:
			remove := e
			remove.Source = lang.Plain
			lw.store(lang.Remove, c, remove, root{typ: syntax.None})
		case kExpressionList, kTuple, kList, kParenthesized:
			inner := slices.Collect(c.NamedChildren())
			slices.Reverse(inner)
			targets = append(targets, inner...)
		}
	}
}

// call adds the effects of a call on the object whose method it is and on its arguments.
func (lw *lowering) call(n syntax.Node) {
	if f := n.Child(fFunction); kindOf(f) == kAttribute {
		e := walk.Effect(lang.Receive, n)
		e.Key = f.Child(fAttribute).Text()
		lw.touch(e, f.Child(fObject))
	}
	args := n.Child(fArguments)
	if kindOf(args) == kGenerator {
		return // f(x for x in y): its one argument is no name.
	}
	e := walk.Effect(lang.Pass, n)
	for a := range args.NamedChildren() {
		switch kindOf(a) {
		case kKeywordArgument:
			a = a.Child(fValue)
		case kListSplat, kDictSplat:
			a = only(a)
		}
		lw.touch(e, a)
		e.Arg++
	}
}

// touch adds the effect of a call on the object n, if that is rooted in a name.
func (lw *lowering) touch(e lang.Effect, n syntax.Node) {
	p := placeOf(n)
	if p.root.IsNone() {
		return
	}
	e.Path, e.Call = p.path, e.Node
	lw.add(e, root{name: p.root.ID(), typ: syntax.None, member: p.member})
}
