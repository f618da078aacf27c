package python

import "github.com/bytelyst/connaudit/internal/syntax"

// endBlock says of a block of statements whether its end can be reached. The blocks inside have ended before.
func (lw *lowering) endBlock(span int32) {
	s := &lw.spans[span]
	n := lw.t.Node(s.block.Node)
	switch kindOf(n) {
	case kExcept, kExceptGroup, kCaseClause:
		n = bodyOf(n)
	}
	lw.m.Blocks[s.id].Exits = lw.stops(last(n))
}

// stops reports whether what follows the statement is never reached through it.
func (lw *lowering) stops(s syntax.Node) bool {
	for kindOf(s) == kWith {
		s = last(s.Child(fBody))
	}
	switch kindOf(s) {
	case kReturn, kRaise, kBreak, kContinue:
		return true
	case kExpressionStatement:
		return isExit(only(s))
	case kIf:
		return lw.allStop(s, kElse)
	case kMatch:
		clauses := s.Child(fBody)
		return irrefutable(last(clauses)) && lw.allStop(clauses, other)
	case kTry:
		return lw.tryStops(s)
	}
	return false
}

// allStop reports whether all arms below n exit, and there is one of the kind needed, if any is.
func (lw *lowering) allStop(n syntax.Node, needed kind) bool {
	complete := needed == other
	if c := n.Child(fConsequence); !c.IsNone() && !lw.exits(c) {
		return false
	}
	for c := range n.NamedChildren() {
		switch k := kindOf(c); k {
		case kElif, kElse:
			complete = complete || k == needed
			if !lw.exits(bodyOf(c)) {
				return false
			}
		case kCaseClause:
			if !lw.exits(c) {
				return false
			}
		}
	}
	return complete
}

func (lw *lowering) exits(n syntax.Node) bool {
	b, ok := lw.m.BlockOf[n.ID()]
	return ok && lw.m.Blocks[b].Exits
}

// endTry takes back that the body of the try statement exits when a handler may catch what it raises and go on.
func (lw *lowering) endTry(n syntax.Node) {
	if b, ok := lw.m.BlockOf[n.Child(fBody).ID()]; ok && !lw.handlersStop(n) {
		lw.m.Blocks[b].Exits = false
	}
}

func (lw *lowering) handlersStop(n syntax.Node) bool {
	for c := range n.NamedChildren() {
		if k := kindOf(c); (k == kExcept || k == kExceptGroup) && !lw.exits(c) {
			return false
		}
	}
	return true
}

func (lw *lowering) tryStops(n syntax.Node) bool {
	if lw.exits(n.Child(fBody)) {
		return true // Taken back by endTry where a handler goes on.
	}
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kFinally:
			if lw.exits(bodyOf(c)) {
				return true
			}
		case kElse:
			if lw.exits(bodyOf(c)) && lw.handlersStop(n) {
				return true
			}
		}
	}
	return false
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
