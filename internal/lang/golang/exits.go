package golang

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// jump says behind which blocks things go on after continue and break; 0 where those leave the function.
type jump struct{ next, leave lang.BlockID }

// jumps are those of statements without a label.
type jumps = jump

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
	if kindOf(n) != kIf {
		n = last(n)
	}
	x := lw.exitOf(n)
	if x.stops && s.id >= 0 {
		b := &lw.m.Blocks[s.id]
		b.Exits, b.Behind = true, x.behind
	}
}

// exitOf says how the statement, the last of the current block, ends.
func (lw *lowering) exitOf(s syntax.Node) exit {
	for kindOf(s) == kBlock || kindOf(s) == kLabeled {
		s = last(s)
	}
	switch kindOf(s) {
	case kReturn, kGoto:
		return exit{stops: true}
	case kBreak:
		return exit{true, lw.target(s).leave}
	case kContinue:
		return exit{true, lw.target(s).next}
	case kExpressionStatement:
		return exit{stops: isExit(only(s))}
	case kIf:
		if s.Child(fAlternative).IsNone() {
			return exit{}
		}
		return lw.exitOfBlock(s.Child(fConsequence)).and(lw.exitOfBlock(s.Child(fAlternative)))
	case kExpressionSwitch, kTypeSwitch, kSelect:
		return lw.casesExit(s)
	}
	return exit{}
}

// target is where a break or continue leads.
func (lw *lowering) target(s syntax.Node) jump {
	if label := only(s); !label.IsNone() {
		return lw.labels[label.Text()]
	}
	return lw.ctx.jumps
}

// casesExit says how the cases end; they must cover everything. One that only leaves the statement goes on behind it.
func (lw *lowering) casesExit(n syntax.Node) exit {
	x := exit{stops: true}
	complete := kindOf(n) == kSelect
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kDefaultCase, kExpressionCase, kTypeCase, kCommunicationCase:
			complete = complete || kindOf(c) == kDefaultCase
			own, one := lw.m.BlockOf[c.ID()], lw.exitOfBlock(c)
			one.stops = one.stops && one.behind != own
			x = x.and(one)
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

// isExit recognises calls that end the process or the goroutine.
func isExit(n syntax.Node) bool {
	if kindOf(n) != kCall {
		return false
	}
	f := n.Child(fFunction).Text()
	switch f {
	case "panic", "os.Exit", "runtime.Goexit":
		return true
	}
	return strings.HasPrefix(f, "log.Fatal") || strings.HasPrefix(f, "log.Panic")
}
