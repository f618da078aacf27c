package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// jumps are the blocks behind which things go on after break and continue, and after an exception; 0 where those leave
// the function.
type jumps struct{ loop, throw lang.BlockID }

// exit says of a statement or block whether its end is never reached, and behind which block things go on instead.
type exit struct {
	stops  bool
	behind lang.BlockID
}

// and joins what two arms do. Of two blocks behind which things go on the inner one counts, which has the higher id: what
// stands behind it comes before the ends of those around it.
func (x exit) and(y exit) exit { return exit{x.stops && y.stops, max(x.behind, y.behind)} }

// endBlock says of a block of statements whether its end can be reached. The blocks inside have ended before.
func (lw *lowering) endBlock(span int32) {
	s := &lw.spans[span]
	n := lw.t.Node(s.block.Node)
	switch kindOf(n) {
	case kExcept, kExceptGroup, kCaseClause:
		n = bodyOf(n)
	}
	if x := lw.exitOf(last(n)); x.stops {
		b := &lw.m.Blocks[s.id]
		b.Exits, b.Behind = true, x.behind
	}
}

// exitOf says how the statement, the last of the current block, ends.
func (lw *lowering) exitOf(s syntax.Node) exit {
	for kindOf(s) == kWith {
		s = last(s.Child(fBody))
	}
	switch kindOf(s) {
	case kReturn:
		return exit{true, lw.returnTo(s)}
	case kRaise:
		return exit{true, lw.ctx.throw}
	case kBreak, kContinue:
		return exit{true, lw.ctx.loop}
	case kExpressionStatement:
		return exit{isExit(only(s)), 0}
	case kIf:
		return lw.armsExit(s, kElse)
	case kMatch:
		if clauses := s.Child(fBody); irrefutable(last(clauses)) {
			return lw.armsExit(clauses, other)
		}
	case kTry:
		return lw.tryExit(s)
	}
	return exit{}
}

// returnTo is where things go on after a return: nowhere, or in a handler around it when the call whose result it
// returns fails. A retry behind the try statement then sees what was done before.
func (lw *lowering) returnTo(s syntax.Node) lang.BlockID {
	if lw.ctx.throw == 0 {
		return 0
	}
	for n := range s.All() {
		if kindOf(n) == kCall {
			return lw.ctx.throw
		}
	}
	return 0
}

// armsExit says how the arms below n end; they must have one of the kind needed, if any is, to cover all cases.
func (lw *lowering) armsExit(n syntax.Node, needed kind) exit {
	x := exit{stops: true}
	if c := n.Child(fConsequence); !c.IsNone() {
		x = x.and(lw.exitOfBlock(c))
	}
	complete := needed == other
	for c := range n.NamedChildren() {
		switch k := kindOf(c); k {
		case kElif, kElse:
			complete = complete || k == needed
			x = x.and(lw.exitOfBlock(bodyOf(c)))
		case kCaseClause:
			x = x.and(lw.exitOfBlock(c))
		}
	}
	x.stops = x.stops && complete
	return x
}

func (lw *lowering) exitOfBlock(n syntax.Node) exit {
	id, ok := lw.m.BlockOf[n.ID()]
	if !ok {
		return exit{}
	}
	b := &lw.m.Blocks[id]
	return exit{b.Exits, b.Behind}
}

// tryExit says how a try statement ends: as its finally does if that exits, else as its body (or else clause) and all
// handlers do.
func (lw *lowering) tryExit(n syntax.Node) exit {
	body := lw.exitOfBlock(n.Child(fBody))
	if id, ok := lw.m.BlockOf[n.Child(fBody).ID()]; ok && body.behind == id {
		body.behind = 0 // In a handler, which says itself where it goes on.
	}
	handlers := exit{stops: true}
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kExcept, kExceptGroup:
			handlers = handlers.and(lw.exitOfBlock(c))
		case kElse:
			if x := lw.exitOfBlock(bodyOf(c)); x.stops {
				body = exit{true, max(body.behind, x.behind)}
			}
		case kFinally:
			if x := lw.exitOfBlock(bodyOf(c)); x.stops {
				return x
			}
		}
	}
	return body.and(handlers)
}

// endTry makes things go on behind the body of a try statement that has something to go on with, a handler or a
// finally: what the body did before it was left is seen there.
func (lw *lowering) endTry(n syntax.Node) {
	id, ok := lw.m.BlockOf[n.Child(fBody).ID()]
	if !ok || !lw.m.Blocks[id].Exits {
		return
	}
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kExcept, kExceptGroup, kFinally:
			lw.m.Blocks[id].Behind = id
		}
	}
}

// isExit recognises calls of the standard library that end the process.
func isExit(n syntax.Node) bool {
	if kindOf(n) != kCall {
		return false
	}
	switch n.Child(fFunction).Text() {
	case "sys.exit", "os._exit", "exit", "quit":
		return true
	}
	return false
}
