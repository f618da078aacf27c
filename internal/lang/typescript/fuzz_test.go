package typescript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/langtest"
)

// FuzzLower holds Lower and Expr to what they promise for any text.
func FuzzLower(f *testing.F) {
	var texts []string
	for _, test := range exprTests {
		texts = append(texts, "x = "+test.source)
	}
	var readers []langtest.Reader
	for _, ext := range extensions {
		readers = append(readers, reader(ext))
	}
	langtest.Fuzz(f, texts, readers...)
}

// TestDeep holds Lower to code nested deeper than any stack or patience.
func TestDeep(t *testing.T) {
	const n = 20000
	for _, test := range []struct{ open, inner, close string }{
		{"(", "a", ")"}, {"[", "a", "]"}, {"{ let a; f(a); ", "", "}"}, {"if (a) { a.b(); } else ", "a.c();", ""},
		{"() => ", "a.b()", ""}, {"a ? b : ", "c.d()", ""}, {"a(", "", ")"}, {"!", "a", ""}, {"{ a: ", "1", "}"},
		{"function f() { ", "", "}"}, {"class A { m() { ", "", "} }"}, {"a.", "b = 1", ""}, {"let [", "a", "] = 1"},
		{"switch (a) { case 1: ", "b();", "}"}, {"for (const a of b) ", "a.c();", ""}, {"a && ", "b.c()", ""},
	} {
		text := "x = 1; " + strings.Repeat(test.open, n) + test.inner + strings.Repeat(test.close, n)
		m, _ := module(t, ".js", text)
		if err := lang.Verify(m); err != nil {
			t.Errorf("%q: %v", test.open, err)
		}
		lang.DumpExpr(m, m.Tree.Root())
	}
}

// TestWide holds Lower to a node with very many children.
func TestWide(t *testing.T) {
	const n = 20000
	for _, test := range []struct{ head, item, tail string }{
		{"switch (a) {", "case %d: b();", "}"}, {"class A {", "set s%d(v) {} get s%d() {}", "}"},
		{"let a", ", a%d = 1", ""}, {"class A { m() {", "this.a%d = 1;", "} }"}, {"f(a", ", a.b%d", ")"},
		{"const {a", ", a%d = 1", ", ...r} = b"}, {"", "function f%d() {}", ""}, {"class A {", "@d m%d() {}", "}"},
	} {
		var b strings.Builder
		b.WriteString(test.head)
		for i := range n {
			b.WriteString(strings.ReplaceAll(test.item, "%d", fmt.Sprint(i)))
		}
		b.WriteString(test.tail)
		m, _ := module(t, ".ts", b.String())
		if err := lang.Verify(m); err != nil {
			t.Errorf("%q: %v", test.item, err)
		}
	}
}
