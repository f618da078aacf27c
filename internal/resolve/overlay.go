package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/value"
)

// overlay lays b's members over a's as value.Merge does, within the bounds.
func (s *Session) overlay(a, b *value.Value, maybe bool) *value.Value {
	s.work(len(a.Props)/8 + len(b.Props))
	out := value.Merge(a, b, maybe)
	if !slices.ContainsFunc(out.Props, func(p value.Prop) bool { return len(p.Value.Alts) > maxAlts }) {
		return out
	}
	return out.With(func(c *value.Value) {
		c.Props = slices.Clone(out.Props)
		for i := range c.Props {
			c.Props[i].Value = limited(c.Props[i].Value)
		}
	})
}

// shaken is an object whose members may have been replaced by other.
func shaken(o, other *value.Value) *value.Value {
	return o.With(func(c *value.Value) {
		c.Props = slices.Clone(o.Props)
		for i := range c.Props {
			c.Props[i].Value = either(c.Props[i].Value, other)
		}
	})
}

// either is one of two values, within the bound on alternatives.
func either(a, b *value.Value) *value.Value { return limited(value.NewBranch(a, b)) }

func limited(v *value.Value) *value.Value {
	if v.Kind == value.Branch && len(v.Alts) > maxAlts {
		return value.NewUnknown(tooManyAlts)
	}
	return v
}

// tooManyAlts is the reason of what differs by more branches than are kept apart.
const tooManyAlts = "more alternatives than are kept apart"

// tooManyCalls is the reason of what lies behind more calls in one another than are followed.
const tooManyCalls = "calls are nested too deeply"

// exposed is an object or list that code which is not read may have changed.
func exposed(v *value.Value, reason string) *value.Value {
	if v.Kind == value.Object && len(v.Props) > 0 {
		v = shaken(v, value.NewUnknown(reason))
	}
	return v.Opened(reason)
}

// setComputed sets a member whose key is an expression. A key that is not known may be any key, so the object is open and
// any member may have got the value.
func (s *Session) setComputed(o, key, v *value.Value, at value.Place, maybe bool) *value.Value {
	if t, ok := textOf(key); ok {
		s.work(len(o.Props) / 8)
		return o.Set(value.Prop{Key: t, Value: v, Maybe: maybe, At: at})
	}
	if key.Kind == value.Branch {
		for _, a := range key.Alts {
			o = s.setComputed(o, a, v, at, true)
		}
		return o
	}
	o = shaken(o, v)
	return o.Opened("a key that is not known: " + reasonFor(key))
}

// shortened is a list within the bound on its length.
func shortened(l *value.Value) *value.Value {
	if len(l.Elems) <= maxElems {
		return l
	}
	return l.With(func(c *value.Value) { c.Elems = l.Elems[:maxElems] }).Opened("a list longer than is kept")
}

// builder makes the object of a literal. It owns o until the literal is done, and may append to it, where value.Value.Set
// would copy all members for each.
type builder struct {
	o    *value.Value
	keys map[string]bool
}

func (b *builder) set(p value.Prop) {
	if b.keys == nil {
		b.keys = make(map[string]bool, len(b.o.Props))
		for _, q := range b.o.Props {
			b.keys[q.Key] = true
		}
	}
	if b.keys[p.Key] {
		b.o = b.o.Set(p)
		return
	}
	b.keys[p.Key] = true
	b.o.Props = append(b.o.Props, p)
}

// replace goes on from o, which may share its members with other values.
func (b *builder) replace(o *value.Value) {
	b.o = o.With(func(c *value.Value) { c.Props = slices.Clip(o.Props) })
	b.keys = nil
}
