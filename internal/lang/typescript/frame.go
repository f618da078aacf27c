package typescript

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// frame is what surrounds the nodes of one subtree.
type frame struct {
	last     syntax.NodeID // the last node of the subtree
	scope    lang.ScopeID
	varScope lang.ScopeID // where var declares
	arm      int          // the block, an index into lowerer.arms
	fn       lang.FuncID
	class    lang.ClassID // the class of this, NoClass where this is something else
	static   bool         // this is the class itself
	local    bool         // inside a namespace or ambient module: exports are not the file's
	declared bool         // inside declare: nothing has a value here
	body     syntax.NodeID
	jumps
}

// jumps are the blocks behind which break, continue and throw go on; 0 where they leave the function.
type jumps struct {
	breaks, continues, throws lang.BlockID
	labels                    *label
}

// label is a labelled statement, the innermost first.
type label struct {
	outer *label
	name  string
	node  syntax.NodeID // of the statement
	block lang.BlockID
}

// planned is a frame that opens when the walk reaches its node.
type planned struct {
	node syntax.NodeID
	frame
}

func (l *lowerer) top() *frame { return &l.frames[len(l.frames)-1] }

// push opens f for the subtree of n, which the walk has reached.
func (l *lowerer) push(n syntax.Node, f frame) {
	f.last = n.Last()
	l.frames = append(l.frames, f)
}

// plan opens f when the walk reaches n, which lies ahead. The agenda is kept with the nearest node at its end; a node
// planned lies inside the subtree at hand, so that few entries are ever moved.
func (l *lowerer) plan(n syntax.Node, f frame) {
	if n.IsNone() {
		return
	}
	f.last = n.Last()
	l.agenda = append(l.agenda, planned{n.ID(), f})
	for i := len(l.agenda) - 1; i > 0 && l.agenda[i-1].node < l.agenda[i].node; i-- {
		l.agenda[i-1], l.agenda[i] = l.agenda[i], l.agenda[i-1]
	}
}

// enter brings the frames up to date for the node id.
func (l *lowerer) enter(id syntax.NodeID) {
	for l.top().last < id {
		l.frames = l.frames[:len(l.frames)-1]
	}
	for n := len(l.agenda); n > 0 && l.agenda[n-1].node <= id; n-- {
		// A node that was planned and then skipped with the subtree around it opens nothing.
		if p := l.agenda[n-1]; p.node == id {
			l.frames = append(l.frames, p.frame)
		}
		l.agenda = l.agenda[:n-1]
	}
}

// arm is a block that may not exist yet: those of expressions (a && b()) are made when an effect needs them.
type arm struct {
	parent int // index of the arm around it, -1 for the body of a function
	id     lang.BlockID
	block  lang.Block
}

// newArm adds an arm below the current one. It becomes a block on first use.
func (l *lowerer) newArm(n syntax.Node, b lang.Block) int {
	b.Node, b.Func = n.ID(), l.top().fn
	l.arms = append(l.arms, arm{parent: l.top().arm, id: -1, block: b})
	return len(l.arms) - 1
}

// newBlock adds an arm that is a block at once.
func (l *lowerer) newBlock(n syntax.Node, b lang.Block) (arm int, id lang.BlockID) {
	arm = l.newArm(n, b)
	return arm, l.block(arm)
}

// newBody adds the block of the function fn's body, which has no parent.
func (l *lowerer) newBody(n syntax.Node, fn lang.FuncID) (arm int, id lang.BlockID) {
	arm = l.newArm(n, lang.Block{Branch: syntax.None})
	l.arms[arm].parent, l.arms[arm].block.Func = -1, fn
	return arm, l.block(arm)
}

// block returns the block of an arm, making it and those around it if need be, outermost first.
func (l *lowerer) block(i int) lang.BlockID {
	var chain []int
	for j := i; l.arms[j].id < 0; j = l.arms[j].parent {
		chain = append(chain, j)
		if l.arms[j].parent < 0 {
			break
		}
	}
	for k := len(chain) - 1; k >= 0; k-- {
		a := &l.arms[chain[k]]
		a.block.Parent = -1
		if a.parent >= 0 {
			a.block.Parent = l.arms[a.parent].id
		}
		a.id = lang.BlockID(len(l.m.Blocks))
		l.m.Blocks = append(l.m.Blocks, a.block)
		l.m.BlockOf[a.block.Node] = a.id
	}
	return l.arms[i].id
}
