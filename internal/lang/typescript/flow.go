package typescript

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// group is what is known of consecutive blocks that belong together; how they end says how the block around them ends.
type group struct {
	n    int // how many blocks
	kind groupKind
}

type groupKind uint8

const (
	choice   groupKind = iota // the arms of an if with else, covering all cases
	switched                  // the cases of a switch
	tried                     // try, and catch if there is one
	finally                   // a finally
)

// exits marks the current block as one whose end is never reached; things go on behind another.
func (l *lowerer) exits(behind lang.BlockID) {
	b := &l.m.Blocks[l.block(l.top().arm)]
	if !b.Exits { // what stands behind the first jump is never reached
		b.Exits, b.Behind = true, behind
	}
}

// jump is break and continue, with or without a label.
func (l *lowerer) jump(n syntax.Node) {
	f := l.top()
	to := f.continues
	if n.Is("break_statement") {
		to = f.breaks
	}
	if name := n.ByField("label"); !name.IsNone() {
		to = 0
		for at := f.labels; at != nil; at = at.outer {
			if at.name == name.Text() {
				to = at.block
				break
			}
		}
	}
	l.left[to] = true
	l.exits(to)
}

// labelled notes the label. A statement that is no loop becomes a block that may be left early, so that nothing in it
// is sure.
func (l *lowerer) labelled(n syntax.Node) {
	body := n.ByField("body")
	if body.IsNone() {
		return
	}
	f := *l.top()
	f.labels = &label{outer: f.labels, name: n.ByField("label").Text(), node: body.ID()}
	l.push(n, f)
	switch body.Type() {
	case "for_statement", "for_in_statement", "while_statement", "do_statement":
	default:
		f.arm, f.labels.block = l.newBlock(body, lang.Block{Branch: n.ID()})
		l.plan(body, f)
	}
}

// loopBody opens the block of a loop's body in f, which break and continue go on behind.
func (l *lowerer) loopBody(n, body syntax.Node, f *frame, b lang.Block) lang.BlockID {
	var id lang.BlockID
	f.arm, id = l.newBlock(body, b)
	f.breaks, f.continues = id, id
	if f.labels != nil && f.labels.node == n.ID() {
		f.labels.block = id
	}
	l.plan(body, *f)
	return id
}

// planBlock opens a block of its own for the subtree n.
func (l *lowerer) planBlock(n syntax.Node, b lang.Block) lang.BlockID {
	f := *l.top()
	var id lang.BlockID
	f.arm, id = l.newBlock(n, b)
	l.plan(n, f)
	return id
}

// exprArm plans a part of an expression that may not be evaluated. It becomes a block if an effect turns up in it.
func (l *lowerer) exprArm(n, arm syntax.Node, i, arms int) {
	if arm.IsNone() {
		return
	}
	f := *l.top()
	f.arm = l.newArm(arm, lang.Block{Branch: n.ID(), Arm: i, Arms: arms})
	l.plan(arm, f)
}

func (l *lowerer) ifStatement(n syntax.Node) {
	then, other := n.ByField("consequence"), n.ByField("alternative")
	if then.IsNone() {
		return
	}
	b := lang.Block{Branch: n.ID()}
	if !other.IsNone() {
		b.Arms = 2
	}
	first := l.planBlock(then, b)
	if other.IsNone() {
		return
	}
	b.Arm = 1
	l.planBlock(other, b)
	l.groups[first] = group{2, choice}
}

// switchStatement makes one arm of each case that has statements; labels above it (case 1: case 2: ...) share it.
func (l *lowerer) switchStatement(n syntax.Node) {
	f := *l.top()
	body := n.ByField("body")
	if declaresInCases(body) {
		f.scope = l.newScope(body, f.scope)
	}
	var cases []planned
	var blocks []lang.BlockID
	covers := false
	for c := range body.NamedChildren() {
		cf := f
		covers = covers || c.Is("switch_default")
		if !c.ByField("body").IsNone() {
			var id lang.BlockID
			cf.arm, id = l.newBlock(c, lang.Block{Branch: n.ID(), Arm: len(blocks)})
			cf.breaks = id
			blocks = append(blocks, id)
		}
		cases = append(cases, planned{c.ID(), cf})
	}
	for _, c := range slices.Backward(cases) { // the agenda has the nearest last
		l.plan(l.t.Node(c.node), c.frame)
	}
	if len(blocks) == 0 {
		return
	}
	l.groups[blocks[0]] = group{len(blocks), switched}
	if covers {
		for _, id := range blocks {
			l.m.Blocks[id].Arms = len(blocks)
		}
	}
}

func declaresInCases(body syntax.Node) bool {
	for c := range body.NamedChildren() {
		if declares(c) {
			return true
		}
	}
	return false
}

// loop gives the body of for, while and do a block that may run again, and but for do may not run at all.
func (l *lowerer) loop(n syntax.Node) {
	l.loopScope(n, n.ByField("initializer").Is("lexical_declaration"))
	f := *l.top()
	body := n.ByField("body")
	if body.IsNone() {
		return
	}
	b := lang.Block{Branch: n.ID(), Loop: true}
	if n.Is("do_statement") {
		b.Branch = syntax.None
	}
	id := l.loopBody(n, body, &f, b)
	again := n.ByField("increment")
	condition := n.ByField("condition")
	if n.Is("do_statement") {
		again = condition
	} else if !condition.IsNone() {
		f := *l.top()
		f.arm = l.newArm(condition, lang.Block{Branch: syntax.None, Loop: true})
		l.plan(condition, f)
	}
	if !again.IsNone() {
		l.m.BlockOf[again.ID()] = id
		l.plan(again, f)
	}
}

func (l *lowerer) loopScope(n syntax.Node, declares bool) {
	if declares {
		f := *l.top()
		f.scope = l.newScope(n, f.scope)
		l.push(n, f)
	}
}

// forIn is for ... of and for ... in.
func (l *lowerer) forIn(n syntax.Node) {
	left, body := n.ByField("left"), n.ByField("body")
	if left.IsNone() || body.IsNone() {
		return
	}
	word := n.ByField("kind").Type()
	l.loopScope(n, word == "let" || word == "const")
	f := *l.top()
	l.loopBody(n, body, &f, lang.Block{Branch: n.ID(), Loop: true})

	e := lang.Effect{Node: left.ID(), Value: n.ByField("right").ID(), Source: lang.Element}
	if n.ByField("operator").Type() == "in" {
		e.Source = lang.Key
	}
	scope, kind := f.scope, lang.Variable
	switch word {
	case "var":
		scope = f.varScope
	case "const":
		kind = lang.Constant
	}
	// The name is written anew each time round, as part of the body's block.
	l.frames = append(l.frames, f)
	l.targets(left, func(t target) {
		if word != "" && t.binds() {
			l.write(l.declare(scope, kind, t.node, syntax.Node{}), t, e)
			return
		}
		l.assign(t, e)
	})
	l.frames = l.frames[:len(l.frames)-1]
}

// try runs its body and its finally always; catch is one arm without another.
func (l *lowerer) try(n syntax.Node) {
	body, handler, last := n.ByField("body"), n.ByField("handler"), n.ByField("finalizer")
	if body.IsNone() {
		return
	}
	f := *l.top()
	arm, first := l.newBlock(body, lang.Block{Branch: syntax.None})
	f.arm = arm
	blocks := 1
	if !handler.IsNone() {
		f.throws = first
	}
	l.plan(body, f)
	if !handler.IsNone() {
		l.planBlock(handler, lang.Block{Branch: n.ID()})
		blocks = 2
	}
	l.groups[first] = group{blocks, tried}
	if !last.IsNone() {
		l.groups[l.planBlock(last, lang.Block{Branch: syntax.None})] = group{1, finally}
	}
}

func (l *lowerer) catch(n syntax.Node) {
	p := n.ByField("parameter")
	if p.IsNone() {
		return
	}
	f := *l.top()
	f.scope = l.newScope(n, f.scope)
	l.push(n, f)
	l.targets(p, func(t target) {
		if t.binds() {
			b := l.declare(f.scope, lang.Caught, t.node, typeOf(n))
			l.write(b, t, lang.Effect{Node: p.ID(), Value: syntax.None, Source: lang.Opaque})
		}
	})
}

// finishBlocks works out which blocks end early because all that may end them does. Blocks inside a group have higher
// ids than its first, so that each group is complete when it is met from the end.
func (l *lowerer) finishBlocks() {
	for i := lang.BlockID(len(l.m.Blocks)) - 1; i >= 0; i-- {
		g, ok := l.groups[i]
		if !ok {
			continue
		}
		all, behind := l.allExit(i, g)
		arms := l.m.Blocks[i : i+lang.BlockID(g.n)]
		if g.kind == switched {
			all = all && arms[0].Arms == g.n
			fallThrough(arms)
		}
		if parent := arms[0].Parent; all && parent >= 0 {
			b := &l.m.Blocks[parent]
			b.Exits, b.Behind = true, max(b.Behind, behind)
		}
	}
}

// allExit reports whether all arms of the group at first leave it, and behind which block things go on at the latest.
// That is the innermost: what is behind it is before the ends of those around it.
func (l *lowerer) allExit(first lang.BlockID, g group) (all bool, behind lang.BlockID) {
	all = true
	for i := first; i < first+lang.BlockID(g.n); i++ {
		b := &l.m.Blocks[i]
		all = all && b.Exits && !l.left[i]
		if b.Behind != first || g.kind != tried { // what a try throws goes on in its catch
			behind = max(behind, b.Behind)
		}
	}
	return all, behind
}

// fallThrough makes the cases of a switch independent of each other when one runs on into the next.
func fallThrough(arms []lang.Block) {
	for _, b := range arms[:len(arms)-1] {
		if b.Exits {
			continue
		}
		for j := range arms {
			arms[j].Branch, arms[j].Arm, arms[j].Arms = arms[j].Node, 0, 0
		}
		return
	}
}
