package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// apart states a fact once for each of the objects that an attribute may name: a call through one of several clients is a
// call through each.
func apart(f *facts.Fact) []*facts.Fact {
	for i, a := range f.Attributes {
		if a.Value.Kind != value.Branch || a.Value.Alts[0].Kind != value.Opaque {
			continue
		}
		var out []*facts.Fact
		for _, alt := range a.Value.Alts {
			one := *f
			one.Attributes = append([]facts.Attr{}, f.Attributes...)
			one.Attributes[i].Value = alt
			out = append(out, apart(&one)...)
		}
		return out
	}
	return []*facts.Fact{f}
}

// each states a fact once for each element of the loops that its key comes from, where the lists they go over are known.
func each(s *resolve.Session, f *facts.Fact) []*facts.Fact {
	if m, ok := f.Made.(*making); ok && m.statement.entry.Split {
		return split(f)
	}
	u, n, frame, ok := resolve.Code(f.Match)
	if f.Key.Kind != value.Branch || !ok {
		return apart(f)
	}
	turns := 1
	var loops [][]*value.Value
	for _, elems := range s.Elements(u, n, frame) {
		if madeOf(f.Key.Alts, elems) && !seenIn(loops, elems) {
			loops = append(loops, elems)
			turns *= len(elems)
		}
	}
	if turns != len(f.Key.Alts) {
		return apart(f) // something else than the loops makes it differ
	}
	var out []*facts.Fact
	for i, key := range f.Key.Alts {
		one := *f
		one.Key = key
		one.Value = inTurn(f.Value, loops, i)
		one.Attributes = append([]facts.Attr{}, f.Attributes...)
		for j, a := range f.Attributes {
			one.Attributes[j].Value = inTurn(a.Value, loops, i)
		}
		out = append(out, apart(&one)...)
	}
	return out
}

// inTurn is what v is in the turn i of a single loop that v is made of; v itself in all other cases.
func inTurn(v *value.Value, loops [][]*value.Value, i int) *value.Value {
	if v == nil || v.Kind != value.Branch || len(loops) != 1 || len(v.Alts) != len(loops[0]) || !inOrder(v.Alts, loops[0]) {
		return v
	}
	return v.Alts[i]
}

// madeOf reports whether each of the values has the text of an element, and each element stands in one of the values.
func madeOf(vs, elems []*value.Value) bool {
	used := map[int]bool{}
	for _, v := range vs {
		found := false
		for i, e := range elems {
			if has(v, e) {
				found, used[i] = true, true
			}
		}
		if !found {
			return false
		}
	}
	return len(used) == len(elems)
}

// inOrder reports whether each of the values has the text of the element in its place.
func inOrder(vs, elems []*value.Value) bool {
	for i, v := range vs {
		if !has(v, elems[i]) {
			return false
		}
	}
	return true
}

// has reports whether a text has the text of an element in it.
func has(v, elem *value.Value) bool {
	switch {
	case v.Kind != elem.Kind:
		return false
	case v.Kind == value.String:
		return elem.Str != "" && strings.Contains(v.Str, elem.Str)
	}
	return v.Kind == value.Number && v.Num == elem.Num
}

// seenIn reports whether the elements are those of one of the loops, met a second time.
func seenIn(loops [][]*value.Value, elems []*value.Value) bool {
	for _, l := range loops {
		if len(l) == len(elems) && inOrder(l, elems) && inOrder(elems, l) {
			return true
		}
	}
	return false
}
