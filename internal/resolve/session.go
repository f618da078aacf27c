package resolve

import (
	"fmt"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// The bounds of one session. They are counts, not times, so that the same code always gives the same answer.
const (
	maxSteps   = 40_000 // expressions evaluated
	maxDepth   = 160    // expressions nested in the evaluation, over calls and imports
	maxCalls   = 24     // calls nested in one another
	maxAlts    = 16     // alternatives that one value keeps apart
	maxCallers = 32     // callers that are asked for the value of a parameter
)

// Session evaluates for one site. It is not safe for concurrent use; make one per site.
type Session struct {
	prog    Program
	memo    map[memoKey]*value.Value
	active  map[memoKey]bool
	steps   int
	depth   int
	tainted int // number of answers so far that a cycle or bound has cut; such answers are not memoised

	loose     map[looseKey]*Frame
	opened    map[callKey]*Frame
	instances map[FuncAt]*value.Value // of classes about which nothing is known but the class

	absent map[FuncAt]bool
	params map[FuncAt]bool
	trace  *Trace
}

// FuncAt is one function of one unit.
type FuncAt struct {
	Unit *Unit
	Func lang.FuncID
}

type memoKey struct {
	u *Unit
	n syntax.NodeID
	f *Frame
	b lang.BindingID // -1 for an expression; else the value of the binding at n
}

// NewSession returns a session over the program.
func NewSession(p Program) *Session {
	return &Session{
		prog: p, memo: map[memoKey]*value.Value{}, active: map[memoKey]bool{}, params: map[FuncAt]bool{}, absent: map[FuncAt]bool{},
		loose: map[looseKey]*Frame{}, opened: map[callKey]*Frame{},
		instances: map[FuncAt]*value.Value{},
	}
}

// Program returns the workspace the session evaluates over.
func (s *Session) Program() Program { return s.prog }

// Hangs returns the functions whose parameters were needed outside any call since the last ForgetParams, sorted by place.
func (s *Session) Hangs() []FuncAt {
	out := make([]FuncAt, 0, len(s.params))
	for f := range s.params {
		out = append(out, f)
	}
	sortFuncs(out)
	return out
}

// ForgetParams clears what Hangs reports. Memoised answers are forgotten too, for they would not note their parameters again.
func (s *Session) ForgetParams() {
	clear(s.params)
	s.forget()
}

// Absent makes the parameters of fn count as not passed wherever no call binds them, until the session ends. So the code
// behind a client is read without what single calls add.
func (s *Session) Absent(fn FuncAt) {
	if !s.absent[fn] {
		s.absent[fn] = true
		s.forget()
	}
}

// forget drops all memoised answers.
func (s *Session) forget() {
	clear(s.memo)
	clear(s.loose)
	clear(s.opened)
}

// Trace makes the session record its steps in t; nil stops it. It forgets memoised answers, whose steps are not known.
func (s *Session) Trace(t *Trace) {
	s.trace = t
	s.forget()
}

// Eval returns what is known of the expression n of u in the frame f, which is nil outside any call.
func (s *Session) Eval(u *Unit, n syntax.Node, f *Frame) *value.Value {
	if n.IsNone() {
		return value.NewNull()
	}
	return s.remember(memoKey{u, n.ID(), f, lang.NoBinding}, func() *value.Value { return s.eval(u, n, f) })
}

// remember answers from the memo, or computes within the bounds.
func (s *Session) remember(k memoKey, compute func() *value.Value) *value.Value {
	if v, ok := s.memo[k]; ok {
		return v
	}
	if s.active[k] {
		s.tainted++
		return s.unknown(k.u, k.u.Module.Node(k.n), k.f, "depends on itself")
	}
	if s.steps >= maxSteps {
		s.tainted++
		return s.unknown(k.u, k.u.Module.Node(k.n), k.f, fmt.Sprintf("evaluation stopped after %d steps", maxSteps))
	}
	if s.depth >= maxDepth {
		s.tainted++
		return s.unknown(k.u, k.u.Module.Node(k.n), k.f, fmt.Sprintf("evaluation stopped at depth %d", maxDepth))
	}
	s.steps++
	s.depth++
	s.active[k] = true
	before := s.tainted
	v := compute()
	delete(s.active, k)
	s.depth--
	if s.tainted == before {
		s.memo[k] = v
	}
	return v
}

// unknown returns an unknown that remembers the code behind it.
func (s *Session) unknown(u *Unit, n syntax.Node, f *Frame, reason string) *value.Value {
	return &value.Value{Kind: value.Unknown, Reason: reason, At: u.Place(n), Ref: s.newRef(CodeRef, u, n, f)}
}

// at gives a fresh value the place and the code it comes from.
func (s *Session) at(v *value.Value, u *Unit, n syntax.Node, f *Frame) *value.Value {
	return v.With(func(c *value.Value) {
		c.At = u.Place(n)
		c.Ref = s.newRef(CodeRef, u, n, f)
	})
}

// Trace is the list of steps that led to a value, in the order in which they were taken.
type Trace struct{ Steps []Step }

// Step is one step of an evaluation.
type Step struct {
	Place value.Place
	Depth int    // how deep in the evaluation, from 0
	Text  string // what was found out, for people
}

// maxTrace bounds a trace; people do not read more.
const maxTrace = 200

func (s *Session) step(u *Unit, n syntax.Node, format string, args ...any) {
	if s.trace == nil || len(s.trace.Steps) > maxTrace {
		return
	}
	if len(s.trace.Steps) == maxTrace {
		s.trace.Steps = append(s.trace.Steps, Step{u.Place(n), s.depth, fmt.Sprintf("more than %d steps, the rest is left out", maxTrace)})
		return
	}
	s.trace.Steps = append(s.trace.Steps, Step{u.Place(n), s.depth, fmt.Sprintf(format, args...)})
}
