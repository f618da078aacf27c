package syntax

import (
	"iter"
	"sort"
	"sync"
	"sync/atomic"
	"unsafe"
)

const (
	flagNamed = 1 << iota
	flagMissing
	flagExtra
	flagHasError
	flagError
)

// flatNode mirrors flat_node of flatten.h.
type flatNode struct {
	start, end         uint32
	parent, next, last int32
	symbol             uint16
	field, flags       uint8
}

// Tree is one parsed file. It never changes and may be read by any number of goroutines. What it holds may be packed, and is
// unpacked again when somebody asks for it; see Pack.
type Tree struct {
	Grammar *Grammar
	Errors  []Span // outermost ERROR and MISSING ranges in order, MISSING ones zero-width; empty without syntax errors

	held   atomic.Pointer[body]
	mu     sync.Mutex
	packed []byte // the text, once it was packed
	size   int    // its length then
	nodes  int
}

// body is what a tree is made of.
type body struct {
	text  []byte
	nodes []flatNode
}

// Span is a range of bytes from 0, end exclusive.
type Span struct{ Start, End int }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// NodeID is the index of a node in its tree, in pre-order: a subtree is a contiguous range of ids. 0 is the root.
type NodeID int32

// None is the id of no node.
const None NodeID = -1

// Node is one node of a tree; the zero Node is none. It is a small value: copy it, compare it, use it as a key.
type Node struct {
	t  *Tree
	id NodeID
}

// Root returns the node for the whole file.
func (t *Tree) Root() Node { return t.Node(0) }

// Len returns the number of nodes.
func (t *Tree) Len() int { return t.nodes }

// Node returns the node with the id, or none.
func (t *Tree) Node(id NodeID) Node {
	if id < 0 || int(id) >= t.nodes {
		return Node{}
	}
	return Node{t, id}
}

// At returns the innermost node whose span contains s. An empty span between two nodes belongs to the first.
func (t *Tree) At(s Span) Node {
	if s.Start < s.End {
		return t.Node(innermost(t.body().nodes, s))
	}
	n := t.Root()
	for {
		inner := Node{}
		for c := range n.Children() {
			if c.Span().Contains(s) {
				inner = c
				break
			}
		}
		if inner.IsNone() {
			return n
		}
		n = inner
	}
}

// innermost finds the node around a span that is not empty without a look at all that stand before it: a file may have any number of
// declarations. In pre-order starts never go back, so that the last node that starts no later lies within the one that is looked for.
func innermost(nodes []flatNode, s Span) NodeID {
	i := int32(sort.Search(len(nodes), func(i int) bool { return int(nodes[i].start) > s.Start }) - 1)
	for i > 0 && !(Span{int(nodes[i].start), int(nodes[i].end)}).Contains(s) {
		i = nodes[i].parent
	}
	return NodeID(max(i, 0))
}

func (t *Tree) collectErrors() {
	nodes := t.body().nodes
	for i := 0; i < len(nodes); i++ {
		f := &nodes[i]
		if f.flags&flagHasError == 0 && f.flags&(flagError|flagMissing) == 0 {
			i = int(f.last)
			continue
		}
		if f.flags&(flagError|flagMissing) != 0 {
			t.Errors = append(t.Errors, Span{int(f.start), int(f.end)})
			i = int(f.last)
		}
	}
}

func (n Node) flat() *flatNode { return &n.t.body().nodes[n.id] }

// IsNone reports whether n is no node.
func (n Node) IsNone() bool { return n.t == nil }

// ID returns the node's index in its tree, None for none.
func (n Node) ID() NodeID {
	if n.t == nil {
		return None
	}
	return n.id
}

// Tree returns the tree that n belongs to.
func (n Node) Tree() *Tree { return n.t }

// Kind returns the interned type, 0 for none.
func (n Node) Kind() Kind {
	if n.t == nil {
		return 0
	}
	s := n.flat().symbol
	if int(s) >= len(n.t.Grammar.kinds) {
		return kindError
	}
	return n.t.Grammar.kinds[s]
}

// Type returns the name of the node's type: "identifier" for a named node, the text for a token, "" for none.
func (n Node) Type() string {
	if n.t == nil {
		return ""
	}
	if s := int(n.flat().symbol); s < len(n.t.Grammar.types) {
		return n.t.Grammar.types[s]
	}
	return typeError
}

// Is reports whether n is a named node of type name. It costs a comparison of two strings; code that asks for many
// types switches on Kind or Type.
func (n Node) Is(name string) bool { return n.Named() && n.Type() == name }

// Named reports whether n is more than a token of punctuation or a keyword.
func (n Node) Named() bool { return n.t != nil && n.flat().flags&flagNamed != 0 }

// Extra reports whether n may stand anywhere, as comments do.
func (n Node) Extra() bool { return n.t != nil && n.flat().flags&flagExtra != 0 }

// HasError reports whether n or a node below it is an ERROR or MISSING node. Such code may prove no absence.
func (n Node) HasError() bool {
	return n.t != nil && n.flat().flags&(flagHasError|flagError|flagMissing) != 0
}

// Missing reports whether the parser inserted n to go on after an error.
func (n Node) Missing() bool { return n.t != nil && n.flat().flags&flagMissing != 0 }

// Span returns the bytes of the file that n covers.
func (n Node) Span() Span {
	if n.t == nil {
		return Span{}
	}
	return Span{int(n.flat().start), int(n.flat().end)}
}

// Start and End return the bounds of Span.
func (n Node) Start() int { return n.Span().Start }

// End is the exclusive end of n in bytes from 0.
func (n Node) End() int { return n.Span().End }

// Text returns the source of n.
func (n Node) Text() string {
	if n.t == nil {
		return ""
	}
	b := n.t.body()
	return string(b.text[b.nodes[n.id].start:b.nodes[n.id].end])
}

// Shared returns the source of n without copying it, to be compared or looked up: who keeps it keeps the text of the whole file.
func (n Node) Shared() string {
	if n.t == nil {
		return ""
	}
	b := n.t.body()
	f := &b.nodes[n.id]
	text := b.text[f.start:f.end]
	return unsafe.String(unsafe.SliceData(text), len(text)) // a tree's text never changes
}

// Parent returns the node around n.
func (n Node) Parent() Node {
	if n.t == nil {
		return n
	}
	return n.t.Node(NodeID(n.flat().parent))
}

// Next returns the next sibling, tokens and comments included.
func (n Node) Next() Node {
	if n.t == nil {
		return n
	}
	return n.t.Node(NodeID(n.flat().next))
}

// First returns the first child, tokens and comments included.
func (n Node) First() Node {
	if n.t == nil || n.flat().last == int32(n.id) {
		return Node{}
	}
	return Node{n.t, n.id + 1}
}

// Last returns the id of the last node of n's subtree: the subtree is [n.ID(), n.Last()].
func (n Node) Last() NodeID {
	if n.t == nil {
		return None
	}
	return NodeID(n.flat().last)
}

// Within reports whether n is a or lies below it.
func (n Node) Within(a Node) bool {
	return n.t != nil && n.t == a.t && a.id <= n.id && n.id <= a.Last()
}

// Field returns the name of n's role in its parent; 0 for none.
func (n Node) Field() Field {
	if n.t == nil || int(n.flat().field) >= len(n.t.Grammar.fields) {
		return 0
	}
	return n.t.Grammar.fields[n.flat().field]
}

// Child returns the first child in the role f, or none.
func (n Node) Child(f Field) Node {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if c.Field() == f {
			return c
		}
	}
	return Node{}
}

// ByField returns the first child in the named role, or none.
func (n Node) ByField(name string) Node {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if f := int(c.flat().field); f != 0 && f < len(n.t.Grammar.roles) && n.t.Grammar.roles[f] == name {
			return c
		}
	}
	return Node{}
}

// Children yields all children, tokens and comments included.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for c := n.First(); !c.IsNone(); c = c.Next() {
			if !yield(c) {
				return
			}
		}
	}
}

// NamedChildren yields the named children without comments and other extras.
func (n Node) NamedChildren() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for c := n.First(); !c.IsNone(); c = c.Next() {
			if c.Named() && !c.Extra() && !yield(c) {
				return
			}
		}
	}
}

// All yields n and every node below it in pre-order.
func (n Node) All() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.t == nil {
			return
		}
		for i := n.id; i <= n.Last(); i++ {
			if !yield(Node{n.t, i}) {
				return
			}
		}
	}
}

// HasToken reports whether a direct child is the anonymous token text, such as "async".
func (n Node) HasToken(text string) bool {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if !c.Named() && c.Type() == text {
			return true
		}
	}
	return false
}

// NamedFirst returns the first named child that is no comment, or none.
func (n Node) NamedFirst() Node {
	for c := range n.NamedChildren() {
		return c
	}
	return Node{}
}

// NamedLast returns the last named child that is no comment, or none.
func (n Node) NamedLast() (last Node) {
	for c := range n.NamedChildren() {
		last = c
	}
	return last
}
