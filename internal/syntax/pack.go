package syntax

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"

	sitter "github.com/smacker/go-tree-sitter"
)

// Pack gives back most of the memory that the tree takes: of its text a packed copy stays, its nodes are made again when one of
// them is looked at. Nodes keep their ids and compare as before. A tree that is looked at meanwhile may be packed: who looks at it
// goes on with what it has.
//
// The text is kept, and not read again, because the file may be another one by then.
func (t *Tree) Pack() {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.held.Load()
	if b == nil {
		return
	}
	if t.packed == nil {
		t.packed, t.size = deflated(b.text), len(b.text)
	}
	t.held.Store(nil)
}

// Held reports whether the nodes are in memory.
func (t *Tree) Held() bool { return t.held.Load() != nil }

// Text returns what was parsed: UTF-8, of which positions count the bytes. It is not to be changed.
func (t *Tree) Text() []byte {
	if b := t.held.Load(); b != nil {
		return b.text
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if b := t.held.Load(); b != nil {
		return b.text
	}
	return inflated(t.packed, t.size)
}

func (t *Tree) body() *body {
	if b := t.held.Load(); b != nil {
		return b
	}
	return t.unpack()
}

// unpack parses the text again.
func (t *Tree) unpack() *body {
	t.mu.Lock()
	defer t.mu.Unlock()
	if b := t.held.Load(); b != nil {
		return b
	}
	b := &body{text: inflated(t.packed, t.size)}
	p := parsers.Get().(*sitter.Parser)
	defer parsers.Put(p)
	// The text was parsed before, within the limit: no limit holds now, or the answer would hang on how busy the machine is.
	nodes, err := parseWith(p, t.Grammar, b.text, 0)
	if err != nil || len(nodes) != t.nodes {
		nodes = nothing(t.nodes)
	}
	b.nodes = nodes
	t.held.Store(b)
	return b
}

// nothing is a root with so many nodes that say nothing, for a parser that read the same text once and does not again.
func nothing(n int) []flatNode {
	nodes := make([]flatNode, n)
	for i := range nodes {
		nodes[i] = flatNode{parent: 0, next: -1, last: int32(i), flags: flagError}
	}
	nodes[0].parent = -1
	return nodes
}

// packers and unpackers are used again: the tables of one take more memory than most texts.
var (
	packers = sync.Pool{New: func() any {
		w, _ := flate.NewWriter(nil, flate.BestSpeed) // the level is one that there is
		return w
	}}
	unpackers = sync.Pool{New: func() any { return flate.NewReader(nil) }}
)

// deflated packs text. Writing to memory has no errors.
func deflated(text []byte) []byte {
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	var out bytes.Buffer
	w.Reset(&out)
	_, _ = w.Write(text)
	_ = w.Close()
	return bytes.Clone(out.Bytes())
}

// inflated is what was packed by deflated, size bytes, which are read without errors.
func inflated(packed []byte, size int) []byte {
	r := unpackers.Get().(io.Reader)
	defer unpackers.Put(r)
	_ = r.(flate.Resetter).Reset(bytes.NewReader(packed), nil)
	text := make([]byte, size)
	_, _ = io.ReadFull(r, text)
	return text
}
