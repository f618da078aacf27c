package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// arm opens a block of statements at n: arm number i of branch, of which there are total that cover all cases. Without a
// branch it always runs.
func (lw *lowering) arm(n, branch syntax.Node, i, total int, loop bool) {
	if n.IsNone() {
		return
	}
	ctx := lw.Ctx
	ctx.body = true
	ctx.span = lw.Block(lang.Block{
		Func: ctx.fn, Node: n.ID(), Branch: branch.ID(), Arm: i, Arms: total, Loop: loop,
	}, lw.Ctx.span)
	if loop {
		ctx.loop = lw.ID(ctx.span)
	}
	lw.Open(n, ctx)
}

func (lw *lowering) ifStatement(n syntax.Node) {
	clauses := []syntax.Node{n}
	total := 0
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kElse:
			total = len(clauses) + 1
			clauses = append(clauses, c)
		case kElif:
			clauses = append(clauses, c)
		}
	}
	for i, c := range clauses {
		lw.arm(bodyOf(c), n, i, total, false)
	}
	if isTypeChecking(n.Child(fCondition)) && !n.Child(fConsequence).IsNone() {
		lw.Opened(n.Child(fConsequence)).typeOnly = true
	}
}

// isTypeChecking recognises the condition that holds only for type checkers.
func isTypeChecking(n syntax.Node) bool {
	if kindOf(n) == kAttribute {
		n = n.Child(fAttribute)
	}
	return kindOf(n) == kIdentifier && n.Text() == "TYPE_CHECKING"
}

// bodyOf returns the block of a statement or clause, whatever its role is called.
func bodyOf(n syntax.Node) syntax.Node {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if f := c.Field(); f == fBody || f == fConsequence || c.Is("block") {
			return c
		}
	}
	return syntax.Node{}
}

// forStatement writes the targets in the block of the body: they have their values there, one after the other.
func (lw *lowering) forStatement(n syntax.Node) {
	left, right, body := n.Child(fLeft), n.Child(fRight), n.Child(fBody)
	branch := n
	if literal := kindOf(right); (literal == kList || literal == kTuple) && !only(right).IsNone() {
		branch = syntax.Node{} // A list that is written out and not empty is gone through at least once.
	}
	lw.loop(n, branch, body)
	if left.IsNone() {
		return
	}
	outer := lw.Ctx
	if o := bodySpan(lw, body); o >= 0 {
		lw.Ctx.span = o
		lw.m.BlockOf[left.ID()] = lw.ID(o)
	}
	e := walk.Effect(lang.Write, left)
	e.Value, e.Source = right.ID(), lang.Element
	lw.assign(left, e, 0)
	lw.Ctx = outer
}

// bodySpan returns the span opened at body, or -1.
func bodySpan(lw *lowering, body syntax.Node) int32 {
	if ctx := lw.Opened(body); ctx != nil {
		return ctx.span
	}
	return -1
}

func (lw *lowering) whileStatement(n syntax.Node) {
	branch := n
	if c := n.Child(fCondition); kindOf(c) == kTrue || kindOf(c) == kInteger && c.Text() != "0" {
		branch = syntax.Node{}
	}
	lw.loop(n, branch, n.Child(fBody))
}

// loop opens the body of the loop n. Its else clause runs unless a break left the loop.
func (lw *lowering) loop(n, branch, body syntax.Node) {
	lw.arm(body, branch, 0, 0, true)
	for c := range n.NamedChildren() {
		if kindOf(c) == kElse {
			lw.arm(bodyOf(c), n, 1, 0, false)
		}
	}
}

// try opens the bodies of a try statement. The try body is taken to run, and each handler may.
func (lw *lowering) try(n syntax.Node) {
	lw.Enter(n, lw.Ctx)
	body := n.Child(fBody)
	lw.arm(body, syntax.Node{}, 0, 0, false)
	handlers := 0
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kExcept, kExceptGroup:
			// The clause, not its block: the name it binds is written inside.
			lw.arm(c, n, handlers, 0, false)
			handlers++
			if span := bodySpan(lw, body); span >= 0 {
				lw.Opened(body).throw = lw.ID(span)
			}
		case kElse, kFinally:
			lw.arm(bodyOf(c), syntax.Node{}, 0, 0, false)
		}
	}
}

// match opens the cases. They cover everything when the last one takes whatever comes.
func (lw *lowering) match(n syntax.Node) {
	var cases []syntax.Node
	for c := range n.Child(fBody).NamedChildren() {
		if kindOf(c) == kCaseClause {
			cases = append(cases, c)
		}
	}
	total := 0
	if len(cases) > 0 && irrefutable(cases[len(cases)-1]) {
		total = len(cases)
	}
	for i, c := range cases {
		lw.arm(c, n, i, total, false)
	}
}

// conditional opens the arms of `y if x else z`.
func (lw *lowering) conditional(n syntax.Node) {
	yes, _, no := conditionalParts(n)
	if yes.IsNone() || no.IsNone() {
		return
	}
	first := lw.Arms(lang.Block{Func: lw.Ctx.fn, Branch: n.ID(), Arms: 2}, lw.Ctx.span, yes, no)
	lw.openSpan(yes, first)
	lw.openSpan(no, first+1)
}

func (lw *lowering) boolean(n syntax.Node) {
	if right := n.Child(fRight); !right.IsNone() {
		lw.openSpan(right, lw.Arms(lang.Block{Func: lw.Ctx.fn, Branch: n.ID()}, lw.Ctx.span, right))
	}
}

func (lw *lowering) openSpan(n syntax.Node, span int32) {
	ctx := lw.Ctx
	ctx.span, ctx.body = span, false
	lw.Open(n, ctx)
}
