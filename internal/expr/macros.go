package expr

import "github.com/bytelyst/connaudit/internal/value"

// members returns what a macro goes over: the members of a list, the keys of an object. further is an unknown where
// there may be more; bad is what stands instead where there is nothing to go over.
func (f *frame) members(n node) (elems []*value.Value, further, bad *value.Value) {
	v := f.forced(n)
	switch v.Kind {
	case value.List:
		elems = v.Elems
	case value.Object:
		for _, p := range v.Props {
			elems = append(elems, value.NewString(p.Key))
		}
	case value.Unknown:
		return nil, nil, bare(v)
	default:
		return nil, nil, f.fail("a macro goes over lists and maps, not over a %s", v.Kind)
	}
	if v.Open != "" {
		further = value.NewUnknown(v.Open)
	}
	return elems, further, nil
}

// test evaluates the condition of a macro for one member.
func (f *frame) test(slot int, body node, member *value.Value) *value.Value {
	f.locals[slot] = member
	v := f.forced(body)
	if v.Kind != value.Bool && v.Kind != value.Unknown {
		return f.fail("a condition is a %s and not a bool", v.Kind)
	}
	return v
}

// quantifier is `all` (decides false) or `exists` (decides true).
type quantifier struct {
	over    node
	slot    int
	body    node
	decides bool
}

func (n quantifier) eval(f *frame) *value.Value {
	elems, further, bad := f.members(n.over)
	if bad != nil {
		return bad
	}
	var unknown *value.Value
	for _, e := range elems {
		v := f.test(n.slot, n.body, e)
		switch {
		case v.Kind == value.Bool && v.Bool == n.decides:
			return v
		case v.Kind == value.Unknown:
			unknown = both(unknown, v)
		}
		if f.steps > maxSteps {
			return f.exhausted()
		}
	}
	if further != nil {
		// A further member may be there or not, so it can leave the result open but never settle it.
		if v := f.test(n.slot, n.body, further); v.Kind == value.Unknown || v.Bool == n.decides {
			unknown = both(unknown, further)
		}
	}
	if unknown != nil {
		return unknown
	}
	return value.Truth(!n.decides)
}

// uniqueness is `exists_one`.
type uniqueness struct {
	over node
	slot int
	body node
}

func (n uniqueness) eval(f *frame) *value.Value {
	elems, further, bad := f.members(n.over)
	if bad != nil {
		return bad
	}
	sure := 0
	var unknown *value.Value
	for _, e := range elems {
		switch v := f.test(n.slot, n.body, e); {
		case isTrue(v):
			sure++
		case v.Kind == value.Unknown:
			unknown = both(unknown, v)
		}
		if f.steps > maxSteps {
			return f.exhausted()
		}
	}
	if further != nil && !isFalse(f.test(n.slot, n.body, further)) {
		unknown = both(unknown, further)
	}
	if sure < 2 && unknown != nil {
		return unknown
	}
	return value.Truth(sure == 1)
}

// mapping is `map` and `filter`; keep is nil where every member is kept. A member of which nobody knows whether it is
// kept makes the result open.
type mapping struct {
	over node
	slot int
	keep node
	body node
}

func (n mapping) eval(f *frame) *value.Value {
	elems, further, bad := f.members(n.over)
	if bad != nil {
		return bad
	}
	out := value.NewList()
	for _, e := range elems {
		if n.keep != nil {
			keep := f.test(n.slot, n.keep, e)
			if keep.Kind == value.Unknown {
				out = out.Opened(bare(keep).Reason)
			}
			if !isTrue(keep) {
				continue
			}
		}
		f.locals[n.slot] = e
		out.Elems = append(out.Elems, f.eval(n.body))
		if f.steps > maxSteps {
			return f.exhausted()
		}
	}
	if further != nil && (n.keep == nil || !isFalse(f.test(n.slot, n.keep, further))) {
		out = out.Opened(further.Reason)
	}
	return out
}
