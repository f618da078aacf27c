package golang

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// place is where an expression like a.b["c"] leads: the members below a name.
type place struct {
	root   syntax.Node // the identifier; none when the expression starts with something else
	path   []string
	member bool // the first step is a selection
}

// placeOf takes apart selections and indexes; pointers are looked through. An index that is no plain string is a computed
// step.
func placeOf(n syntax.Node) (p place) {
	for {
		switch kindOf(n) {
		case kIdentifier:
			p.root = n
			slices.Reverse(p.path)
			return p
		case kSelector:
			p.path = append(p.path, n.Child(fField).Text())
			p.member = true
			n = n.Child(fOperand)
		case kIndex:
			key, _ := textOf(n.Child(fIndex))
			p.path = append(p.path, key)
			p.member = false
			n = n.Child(fOperand)
		case kUnary:
			if op := n.Child(fOperator).Text(); op != "&" && op != "*" {
				return place{}
			}
			n = n.Child(fOperand)
		case kParenthesized:
			n = only(n)
		default:
			return place{}
		}
	}
}

// shortVar declares and sets names: those that the block has already are only set.
func (lw *lowering) shortVar(n syntax.Node) {
	before := lw.Ctx.scope
	left, right := list(n.Child(fLeft)), n.Child(fRight)
	lw.declareAll(n, left, lang.Variable, syntax.None)
	lw.keep(right, before)
	lw.assignAll(n, left, list(right), "")
}

// varSpec reads a name or several of a var declaration.
func (lw *lowering) varSpec(n syntax.Node) { lw.spec(n, lang.Variable, list(n.Child(fValue))) }

func (lw *lowering) spec(n syntax.Node, k lang.BindingKind, values []syntax.Node) {
	names := named(n)
	if lw.Ctx.fn != 0 {
		before := lw.Ctx.scope
		if _, ok := lw.m.ScopeOf[n.ID()]; !ok {
			lw.m.ScopeOf[n.ID()] = before
		}
		lw.declareAll(n, names, k, n.Child(fType).ID())
		lw.keep(n.Child(fValue), before)
	}
	if len(values) == 0 {
		lw.zero(n, names)
		return
	}
	lw.assignAll(n, names, values, "")
}

// zero notes that names are declared without a value.
func (lw *lowering) zero(n syntax.Node, names []syntax.Node) {
	for _, name := range names {
		e := walk.Effect(lang.Write, n)
		e.Source = lang.Nothing
		lw.assign(name, e)
	}
}

// assignment sets names, members and elements.
func (lw *lowering) assignment(n syntax.Node) {
	op := n.Child(fOperator).Text()
	if op == "=" {
		op = ""
	}
	lw.assignAll(n, list(n.Child(fLeft)), list(n.Child(fRight)), op)
}

// step is x++ and x--.
func (lw *lowering) step(n syntax.Node) {
	e := walk.Effect(lang.Write, n)
	e.Source = lang.Opaque
	lw.assign(only(n), e)
}

// receive gives names what comes out of a channel.
func (lw *lowering) receive(n syntax.Node) {
	left := list(n.Child(fLeft))
	if n.HasToken(":=") {
		before := lw.Ctx.scope
		lw.declareAll(n, left, lang.Variable, syntax.None)
		lw.keep(n.Child(fRight), before)
	}
	for _, target := range left {
		e := walk.Effect(lang.Write, n)
		e.Source = lang.Opaque
		lw.assign(target, e)
	}
}

// assignAll adds the effects of giving the targets values, one by one, or the results of one call.
func (lw *lowering) assignAll(n syntax.Node, targets, values []syntax.Node, op string) {
	for i, target := range targets {
		e := walk.Effect(lang.Write, n)
		e.Op = op
		switch {
		case len(targets) == len(values):
			e.Value = values[i].ID()
		case len(values) == 1 && kindOf(values[0]) == kCall:
			e.Value, e.Source = values[0].ID(), lang.Result
			e.Steps = []lang.Step{{Index: i, Default: syntax.None}}
		case len(values) == 1 && i == 0: // v, ok := m[k], x.(T), <-c
			e.Value = values[0].ID()
		default:
			e.Source = lang.Opaque
		}
		lw.assign(target, e)
	}
}

// assign adds the effect of giving the target a value; e is the Write that a plain name would get.
func (lw *lowering) assign(target syntax.Node, e lang.Effect) {
	switch kindOf(target) {
	case kIdentifier:
		if target.Text() != "_" {
			lw.add(e, root{name: target.ID(), scope: lw.Ctx.scope})
		}
	case kSelector, kIndex:
		lw.store(target, e)
	case kParenthesized:
		lw.assign(only(target), e)
	case kUnary: // *p = v: what p points to is something else from now on
		if p := placeOf(target); !p.root.IsNone() && len(p.path) == 0 {
			e.Source = lang.Opaque
			e.Value, e.Steps = syntax.None, nil
			lw.add(e, root{name: p.root.ID(), scope: lw.Ctx.scope})
		}
	}
}

// store adds the effect of setting what a selection or index names.
func (lw *lowering) store(target syntax.Node, e lang.Effect) {
	e.Kind = lang.Store
	object := target.Child(fOperand)
	if kindOf(target) == kSelector {
		e.Key = target.Child(fField).Text()
	} else {
		e.KeyAt = target.Child(fIndex).ID()
	}
	p := placeOf(object)
	if p.root.IsNone() {
		return
	}
	if e.Source != lang.Plain {
		// A Store has no steps of its own; without a value it says that the member is set to something.
		e.Steps, e.Source, e.Value = nil, lang.Plain, syntax.None
	}
	e.Path = p.path
	lw.add(e, root{p.root.ID(), lw.Ctx.scope, p.member || len(p.path) == 0 && e.Key != ""})
}

// call adds the effects of a call on the object whose method it is and on its arguments.
func (lw *lowering) call(n syntax.Node) {
	f := n.Child(fFunction)
	if kindOf(f) == kSelector {
		e := walk.Effect(lang.Receive, n)
		e.Key = f.Child(fField).Text()
		lw.touch(e, f.Child(fOperand))
	}
	switch name := f.Text(); {
	case name == "delete":
		lw.remove(n)
		return
	case reads[name], strings.HasPrefix(name, "fmt.") && !strings.Contains(name, "can"):
		return
	}
	e := walk.Effect(lang.Pass, n)
	for a := range n.Child(fArguments).NamedChildren() {
		if kindOf(a) == kVariadic {
			a = only(a)
		}
		lw.touch(e, a)
		e.Arg++
	}
}

// remove is delete(m, key).
func (lw *lowering) remove(n syntax.Node) {
	object := only(n.Child(fArguments))
	p := placeOf(object)
	key := n.Child(fArguments).NamedLast()
	if p.root.IsNone() || key == object {
		return
	}
	e := walk.Effect(lang.Remove, n)
	e.Path, e.KeyAt = p.path, key.ID()
	lw.add(e, root{p.root.ID(), lw.Ctx.scope, p.member})
}

// reads are functions of the language that leave their arguments as they are.
var reads = map[string]bool{"len": true, "cap": true, "append": true, "panic": true, "print": true, "println": true, "make": true,
	"new": true, "min": true, "max": true, "close": true, "string": true}

// touch adds the effect of a call on the object n, if that is rooted in a name.
func (lw *lowering) touch(e lang.Effect, n syntax.Node) {
	p := placeOf(n)
	if p.root.IsNone() {
		return
	}
	e.Path, e.Call = p.path, e.Node
	lw.add(e, root{p.root.ID(), lw.Ctx.scope, p.member})
}
