package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// arm opens a block of statements at n: arm number i of branch, of which there are total that cover all cases. Without a
// branch it always runs. It returns the block.
func (lw *lowering) arm(n, branch syntax.Node, i, total int, loop bool) lang.BlockID {
	if n.IsNone() {
		return 0
	}
	ctx := lw.Ctx
	ctx.body, ctx.fixed = true, false
	ctx.span = lw.Block(lang.Block{
		Func: ctx.fn, Node: n.ID(), Branch: branch.ID(), Arm: i, Arms: total, Loop: loop,
	}, lw.Ctx.span)
	id := lw.ID(ctx.span)
	if loop {
		ctx.next, ctx.leave = id, id
	} else if branch.ID() != syntax.None && kindOf(branch) != kIf {
		ctx.leave = id // of a switch
	}
	lw.Open(n, ctx)
	return id
}

// within opens the subtree of n for the names that it declares, such as those of `if x := f(); x`.
func (lw *lowering) within(n syntax.Node) {
	ctx := lw.Ctx
	ctx.body, ctx.fixed = false, false
	lw.enter(n, ctx)
}

// bareBlock gives a block that no statement has opened names of its own.
func (lw *lowering) bareBlock(n syntax.Node) {
	if lw.Opened(n) == nil {
		lw.within(n)
	}
}

// ifStatement opens the arms. An `else if` is an if in the other arm.
func (lw *lowering) ifStatement(n syntax.Node) {
	lw.within(n)
	otherwise := n.Child(fAlternative)
	total := 0
	if !otherwise.IsNone() {
		total = 2
	}
	lw.arm(n.Child(fConsequence), n, 0, total, false)
	lw.arm(otherwise, n, 1, total, false)
}

// forStatement opens the body. One without a condition runs; any other may not.
func (lw *lowering) forStatement(n syntax.Node) {
	lw.within(n)
	branch := n
	if head := only(n); head.Field() == fBody {
		branch = syntax.Node{}
	}
	body := n.Child(fBody)
	id := lw.arm(body, branch, 0, 0, true)
	lw.label(n, jump{id, id})
}

// label notes where things go on after `break L` and `continue L`.
func (lw *lowering) label(n syntax.Node, j jump) {
	if p := n.Parent(); kindOf(p) == kLabeled {
		lw.labels[only(p).Text()] = j
	}
}

// rangeClause gives the names of `for k, v := range x` their values: with one name, or the first of two, the key or index.
func (lw *lowering) rangeClause(n syntax.Node) {
	before := lw.Ctx.scope
	left, right := list(n.Child(fLeft)), n.Child(fRight)
	if n.HasToken(":=") {
		lw.declareAll(n, left, lang.Variable, syntax.None)
	}
	lw.keep(right, before)
	body := n.Parent().Child(fBody)
	outer := lw.Ctx.span
	if ctx := lw.Opened(body); ctx != nil {
		lw.Ctx.span = ctx.span
		lw.m.BlockOf[n.Child(fLeft).ID()] = lw.ID(lw.Ctx.span)
	}
	for i, target := range left {
		e := walk.Effect(lang.Write, n)
		e.Value, e.Source = right.ID(), lang.Element
		if i == 0 {
			e.Source = lang.Key
		}
		lw.assign(target, e)
	}
	lw.Ctx.span = outer
	delete(lw.m.BlockOf, syntax.None)
}

// switchStatement opens the cases of an expression switch.
func (lw *lowering) switchStatement(n syntax.Node) {
	lw.within(n)
	lw.cases(n, false)
}

// typeSwitch gives `switch v := x.(type)` its name: x in every case.
func (lw *lowering) typeSwitch(n syntax.Node) {
	lw.within(n)
	if names := list(n.Child(fAlias)); len(names) == 1 {
		before := lw.Ctx.scope
		lw.declareAll(n.Child(fAlias), names, lang.Variable, syntax.None)
		lw.keep(n.Child(fValue), before)
		e := walk.Effect(lang.Write, n)
		e.Value = n.Child(fValue).ID()
		lw.assign(names[0], e)
	}
	lw.cases(n, false)
}

// selectStatement opens the cases, of which one runs.
func (lw *lowering) selectStatement(n syntax.Node) { lw.cases(n, true) }

// cases opens the cases of a switch or select. They cover everything when one is the default.
func (lw *lowering) cases(n syntax.Node, all bool) {
	var cases []syntax.Node
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kDefaultCase:
			all = true
			cases = append(cases, c)
		case kExpressionCase, kTypeCase, kCommunicationCase:
			cases = append(cases, c)
		}
	}
	total := 0
	if all {
		total = len(cases)
	}
	for i, c := range cases {
		id := lw.arm(c, n, i, total, false)
		if i == 0 {
			lw.label(n, jump{leave: id})
		}
	}
}

// binary opens the right side of && and ||, which may not run.
func (lw *lowering) binary(n syntax.Node) {
	if op := n.Child(fOperator).Text(); op != "&&" && op != "||" {
		return
	}
	right := n.Child(fRight)
	if right.IsNone() || lw.Opened(right) != nil {
		return
	}
	ctx := lw.Ctx
	ctx.body, ctx.fixed = false, true
	ctx.span = lw.Arms(lang.Block{Func: ctx.fn, Branch: n.ID()}, lw.Ctx.span, right)
	lw.Open(right, ctx)
}
