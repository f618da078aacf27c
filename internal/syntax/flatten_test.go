package syntax

import (
	"testing"
	"unsafe"

	sitter "github.com/smacker/go-tree-sitter"
)

func TestLayout(t *testing.T) {
	ts, c, g := layout()
	if ts != 32 || c != g || g != 24 {
		t.Errorf("TSNode %d, flat_node %d, flatNode %d bytes; want 32, 24, 24", ts, c, g)
	}
	// sitter.Node is the C node followed by a pointer to its tree.
	if got := unsafe.Sizeof(sitter.Node{}); got != ts+unsafe.Sizeof(uintptr(0)) {
		t.Errorf("sitter.Node is %d bytes, want %d: its first field is no longer the C node", got, ts+8)
	}
}

func TestFlattenAgreesWithTheLibrary(t *testing.T) {
	tree, err := Parse(TypeScript(), []byte("const a = { 'b': f(1, `x${y}`) };\n// c\nif (a) { g<T>(); }\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := sitter.NewParser()
	defer p.Close()
	p.SetLanguage(tree.Grammar.language)
	want := p.Parse(nil, tree.Text)
	defer want.Close()
	n := 0
	var walk func(w *sitter.Node, g Node)
	walk = func(w *sitter.Node, g Node) {
		n++
		if w.Type() != g.Type() || int(w.StartByte()) != g.Start() || int(w.EndByte()) != g.End() || w.IsNamed() != g.Named() {
			t.Errorf("node %d: %s [%d,%d), want %s [%d,%d)", g.ID(), g.Type(), g.Start(), g.End(), w.Type(), w.StartByte(), w.EndByte())
		}
		c := g.First()
		for i := range int(w.ChildCount()) {
			if f := w.FieldNameForChild(i); f != c.Field().String() {
				t.Errorf("child %d of %s has field %q, want %q", i, g.Type(), c.Field(), f)
			}
			walk(w.Child(i), c)
			c = c.Next()
		}
		if !c.IsNone() {
			t.Errorf("%s has more children than it should", g.Type())
		}
	}
	walk(want.RootNode(), tree.Root())
	if n != tree.Len() {
		t.Errorf("%d nodes, want %d", tree.Len(), n)
	}
}
