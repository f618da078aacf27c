package pattern

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Binding is what a metavariable stands for in one match.
type Binding struct {
	Node  syntax.Node   // the code; none for text found by a regular expression; in {a} the shorthand is key and value
	Nodes []syntax.Node // what an ellipsis metavariable $...X stands for, possibly empty; then Node is none
	Text  string        // source text; for a name its text, for a "$X" the string's content without quotes
	Span  syntax.Span   // bytes of the file from 0
	// Name says that the position is that of a name: a property, keyword, key, parameter, or what a definition or
	// assignment names. For a property, keyword or key Text is all there is to it; Node is the name's own node.
	Name bool
	// Content says that the binding is the content of a string literal ("$X"); Node is the literal with its quotes.
	Content bool
}

// Sequence reports whether b is the binding of an ellipsis metavariable.
func (b Binding) Sequence() bool { return b.Nodes != nil }

// Bindings maps metavariables to what they stand for. It is a persistent list: adding shares the rest, values never
// change and may be shared by goroutines. The zero value binds nothing.
type Bindings struct{ top *bound }

type bound struct {
	name string
	b    Binding
	next *bound
}

// Get returns the binding of name, written with its dollar sign ("$X", "$...ARGS").
func (bs Bindings) Get(name string) (Binding, bool) {
	for e := bs.top; e != nil; e = e.next {
		if e.name == name {
			return e.b, true
		}
	}
	return Binding{}, false
}

// With returns bs with name bound to b; a name already bound keeps its binding.
func (bs Bindings) With(name string, b Binding) Bindings {
	if _, ok := bs.Get(name); ok {
		return bs
	}
	return Bindings{&bound{name, b, bs.top}}
}

// Names returns the bound names, sorted.
func (bs Bindings) Names() []string {
	var out []string
	for e := bs.top; e != nil; e = e.next {
		out = append(out, e.name)
	}
	slices.Sort(out)
	return out
}

// Len returns the number of bound names.
func (bs Bindings) Len() int {
	n := 0
	for e := bs.top; e != nil; e = e.next {
		n++
	}
	return n
}

// Kept returns the same bindings, for who keeps them: their texts are no parts of that of the file, which would stay in memory with them.
func (bs Bindings) Kept() Bindings {
	var top *bound
	end := &top
	for e := bs.top; e != nil; e = e.next {
		kept := *e
		kept.b.Text = strings.Clone(e.b.Text)
		*end = &kept
		end = &kept.next
	}
	return Bindings{top}
}

// merge returns the bindings of both, ok=false where one name stands for different code.
func (bs Bindings) merge(o Bindings) (Bindings, bool) {
	for e := o.top; e != nil; e = e.next {
		have, ok := bs.Get(e.name)
		if !ok {
			bs = bs.With(e.name, e.b)
		} else if !agree(have, e.b) {
			return bs, false
		}
	}
	return bs, true
}

// key describes bs for ordering and removing duplicates: by name, then by place, then by text. Two bindings of one
// name at one place differ in how they are bound, so the start of a long text is enough.
func (bs Bindings) key() string {
	var out []byte
	for _, name := range bs.Names() {
		b, _ := bs.Get(name)
		out = append(append(out, name...), 0)
		out = binary.BigEndian.AppendUint32(out, uint32(b.Span.Start))
		out = binary.BigEndian.AppendUint32(out, uint32(b.Span.End))
		out = binary.BigEndian.AppendUint32(out, uint32(len(b.Text)))
		out = append(out, b.Text[:min(len(b.Text), keyText)]...)
		out = append(out, 0, flag(b.Name)|flag(b.Content)<<1|flag(b.Sequence())<<2)
	}
	return string(out)
}

const keyText = 64

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// agree reports whether two bindings stand for equal code.
func agree(a, b Binding) bool {
	switch {
	case a.Sequence() || b.Sequence():
		return a.Sequence() && b.Sequence() && slices.EqualFunc(a.Nodes, b.Nodes, Equal)
	case a.variable() && b.quoted() || b.variable() && a.quoted():
		return false // x is not "x"
	case a.textual() || b.textual():
		return nameText(a) == nameText(b)
	}
	return Equal(a.Node, b.Node)
}

// variable reports whether b names a variable or definition; keys, properties and keywords are texts instead.
func (b Binding) variable() bool {
	return b.Name && b.Node.Kind() == kIdentifier && b.Node.Field() != fAttribute && b.Node.Parent().Kind() != kKeyword
}

// quoted reports whether b is a string literal standing as a value.
func (b Binding) quoted() bool { return !b.textual() && kStrings.has(strip(b.Node).Kind()) }

// textual reports whether only the text of b counts: names and string contents have no structure.
func (b Binding) textual() bool { return b.Node.IsNone() || b.Name || b.Content }

func nameText(b Binding) string {
	if !b.textual() {
		if s, ok := literalString(strip(b.Node)); ok {
			return s
		}
	}
	return b.Text
}

// exprBinding does not copy the text: nested calls bound one in the other would copy a file many times over.
func exprBinding(n syntax.Node) Binding {
	return Binding{Node: n, Text: n.Shared(), Span: n.Span(), Name: isName(n)}
}

func nameBinding(n syntax.Node, text string) Binding {
	return Binding{Node: n, Text: text, Span: n.Span(), Name: true}
}

// seqBinding binds a run of siblings; at is the byte where an empty run stands.
func seqBinding(ns []syntax.Node, at int) Binding {
	if len(ns) == 0 {
		return Binding{Nodes: []syntax.Node{}, Span: syntax.Span{Start: at, End: at}}
	}
	s := syntax.Span{Start: ns[0].Start(), End: ns[len(ns)-1].End()}
	return Binding{Nodes: ns, Text: string(ns[0].Tree().Text()[s.Start:s.End]), Span: s}
}

// solutions are the ways in which a pattern fits; the first is kept inline, since mostly there is one.
type solutions struct {
	first Bindings
	rest  []Bindings
	n     int
}

func one(b Bindings) solutions { return solutions{first: b, n: 1} }

func (s *solutions) add(b Bindings) {
	if s.n == 0 {
		s.first = b
	} else {
		s.rest = append(s.rest, b)
	}
	s.n++
}

func (s *solutions) at(i int) Bindings {
	if i == 0 {
		return s.first
	}
	return s.rest[i-1]
}

func (s *solutions) join(o solutions) {
	for i := range o.n {
		s.add(o.at(i))
	}
}
