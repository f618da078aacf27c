package expr

import (
	"github.com/bytelyst/connaudit/internal/value"
)

// equal compares with three results: false where a known part differs, else unknown where a part is unknown.
func (r *run) equal(a, b *value.Value) *value.Value {
	if !r.charge(1) {
		return r.exhausted()
	}
	a, b = r.force(a), r.force(b)
	switch {
	case a.Kind == value.Unknown && b.Kind == value.Unknown:
		return both(a, b)
	case a.Kind == value.Unknown:
		return equalUnknown(a, b)
	case b.Kind == value.Unknown:
		return equalUnknown(b, a)
	case a.Outside() != "" && b.Kind != value.Null, b.Outside() != "" && a.Kind != value.Null:
		return equalOutside(a, b)
	case a.Kind != b.Kind:
		return no
	}
	switch a.Kind {
	case value.Null:
		return yes
	case value.String:
		r.charge(min(len(a.Str), len(b.Str)) / 64)
		return value.Truth(a.Str == b.Str)
	case value.Number:
		return value.Truth(a.Num == b.Num)
	case value.Bool:
		return value.Truth(a.Bool == b.Bool)
	case value.List:
		return r.equalLists(a, b)
	case value.Object:
		return r.equalObjects(a, b)
	}
	return equalOpaque(a, b)
}

// equalOutside compares names outside the workspace: with themselves they are equal, and they may hold any data.
func equalOutside(a, b *value.Value) *value.Value {
	x, y := a.Outside(), b.Outside()
	switch {
	case x == y:
		return yes
	case x == "":
		x = y
	}
	return unread(x)
}

// unread stands for the data behind a name outside the workspace.
func unread(name string) *value.Value { return value.NewUnknown(value.Unread(name)) }

// equalUnknown compares an unknown with something known. Only a size that is known to be larger decides.
func equalUnknown(u, known *value.Value) *value.Value {
	if n, ok := u.Ref.(atLeast); ok && (known.Kind != value.Number || known.Num < float64(n)) {
		return no
	}
	return bare(u)
}

func (r *run) equalLists(a, b *value.Value) *value.Value {
	switch {
	case a.Open == "" && len(b.Elems) > len(a.Elems), b.Open == "" && len(a.Elems) > len(b.Elems):
		return no
	case a.Open != "":
		return value.NewUnknown(a.Open)
	case b.Open != "":
		return value.NewUnknown(b.Open)
	}
	var unknown *value.Value
	for i := range a.Elems {
		v := r.equal(a.Elems[i], b.Elems[i])
		if isFalse(v) {
			return v
		}
		if v.Kind == value.Unknown {
			unknown = both(unknown, v)
		}
	}
	return orTrue(unknown)
}

func (r *run) equalObjects(a, b *value.Value) *value.Value {
	var unknown *value.Value
	for _, pair := range [][2]*value.Value{{a, b}, {b, a}} {
		for _, p := range pair[0].Props {
			v := r.equalMember(pair[0], p, pair[1])
			if isFalse(v) {
				return v
			}
			if v.Kind == value.Unknown {
				unknown = both(unknown, v)
			}
		}
		if pair[0].Open != "" {
			unknown = both(unknown, value.NewUnknown(pair[0].Open))
		}
	}
	return orTrue(unknown)
}

// equalMember says whether member p of an object, if it is there, is in other too and equal.
func (r *run) equalMember(o *value.Value, p value.Prop, other *value.Value) *value.Value {
	there := r.present(o, p)
	if isFalse(there) {
		return yes
	}
	q, ok := other.Get(p.Key)
	if !ok && o.Fold && !other.Fold {
		q, ok = other.With(func(c *value.Value) { c.Fold = true }).Get(p.Key)
	}
	var v *value.Value
	switch {
	case !ok && other.Open != "":
		v = value.NewUnknown(other.Open)
	case !ok:
		v = no
	default:
		if v = r.present(other, q); isTrue(v) {
			v = r.equal(p.Value, q.Value)
		}
	}
	if there.Kind == value.Unknown && !isTrue(v) {
		return bare(there)
	}
	return v
}

// equalOpaque compares what has no data: the same thing is equal, things made at different places differ.
func equalOpaque(a, b *value.Value) *value.Value {
	if x, ok := a.Ref.(celValue); ok {
		y, ok := b.Ref.(celValue)
		return value.Truth(ok && celEqual(x, y))
	}
	switch {
	case a == b || a.Ref != nil && sameRef(a.Ref, b.Ref):
		return yes
	case !a.At.IsNone() && !b.At.IsNone() && a.At != b.At:
		return no
	}
	if _, ok := a.Ref.(place); ok {
		return no
	}
	return value.NewUnknown("not known to be the same thing: " + a.What())
}

// sameRef compares two references; those that Go cannot compare are not the same.
func sameRef(a, b value.Ref) (same bool) {
	defer func() {
		if recover() != nil {
			same = false
		}
	}()
	return a == b
}

func orTrue(unknown *value.Value) *value.Value {
	if unknown != nil {
		return unknown
	}
	return yes
}

// membership is `x in c`.
type membership struct{ x, c node }

func (n membership) eval(f *frame) *value.Value {
	x, c := f.forced(n.x), f.eval(n.c)
	if c.Kind == value.Branch && n.objects(f, c) {
		return f.inBranches(x, c)
	}
	return f.contains(x, f.force(c))
}

// objects reports whether c is an object on some branch: a key that is there on some branch only is there, since
// conditional sending is sending. Lists that differ by branch are judged in each world.
func (membership) objects(f *frame, c *value.Value) bool {
	for _, a := range f.alternatives(c) {
		if a.Kind == value.Object {
			return true
		}
	}
	return false
}

// alternatives returns what a value may be, without parting worlds.
func (r *run) alternatives(v *value.Value) []*value.Value {
	if v.Kind != value.Branch {
		return []*value.Value{v}
	}
	var all []*value.Value
	for _, a := range v.Alts {
		all = append(all, r.alternatives(a)...)
	}
	return all
}

func (f *frame) inBranches(x, c *value.Value) *value.Value {
	var unknown *value.Value
	for _, a := range f.alternatives(c) {
		v := f.contains(x, a)
		if isTrue(v) {
			return v
		}
		if v.Kind == value.Unknown {
			unknown = both(unknown, v)
		}
	}
	if unknown != nil {
		return unknown
	}
	return no
}

func (r *run) contains(x, c *value.Value) *value.Value {
	switch c.Kind {
	case value.Null:
		return no
	case value.List:
		return r.inList(x, c)
	case value.Object:
		return inObject(x, c)
	case value.Unknown:
		return bare(c)
	case value.Opaque:
		if x.Kind != value.String || c.Ref == nil {
			break
		}
		_, ok := c.Ref.Select(x.Str)
		return value.Truth(ok)
	}
	return r.fail("`in` does not look into a %s", c.Kind)
}

func (r *run) inList(x, l *value.Value) *value.Value {
	var unknown *value.Value
	for _, e := range l.Elems {
		v := r.equal(x, e)
		if isTrue(v) {
			return v
		}
		if v.Kind == value.Unknown {
			unknown = both(unknown, v)
		}
	}
	if l.Open != "" {
		unknown = both(unknown, value.NewUnknown(l.Open))
	}
	if unknown != nil {
		return unknown
	}
	return no
}

// inObject: a key that is set on some branches only is there.
func inObject(x, o *value.Value) *value.Value {
	if x.Kind == value.String {
		if _, ok := o.Get(x.Str); ok {
			return yes
		}
	}
	switch {
	case x.Kind == value.Unknown && (len(o.Props) > 0 || o.Open != ""):
		return bare(x)
	case x.Kind == value.String && o.Open != "":
		return value.NewUnknown(o.Open)
	}
	return no
}
