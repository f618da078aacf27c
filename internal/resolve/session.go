package resolve

import (
	"fmt"
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// The bounds of one session. They are counts, not times, so that the same code always gives the same answer.
const (
	maxSteps   = 10_000 // expressions evaluated
	maxDepth   = 160    // expressions nested in the evaluation, over calls and imports
	maxCalls   = 24     // calls nested in one another
	maxWithin  = 3      // calls of one function nested in one another
	maxAlts    = 16     // alternatives that one value keeps apart
	maxElems   = 4_000  // elements of one list
	maxText    = 64_000 // bytes of one text
	maxPassed  = 4      // functions nested in one another that an object is followed into as an argument
	maxCallers = 32     // callers that are asked for the value of a parameter
)

// Session evaluates for one site. It is not safe for concurrent use; make one per site.
type Session struct {
	prog    Program
	memo    memo
	steps   int
	passing int // functions at hand that an object is followed into as an argument
	depth   int
	asked   int // questions of the owner that are being answered
	high    int // how deep answering went since it was last lowered; see remember
	// cut is set when what has been answered since it was last cleared was cut by a cycle or the depth bound.
	cut bool

	loose     map[looseKey]*Frame
	opened    map[callKey]*Frame
	instances map[FuncAt]*value.Value // of classes about which nothing is known but the class

	pieces     map[FuncAt][]*Ref      // of Go types, by class
	composites map[FuncAt][]literalAt // of Go types, by class
	fields     map[fieldKey]int32
	stars      map[starKey]starTarget

	absent map[FuncAt]bool
	hangs  []FuncAt // functions whose parameters were needed outside any call, each once
	sites  map[FuncAt]callers
	turns  map[loopKey]*value.Value // the elements of loops that are in one turn; see InTurn
	trace  *Trace

	scouting bool // it looks for classes, and takes no account of what they override

	onRecall func() // hears when something is answered from memory; nil for nobody
}

// FuncAt is one function of one unit.
type FuncAt struct {
	Unit *Unit
	Func lang.FuncID
}

// NewSession returns a session over the program.
func NewSession(p Program) *Session {
	return &Session{prog: p}
}

// put puts an entry into a map, which is made for the first one: most sessions need few of their maps, and facts keep sessions alive.
func put[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[k] = v
}

// Program returns the workspace the session evaluates over.
func (s *Session) Program() Program { return s.prog }

// OnRecall has do called whenever the session answers from memory, without asking its program.
func (s *Session) OnRecall(do func()) { s.onRecall = do }

// Hangs returns the functions whose parameters were needed outside any call since the last ForgetParams, sorted by place.
func (s *Session) Hangs() []FuncAt {
	out := slices.Clone(s.hangs)
	sortFuncs(out)
	return out
}

// ForgetParams clears what Hangs reports.
func (s *Session) ForgetParams() { s.hangs = nil }

// needed notes functions whose parameters were needed outside any call.
func (s *Session) needed(fns ...FuncAt) {
	for _, fn := range fns {
		if !slices.Contains(s.hangs, fn) {
			s.hangs = append(s.hangs[:len(s.hangs):len(s.hangs)], fn)
		}
	}
}

// Absent makes the parameters of fn count as not passed wherever no call binds them, until the session ends. So the code
// behind a client is read without what single calls add.
func (s *Session) Absent(fn FuncAt) {
	if !s.absent[fn] {
		put(&s.absent, fn, true)
		s.forget()
	}
}

// forget drops all memoised answers.
func (s *Session) forget() {
	s.memo.forget()
	s.loose, s.opened, s.sites = nil, nil, nil // a cleared map keeps its size
}

// Release drops all that is remembered, when the session has answered what it was made for. It may still be asked.
func (s *Session) Release() {
	s.memo = memo{}
	s.forget()
	s.stars, s.instances, s.fields, s.pieces, s.composites = nil, nil, nil, nil, nil
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
	return s.remember(memoKey{u: u, n: n.ID(), f: f}, func() *value.Value { return s.eval(u, n, f) })
}

// exhausted reports whether the session's steps are used up.
func (s *Session) exhausted() bool {
	if s.steps < maxSteps {
		return false
	}
	s.cut = true
	return true
}

// work counts n steps of work that is no evaluation of an expression, such as copying the members of a large object.
func (s *Session) work(n int) { s.steps += n }

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

// maxEntered bounds the questions of an owner that are nested in one another.
const maxEntered = 16

// Enter notes that the owner of the session begins to answer a question of its own about the code n, and returns what notes
// the end. ok is false when that question is being answered already, or too many are.
func (s *Session) Enter(u *Unit, n syntax.Node, f *Frame) (leave func(), ok bool) {
	k := memoKey{u: u, n: n.ID(), f: f, kind: ofCaller}
	a := s.memo.at(k)
	if a.status == beingAnswered || s.asked >= maxEntered {
		return nil, false
	}
	s.memo.begin(k, a)
	s.asked++
	return func() {
		s.asked--
		s.memo.end()
		a.status = open
	}, true
}

// Ask answers a question of the session's owner about the code behind v, such as what it sends: once, within the bounds, and
// with an unknown where the answer depends on itself, like an evaluation. The number id tells the questions apart.
func (s *Session) Ask(v *value.Value, id int32, compute func() *value.Value) *value.Value {
	u, n, f, ok := Code(v)
	if !ok {
		return compute()
	}
	return s.remember(memoKey{u: u, n: n.ID(), f: f, id: id, kind: ofOwner}, compute)
}

// maxKept bounds the answers that a session keeps from one question of a series to the next.
const maxKept = 20_000

// Renew gives the session its whole budget of steps again and keeps what it has found out, for a series of questions
// about one unit.
func (s *Session) Renew() {
	s.steps = 0
	if s.memo.size() > maxKept {
		s.forget()
	}
}

// HasAbsent reports whether parameters count as not passed; see Absent.
func (s *Session) HasAbsent() bool { return len(s.absent) > 0 }

// Tracing reports whether the session records its steps.
func (s *Session) Tracing() bool { return s.trace != nil }

// Note records a step that the caller has found out.
func (s *Session) Note(u *Unit, n syntax.Node, text string) { s.step(u, n, "%s", text) }

// telling reports whether a value says something to people who follow a trace: data, an object, a variable of the
// environment. That a name is a function shows when it is called.
func telling(v *value.Value) bool {
	switch v.Kind {
	case value.String, value.Number, value.Object, value.List:
		return true
	case value.Opaque:
		r := refOf(v)
		return r != nil && (r.Kind == InstanceRef || len(r.meanings) > 0)
	case value.Unknown:
		return len(v.Env) > 0
	}
	return false
}

// elsewhere says where a called function stands, if that is another file.
func elsewhere(u *Unit, r *Ref) string {
	if r.Home == u {
		return ""
	}
	at := r.Home.Place(r.Home.Module().Node(r.Home.Module().Funcs[r.Func].Node))
	return ", which stands at " + at.In(u.File.Repo)
}

// maxTrace bounds a trace; people do not read more.
const maxTrace = 200

// said puts a value in words when it is printed, which is work only where there is a trace.
type said struct{ v *value.Value }

func (d said) String() string { return Describe(d.v) }

// step notes a step, once for a line.
func (s *Session) step(u *Unit, n syntax.Node, format string, args ...any) {
	if s.trace == nil || len(s.trace.Steps) > maxTrace {
		return
	}
	if len(s.trace.Steps) == maxTrace {
		s.trace.Steps = append(s.trace.Steps, Step{u.Place(n), s.depth, fmt.Sprintf("more than %d steps, the rest is left out", maxTrace)})
		return
	}
	next := Step{u.Place(n), s.depth, fmt.Sprintf(format, args...)}
	for _, old := range s.trace.Steps {
		if old.Text == next.Text && old.Place.File == next.Place.File && old.Place.Line() == next.Place.Line() {
			return
		}
	}
	s.trace.Steps = append(s.trace.Steps, next)
}
