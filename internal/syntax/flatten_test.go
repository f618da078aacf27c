package syntax

import (
	"reflect"
	"testing"
	"unsafe"

	sitter "github.com/smacker/go-tree-sitter"
)

func TestLayout(t *testing.T) {
	l := layout()
	if l.node != 32 || l.cFlat != l.goFlat || l.goFlat != 24 {
		t.Errorf("TSNode %d, flat_node %d, flatNode %d bytes; want 32, 24, 24", l.node, l.cFlat, l.goFlat)
	}
	// sitter.Node is the C node followed by a pointer to its tree.
	if got, want := unsafe.Sizeof(sitter.Node{}), l.node+unsafe.Sizeof(uintptr(0)); got != want {
		t.Errorf("sitter.Node is %d bytes, want %d: its first field is no longer the C node", got, want)
	}
	// sitter.TreeCursor points to the library's cursor, whose size flatten.h repeats.
	cursor := reflect.TypeFor[sitter.TreeCursor]().Field(0).Type.Elem()
	if cursor.Size() != l.cursor {
		t.Errorf("TSTreeCursor is %d bytes in flatten.h and %d in the library", l.cursor, cursor.Size())
	}
}

// samples holds texts with and without syntax errors, for the grammar they are meant for.
var samples = []struct {
	grammar func() *Grammar
	text    string
}{
	{TypeScript, "const a = { 'b': f(1, `x${y}`) };\n// c\nif (a) { g<T>(); }\n"},
	{TypeScript, "export default class A<T> extends B implements C { @d() private e?: string = 'f'; async *g(h: number) {} }"},
	{TypeScript, "const a = ;\nfunction (\nb({ c: 1, d: );\n"},
	{TypeScript, "if (a { b }"},
	{TypeScript, "\xff\xfe\x00\x80 const"},
	{TypeScript, "export type * from './a';\n"},
	{TypeScript, ""},
	{TypeScript, " \r\n\t"},
	{TSX, "const a = <A b={c} {...d}>e{f}&amp;<G/></A>;\n"},
	{TSX, "const a = <A><B></A>"},
	{JavaScript, "#!/usr/bin/env node\nmodule.exports = { ...a, get b() { return /c/g }, [d]: async () => {} }\n"},
	{JavaScript, "`${`${`"},
	{Python, "@a\nasync def b(c, *d, e=1, **f) -> g:\n\tprint(f'{h!r:>{i}}', **j)  # k\n\treturn {'l': m, **n}\n"},
	{Python, "def a(:\n    b = {'c': \n  d\n"},
	{Python, "x = 'unterminated\n\n\n    y\n"},
}

func TestFlattenAgreesWithTheLibrary(t *testing.T) {
	for _, s := range samples {
		tree, err := Parse(s.grammar(), []byte(s.text))
		if err != nil {
			t.Fatalf("%q: %v", s.text, err)
		}
		p := sitter.NewParser()
		p.SetLanguage(tree.Grammar.language)
		want, err := p.ParseCtx(t.Context(), nil, tree.Text())
		if err != nil {
			t.Fatal(err)
		}
		if n := agree(t, want.RootNode(), tree.Root()); n != tree.Len() {
			t.Errorf("%q: %d nodes, want %d", s.text, tree.Len(), n)
		}
		want.Close()
		p.Close()
	}
}

// agree compares g and all below it with the library's w and returns how many nodes w has.
func agree(t *testing.T, w *sitter.Node, g Node) int {
	t.Helper()
	type node struct {
		kind, named              string
		start, end               int
		isNamed, missing, extra  bool
		isError, hasError, agree bool
	}
	want := node{
		w.Type(), w.Type(), int(w.StartByte()), int(w.EndByte()),
		w.IsNamed(), w.IsMissing(), w.IsExtra(), w.IsError(), w.HasError() || w.IsError(), true,
	}
	// The kind's name is that of the type, and its number that of the name.
	got := node{
		g.Kind().String(), g.Type(), g.Start(), g.End(),
		g.Named(), g.Missing(), g.Extra(), g.Kind() == kindError, g.HasError(), g.Kind() == names.kind(g.Type(), g.Named()),
	}
	if got != want {
		t.Errorf("%q: node %d is %+v, want %+v", g.Tree().Text(), g.ID(), got, want)
	}
	n := 1
	c := g.First()
	for i := range int(w.ChildCount()) {
		if f := w.FieldNameForChild(i); f != c.Field().String() {
			t.Errorf("%q: child %d of %s has field %q, want %q", g.Tree().Text(), i, g.Type(), c.Field(), f)
		}
		n += agree(t, w.Child(i), c)
		c = c.Next()
	}
	if !c.IsNone() {
		t.Errorf("%q: %s has more children than it should", g.Tree().Text(), g.Type())
	}
	return n
}
