package resolve

import (
	"fmt"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// memoKey names one question: what is asked of the code at n, in the frame f.
type memoKey struct {
	u    *Unit
	f    *Frame
	n    syntax.NodeID
	id   int32 // of the binding or of the field
	kind question
}

type question uint8

const (
	ofExpr     question = iota
	ofName              // what binding id holds at n
	ofGlobal            // what binding id holds once its module has run
	ofField             // what field id of an object holds at n
	ofBody              // what the function with body n returns
	ofParam             // what parameter n is given
	ofCaller            // what the session's owner asks itself; see Enter
	ofOwner             // what the session's owner asks of the code, by its own number; see Ask
	ofLiterals          // what composite literals give the field declared at n
	ofEffect            // what an effect makes of an object; by effectKey
)

// status says how far a question has come.
type status uint8

const (
	open          status = iota // not asked, or its answer is forgotten
	beingAnswered               // by what is at hand: whoever asks it again goes round in circles
	answered                    // for good
	answeredHere                // for the outermost question at hand only; see remember
)

// answer is a memoised value, how many levels of evaluation it took, and the functions whose parameters were needed for it.
type answer struct {
	v      *value.Value
	hangs  []FuncAt
	levels int32
	status status
}

// memo is what a session remembers: one table for all that is known of a question, since it is asked at every step.
type memo struct {
	answers map[memoKey]*answer
	effects map[effectKey]*answer
	active  []asked   // questions being answered, the outermost first
	here    []*answer // those answered for the outermost question at hand only
	spare   []answer  // room for the next ones
	made    int       // answers made so far; more room is made for more
}

// asked is a question that is being answered.
type asked struct {
	key memoKey
	a   *answer
}

// at returns what is known of a question.
func (m *memo) at(k memoKey) *answer {
	if a := m.answers[k]; a != nil {
		return a
	}
	a := m.fresh()
	put(&m.answers, k, a)
	return a
}

// fresh returns room for an answer.
func (m *memo) fresh() *answer {
	if len(m.spare) == 0 {
		m.spare = make([]answer, min(max(m.made, 8), 256))
	}
	a := &m.spare[0]
	m.spare = m.spare[1:]
	m.made++
	return a
}

// begin notes that a question is being answered, until end.
func (m *memo) begin(k memoKey, a *answer) {
	a.status = beingAnswered
	m.active = append(m.active, asked{k, a})
}

// end notes that the innermost question being answered is answered.
func (m *memo) end() { m.active = m.active[:len(m.active)-1] }

// size returns the number of questions of which something may be known.
func (m *memo) size() int { return len(m.answers) + len(m.effects) }

// forget drops all answers. What is being answered still is.
func (m *memo) forget() {
	effects := m.effects
	m.answers, m.effects, m.here, m.spare, m.made = nil, nil, nil, nil, 0
	for _, q := range m.active {
		if q.key.kind != ofEffect {
			put(&m.answers, q.key, q.a)
		}
	}
	for k, a := range effects {
		if a.status == beingAnswered {
			put(&m.effects, k, a)
		}
	}
}

// settle drops the answers that were good for the outermost question only, which is answered.
func (m *memo) settle() {
	for _, a := range m.here {
		if a.status == answeredHere {
			*a = answer{}
		}
	}
	m.here = m.here[:0]
}

// remember answers from the memo, or computes within the bounds.
//
// A session answers what a fresh one would, whatever it was asked before. An answer that was cut, because it depends on
// itself or is nested too deeply, depends on where the question came from. It is kept until the outermost question is
// answered, for otherwise code that goes round in circles would be gone through again and again, and then forgotten. Other
// answers are kept for good, and taken from the memo where the depth bound would not have cut them.
func (s *Session) remember(k memoKey, compute func() *value.Value) *value.Value {
	return s.reply(k, s.memo.at(k), compute)
}

// effectKey names the question what an effect makes of a value. A name that many functions use has many effects, which each use of it
// goes through.
type effectKey struct {
	e     *lang.Effect
	v     *value.Value
	f     *Frame
	maybe bool
}

// changed is change, and remembers its answers.
func (s *Session) changed(u *Unit, v *value.Value, e *lang.Effect, f *Frame, maybe bool) *value.Value {
	if v.Kind != value.Object && v.Kind != value.List && v.Kind != value.Branch {
		return s.change(u, v, e, f, maybe) // nearly nothing to do
	}
	k := effectKey{e, v, f, maybe}
	a := s.memo.effects[k]
	if a == nil {
		a = s.memo.fresh()
		put(&s.memo.effects, k, a)
	}
	return s.reply(memoKey{u: u, n: e.Node, f: f, kind: ofEffect}, a, func() *value.Value { return s.change(u, v, e, f, maybe) })
}

// reply answers a question by what is known of it, or computes within the bounds.
func (s *Session) reply(k memoKey, a *answer, compute func() *value.Value) *value.Value {
	if s.recalls(a) {
		return a.v
	}
	if why := s.refuses(a); why != "" {
		s.cut = true
		return s.unknown(k.u, k.u.Module().Node(k.n), k.f, why)
	}
	s.steps++
	s.memo.begin(k, a)
	high, cut, hangs := s.high, s.cut, s.hangs
	s.depth++
	s.high, s.cut, s.hangs = s.depth, false, nil
	v := compute()
	s.depth--
	s.memo.end()
	*a = answer{v, s.hangs, int32(s.high - s.depth), answered}
	if s.cut {
		a.status = answeredHere
		s.memo.here = append(s.memo.here, a)
	}
	if hangs != nil {
		own := s.hangs
		s.hangs = hangs
		s.needed(own...)
	}
	s.high, s.cut = max(s.high, high), s.cut || cut
	if s.depth == 0 {
		s.high, s.cut = 0, false
		s.memo.settle()
	}
	return v
}

// recalls reports whether an answer may be used here, and takes over what it depended on.
func (s *Session) recalls(a *answer) bool {
	switch {
	case a.status == answered && s.depth+int(a.levels) <= maxDepth:
	case a.status == answeredHere:
		s.cut = true
	default:
		return false
	}
	s.high = max(s.high, s.depth+int(a.levels))
	s.needed(a.hangs...)
	if s.onRecall != nil {
		s.onRecall()
	}
	return true
}

// refuses says why a question is not gone into, nothing if it is.
func (s *Session) refuses(a *answer) string {
	switch {
	case a.status == beingAnswered:
		return circular
	case s.exhausted():
		return fmt.Sprintf("evaluation stopped after %d steps", maxSteps)
	case s.depth >= maxDepth:
		s.high = maxDepth
		return fmt.Sprintf("evaluation stopped at depth %d", maxDepth)
	}
	return ""
}

// circular is the reason of what cannot be told without itself.
const circular = "depends on itself"

// IsCircular reports whether v is not known because it hangs on the very question that is being answered. Among several answers it adds
// nothing to the others.
func IsCircular(v *value.Value) bool { return v.Kind == value.Unknown && v.Reason == circular }
