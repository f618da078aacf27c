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

// exits marks the current block as one whose end is never reached. A break leaves a switch, but nothing around it.
func (l *lowerer) exits(byBreak bool) {
	b := l.block(l.top().arm)
	l.m.Blocks[b].Exits = true
	if byBreak {
		l.breaks[b] = true
	}
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
	var id lang.BlockID
	f.arm, id = l.newBlock(body, b)
	l.plan(body, f)
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
	f.arm, _ = l.newBlock(body, lang.Block{Branch: n.ID(), Loop: true})
	l.plan(body, f)

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
	first, blocks := l.planBlock(body, lang.Block{Branch: syntax.None}), 1
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
		all, breaks := true, false
		arms := l.m.Blocks[i : i+lang.BlockID(g.n)]
		for j := range arms {
			all = all && arms[j].Exits
			breaks = breaks || l.breaks[i+lang.BlockID(j)]
		}
		if g.kind == switched {
			fallThrough(arms)
			all = all && !breaks && arms[0].Arms == g.n
		}
		parent := l.m.Blocks[i].Parent
		if all && parent >= 0 {
			l.m.Blocks[parent].Exits = true
			if breaks {
				l.breaks[parent] = true
			}
		}
	}
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
