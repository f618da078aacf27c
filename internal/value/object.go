package value

import "strings"

// Get returns the member of an object called key. found is false when the object has no such member on any branch; it
// may still be open.
func (v *Value) Get(key string) (p Prop, found bool) {
	for i := len(v.Props) - 1; i >= 0; i-- {
		if k := v.Props[i].Key; k == key || v.Fold && strings.EqualFold(k, key) {
			return v.Props[i], true
		}
	}
	return Prop{}, false
}

// Set returns a copy of an object in which p has replaced a member of the same key. A member that is set on some
// branches only keeps what stood there before as the other possibility.
func (v *Value) Set(p Prop) *Value {
	c := *v
	c.Props = make([]Prop, 0, len(v.Props)+1)
	for _, old := range v.Props {
		if old.Key != p.Key && (!v.Fold || !strings.EqualFold(old.Key, p.Key)) {
			c.Props = append(c.Props, old)
			continue
		}
		if p.Maybe {
			p.Value = NewBranch(old.Value, p.Value)
			p.Maybe = old.Maybe
		}
	}
	c.Props = append(c.Props, p)
	return &c
}

// Delete returns a copy of an object without the member key. A deletion on some branches only leaves it Maybe.
func (v *Value) Delete(key string, maybe bool) *Value {
	c := *v
	c.Props = make([]Prop, 0, len(v.Props))
	for _, old := range v.Props {
		if old.Key == key || v.Fold && strings.EqualFold(old.Key, key) {
			if !maybe {
				continue
			}
			old.Maybe = true
		}
		c.Props = append(c.Props, old)
	}
	return &c
}

// Opened returns a copy of an object or list that may have more members, for the reason given. The first reason stays.
func (v *Value) Opened(reason string) *Value {
	if v.Open != "" {
		return v
	}
	return v.With(func(c *Value) { c.Open = reason })
}

// Merge returns an object with b's members laid over a's, as a spread or Object.assign does. Null adds nothing; what is
// no object opens the result for its reason. With maybe, b is laid over on some branches only.
func Merge(a, b *Value, maybe bool) *Value {
	switch b.Kind {
	case Null, Bool, Number:
		return a
	case Branch:
		return mergeBranches(a, b)
	case Object:
	default:
		if a.Kind != Object {
			return a.Opened(reasonOf(b))
		}
		return a.overlaid(b, reasonOf(b))
	}
	out := a
	if out.Kind != Object {
		out = NewObject()
		if a.Kind != Null {
			out = out.Opened(reasonOf(a))
		}
	}
	if b.Fold && !out.Fold {
		out = out.With(func(c *Value) { c.Fold = true })
	}
	for _, p := range b.Props {
		p.Maybe = p.Maybe || maybe
		out = out.Set(p)
	}
	if b.Open != "" {
		out = out.overlaid(b, reasonOf(b))
	}
	return out
}

// overlaid is an object over which something partly unknown is laid: it may have more members, and those it has may have
// been replaced.
func (v *Value) overlaid(b *Value, reason string) *Value {
	out := v.Opened(reason)
	if out == v {
		out = v.With(func(*Value) {})
	}
	props := make([]Prop, len(v.Props))
	for i, p := range v.Props {
		if _, again := b.Get(p.Key); !again {
			p.Value = NewBranch(p.Value, &Value{Kind: Unknown, Reason: reason, Origin: b.Origin, At: b.At})
		}
		props[i] = p
	}
	out.Props = props
	return out
}

// mergeBranches lays each alternative over a, each on some branches only.
func mergeBranches(a, b *Value) *Value {
	for _, alt := range b.Alts {
		a = Merge(a, alt, true)
	}
	return a
}

// Join returns what two branches leave behind: objects join key by key, so that a key set on one of them is there on
// some branches; anything else becomes a Branch.
func Join(a, b *Value) *Value {
	if a.Kind != Object || b.Kind != Object {
		return NewBranch(a, b)
	}
	out := &Value{Kind: Object, Fold: a.Fold || b.Fold, At: a.At, Ref: a.Ref, Open: a.Open}
	if b.Open != "" {
		out = out.Opened(b.Open)
	}
	for _, p := range a.Props {
		q, ok := b.Get(p.Key)
		if ok {
			p.Value = NewBranch(p.Value, q.Value)
		}
		p.Maybe = p.Maybe || !ok || q.Maybe
		out.Props = append(out.Props, p)
	}
	for _, q := range b.Props {
		if _, ok := a.Get(q.Key); !ok {
			q.Maybe = true
			out.Props = append(out.Props, q)
		}
	}
	return out
}

// reasonOf says why v is no object with known members.
func reasonOf(v *Value) string {
	if v.Kind == Unknown && v.Reason != "" {
		return v.Reason
	}
	if v.Open != "" {
		return v.Open
	}
	if name := v.Outside(); name != "" {
		return Unread(name)
	}
	return v.What() + " instead of an object"
}
