package python

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// span is a block that may not be made yet: the arms of an expression become blocks only when something happens in one
// of them.
type span struct {
	block  lang.Block
	parent int32
	id     lang.BlockID // -1 until made
	first  int32        // the arms made together are the spans [first, first+count)
	count  int32
}

// arms adds spans for the parts of an expression, of which one runs, or none.
func (lw *lowering) arms(branch syntax.Node, loop bool, total int, parts ...syntax.Node) int32 {
	first := int32(len(lw.spans))
	for i, p := range parts {
		lw.spans = append(lw.spans, span{
			block:  lang.Block{Parent: -1, Func: lw.ctx.fn, Node: p.ID(), Branch: branch.ID(), Arm: i, Arms: total, Loop: loop},
			parent: lw.ctx.span, id: -1, first: first, count: int32(len(parts)),
		})
	}
	return first
}

// block adds a span for b below parent, and makes it.
func (lw *lowering) block(b lang.Block, parent int32) int32 {
	i := int32(len(lw.spans))
	b.Parent = -1
	lw.spans = append(lw.spans, span{block: b, parent: parent, id: -1, first: i, count: 1})
	lw.made(i)
	return i
}

// made returns the block of the span, with all around it.
func (lw *lowering) made(i int32) lang.BlockID {
	if id := lw.spans[i].id; id >= 0 {
		return id
	}
	var chain []int32
	for j := i; j >= 0 && lw.spans[j].id < 0; j = lw.spans[j].parent {
		chain = append(chain, j)
	}
	for _, j := range slices.Backward(chain) {
		first, count := lw.spans[j].first, lw.spans[j].count
		for k := first; k < first+count; k++ {
			lw.make(&lw.spans[k])
		}
	}
	return lw.spans[i].id
}

func (lw *lowering) make(s *span) {
	if s.parent >= 0 {
		s.block.Parent = lw.spans[s.parent].id
	}
	s.id = lang.BlockID(len(lw.m.Blocks))
	lw.m.Blocks = append(lw.m.Blocks, s.block)
	lw.m.BlockOf[s.block.Node] = s.id
}

// arm opens a block of statements at n: arm number i of branch, of which there are total that cover all cases. Without a
// branch it always runs.
func (lw *lowering) arm(n, branch syntax.Node, i, total int, loop bool) {
	if n.IsNone() {
		return
	}
	ctx := lw.ctx
	ctx.body = true
	ctx.span = lw.block(lang.Block{
		Func: ctx.fn, Node: n.ID(), Branch: branch.ID(), Arm: i, Arms: total, Loop: loop,
	}, lw.ctx.span)
	if loop {
		ctx.loop = lw.spans[ctx.span].id
	}
	lw.open(n, ctx)
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
		lw.contexts[lw.opens[n.Child(fConsequence).ID()]-1].typeOnly = true
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
	outer := lw.ctx
	if o := bodySpan(lw, body); o >= 0 {
		lw.ctx.span = o
		lw.m.BlockOf[left.ID()] = lw.spans[o].id
	}
	e := newEffect(lang.Write, left)
	e.Value, e.Source = right.ID(), lang.Element
	lw.assign(left, e, 0)
	lw.ctx = outer
}

// bodySpan returns the span opened at body, or -1.
func bodySpan(lw *lowering, body syntax.Node) int32 {
	if body.IsNone() || lw.opens[body.ID()] == 0 {
		return -1
	}
	return lw.contexts[lw.opens[body.ID()]-1].span
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
	lw.enter(n, lw.ctx)
	lw.frames[len(lw.frames)-1].try = n.ID()
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
				lw.contexts[lw.opens[body.ID()]-1].throw = lw.spans[span].id
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
	first := lw.arms(n, false, 2, yes, no)
	lw.openSpan(yes, first)
	lw.openSpan(no, first+1)
}

func (lw *lowering) boolean(n syntax.Node) {
	if right := n.Child(fRight); !right.IsNone() {
		lw.openSpan(right, lw.arms(n, false, 0, right))
	}
}

func (lw *lowering) openSpan(n syntax.Node, span int32) {
	ctx := lw.ctx
	ctx.span, ctx.body = span, false
	lw.open(n, ctx)
}
