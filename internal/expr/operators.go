package expr

import (
	"strings"

	"cel.dev/cel-go/common/operators"

	"github.com/bytelyst/connaudit/internal/value"
)

// operatorNode returns the node of an operator that works by member, short-circuits, or passes values on as they are;
// nil for all others.
func operatorNode(name string, args []node) node {
	switch name {
	case operators.LogicalAnd:
		return logical{args, false}
	case operators.LogicalOr:
		return logical{args, true}
	case operators.LogicalNot:
		return negation{args[0]}
	case operators.Conditional:
		return conditional{args[0], args[1], args[2]}
	case operators.Equals:
		return equality{args[0], args[1], false}
	case operators.NotEquals:
		return equality{args[0], args[1], true}
	case operators.In:
		return membership{args[0], args[1]}
	case operators.Index:
		return index{args[0], args[1]}
	case operators.Add:
		return addition{args[0], args[1]}
	case "size":
		return size{args[0]}
	case "dyn":
		return args[0]
	}
	return nil
}

// logical is `&&` or `||`; decides is the operand that settles it whatever the others are.
type logical struct {
	args    []node
	decides bool
}

func (n logical) eval(f *frame) *value.Value {
	var unknown *value.Value
	for _, a := range n.args {
		v := f.forced(a)
		switch {
		case v.Kind == value.Bool && v.Bool == n.decides:
			return v
		case v.Kind == value.Bool:
		case v.Kind == value.Unknown:
			unknown = both(unknown, v)
		default:
			unknown = both(unknown, f.fail("a condition is a %s and not a bool", v.Kind))
		}
	}
	if unknown != nil {
		return unknown
	}
	return value.Truth(!n.decides)
}

type negation struct{ arg node }

func (n negation) eval(f *frame) *value.Value { return f.not(f.forced(n.arg)) }

func (r *run) not(v *value.Value) *value.Value {
	switch v.Kind {
	case value.Bool:
		return value.Truth(!v.Bool)
	case value.Unknown:
		return bare(v)
	}
	return r.fail("`!` does not take a %s", v.Kind)
}

// conditional is `c ? a : b`. The chosen value keeps the code behind it.
type conditional struct{ cond, then, otherwise node }

func (n conditional) eval(f *frame) *value.Value {
	c := f.forced(n.cond)
	switch {
	case isTrue(c):
		return f.eval(n.then)
	case isFalse(c):
		return f.eval(n.otherwise)
	case c.Kind == value.Unknown:
		return bare(c)
	}
	return f.fail("a condition is a %s and not a bool", c.Kind)
}

type equality struct {
	a, b   node
	negate bool
}

func (n equality) eval(f *frame) *value.Value {
	v := f.equal(f.eval(n.a), f.eval(n.b))
	if n.negate {
		return f.not(v)
	}
	return v
}

// addition joins lists by member and strings; a string with an unknown end keeps its known start.
type addition struct{ a, b node }

func (n addition) eval(f *frame) *value.Value {
	a, b := f.forced(n.a), f.forced(n.b)
	switch {
	case a.Kind == value.List && b.Kind == value.List:
		if !f.charge(len(a.Elems) + len(b.Elems)) {
			return f.exhausted()
		}
		l := value.NewList(append(append([]*value.Value{}, a.Elems...), b.Elems...)...)
		for _, open := range []string{a.Open, b.Open} {
			if open != "" {
				l = l.Opened(open)
			}
		}
		return l
	case a.Kind == value.String && b.Kind == value.String:
		return f.text(a.Str, b.Str)
	case a.Kind == value.Unknown:
		u := bare(a)
		if b.Kind == value.Unknown {
			u = both(a, b)
		}
		u.Prefix = a.Prefix
		return u
	case b.Kind == value.Unknown:
		u := bare(b)
		if a.Kind == value.String {
			u.Prefix = a.Str + b.Prefix
		}
		return u
	}
	return f.standard(operators.Add, nil, []*value.Value{a, b})
}

// text joins strings, within bounds.
func (r *run) text(parts ...string) *value.Value {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	if n > maxText {
		return r.fail("a text of more than %d bytes", maxText)
	}
	if !r.charge(n / 64) {
		return r.exhausted()
	}
	return value.NewString(strings.Join(parts, ""))
}

// size is known for a list with unknown members, and has a known lower bound for an open one.
type size struct{ of node }

func (n size) eval(f *frame) *value.Value {
	v := f.forced(n.of)
	switch v.Kind {
	case value.List:
		if v.Open != "" {
			return &value.Value{Reason: v.Open, Ref: atLeast(len(v.Elems))}
		}
		return value.NewNumber(float64(len(v.Elems)))
	case value.Object:
		return f.objectSize(v)
	case value.Unknown:
		return bare(v)
	}
	return f.standard("size", nil, []*value.Value{v})
}

func (f *frame) objectSize(v *value.Value) *value.Value {
	n := 0
	var unknown *value.Value
	for _, p := range v.Props {
		switch there := f.present(v, p); {
		case isTrue(there):
			n++
		case there.Kind == value.Unknown:
			unknown = both(unknown, there)
		}
	}
	switch {
	case v.Open != "":
		return &value.Value{Reason: v.Open, Ref: atLeast(n)}
	case unknown != nil:
		return unknown
	}
	return value.NewNumber(float64(n))
}

// atLeast marks an unknown number that is known not to be smaller: the size of something open.
type atLeast int

// Select has nothing to answer: the mark is our own.
func (atLeast) Select(string) (*value.Value, bool) { return nil, false }

// bounded compares a number that is at least n with a known one, where the bound decides; nil where it does not.
// With swapped the known one stands on the left.
func bounded(op string, u, known *value.Value, swapped bool) *value.Value {
	n, ok := u.Ref.(atLeast)
	if !ok || known.Kind != value.Number {
		return nil
	}
	low, k := float64(n), known.Num
	if swapped {
		op = map[string]string{operators.Less: operators.Greater, operators.Greater: operators.Less,
			operators.LessEquals: operators.GreaterEquals, operators.GreaterEquals: operators.LessEquals}[op]
	}
	switch {
	case op == operators.Greater && low > k, op == operators.GreaterEquals && low >= k:
		return yes
	case op == operators.Less && low >= k, op == operators.LessEquals && low > k:
		return no
	}
	return nil
}
