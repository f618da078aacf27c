package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// Steps evaluates again what a fact records and returns how it came about, attribute by attribute: what the attribute is,
// and below it the steps of its evaluation.
func (l *Linker) Steps(f *facts.Fact) []resolve.Step {
	m, ok := f.Made.(*making)
	if !ok {
		return nil
	}
	st := m.statement
	var out []resolve.Step
	record := func(name string, p *expr.Program) {
		s := l.Session()
		trace := &resolve.Trace{}
		s.InTurn(m.turns)
		frame := m.frame.Fresh()
		match := s.Matched(st.unit, st.node, frame, st.meanings()).With(func(v *value.Value) { v.At = f.At })
		x := l.scope(s, st.unit, st.node, frame, st.bind, match)
		x.params = l.paramsOf(st.entry)
		s.Trace(trace)
		v := x.eval(p)
		if v.Kind == value.Null || v.Kind == value.Opaque {
			return
		}
		at := f.At
		if !v.At.IsNone() {
			at = v.At
		}
		out = append(out, resolve.Step{Place: at, Text: name + " is " + Show(v)})
		for _, step := range shallow(distinctSteps(trace.Steps)) {
			step.Depth++
			out = append(out, step)
		}
	}
	record("key", st.entry.Key)
	if st.entry.Value != nil {
		record("value", st.entry.Value)
	}
	for _, a := range st.entry.Attributes {
		record(a.Name, a.Program)
	}
	return out
}

// meanings are those that the statement's code is known to have.
func (st *statement) meanings() []*resolve.Meaning {
	if st.known == nil {
		return nil
	}
	return []*resolve.Meaning{st.known.meaning}
}

// distinctSteps leaves out what has been said before.
func distinctSteps(steps []resolve.Step) []resolve.Step {
	type said struct {
		at   value.Place
		text string
	}
	seen := map[said]bool{}
	var out []resolve.Step
	for _, st := range steps {
		if k := (said{st.Place, st.Text}); !seen[k] {
			seen[k] = true
			out = append(out, st)
		}
	}
	return out
}

// making is how a fact was made, to make it again.
type making struct {
	statement *statement
	frame     *resolve.Frame
	turns     []resolve.Turn // of the loops around it, that tell this fact from its like
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
