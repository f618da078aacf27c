package python

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// exprs are expressions and how they are lowered.
var exprs = []struct{ source, want string }{
	{`"a"`, `(string "a")`},
	{`'it''s'`, `(string "its")`},
	{`"\x41\u00e9\U0001F600\101\0\n\q\
b"`, `(string "Aé😀A\x00\n\\qb")`},
	{`r"\n" u"\n" R'\''`, `(string "\\n\n\\'")`},
	{`b"\xff\u0041" B'a' rb"\d" bR'\d'`, `(string "\xff\\u0041a\\d\\d")`},
	{`"\N{DASH}"`, `(unknown "a character written by its name")`},
	{`"\x4"`, `(string "\\x4")`},
	{"\"\"\"a\r\n  b\"c\n\"\"\"", `(string "a\n  b\"c\n")`},
	{`("a" # first
  "b" 'c')`, `(cast (string "abc"))`},
	{`f"a"`, `(string "a")`},
	{`f"{{a}}"`, `(string "{a}")`},
	{`f"{a}b{c.d}"`, `(template (ident a) "b" (member d (ident c)))`},
	{`"x" f"/{a}" "/y" f"{{{b}}}"`, `(template "x/" (ident a) "/y{" (ident b) "}")`},
	{`f" {a} {b} "`, `(template " " (ident a) " " (ident b) " ")`},
	{`f"{a!r}{b!s}{c:>{w}}{d:d}{e:}{f:.2f}"`, `(template (unknown "a value in a format of its own") (ident b) (unknown "a value in a format of its own") (ident d) (ident e) (unknown "a value in a format of its own"))`},
	{`f"{a=}"`, `(template "a=" (unknown "a value in a format of its own"))`},
	{`f"{d["k"]}{x if y else 'z'}"`, `(template (index (ident d) (string "k")) (cond (ident y) (ident x) (string "z")))`},
	{`f"{f'{a}b'}c"`, `(template (template (ident a) "b") "c")`},
	{`rf"\d{a}\{b}"`, `(template "\\d" (ident a) "\\" (ident b))`},
	{`f"\n{a}\N{DASH}"`, `(unknown "a character written by its name")`},
	{`1`, `(number 1)`},
	{`1_000`, `(number 1000)`},
	{`0x1F`, `(number 31)`},
	{`0o17`, `(number 15)`},
	{`0b101`, `(number 5)`},
	{`1.5e3`, `(number 1500)`},
	{`.5`, `(number 0.5)`},
	{`1j`, `(unknown "an imaginary or very large number")`},
	{`10L`, `(number 10)`},
	{`0xFFFFFFFFFFFFFFFFFFFF`, `(unknown "an imaginary or very large number")`},
	{`True`, `(bool true)`},
	{`False`, `(bool false)`},
	{`None`, `(null None)`},
	{`...`, `(unknown "...")`},
	{`a`, `(ident a)`},
	{`match`, `(ident match)`},
	{`print`, `(ident print)`},
	{`a.b.c`, `(member c (member b (ident a)))`},
	{`a["b"]`, `(index (ident a) (string "b"))`},
	{`a[0]`, `(index (ident a) (number 0))`},
	{`a[-1]`, `(index (ident a) (unary - (number 1)))`},
	{`a[1:2]`, `(index (ident a) (unknown "a slice"))`},
	{`a[b, "c"]`, `(index (ident a) (ident b) (string "c"))`},
	{`a[*b]`, `(index (ident a) ...(ident b))`},
	{`f()`, `(call (ident f))`},
	{`f(a, "b", *c, d=1, **e)`, `(call (ident f) (ident a) (string "b") ...(ident c) d=(number 1) **(ident e))`},
	{`f(a, # why
  b)`, `(call (ident f) (ident a) (ident b))`},
	{`f(x for x in y)`, `(call (ident f) (comprehension (ident x) (ident y)))`},
	{`a.b(c)(d)`, `(call (call (member b (ident a)) (ident c)) (ident d))`},
	{`super()`, `(super)`},
	{`super().__init__(a)`, `(call (member __init__ (super)) (ident a))`},
	{`super(C, self).x`, `(member x (super))`},
	{`{}`, `(object)`},
	{`{"a": 1, b: 2, 'c' "d": 3, 4: 5, f"{x}": 6, None: 7, **e, **{"g": 1}}`, `(object a:(number 1) [(ident b)]:(number 2) cd:(number 3) 4:(number 5) [(template (ident x))]:(number 6) [(null None)]:(number 7) ...(ident e) ...(object g:(number 1)))`},
	{`{ # comment
  "a": 1, # comment
}`, `(object a:(number 1))`},
	{`{1, *a}`, `(list (number 1) ...(ident a))`},
	{`[]`, `(list)`},
	{`[a, *b, ]`, `(list (ident a) ...(ident b))`},
	{`()`, `(list)`},
	{`(a,)`, `(list (ident a))`},
	{`(a)`, `(cast (ident a))`},
	{`a, *b`, `(list (ident a) ...(ident b))`},
	{`a if b else c`, `(cond (ident b) (ident a) (ident c))`},
	{`a if b else c if d else e`, `(cond (ident b) (ident a) (cond (ident d) (ident c) (ident e)))`},
	{`a and b or not c`, `(or (and (ident a) (ident b)) (unary not (ident c)))`},
	{`os.getenv("A") or "b"`, `(or (call (member getenv (ident os)) (string "A")) (string "b"))`},
	{`a is None`, `(binary is (ident a) (null None))`},
	{`a is  not None`, `(binary is not (ident a) (null None))`},
	{`a not in b`, `(binary not in (ident a) (ident b))`},
	{`a == b`, `(binary == (ident a) (ident b))`},
	{`a < b <= c`, `(unknown "a chain of comparisons")`},
	{`a | b`, `(binary | (ident a) (ident b))`},
	{`a + "b"`, `(binary + (ident a) (string "b"))`},
	{`"%s/x" % a`, `(binary % (string "%s/x") (ident a))`},
	{`a ** -b`, `(binary ** (ident a) (unary - (ident b)))`},
	{`~a`, `(unary ~ (ident a))`},
	{`await a.b(c)`, `(await (call (member b (ident a)) (ident c)))`},
	{`(yield)`, `(cast (yield))`},
	{`(yield a)`, `(cast (yield (ident a)))`},
	{`(yield from a)`, `(cast (yield "from" (ident a)))`},
	{`(a := b)`, `(cast (assign ":=" (ident a) (ident b)))`},
	{`a = b = c`, `(assign "=" (ident a) (assign "=" (ident b) (ident c)))`},
	{`a |= b`, `(assign "|=" (ident a) (ident b))`},
	{`a: T = b`, `(assign "=" (ident a) (ident b))`},
	{`[a.b for a in c if d if e]`, `(comprehension (member b (ident a)) (ident c) (ident d) (ident e))`},
	{`{k: v for k, v in c.items()}`, `(comprehension "dict" (ident k) (ident v) (call (member items (ident c))))`},
	{`{a for a in b}`, `(comprehension (ident a) (ident b))`},
	{`(a async for a in b)`, `(comprehension (ident a) (ident b))`},
	{`[a for b in c for a in b]`, `(unknown "a comprehension with more than one for")`},
	{`lambda a: a.b`, `(func f1)`},
	{`[f(a b)]`, `(unknown "not parsed")`},
	{`{"a": 1, "b"}`, `(unknown "not parsed")`},
}

// first returns the first expression of the file.
func first(m *lang.Module) syntax.Node { return only(m.Tree.Root()) }

func TestExpr(t *testing.T) {
	for _, c := range exprs {
		m := lower(t, c.source)
		if got := lang.DumpExpr(m, first(m)); got != c.want {
			t.Errorf("\t{`%s`, `%s`},", c.source, got)
		}
	}
}
