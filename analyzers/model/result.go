// Package model is what passes hand to those who want more than diagnostics: the facts of one package.
//
// It is plain data, needs no cgo, and imports only the models of facts and values.
package model

import (
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// Result is the result of a pass for one package. It is not changed after the pass has returned it.
type Result struct {
	Facts []*facts.Fact // in the order of files and positions
	// Imported are the facts of those packages of the same module that the package imports. Who has the results of all packages has
	// them already.
	Imported []*facts.Fact
}

// Placing says how a reader of facts names places: the passes name files as their driver does.
type Placing struct {
	File  func(*value.File) *value.File  // the reader's file for a file of a pass; called once per mention
	Value func(value.Place) *value.Value // a place as a value; expr.NewPlace for most
}

// Moved returns copies of the facts with all places, also those inside values, named as p says.
func (r *Result) Moved(p Placing) []*facts.Fact {
	out := make([]*facts.Fact, len(r.Facts))
	for i, f := range r.Facts {
		c := *f
		c.Key, c.Value = p.value(f.Key), p.value(f.Value)
		c.At, c.Origin = p.place(f.At), p.place(f.Origin)
		c.Match = p.value(f.Match)
		c.Attributes = make([]facts.Attr, len(f.Attributes))
		for j, a := range f.Attributes {
			c.Attributes[j] = facts.Attr{Name: a.Name, Value: p.value(a.Value)}
		}
		out[i] = &c
	}
	return out
}

func (p Placing) place(at value.Place) value.Place {
	if at.File == nil {
		return at
	}
	at.File = p.File(at.File)
	return at
}

// value copies v and what it is made of. Passes make trees, never cycles.
func (p Placing) value(v *value.Value) *value.Value {
	switch {
	case v == nil || v == value.NewNull():
		return v
	case v.Kind == value.Opaque && v.Ref == nil && v.At.File != nil:
		return p.Value(p.place(v.At))
	}
	c := *v
	c.At = p.place(v.At)
	c.Elems, c.Alts = p.values(v.Elems), p.values(v.Alts)
	if v.Props != nil {
		c.Props = make([]value.Prop, len(v.Props))
		for i, m := range v.Props {
			m.Value, m.At = p.value(m.Value), p.place(m.At)
			c.Props[i] = m
		}
	}
	return &c
}

func (p Placing) values(vs []*value.Value) []*value.Value {
	if vs == nil {
		return nil
	}
	out := make([]*value.Value, len(vs))
	for i, v := range vs {
		out[i] = p.value(v)
	}
	return out
}
