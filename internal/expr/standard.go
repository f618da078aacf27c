package expr

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strings"

	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/bytelyst/connaudit/internal/value"
)

// standardCall is a function of cel-go. It is called when all arguments are fully known; else it is unknown with the
// reasons of all parts.
type standardCall struct {
	name   string
	call   func(...ref.Val) ref.Val
	args   []node
	params []*types.Type // of the overload, nil where only the arguments tell
}

func (n standardCall) eval(f *frame) *value.Value {
	args := make([]*value.Value, len(n.args))
	for i, a := range n.args {
		args[i] = f.forced(a)
	}
	if len(args) == 2 {
		if args[0].Kind == value.Unknown {
			if v := bounded(n.name, args[0], args[1], false); v != nil {
				return v
			}
		} else if v := bounded(n.name, args[1], args[0], true); v != nil {
			return v
		}
	}
	return f.standardBy(n.name, n.call, n.params, args)
}

// standard calls a standard function by its name.
func (r *run) standard(name string, params []*types.Type, args []*value.Value) *value.Value {
	lib, err := sharedLibrary()
	if err != nil {
		return r.fail("%s", err)
	}
	return r.standardBy(name, lib.bindings[name], params, args)
}

func (r *run) standardBy(name string, call func(...ref.Val) ref.Val, params []*types.Type, args []*value.Value) *value.Value {
	in := make([]ref.Val, len(args))
	var unknown *value.Value
	for i, a := range args {
		var want *types.Type
		if i < len(params) {
			want = params[i]
		}
		var u *value.Value
		if in[i], u = r.toCEL(a, want); u != nil {
			unknown = both(unknown, u)
		}
	}
	if unknown != nil {
		return unknown
	}
	if !r.charge(cost(name, in)) {
		return r.exhausted()
	}
	out := call(in...)
	if e, ok := out.(*types.Err); ok {
		if strings.HasPrefix(e.String(), "no such overload") {
			return r.fail("%s does not take %s", displayed(name), kinds(args))
		}
		return r.fail("%s", e)
	}
	v := fromCEL(out)
	if v.Kind == value.String && len(v.Str) > maxText {
		return r.fail("a text of more than %d bytes", maxText)
	}
	return v
}

// displayed is a function or operator as it is written.
func displayed(name string) string {
	if symbol, ok := operators.FindReverse(name); ok && symbol != "" {
		name = symbol
	}
	return "`" + name + "`"
}

// kinds lists what the arguments are.
func kinds(args []*value.Value) string {
	var out []string
	for _, a := range args {
		out = append(out, a.What())
	}
	return strings.Join(out, " and ")
}

// cost estimates what a standard function does beyond looking at its arguments once, before it does it.
func cost(name string, args []ref.Val) int {
	size := func(i int) int {
		if i >= len(args) {
			return 0
		}
		switch v := args[i].(type) {
		case types.String:
			return len(v)
		case types.Int:
			return int(max(0, min(v, math.MaxInt32)))
		case traits.Sizer:
			if n, ok := v.Size().(types.Int); ok {
				return int(n)
			}
		}
		return 0
	}
	switch name {
	case "replace":
		if old := size(1); old > 0 {
			return (size(0)/old + 1) * (size(2) + 1) / 64
		}
		return (size(0) + 1) * (size(2) + 1) / 64
	case "join":
		return size(0) * (size(1) + 1) / 64
	case "lists.range":
		return size(0)
	case "distinct":
		return size(0) * size(0) / 32
	case "hasAny", "hasAll", "hasOnly", "hasExactly":
		return size(0) * size(1) / 32
	case "sort", "@sortByAssociatedKeys":
		return size(0) * 16
	}
	return 0
}

// matchCall is `text.matches(pattern)`; a literal pattern is compiled when loading.
type matchCall struct {
	text, pattern node
	compiled      *regexp.Regexp
}

func (n matchCall) eval(f *frame) *value.Value {
	text, pattern := f.forced(n.text), f.forced(n.pattern)
	switch {
	case text.Kind == value.Unknown && pattern.Kind == value.Unknown:
		return both(text, pattern)
	case text.Kind == value.Unknown:
		return bare(text)
	case pattern.Kind == value.Unknown:
		return bare(pattern)
	case text.Kind != value.String || pattern.Kind != value.String:
		return f.fail("`matches` takes two strings, not a %s and a %s", text.Kind, pattern.Kind)
	case len(pattern.Str) > maxCharacters:
		return f.fail("a regular expression of more than %d bytes", maxCharacters)
	}
	if !f.charge((len(text.Str) + 64) * (len(pattern.Str) + 64) / 4096) {
		return f.exhausted()
	}
	re := n.compiled
	if re == nil {
		var err error
		if re, err = regexp.Compile(pattern.Str); err != nil {
			return f.fail("%s", err)
		}
	}
	return value.Truth(re.MatchString(text.Str))
}

// toCEL turns a fully known value into one of cel-go's; else it returns an unknown with the reasons of all parts.
// want is the type the function asks for, nil if any.
func (r *run) toCEL(v *value.Value, want *types.Type) (ref.Val, *value.Value) {
	v = r.force(v)
	if !r.charge(1 + len(v.Str)/64) {
		return nil, r.exhausted()
	}
	switch v.Kind {
	case value.Null:
		return types.NullValue, nil
	case value.Bool:
		return types.Bool(v.Bool), nil
	case value.String:
		return types.String(v.Str), nil
	case value.Number:
		return numberToCEL(v.Num, want), nil
	case value.List:
		return r.listToCEL(v, want)
	case value.Object:
		return r.objectToCEL(v)
	case value.Opaque:
		if c, ok := v.Ref.(celValue); ok {
			return c.Val, nil
		}
		return boxed{v}, nil
	}
	return nil, bare(v)
}

// maxWhole is up to where a float64 holds every whole number.
const maxWhole = 1 << 53

// numberToCEL presents whole numbers as int, unless a double is asked for.
func numberToCEL(n float64, want *types.Type) ref.Val {
	if n == math.Trunc(n) && math.Abs(n) <= maxWhole && (want == nil || want.Kind() != types.DoubleKind) {
		return types.Int(int64(n))
	}
	return types.Double(n)
}

func (r *run) listToCEL(v *value.Value, want *types.Type) (ref.Val, *value.Value) {
	var elem *types.Type
	if want != nil && len(want.Parameters()) == 1 {
		elem = want.Parameters()[0]
	}
	var unknown *value.Value
	out := make([]ref.Val, len(v.Elems))
	for i, e := range v.Elems {
		var u *value.Value
		if out[i], u = r.toCEL(e, elem); u != nil {
			unknown = both(unknown, u)
		}
	}
	if v.Open != "" {
		unknown = both(unknown, value.NewUnknown(v.Open))
	}
	return types.NewRefValList(types.DefaultTypeAdapter, out), unknown
}

func (r *run) objectToCEL(v *value.Value) (ref.Val, *value.Value) {
	var unknown *value.Value
	out := map[ref.Val]ref.Val{}
	for _, p := range v.Props {
		there := r.present(v, p)
		if there.Kind == value.Unknown {
			unknown = both(unknown, there)
		}
		m, u := r.toCEL(p.Value, nil)
		if u != nil {
			unknown = both(unknown, u)
		}
		if isTrue(there) {
			out[types.String(p.Key)] = m
		}
	}
	if v.Open != "" {
		unknown = both(unknown, value.NewUnknown(v.Open))
	}
	return types.NewRefValMap(types.DefaultTypeAdapter, out), unknown
}

// fromCEL turns what cel-go gave into a value. Durations, timestamps, bytes and types travel as they are.
func fromCEL(x ref.Val) *value.Value {
	switch t := x.(type) {
	case types.Null:
		return value.NewNull()
	case types.Bool:
		return value.Truth(bool(t))
	case types.String:
		return value.NewString(string(t))
	case types.Int:
		return value.NewNumber(float64(t))
	case types.Double:
		return value.NewNumber(float64(t))
	case boxed:
		return t.v
	case traits.Lister:
		l := value.NewList()
		n, _ := t.Size().(types.Int)
		for i := types.Int(0); i < n; i++ {
			l.Elems = append(l.Elems, fromCEL(t.Get(i)))
		}
		return l
	case *types.Err:
		return value.NewUnknown("error: " + t.Error())
	case *types.Unknown, nil:
		return value.NewUnknown("not known")
	}
	return &value.Value{Kind: value.Opaque, Ref: celValue{x}}
}

// celValue carries what has no form of its own among values: bytes, durations, timestamps, types, unsigned numbers.
type celValue struct{ ref.Val }

// Select has nothing to answer: such values have no members.
func (celValue) Select(string) (*value.Value, bool) { return nil, false }

func celEqual(a, b celValue) bool { return types.Equal(a.Val, b.Val) == types.True }

func (c celValue) text() string {
	if s, ok := c.ConvertToType(types.StringType).(types.String); ok {
		return string(s)
	}
	return strings.TrimSpace(fmt.Sprint(c.Value()))
}

// boxed carries a fact, a place or another opaque value through cel-go's list functions.
type boxed struct{ v *value.Value }

var boxedType = types.NewOpaqueType("thing")

// ConvertToNative is not possible: nothing in cel-go knows the value.
func (b boxed) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("no conversion to %s", t)
}

// ConvertToType is not possible but to its own type.
func (b boxed) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("a %s cannot become a %s", b.v.Kind, t.TypeName())
}

// Equal compares as the language does; not knowing counts as different, which keeps both in a list of distinct ones.
func (b boxed) Equal(o ref.Val) ref.Val {
	x, ok := o.(boxed)
	return types.Bool(ok && isTrue(equalOpaque(b.v, x.v)))
}

// Type returns a type that no function asks for.
func (b boxed) Type() ref.Type { return boxedType }

// Value returns the value carried.
func (b boxed) Value() any { return b.v }
