package golang

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// exprs are expressions and how they are lowered.
var exprs = []struct{ source, want string }{
	{`"a\tb\x41é"`, `(string "a\tbAé")`},
	{"`a\\n\"b\"`", `(string "a\\n\"b\"")`},
	{`'c'`, `(number 99)`},
	{`0x1F`, `(number 31)`},
	{`1_000`, `(number 1000)`},
	{`1.5e3`, `(number 1500)`},
	{`1i`, `(unknown "imaginary literal")`},
	{`true`, `(bool true)`},
	{`nil`, `(null nil)`},
	{`a`, `(ident a)`},
	{`a.b.c`, `(member c (member b (ident a)))`},
	{`a["b"]`, `(index (ident a) (string "b"))`},
	{`f(a, b...)`, `(call (ident f) (ident a) ...(ident b))`},
	{`f[int](a)`, `(call <int> (ident f) (ident a))`},
	{`f[int, string](a, b)`, `(call <int> <string> (ident f) (ident a) (ident b))`},
	{`&T{A: "a", B: b}`, `(cast (object (ident T) A:(string "a") B:(ident b)))`},
	{`T{}`, `(object (ident T))`},
	{`pkg.T{"a", b}`, `(list (member T (ident pkg)) (string "a") (ident b))`},
	{`S{"a", b}`, `(object (ident S) A:(string "a") B:(ident b))`},
	{`S{"a"}`, `(unknown "a struct whose fields are not known" (ident S))`},
	{`[]string{"a", "b"}`, `(list (unknown "slice type") (string "a") (string "b"))`},
	{`[...]string{1: "a"}`, `(unknown "a list with indices" (unknown "implicit length array type"))`},
	{`map[string]S{"a": {A: "x"}, k: {"x", "y"}}`, `(object (unknown "map type") a:(object (ident S) A:(string "x")) [(ident k)]:(object (ident S) A:(string "x") B:(string "y")))`},
	{`[]*S{{A: "x"}}`, `(list (unknown "slice type") (object (cast (ident S)) A:(string "x")))`},
	{`L{{A: "x"}}`, `(list (ident L) (object (ident S) A:(string "x")))`},
	{`http.Header{"X-Id": {"a"}}`, `(object (member Header (ident http)) X-Id:(list (string "a")))`},
	{`struct{ A string }{"a"}`, `(object (unknown "struct type") A:(string "a"))`},
	{`make(map[string]string)`, `(object)`},
	{`make([]string, 0, 3)`, `(list)`},
	{`make([]string, 3)`, `(unknown "what make gives")`},
	{`make(chan int)`, `(unknown "a channel")`},
	{`new(T)`, `(object (ident T))`},
	{`string(a)`, `(cast (ident a))`},
	{`[]byte("a")`, `(cast (string "a"))`},
	{`T("a")`, `(call (ident T) (string "a"))`},
	{`a.(string)`, `(cast (ident a))`},
	{`a[1:]`, `(unknown "a slice")`},
	{`*a`, `(cast (ident a))`},
	{`<-c`, `(unknown "what a channel gives")`},
	{`!a`, `(unary ! (ident a))`},
	{`a + "b"`, `(binary + (ident a) (string "b"))`},
	{`a && b || c`, `(or "||" (and "&&" (ident a) (ident b)) (ident c))`},
	{`func(a int) int { return a }`, `(func f1)`},
	{`fmt.Sprintf("/a/%s/%d%%", b, c.d)`, `(template "/a/" (ident b) "/" (member d (ident c)) "%")`},
	{`fmt.Sprintf("%q-%05d", b, c)`, `(template (unknown "a value in a format of its own") "-" (unknown "a value in a format of its own"))`},
	{`fmt.Sprintf("%s")`, `(call (member Sprintf (ident fmt)) (string "%s"))`},
	{`fmt.Sprintf(a, b)`, `(call (member Sprintf (ident fmt)) (ident a) (ident b))`},
	{`f(a b)`, `(unknown "not parsed")`},
}

func TestExpr(t *testing.T) {
	const head = "package p\nimport \"fmt\"\ntype S struct { A, B string }\ntype L []S\nvar x = "
	for _, c := range exprs {
		tree, err := syntax.Parse(syntax.Go(), []byte(head+c.source))
		if err != nil {
			t.Fatal(err)
		}
		m := Lower(tree)
		var value syntax.Node
		for n := range tree.Root().All() {
			if n.Is("expression_list") && n.Start() == len(head) {
				value = only(n)
				break
			}
		}
		if got := lang.DumpExpr(m, value); got != c.want {
			t.Errorf("\t{`%s`, `%s`},", c.source, got)
		}
	}
}
