package pattern

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// row is one feature: the pattern must match exactly where lines of the code end in `!`, in a comment.
type row struct {
	name    string
	pattern string
	code    string
}

func parse(t testing.TB, g *syntax.Grammar, code string) *syntax.Tree {
	t.Helper()
	tree, err := syntax.Parse(g, []byte(code))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func compile(t testing.TB, src string, lang Lang) *Pattern {
	t.Helper()
	p, err := Compile(src, lang)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return p
}

// marked returns the numbers of the lines that end in the mark.
func marked(code string) []int {
	var out []int
	for i, line := range strings.Split(code, "\n") {
		if strings.HasSuffix(line, "//!") || strings.HasSuffix(line, "#!") {
			out = append(out, i+1)
		}
	}
	return out
}

func linesOf(code string, ms []Match) []int {
	var out []int
	for _, m := range ms {
		out = append(out, 1+strings.Count(code[:m.Span.Start], "\n"))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func testRows(t *testing.T, rows []row, lang Lang, gs ...*syntax.Grammar) {
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			p := compile(t, r.pattern, lang)
			for _, g := range gs {
				tree := parse(t, g, r.code)
				if len(tree.Errors) > 0 {
					t.Errorf("%s: the code has syntax errors: %v", g.Name, tree.Errors)
				}
				ms, err := p.Find(tree, nil)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := linesOf(r.code, ms), marked(r.code); !slices.Equal(got, want) {
					t.Errorf("%s: %q matches lines %v, want %v of\n%s", g.Name, r.pattern, got, want, r.code)
				}
				if len(marked(r.code)) > 0 && !wordsIn(p.Words(), r.code) {
					t.Errorf("%q: words %v are not all in the code it matches", r.pattern, p.Words())
				}
				if len(marked(r.code)) > 0 && !phrasesIn(p.phrases, r.code) {
					t.Errorf("%q: phrases %v are not all in the code it matches", r.pattern, p.phrases)
				}
			}
		})
	}
}

// phrasesIn is a part of what a phrase asks for: the names, wherever they stand.
func phrasesIn(phrases []Phrase, text string) bool {
	for i := range phrases {
		for _, n := range phrases[i].Names() {
			if !strings.Contains(text, n) {
				return false
			}
		}
	}
	return true
}

func wordsIn(words [][]string, text string) bool {
	for _, ws := range words {
		if !slices.ContainsFunc(ws, func(w string) bool { return strings.Contains(text, w) }) {
			return false
		}
	}
	return true
}

// show writes matches as text{$X=…} for comparison.
func show(ms []Match) []string {
	var out []string
	for _, m := range ms {
		var sb strings.Builder
		for _, name := range m.Bind.Names() {
			b, _ := m.Bind.Get(name)
			fmt.Fprintf(&sb, " %s=%s", name, b.Text)
			if b.Name {
				sb.WriteString("(name)")
			}
		}
		out = append(out, strings.TrimSpace(sb.String()))
	}
	return out
}

func find(t testing.TB, pattern, code string, lang Lang) []Match {
	t.Helper()
	ms, err := compile(t, pattern, lang).Find(parse(t, lang.grammars()[0], code), nil)
	if err != nil {
		t.Fatal(err)
	}
	return ms
}

func TestBindings(t *testing.T) {
	for _, tt := range []struct {
		lang          Lang
		pattern, code string
		want          []string
	}{
		{TypeScript, "{..., $NAME: {..., partitionKeyPath: $PATH, ...}, ...}", "const c = { users: { partitionKeyPath: '/id' }, 'orders': { ttl: 1, partitionKeyPath: p } };",
			[]string{"$NAME=users(name) $PATH='/id'", "$NAME=orders(name) $PATH=p"}},
		{TypeScript, "{..., id: $NAME, ..., partitionKey: $PATH, ...}", "f({ partitionKey: '/a', id: 'x' })", []string{"$NAME='x' $PATH='/a'"}},
		{TypeScript, "$C.items.create({..., id: $V, ..., $FIELD: $V, ...})", "c.items.create({ id: u.id, userId: u.id, n: 1, ownerId: u.id })",
			[]string{"$C=c $FIELD=userId(name) $V=u.id", "$C=c $FIELD=ownerId(name) $V=u.id"}},
		{TypeScript, "$C.item(...).read<$TYPE>()", "c.item(id, id).read<Referral>(); c.item(id).read();", []string{"$C=c $TYPE=Referral"}},
		{TypeScript, "const {..., $NAME, ...} = process.env", "const { PORT, HOST: h, MODE = 'x' } = process.env;",
			[]string{"$NAME=PORT(name)", "$NAME=HOST(name)", "$NAME=MODE(name)"}},
		{TypeScript, "$NAME: z. ... .$CHECK(...)", "createEnv({ server: { A: z.string(), 'B': z.string().min(1).url(), C: y.string() } })",
			[]string{"$CHECK=string(name) $NAME=A(name)", "$CHECK=url(name) $NAME=B(name)"}},
		{TypeScript, "createEnv({..., $SIDE: {...}, ...})", "createEnv({ server: { A: 1 }, client: {}, x: 1 })", []string{"$SIDE=server(name)", "$SIDE=client(name)"}},
		{TypeScript, "function $F(..., $NAME = $VALUE, ...) {...}", "function f(a: string, productId: string = 'm', c?: number) { return 1 }\nclass A { m(x = 1) {} }",
			[]string{"$F=f(name) $NAME=productId(name) $VALUE='m'", "$F=m(name) $NAME=x(name) $VALUE=1"}},
		{TypeScript, "(..., $NAME = $VALUE, ...) => {...}", "const f = (a, id = 'm') => g(id);", []string{"$NAME=id(name) $VALUE='m'"}},
		{TypeScript, "$NAME = $VALUE", "const id = 'm', n = 2; a = b;\nclass C { productId = 'x' }", []string{"$NAME=id(name) $VALUE='m'", "$NAME=n(name) $VALUE=2", "$NAME=a(name) $VALUE=b", "$NAME=productId(name) $VALUE='x'"}},
		{TypeScript, "$X[$NAME] = $VALUE", "h['a-b'] = v", []string{"$NAME='a-b' $VALUE=v $X=h"}},
		{TypeScript, "$X.$NAME = $VALUE", "req.headers.pid = v", []string{"$NAME=pid(name) $VALUE=v $X=req.headers"}},
		{TypeScript, "{..., $NAME: $VALUE, ...}", "f({ a, b: 1, [k]: 2, c() {} })", []string{"$NAME=a(name) $VALUE=a", "$NAME=b(name) $VALUE=1", "$NAME=k $VALUE=2"}},
		{TypeScript, "f($...ARGS)", "f(); f(a, b);", []string{"$...ARGS=", "$...ARGS=a, b"}},
		{TypeScript, "f($A, $...REST, $Z)", "f(1, 2, 3, 4)", []string{"$...REST=2, 3 $A=1 $Z=4"}},
		{TypeScript, `get("$URL")`, "get('http://x'); get(`y`); get(z)", []string{"$URL=http://x", "$URL=y"}},
		{TypeScript, "`${$X}/$Y`", "`${a}/$Y`", []string{"$X=a"}},
		{Python, "{..., 'name': $NAME, ..., 'partition_key': $PATH, ...}", "c = {'partition_key': '/id', 'name': 'u', 'x': 1}", []string{"$NAME='u' $PATH='/id'"}},
		{Python, "{..., $NAME: $VALUE, ...}", "c = {'a': 1, b: 2, **d}", []string{"$NAME=a(name) $VALUE=1", "$NAME=b $VALUE=2"}},
		{Python, "$F(..., $NAME=$VALUE, ...)", "f(1, product_id='m', b=2)", []string{"$F=f $NAME=product_id(name) $VALUE='m'", "$F=f $NAME=b(name) $VALUE=2"}},
		{Python, "def $F(..., $NAME=$VALUE, ...):\n    ...\n", "def f(a, b: int = 1, *, c=2): pass", []string{"$F=f(name) $NAME=b(name) $VALUE=1", "$F=f(name) $NAME=c(name) $VALUE=2"}},
		{Python, "class $C(..., $BASE, ...):\n    ...\n", "class A(X, b.Y, metaclass=M):\n    a: int = 1\n", []string{"$BASE=X $C=A(name)", "$BASE=b.Y $C=A(name)"}},
		{Python, "$FIELD: $TYPE = $DEFAULT", "class A:\n    a: int = 1\n    b: str\n", []string{"$DEFAULT=1 $FIELD=a(name) $TYPE=int"}},
		{Python, "$FIELD: $TYPE", "class A:\n    a: int = 1\n    b: str\n", []string{"$FIELD=a(name) $TYPE=int", "$FIELD=b(name) $TYPE=str"}},
		{Python, "requests.$METHOD(...)", "from requests import get as g, post\ng(1)\npost(2)\nother(3)\n", []string{"$METHOD=get(name)", "$METHOD=post(name)"}},
		{Python, "f(**$K)", "f(**kw)", []string{"$K=kw"}},
		{Python, "f\"{$X}/...\"", "f'{a.b}/c/{d}'", []string{"$X=a.b"}},
	} {
		if got := show(find(t, tt.pattern, tt.code, tt.lang)); !slices.Equal(got, tt.want) {
			t.Errorf("%s on %s\n got %q\nwant %q", tt.pattern, tt.code, got, tt.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		lang   Lang
		src    string
		offset int
	}{
		{TypeScript, "", 0}, {TypeScript, "foo(", -1}, {TypeScript, "const = ;", -1}, {Python, "def f(:", -1},
		{Python, "$X =", -1}, {TypeScript, "  )", 2}, {0, "x", 0}, {TypeScript, strings.Repeat("[", 500) + strings.Repeat("]", 500), -1},
		{TypeScript, `f("=~/(/")`, 2}, {TypeScript, "a b", -1}, {Python, "a b", -1},
	} {
		_, err := Compile(tt.src, tt.lang)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.20q: error %v, want an *Error", tt.src, err)
			continue
		}
		if tt.offset >= 0 && e.Offset != tt.offset || e.Offset > len(tt.src) {
			t.Errorf("%.20q: offset %d, want %d", tt.src, e.Offset, tt.offset)
		}
	}
}

func TestBudgetIsReported(t *testing.T) {
	code := "f(" + strings.Repeat("a, ", 300) + "b);\n"
	p := compile(t, "f(..., $A, ..., $B, ..., $C, ..., $D, ..., z, ...)", TypeScript)
	_, err := p.Find(parse(t, syntax.TypeScript(), code), nil)
	if !errors.Is(err, ErrBudget) {
		t.Errorf("error %v, want ErrBudget", err)
	}
}

func TestUnification(t *testing.T) {
	if ms := find(t, "$A == $A", "x == x; x == y; f('a') == f(\"a\"); (a . b) == a.b /* c */; [1,2,] == [1, 2]", TypeScript); len(ms) != 4 {
		t.Errorf("%d matches, want 4", len(ms))
	}
}

func TestNamesAndStrings(t *testing.T) {
	for _, tt := range []struct {
		pattern, code string
		want          int
	}{
		{"$X = f();\n...\ng($X);", "x = f();\ng('x');", 0},
		{"$X = f();\n...\ng($X);", "x = f();\ng((x));", 1},
		{"h($O.$K, $K)", "h(o.a, 'a')", 1},
		{"h($O.$K, \"$K\")", "h(o.a, 'a'); h(o.a, 'b')", 1},
		{"h({$K: 1}, $K)", "h({ 'a': 1 }, 'a')", 1},
	} {
		if ms := find(t, tt.pattern, tt.code, TypeScript); len(ms) != tt.want {
			t.Errorf("%s on %s: %d matches, want %d", tt.pattern, tt.code, len(ms), tt.want)
		}
	}
}

func TestMatchNodeSeesBindings(t *testing.T) {
	tree := parse(t, syntax.TypeScript(), "f(a); f(b);")
	x := compile(t, "g($X)", TypeScript)
	p := compile(t, "f($X)", TypeScript)
	b := find(t, "g($X)", "g(b)", TypeScript)[0].Bind
	n := 0
	for node := range tree.Root().All() {
		ms, err := p.MatchNode(node, nil, b)
		if err != nil {
			t.Fatal(err)
		}
		n += len(ms)
	}
	if n != 1 {
		t.Errorf("%d matches with $X bound to b, want 1", n)
	}
	if got := x.Metavars(); !slices.Equal(got, []string{"$X"}) {
		t.Errorf("metavariables %v", got)
	}
	if x.Kinds() == nil || compile(t, "$X", TypeScript).Kinds() != nil {
		t.Error("a call has kinds, a bare metavariable has none")
	}
}

// TestKept demands that bindings which are kept say what they said, in texts that are no parts of the file's.
func TestKept(t *testing.T) {
	code := `send("/a", {headers: {b: one(2)}})`
	found := find(t, "send($URL, {headers: $H, $...REST})", code, TypeScript)
	if len(found) == 0 {
		t.Fatal("nothing matches")
	}
	for _, m := range found {
		kept := m.Bind.Kept()
		if kept.key() != m.Bind.key() || kept.Len() == 0 {
			t.Errorf("kept are %q, not %q", kept.key(), m.Bind.key())
		}
		for _, name := range kept.Names() {
			was, _ := m.Bind.Get(name)
			is, _ := kept.Get(name)
			if is.Text != was.Text || is.Node != was.Node {
				t.Errorf("%s is %q, not %q", name, is.Text, was.Text)
			}
			if is.Text != "" && unsafe.StringData(is.Text) == unsafe.StringData(was.Text) {
				t.Errorf("%s holds the text of the file", name)
			}
		}
	}
}
