package value

// Kind says what a value is. The zero Kind is Unknown, so that a value nobody filled in proves nothing.
type Kind uint8

// The kinds of values.
const (
	Unknown Kind = iota
	Null         // null, undefined, None, and whatever is absent
	String
	Number
	Bool
	List
	Object
	Opaque // a known thing with no data of its own: function, class, instance, module; Ref says which
	Branch // one of Alts, depending on the branch taken
)

var kindNames = [...]string{"unknown", "null", "string", "number", "bool", "list", "object", "opaque", "branch"}

// String returns the kind's name.
func (k Kind) String() string { return kindNames[k] }

// Origin says where the data of a value comes from.
type Origin uint8

// The origins of values. NoOrigin means that nothing more is known than the value itself.
const (
	NoOrigin   Origin = iota
	Literal           // written in the code, also through constants
	Env               // read from an environment variable without a default
	EnvDefault        // read from an environment variable, with the value as its default
	Config            // a field of a settings object or of a configuration file
	Parameter         // a parameter of a function whose callers do not settle it
	Computed          // the result of a call, of arithmetic, or of other work at run time
	Untold            // exported by another repository, and where it comes from there is not told
)

// Prop is one member of an object.
type Prop struct {
	Key   string
	Value *Value
	Maybe bool  // there on some branches only
	At    Place // where the member is written
}

// Value is what is known of an expression. It is never changed after it was made; With makes changed copies.
type Value struct {
	Kind   Kind
	Origin Origin
	Bool   bool
	Fold   bool // Object: keys compare without regard to case, as header names do
	Text   bool // Unknown: it is a string all the same

	Str    string   // String
	Num    float64  // Number
	Elems  []*Value // List
	Props  []Prop   // Object, in the order of the code; a later one of the same key has replaced an earlier one
	Open   string   // List, Object: why there may be more members; empty when closed
	Alts   []*Value // Branch: at least two
	Reason string   // Unknown: why, for people
	Prefix string   // Unknown: how its text surely starts
	Env    []string // names of the environment variables the value is read from, in the order they are tried

	At  Place // where the value was made or defined
	Ref Ref   // the code behind it, for the evaluator; may be nil
}

// Ref is the evaluator's own knowledge of the code behind a value.
type Ref interface {
	// Select returns a member that the value has beyond its data, such as an attribute of a known type.
	Select(name string) (*Value, bool)
}

var nullValue = &Value{Kind: Null}

// NewNull returns the absent value.
func NewNull() *Value { return nullValue }

// NewString returns a known string.
func NewString(s string) *Value { return &Value{Kind: String, Str: s} }

// NewNumber returns a known number.
func NewNumber(n float64) *Value { return &Value{Kind: Number, Num: n} }

// NewBool returns a known truth value.
func NewBool(b bool) *Value { return &Value{Kind: Bool, Bool: b} }

var yes, no = NewBool(true), NewBool(false)

// Truth returns the truth value of a condition: no place, no code behind it, and the same for all, so that it is not to be changed.
func Truth(b bool) *Value {
	if b {
		return yes
	}
	return no
}

// NewList returns a closed list.
func NewList(elems ...*Value) *Value { return &Value{Kind: List, Elems: elems} }

// NewStrings returns a closed list of strings.
func NewStrings(s ...string) *Value {
	l := &Value{Kind: List}
	for _, x := range s {
		l.Elems = append(l.Elems, NewString(x))
	}
	return l
}

// NewObject returns a closed object.
func NewObject(props ...Prop) *Value { return &Value{Kind: Object, Props: props} }

// NewUnknown returns an unknown with its reason.
func NewUnknown(reason string) *Value { return &Value{Kind: Unknown, Reason: reason} }

// NewBranch returns the value that is one of alts: the only one if all are equal, else a Branch of the distinct ones.
// No alternatives at all make an unknown.
func NewBranch(alts ...*Value) *Value {
	var distinct []*Value
	var add func(v *Value)
	add = func(v *Value) {
		if len(distinct) > maxBranch {
			return
		}
		if v.Kind == Branch {
			for _, a := range v.Alts {
				add(a)
			}
			return
		}
		for _, d := range distinct {
			if Same(d, v) {
				return
			}
		}
		distinct = append(distinct, v)
	}
	for _, v := range alts {
		add(v)
	}
	switch len(distinct) {
	case 0:
		return NewUnknown("no value")
	case 1:
		return distinct[0]
	}
	if len(distinct) > maxBranch {
		return NewUnknown("more alternatives than are kept apart")
	}
	return &Value{Kind: Branch, Alts: distinct}
}

// With returns a copy of v that change has changed.
func (v *Value) With(change func(*Value)) *Value {
	c := *v
	change(&c)
	return &c
}

// Known reports whether v is known through and through: no unknown, no branch, nothing open inside. Of more parts than
// partsBudget it says no.
func (v *Value) Known() bool {
	budget := partsBudget
	return v.known(&budget)
}

// known gives up where the parts are more than the budget.
func (v *Value) known(budget *int) bool {
	if *budget--; *budget < 0 {
		return false
	}
	switch v.Kind {
	case Unknown, Branch:
		return false
	case List:
		if v.Open != "" {
			return false
		}
		for _, e := range v.Elems {
			if !e.known(budget) {
				return false
			}
		}
	case Object:
		if v.Open != "" {
			return false
		}
		for _, p := range v.Props {
			if p.Maybe || !p.Value.known(budget) {
				return false
			}
		}
	}
	return true
}

// Same reports whether a and b are surely the same thing: equal known data, or the very same value. It is for removing
// duplicates; comparing as rules do, with three results, is the business of the expression language.
func Same(a, b *Value) bool {
	budget := partsBudget
	return same(a, b, &budget)
}

// partsBudget bounds how many parts Same and Known look at. Values share parts, so that one written in a few lines may have more of
// them than can ever be visited; what takes longer to compare is not surely the same.
const partsBudget = 256

// maxBranch bounds the alternatives of a Branch. What has more could be anything.
const maxBranch = 64

func same(a, b *Value, budget *int) bool {
	if a == b {
		return true
	}
	if *budget--; *budget < 0 {
		return false
	}
	if a.Kind != b.Kind || a.Open != "" || b.Open != "" {
		return false
	}
	switch a.Kind {
	case Null:
		return true
	case String:
		return a.Str == b.Str && a.Origin == b.Origin
	case Number:
		return a.Num == b.Num
	case Bool:
		return a.Bool == b.Bool
	case List:
		return sameElems(a.Elems, b.Elems, budget)
	case Object:
		return sameProps(a.Props, b.Props, budget)
	case Unknown:
		return a.Reason == b.Reason && a.At == b.At && a.Prefix == b.Prefix && a.Ref == nil && b.Ref == nil
	case Opaque:
		return a.Ref != nil && a.Ref == b.Ref
	}
	return false
}

func sameElems(a, b []*Value, budget *int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !same(a[i], b[i], budget) {
			return false
		}
	}
	return true
}

func sameProps(a, b []Prop, budget *int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key != b[i].Key || a[i].Maybe != b[i].Maybe || !same(a[i].Value, b[i].Value, budget) {
			return false
		}
	}
	return true
}
