// Package wire writes values and facts as analysis facts travel: as plain data that encoding/gob can carry from the
// package that states them to those that import it, and from one run to the next.
//
// What only the maker of a value could use (its Ref) is left behind. Files come back as new files, one per name, that know
// the line of each place that was sent.
package wire

import (
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// Value is a value.Value on its way.
type Value struct {
	Kind, Origin              uint8
	Bool, Fold, Text          bool
	Str, Open, Reason, Prefix string
	Num                       float64
	Elems, Alts               []Value
	Props                     []Prop
	Env                       []string
	At                        Place
	// Hole is the parameter, counted from 1, that the value stands for; with EnvHole it is what is read from the variable of that
	// name, with Start only the text's start. A receiver fills them.
	Hole           int
	EnvHole, Start bool
}

// Holed is a Ref that stands for a parameter, counted from 0, or for the variable of the environment that it names.
type Holed interface{ Hole() (param int, env bool) }

// Prop is a member of an object on its way.
type Prop struct {
	Key   string
	Value Value
	Maybe bool
	At    Place
}

// Place is a range of bytes in a file, and its line, from 1. The zero Place is nowhere.
type Place struct {
	File             string
	Start, End, Line int
}

// Fact is a facts.Fact on its way.
type Fact struct {
	Kind, Role string
	Key, Value Value
	Names      []string
	Attributes []Value
	At, Origin Place
	Head       bool
}

// PackPlace makes a place ready to be sent.
func PackPlace(p value.Place) Place {
	if p.IsNone() {
		return Place{}
	}
	return Place{p.File.Path, p.Start, p.End, p.Line()}
}

// Pack makes a value ready to be sent.
func Pack(v *value.Value) Value {
	if v == nil {
		return Value{Kind: uint8(value.Null)}
	}
	out := Value{Kind: uint8(v.Kind), Origin: uint8(v.Origin), Bool: v.Bool, Fold: v.Fold, Text: v.Text, Str: v.Str, Open: v.Open,
		Reason: v.Reason, Prefix: v.Prefix, Num: v.Num, Env: v.Env, At: PackPlace(v.At)}
	if h, ok := v.Ref.(Holed); ok {
		param, env := h.Hole()
		out.Hole, out.EnvHole = param+1, env
		s, ok := v.Ref.(interface{ Starts() bool })
		out.Start = ok && s.Starts()
	}
	for _, e := range v.Elems {
		out.Elems = append(out.Elems, Pack(e))
	}
	for _, a := range v.Alts {
		out.Alts = append(out.Alts, Pack(a))
	}
	for _, p := range v.Props {
		out.Props = append(out.Props, Prop{p.Key, Pack(p.Value), p.Maybe, PackPlace(p.At)})
	}
	return out
}

// PackFact makes a fact ready to be sent.
func PackFact(f *facts.Fact) Fact {
	out := Fact{Kind: f.Kind, Role: f.Role, Key: Pack(f.Key), Value: Pack(f.Value), At: PackPlace(f.At), Origin: PackPlace(f.Origin),
		Head: f.Head}
	for _, a := range f.Attributes {
		out.Names = append(out.Names, a.Name)
		out.Attributes = append(out.Attributes, Pack(a.Value))
	}
	return out
}

// Files are the files that places come back in. It is not safe for concurrent use.
type Files struct {
	byName map[string]*file
}

type file struct {
	value.File
	lines map[int]int
}

// Place is a place that was sent.
func (f *Files) Place(p Place) value.Place {
	if p.File == "" {
		return value.Place{}
	}
	if f.byName == nil {
		f.byName = map[string]*file{}
	}
	at := f.byName[p.File]
	if at == nil {
		at = &file{File: value.File{Path: p.File, Display: p.File, Language: "go"}, lines: map[int]int{}}
		at.Line = func(offset int) int { return at.lines[offset] }
		f.byName[p.File] = at
	}
	at.lines[p.Start] = p.Line
	return value.Place{File: &at.File, Start: p.Start, End: p.End}
}

// Value is a value that was sent.
func (f *Files) Value(w Value) *value.Value {
	if value.Kind(w.Kind) == value.Null {
		return value.NewNull()
	}
	v := &value.Value{Kind: value.Kind(w.Kind), Origin: value.Origin(w.Origin), Bool: w.Bool, Fold: w.Fold, Text: w.Text, Str: w.Str,
		Open: w.Open, Reason: w.Reason, Prefix: w.Prefix, Num: w.Num, Env: w.Env, At: f.Place(w.At)}
	for _, e := range w.Elems {
		v.Elems = append(v.Elems, f.Value(e))
	}
	for _, a := range w.Alts {
		v.Alts = append(v.Alts, f.Value(a))
	}
	for _, p := range w.Props {
		v.Props = append(v.Props, value.Prop{Key: p.Key, Value: f.Value(p.Value), Maybe: p.Maybe, At: f.Place(p.At)})
	}
	return v
}

// Fact is a fact that was sent.
func (f *Files) Fact(w Fact) *facts.Fact {
	out := &facts.Fact{Kind: w.Kind, Role: w.Role, Key: f.Value(w.Key), Value: f.Value(w.Value), At: f.Place(w.At), Origin: f.Place(w.Origin), Head: w.Head}
	for i, n := range w.Names {
		out.Attributes = append(out.Attributes, facts.Attr{Name: n, Value: f.Value(w.Attributes[i])})
	}
	return out
}
