package pattern

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/syntax"
)

func TestRowsGo(t *testing.T) {
	rows := make([]row, len(goRows))
	for i, r := range goRows {
		r.code = "package p\n" + r.code
		rows[i] = r
	}
	testRows(t, rows, Go, syntax.Go())
}

var goRows = []row{
	{"concrete", "open(path)", "func f() {\n\topen(path) //!\n\topen(other)\n}\n"},
	{"ellipsis arguments", "f(...)", "var _ = f() //!\nvar _ = f(1, a...) //!\nvar _ = g()\n"},
	{"metavariable in the middle", "f(..., $X, ...)", "var _ = f(1) //!\nvar _ = f()\n"},
	{"spread", "f($X...)", "var _ = f(a...) //!\nvar _ = f(a)\n"},
	{"package function", "http.Get(...)", "import \"net/http\"\nvar _, _ = http.Get(u) //!\nvar _, _ = x.Get(u)\n"},
	{"aliased package", "http.Get($U)", "import h \"net/http\"\nvar _, _ = h.Get(u) //!\nvar _, _ = x.Get(u)\n"},
	{"package with a version", "resty.New()", "import r \"github.com/go-resty/resty/v2\"\nvar c = r.New() //!\nvar d = resty.New() //!\n"},
	{"parameter hides the package", "http.Get($U)", "import h \"net/http\"\nfunc f(h T) { h.Get(u) }\nfunc g() { h.Get(u) } //!\n"},
	{"method", "$X.Header.Set($K, $V)", "func f() {\n\treq.Header.Set(\"a\", b) //!\n\treq.Header.Get(\"a\")\n\treq.Set(\"a\", b)\n}\n"},
	{"any method", "$X.$M(...)", "var _ = a.b(c) //!\nvar _ = b(c)\n"},
	{"chain", "$X. ... .Get($U)", "var _ = c.R().SetHeader(a, b).Get(u) //!\nvar _ = Get(u)\n"},
	{"callee metavariable", "$F(secret)", "var _ = f(secret) //!\nvar _ = a.b(secret) //!\nvar _ = f(other)\n"},
	{"short declaration", "$X := f(...)", "func g() {\n\ta := f(1) //!\n\ta = f(2) //!\n\tvar b = f(3) //!\n\tc += f(4)\n\td.e = f() //!\n}\n"},
	{"several results", "$X, $ERR := f(...)", "func g() {\n\ta, err := f(1) //!\n\ta = f(2)\n\tvar b, e = f(3) //!\n\tc, _ = f() //!\n}\n"},
	{"first of several", "$X, ... := f(...)", "func g() {\n\ta, err := f(1) //!\n\tb, c, d := f(2) //!\n\tx := g()\n}\n"},
	{"assignment", "$X = f()", "func g() {\n\ta := f() //!\n\ta = f() //!\n}\nvar (\n\tb = f() //!\n\tc = g()\n)\nconst d = f() //!\n"},
	{"var", "var $X = f()", "func g() {\n\ta := f() //!\n\ta = f()\n}\nvar b = f() //!\n"},
	{"var with a type", "var $X $T", "var a int //!\nvar b = 1\nvar c string = \"x\" //!\n"},
	{"const", "const $X = $V", "const a = 1 //!\nvar b = 1\nconst (\n\tc = 2 //!\n\td int = 3 //!\n)\n"},
	{"compound assignment", "$X += $V", "func g() {\n\ta += b //!\n\ta = b\n\ta -= b\n}\n"},
	{"struct literal", "T{..., A: $V, ...}", "var a = T{B: 1, A: 2} //!\nvar b = T{A: 2} //!\nvar c = T{B: 1}\nvar d = U{A: 1}\n"},
	{"struct literal exact", "T{A: 1, B: 2}", "var a = T{B: 2, A: 1} //!\nvar b = T{A: 1}\n"},
	{"pointer to a literal", "&http.Client{...}", "import \"net/http\"\nvar a = &http.Client{} //!\nvar b = http.Client{}\nvar c = &http.Client{Timeout: 1} //!\n"},
	{"aliased literal", "http.Client{...}", "import h \"net/http\"\nvar a = h.Client{} //!\nvar b = x.Client{}\n"},
	{"map literal", "map[string]$T{..., \"a\": $V, ...}", "var a = map[string]int{\"b\": 1, \"a\": 2} //!\nvar b = map[string]any{\"b\": 1}\n"},
	{"slice literal", "[]string{..., \"a\", ...}", "var a = []string{\"a\"} //!\nvar b = []string{\"x\", \"a\"} //!\nvar c = []string{\"b\"}\n"},
	{"key and value", "$K: \"a\"", "var a = T{A: \"a\", B: \"b\"} //!\n"},
	{"function", "func $F(...) { ... }", "func a() {} //!\nfunc (t *T) b(x int) error { return nil } //!\nvar c = func() {}\n"},
	{"function by name", "func a(...) { ... }", "func a(x int) {} //!\nfunc b() {}\n"},
	{"method with a receiver", "func ($R *T) $M(...) $X { ... }", "func (t *T) b(x int) error { return nil } //!\nfunc (u *U) b() error { return nil }\nfunc b() error { return nil }\n"},
	{"parameters", "func $F(..., $W http.ResponseWriter, ...) { ... }", "func a(w http.ResponseWriter, r *http.Request) {} //!\nfunc b(r *http.Request) {}\nfunc c(x, y int, w http.ResponseWriter) {} //!\n"},
	{"parameters that share a type", "func $F($A, $B string) { ... }", "func a(x, y string) {} //!\nfunc b(x string, y string) {} //!\nfunc c(x, y int) {}\n"},
	{"variadic parameter", "func $F($A ...string) { ... }", "func a(x ...string) {} //!\nfunc b(x string) {}\n"},
	{"function literal", "func(...) { ... }", "var a = func(x int) int { return x } //!\nfunc b() {}\n"},
	{"statements", "$X := f()\n...\n$X.Close()", "func g() {\n\ta := f() //!\n\tb()\n\ta.Close()\n}\nfunc h() {\n\ta := f()\n\tb.Close()\n}\n"},
	{"statements into blocks", "$X, $E := f()\n...\ng($X)", "func h() {\n\ta, err := f() //!\n\tif err != nil {\n\t\treturn\n\t}\n\tfor {\n\t\tg(a)\n\t}\n}\n"},
	{"to the end", "$X := f()\n...\n", "func g() {\n\ta := f() //!\n\tb()\n}\n"},
	{"return", "return $X, nil", "func f() (int, error) {\n\treturn 1, nil //!\n}\nfunc g() (int, error) { return 1, err }\n"},
	{"if", "if $E != nil { ... }", "func f() {\n\tif err != nil { //!\n\t\treturn\n\t}\n\tif a == nil {\n\t}\n}\n"},
	{"for", "for ... { ... }", "func f() {\n\tfor i := 0; i < 3; i++ { //!\n\t\tg()\n\t}\n\tfor _, x := range xs { //!\n\t}\n}\n"},
	{"range", "for $K, $V := range $X { ... }", "func f() {\n\tfor _, x := range xs { //!\n\t\tg(x)\n\t}\n\tfor x := range xs {\n\t}\n}\n"},
	{"defer", "defer $X.Close()", "func f() {\n\tdefer a.Close() //!\n\ta.Close()\n}\n"},
	{"go", "go $F(...)", "func f() {\n\tgo g(1) //!\n\tg(1)\n}\n"},
	{"import", "import \"a/b\"", "import \"a/b\" //!\nimport (\n\t\"c\"\n\tx \"a/b\" //!\n)\n"},
	{"aliased import", "import $N \"a/b\"", "import \"a/b\"\nimport (\n\tx \"a/b\" //!\n)\n"},
	{"import then use", "import \"a/b\"\n...\nf()", "import ( //!\n\t\"a/b\"\n)\nvar x = f()\n"},
	{"string", `f("md5")`, "var _ = f(\"md5\") //!\nvar _ = f(`md5`) //!\nvar _ = f(\"sha\")\n"},
	{"any string", `f("...")`, "var _ = f(\"md5\") //!\nvar _ = f(`x`) //!\nvar _ = f(x)\n"},
	{"string metavariable", `f("$X")`, "var _ = f(\"md5\") //!\nvar _ = f(x)\n"},
	{"string by regular expression", `f("=~/^http:/")`, "var _ = f(\"http://x\") //!\nvar _ = f(\"https://x\")\n"},
	{"constant", `f("md5")`, "const alg = \"md5\"\nvar other = \"sha\"\nvar _ = f(alg) //!\nvar _ = f(other)\n"},
	{"constant of parts", `f("...")`, "const a = \"x\" + \"y\"\nvar _ = f(a) //!\nfunc g(b string) { f(b) }\n"},
	{"set twice", `f("md5")`, "func g() {\n\talg := \"md5\"\n\talg = h()\n\tf(alg)\n}\n"},
	{"number", "f(16)", "var _ = f(0x10) //!\nvar _ = f(16) //!\nvar _ = f(17)\n"},
	{"nil and booleans", "f(nil, true)", "var _ = f(nil, true) //!\nvar _ = f(nil, false)\n"},
	{"pointer", "*$P", "var a = *p //!\nvar b = p\n"},
	{"address", "&$P", "var a = &p //!\nvar b = p\n"},
	{"index", "$M[$K]", "var a = m[k] //!\nvar b = m.k\n"},
	{"conversion", "[]byte($X)", "var a = []byte(x) //!\nvar b = []int(x)\n"},
	{"type assertion", "$X.(string)", "var a = x.(string) //!\nvar b = x.(int)\n"},
	{"plus", `"..." + $X`, "var a = \"x\" + y //!\nvar b = x + y\n"},
	{"deep", "if <... f($X) ...> { ... }", "func g() {\n\tif a && f(b) { //!\n\t}\n\tif a {\n\t}\n}\n"},
	{"typed", "($R : *http.Request).Form", "func f(r *http.Request) { g(r.Form) } //!\nfunc h(s *Other) { g(s.Form) }\n"},
	{"typed string", "f(($X : string))", "var _ = f(\"a\") //!\nvar _ = f(1)\n"},
	{"unification", "$A == $A", "var _ = x == x //!\nvar _ = x == y\n"},
	{"switch", "switch $X { ... }", "func f() {\n\tswitch a { //!\n\tcase 1:\n\t\tg()\n\t}\n\tswitch {\n\t}\n}\n"},
	{"case", "case $X: ...", "func f() {\n\tswitch a {\n\tcase 1: //!\n\t\tg()\n\tdefault:\n\t}\n}\n"},
	{"field with a tag", "$F $T \"=~/env:/\"", "type T struct {\n\tA string `env:\"A\"` //!\n\tB string `json:\"b\"`\n\tC string\n}\n"},
	{"type", "type $T struct { ... }", "type A struct { B int } //!\ntype C int\n"},
	{"ellipsis metavariable", "f($...ARGS)", "var _ = f(1, 2) //!\nvar _ = g(1)\n"},
	{"expression metavariable", "f(g($X), $X)", "var _ = f(g(a), a) //!\nvar _ = f(g(a), b)\n"},
	{"array", "[...]string{...}", "var a = [...]string{\"a\"} //!\nvar b = []string{\"a\"}\n"},
	{"channel", "$C <- $V", "func f() {\n\tc <- 1 //!\n\tc.a(1)\n}\n"},
	{"interface method call in defer", "defer func() { ... }()", "func f() {\n\tdefer func() { g() }() //!\n\tdefer g()\n}\n"},
	{"generic call", "f[int]($X)", "var _ = f[int](a) //!\nvar _ = f[string](a)\n"},
}
