package link

import (
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// split states a fact once for each element of the list, or key of the object, that its key is. Each stands where the
// element is written, unless the callers of the function around state it. What the list may hold besides is a fact whose key
// is not known.
func split(f *facts.Fact) []*facts.Fact {
	var out []*facts.Fact
	add := func(key *value.Value, at value.Place) {
		one := *f
		one.Key = key
		if f.Origin.IsNone() && !at.IsNone() {
			one.At = at
		}
		out = append(out, &one)
	}
	switch f.Key.Kind {
	case value.List:
		for _, e := range f.Key.Elems {
			add(e, e.At)
		}
	case value.Object:
		for _, p := range f.Key.Props {
			at := p.At
			if at.IsNone() {
				at = p.Value.At
			}
			add(value.NewString(p.Key).With(func(v *value.Value) { v.At = at }), at)
		}
	case value.Null:
		return nil
	default:
		return []*facts.Fact{f}
	}
	if f.Key.Open != "" {
		add(value.NewUnknown(f.Key.Open), value.Place{})
	}
	return out
}
