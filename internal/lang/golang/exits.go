package golang

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// jump says behind which blocks things go on after continue and break; 0 where those leave the function.
type jump struct{ next, leave lang.BlockID }

// jumps are those of statements without a label.
type jumps = jump

// endBlock says of a block of statements whether its end can be reached. The blocks inside have ended before.
func (lw *lowering) endBlock(span int32) {
	n := lw.At(span)
	if kindOf(n) != kIf {
		n = n.NamedLast()
	}
	lw.EndBlock(span, lw.exitOf(n))
}

// exitOf says how the statement, the last of the current block, ends.
func (lw *lowering) exitOf(s syntax.Node) walk.Exit {
	for kindOf(s) == kBlock || kindOf(s) == kLabeled {
		s = s.NamedLast()
	}
	switch kindOf(s) {
	case kReturn, kGoto:
		return walk.Exit{Stops: true}
	case kBreak:
		return walk.Exit{Stops: true, Behind: lw.target(s).leave}
	case kContinue:
		return walk.Exit{Stops: true, Behind: lw.target(s).next}
	case kExpressionStatement:
		return walk.Exit{Stops: isExit(only(s))}
	case kIf:
		if s.Child(fAlternative).IsNone() {
			return walk.Exit{}
		}
		return lw.Exit(s.Child(fConsequence)).And(lw.Exit(s.Child(fAlternative)))
	case kExpressionSwitch, kTypeSwitch, kSelect:
		return lw.casesExit(s)
	}
	return walk.Exit{}
}

// target is where a break or continue leads.
func (lw *lowering) target(s syntax.Node) jump {
	if label := only(s); !label.IsNone() {
		return lw.labels[label.Text()]
	}
	return lw.Ctx.jumps
}

// casesExit says how the cases end; they must cover everything. One that only leaves the statement goes on behind it.
func (lw *lowering) casesExit(n syntax.Node) walk.Exit {
	x := walk.Exit{Stops: true}
	complete := kindOf(n) == kSelect
	for c := range n.NamedChildren() {
		switch kindOf(c) {
		case kDefaultCase, kExpressionCase, kTypeCase, kCommunicationCase:
			complete = complete || kindOf(c) == kDefaultCase
			own, one := lw.m.BlockOf[c.ID()], lw.Exit(c)
			one.Stops = one.Stops && one.Behind != own
			x = x.And(one)
		}
	}
	x.Stops = x.Stops && complete
	return x
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
