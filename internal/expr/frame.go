package expr

import (
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// maxSteps bounds one evaluation: a step is a node evaluated, a member compared or converted, 64 bytes of text.
const maxSteps = 1_000_000

// maxText bounds the strings that expressions put together, in bytes.
const maxText = 1 << 20

// maxLets bounds how deep let names may use one another.
const maxLets = 50

// setMode says what becomes of the doubtful members of a set.
type setMode uint8

const (
	openSets  setMode = iota // the set may have more members
	splitSets                // a world for none, for each one alone, and for all of them
	sureSets                 // left out: for what is shown to people
)

// run is one evaluation of an expression, with the let names it uses, in one world.
type run struct {
	in     *Input
	sets   setMode
	steps  int
	failed bool
	// doubtful says that a function was asked whose answer may change when an unknown becomes known.
	doubtful bool
	lets     int // depth of let names now

	// A world is a list of options. They are used up in the order in which choices are met, which is the same in
	// every evaluation that begins with the same options.
	script []int
	taken  map[any]int
	open   *choice // the first choice the script has no option for

	letValues map[*Program]*value.Value
	setValues map[string]*value.Value
	members   map[maybeKey]*value.Value
}

// choice is a point where worlds part.
type choice struct {
	options int
	reason  string
}

// frame is the part of a run that belongs to one program: the variables of its macros.
type frame struct {
	*run
	locals []*value.Value
}

func (r *run) frame(p *Program) *frame {
	return &frame{run: r, locals: make([]*value.Value, p.slots)}
}

// eval evaluates a node. Its result may be a Branch; force decides it.
func (f *frame) eval(n node) *value.Value {
	f.steps++
	if f.steps > maxSteps {
		return f.exhausted()
	}
	return n.eval(f)
}

// forced evaluates a node to something that is no Branch.
func (f *frame) forced(n node) *value.Value { return f.force(f.eval(n)) }

func (r *run) exhausted() *value.Value {
	return r.fail("the expression is too costly: %d steps", maxSteps)
}

// charge takes the cost of work that is not a node. It reports whether there was enough.
func (r *run) charge(steps int) bool {
	if steps < 0 || steps > maxSteps {
		steps = maxSteps
	}
	r.steps += steps
	return r.steps <= maxSteps
}

// fail makes the unknown that stands for an error.
func (r *run) fail(format string, args ...any) *value.Value {
	r.failed = true
	return value.NewUnknown("error: " + fmt.Sprintf(format, args...))
}

// choose returns the option of this world for the choice key, or false if worlds have not parted there.
func (r *run) choose(key any, options int, reason func() string) (int, bool) {
	if option, ok := r.taken[key]; ok {
		return option, true
	}
	if len(r.taken) < len(r.script) {
		option := min(r.script[len(r.taken)], options-1)
		if r.taken == nil {
			r.taken = map[any]int{}
		}
		r.taken[key] = option
		return option, true
	}
	if r.open == nil {
		r.open = &choice{options: options, reason: reason()}
	}
	return 0, false
}

// force returns v, or what a value that differs by branch is in this world; an unknown where worlds have not parted.
func (r *run) force(v *value.Value) *value.Value {
	v, _ = r.decide(v)
	return v
}

// decide is force, and tells whether worlds have parted.
func (r *run) decide(v *value.Value) (*value.Value, bool) {
	for v.Kind == value.Branch {
		var option int
		var ok bool
		if m, maybe := v.Ref.(*member); maybe {
			option, ok = r.choose(m.key, 2, func() string { return byBranch(v) })
			if ok && option == 0 {
				v = m.value
				continue
			}
		} else {
			option, ok = r.choose(v, len(v.Alts), func() string { return byBranch(v) })
		}
		if !ok {
			return value.NewUnknown(byBranch(v)), false
		}
		v = v.Alts[option]
	}
	return v, true
}

// chosen returns what v is in this world without parting worlds over it. Functions about code see it so: a property
// that is there on some branches only is seen as its value.
func (r *run) chosen(v *value.Value) *value.Value {
	for v.Kind == value.Branch {
		if m, ok := v.Ref.(*member); ok {
			v = m.value
			continue
		}
		option, ok := r.taken[v]
		if !ok {
			return v
		}
		v = v.Alts[option]
	}
	return v
}

func byBranch(v *value.Value) string {
	return printValue(v, "") + ", by branch"
}

// maybeKey names a property that is there on some branches only.
type maybeKey struct {
	object *value.Value
	key    string
}

// member marks the Branch of a property that may be there: its value, or null.
type member struct {
	key   maybeKey
	value *value.Value
}

// Select has nothing to answer: the mark is our own.
func (*member) Select(string) (*value.Value, bool) { return nil, false }

// property returns the value of a member of o, a Branch of it and null if it is there on some branches only.
func (r *run) property(o *value.Value, p value.Prop) *value.Value {
	if !p.Maybe {
		return p.Value
	}
	key := maybeKey{o, p.Key}
	if v, ok := r.members[key]; ok {
		return v
	}
	v := &value.Value{Kind: value.Branch, Alts: []*value.Value{p.Value, value.NewNull()}, At: p.At, Ref: &member{key, p.Value}}
	if r.members == nil {
		r.members = map[maybeKey]*value.Value{}
	}
	r.members[key] = v
	return v
}

// present says whether a member of o is there: true, false or unknown.
func (r *run) present(o *value.Value, p value.Prop) *value.Value {
	if !p.Maybe {
		return yes
	}
	option, ok := r.choose(maybeKey{o, p.Key}, 2, func() string { return byBranch(r.property(o, p)) })
	if !ok {
		return value.NewUnknown("`" + p.Key + "` is there on some branches only")
	}
	return value.Truth(option == 0)
}

// maxReasons bounds the text of joined reasons, in bytes.
const maxReasons = 500

// both joins the reasons of two unknowns; either may be nil.
func both(a, b *value.Value) *value.Value {
	switch {
	case a == nil:
		return bare(b)
	case b == nil:
		return bare(a)
	}
	reasons := bare(a).Reason
	for part := range strings.SplitSeq(bare(b).Reason, "; ") {
		if len(reasons) < maxReasons && !strings.Contains("; "+reasons+"; ", "; "+part+"; ") {
			reasons += "; " + part
		}
	}
	return value.NewUnknown(reasons)
}

// bare returns an unknown that has the reason of v and nothing else: the result of working on v is not v.
func bare(v *value.Value) *value.Value {
	if v == nil {
		return nil
	}
	reason := v.Reason
	if reason == "" {
		reason = "not known"
	}
	return value.NewUnknown(reason)
}

func isTrue(v *value.Value) bool  { return v.Kind == value.Bool && v.Bool }
func isFalse(v *value.Value) bool { return v.Kind == value.Bool && !v.Bool }

// The two truth values: conditions make many.
var yes, no = value.Truth(true), value.Truth(false)
