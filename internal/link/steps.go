package link

import (
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// Steps evaluates the statement behind a fact once more and returns the steps of the evaluation, with the depth counted
// from the outermost step.
func (l *Linker) Steps(f *facts.Fact) []resolve.Step {
	st, ok := f.Made.(*making)
	if !ok {
		return nil
	}
	s := l.Session()
	trace := &resolve.Trace{}
	s.Trace(trace)
	at := f.At
	if f.Origin.IsNone() {
		at = value.Place{}
	}
	l.draft(s, st.statement, st.frame.Fresh(), at)
	return shallow(trace.Steps)
}

// making is how a fact was made, to make it again.
type making struct {
	statement *statement
	frame     *resolve.Frame
}

// shallow counts the depths of steps from the least one, and closes the gaps between them.
func shallow(steps []resolve.Step) []resolve.Step {
	var levels []int
	out := make([]resolve.Step, 0, len(steps))
	for _, st := range steps {
		for len(levels) > 0 && levels[len(levels)-1] >= st.Depth {
			levels = levels[:len(levels)-1]
		}
		levels = append(levels, st.Depth)
		st.Depth = len(levels) - 1
		out = append(out, st)
	}
	return out
}
