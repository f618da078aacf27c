package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// jumps are the blocks behind which things go on after break and continue, and after an exception; 0 where those leave
// the function.
type jumps struct{ loop, throw lang.BlockID }

// endBlock says of a block of statements whether its end can be reached. The blocks inside have ended before.
func (lw *lowering) endBlock(span int32) {
	n := lw.At(span)
	switch kindOf(n) {
	case kExcept, kExceptGroup, kCaseClause:
		n = bodyOf(n)
	}
	lw.EndBlock(span, lw.exitOf(n.NamedLast()))
}

// exitOf says how the statement, the last of the current block, ends.
func (lw *lowering) exitOf(s syntax.Node) walk.Exit {
	for kindOf(s) == kWith {
		s = s.Child(fBody).NamedLast()
	}
	switch kindOf(s) {
	case kReturn:
		return walk.Exit{Stops: true, Behind: lw.returnTo(s)}
	case kRaise:
		return walk.Exit{Stops: true, Behind: lw.Ctx.throw}
	case kBreak, kContinue:
		return walk.Exit{Stops: true, Behind: lw.Ctx.loop}
	case kExpressionStatement:
		return walk.Exit{Stops: isExit(only(s))}
	case kIf:
		return lw.armsExit(s, kElse)
	case kMatch:
		if clauses := s.Child(fBody); irrefutable(clauses.NamedLast()) {
			return lw.armsExit(clauses, other)
		}
	case kTry:
		return lw.tryExit(s)
	}
	return walk.Exit{}
}

// returnTo is where things go on after a return: nowhere, or in a handler around it when the call whose result it
// returns fails. A retry behind the try statement then sees what was done before.
func (lw *lowering) returnTo(s syntax.Node) lang.BlockID {
	if lw.Ctx.throw == 0 {
		return 0
	}
	for n := range s.All() {
		if kindOf(n) == kCall {
			return lw.Ctx.throw
		}
	}
	return 0
}

// armsExit says how the arms below n end; they must have one of the kind needed, if any is, to cover all cases.
func (lw *lowering) armsExit(n syntax.Node, needed kind) walk.Exit {
	x := walk.Exit{Stops: true}
	if c := n.Child(fConsequence); !c.IsNone() {
		x = x.And(lw.Exit(c))
	}
	complete := needed == other
	for c := range n.NamedChildren() {
		switch k := kindOf(c); k {
		case kElif, kElse:
			complete = complete || k == needed
			x = x.And(lw.Exit(bodyOf(c)))
		case kCaseClause:
			x = x.And(lw.Exit(c))
		}
	}
	x.Stops = x.Stops && complete
	return x
}

// tryExit says how a try statement ends: as its finally does if that exits, else as its body (or else clause) and all
// handlers do.
func (lw *lowering) tryExit(n syntax.Node) walk.Exit {
	body := lw.Exit(n.Child(fBody))
	if id, ok := lw.m.BlockOf[n.Child(fBody).ID()]; ok && body.Behind == id {
		body.Behind = 0 // In a handler, which says itself where it goes on.
	}
	handlers := walk.Exit{Stops: true}
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kExcept, kExceptGroup:
			handlers = handlers.And(lw.Exit(c))
		case kElse:
			if x := lw.Exit(bodyOf(c)); x.Stops {
				body = walk.Exit{Stops: true, Behind: max(body.Behind, x.Behind)}
			}
		case kFinally:
			if x := lw.Exit(bodyOf(c)); x.Stops {
				return x
			}
		}
	}
	return body.And(handlers)
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
