package typescript

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

const (
	all = ".ts .tsx .js"
	ts  = ".ts .tsx"
)

// exprTests hold an expression, the extensions whose grammars know it, and what it lowers to.
var exprTests = []struct{ grammars, source, want string }{
	{all, `'a'`, `(string "a")`},
	{all, `""`, `(string "")`},
	{all, `'a\tb\'\x41\u0042\u{43}\u{1F600}\uD83D\uDE00\0\e'`, `(string "a\tb'ABC😀😀\x00e")`},
	{all, "'a\\\nb'", `(string "ab")`},
	{all, "'a\\\r\nb'", `(string "ab")`},
	{all, `'\101\7'`, `(string "A\a")`},
	{all, `'\uD800'`, `(string "�")`},
	{all, "`a\\n${b}c${`d`}`", `(template "a\n" (ident b) "c" (string "d"))`},
	{all, "`plain\\x41`", `(string "plainA")`},
	{all, "`a\r\nb\r${c}`", `(template "a\nb\n" (ident c))`},
	{all, "String.raw`a\\n${b}`", `(template "a\\n" (ident b))`},
	{all, "tag`x`", `(unknown "a tagged template")`},
	{all, "``", `(string "")`},

	{all, `1`, `(number 1)`},
	{all, `1_000.5`, `(number 1000.5)`},
	{all, `0x1F`, `(number 31)`},
	{all, `0b11`, `(number 3)`},
	{all, `0o17`, `(number 15)`},
	{all, `017`, `(number 15)`},
	{all, `089`, `(number 89)`},
	{all, `12n`, `(number 12)`},
	{all, `.5e1`, `(number 5)`},
	{all, `1e999`, `(unknown "a number out of range")`},
	{all, `true`, `(bool true)`},
	{all, `false`, `(bool false)`},
	{all, `null`, `(null null)`},
	{all, `undefined`, `(null undefined)`},
	{all, `/a\/b/gi`, `(regex "/a\\/b/gi")`},

	{all, `a`, `(ident a)`},
	{all, `this.x`, `(member x (this))`},
	{all, `this.#x`, `(member #x (this))`},
	{all, `a.b?.c`, `(member ? c (member b (ident a)))`},
	{all, `a['b']?.[c]`, `(index ? (index (ident a) (string "b")) (ident c))`},
	{all, `import.meta.env.X`, `(member X (member env (ident import.meta)))`},
	{all, `process.env.X ?? 'd'`, `(nullish (member X (member env (ident process))) (string "d"))`},
	{all, `new.target`, `(ident new.target)`},

	{all, `f(1, ...a)`, `(call (ident f) (number 1) ...(ident a))`},
	{all, `f?.(/* c */ 1)`, `(call ? (ident f) (number 1))`},
	{all, `a.b.c()`, `(call (member c (member b (ident a))))`},
	{all, `super.x()`, `(call (member x (super)))`},
	{all, `new X`, `(call new (ident X))`},
	{all, `new a.X(1)`, `(call new (member X (ident a)) (number 1))`},
	{ts, `f<A, B>(1)`, `(call <A> <B> (ident f) (number 1))`},
	{ts, `new X<A>()`, `(call new <A> (ident X))`},
	{all, `require('m')`, `(require "m")`},
	{all, "require(`m`)", `(require "m")`},
	{all, `require(m)`, `(call (ident require) (ident m))`},
	{all, `require.resolve('m')`, `(call (member resolve (ident require)) (string "m"))`},
	{all, `import('m')`, `(require new "m")`},
	{all, `import(m)`, `(call (ident import) (ident m))`},

	{all, `({ a, b: 1, 'c-d': 2, [e]: 3, ['f']: 4, 5: 6, 0x10: 7, ...g })`,
		`(cast (object a:(ident a) b:(number 1) c-d:(number 2) [(ident e)]:(number 3) f:(number 4) 5:(number 6) 16:(number 7) ...(ident g)))`},
	{all, `({ m() {}, get n() { return 1 }, set n(v) {}, async *o() {}, [p]() {}, 'q'() {}, r: () => 1, ...(s && { t }) })`,
		`(cast (object m:f1 n: get f2 o:f4 [(ident p)]:f5 q:f6 r:(func f7) ...(cast (and (ident s) (object t:(ident t))))))`},
	{all, `[1, , ...a, ]`, `(list (number 1) - ...(ident a))`},
	{all, `[]`, `(list)`},
	{all, `a ? b : c`, `(cond (ident a) (ident b) (ident c))`},
	{all, `a && b || c`, `(or (and (ident a) (ident b)) (ident c))`},
	{all, `a + 'b' + 1`, `(binary + (binary + (ident a) (string "b")) (number 1))`},
	{all, `a instanceof B`, `(binary instanceof (ident a) (ident B))`},
	{all, `!a`, `(unary ! (ident a))`},
	{all, `typeof a === 'x'`, `(binary === (unary typeof (ident a)) (string "x"))`},
	{all, `void 0`, `(unary void (number 0))`},
	{all, `delete a.b`, `(unary delete (member b (ident a)))`},
	{all, `i++`, `(unknown "the result of ++")`},
	{all, `(a, b, 1)`, `(cast (seq (ident a) (ident b) (number 1)))`},
	{all, `a = b`, `(assign "=" (ident a) (ident b))`},
	{all, `a.b ??= c`, `(assign "??=" (member b (ident a)) (ident c))`},
	{all, `async () => await a`, `(func f1)`},
	{all, `x => x`, `(func f1)`},
	{all, `function () {}`, `(func f1)`},
	{all, `function* () {}`, `(func f1)`},
	{all, `class {}`, `(class c0)`},
	{all, `class A extends B {}`, `(class c0)`},
	{all, `(() => 1)()`, `(call (cast (func f1)))`},
	{all, `/** @type {T} */ (a)`, `(cast (ident a))`},
	{ts, `a as any as T`, `(cast (cast (ident a)))`},
	{ts, `['a'] as const`, `(cast (list (string "a")))`},
	{ts, `a satisfies T`, `(cast (ident a))`},
	{ts, `a!.b`, `(member b (cast (ident a)))`},
	{".ts", `<T>a`, `(cast (ident a))`},
	{".ts", `<const>['a']`, `(cast (list (string "a")))`},
	{ts, `f<T>`, `(cast (ident f))`},
	{".tsx .js", `<a b={c}>d</a>`, `(unknown "JSX")`},
	{".tsx .js", `<a/>`, `(unknown "JSX")`},
	{".tsx .js", `<></>`, `(unknown "JSX")`},
	{all, `{ a: 1, b: ] }`, `(unknown "not parsed")`},
	{all, `f({ a: 1`, `(unknown "not parsed")`},
}

func TestExpr(t *testing.T) {
	for _, test := range exprTests {
		for _, ext := range strings.Fields(test.grammars) {
			m, _ := module(t, ext, "x = "+test.source)
			if got := lang.DumpExpr(m, assigned(m)); got != test.want {
				t.Errorf("%s as %s: got %s, want %s", test.source, ext, got, test.want)
			}
		}
	}
}

// assigned returns the right side of the first assignment, or what stands there in its place.
func assigned(m *lang.Module) syntax.Node {
	for n := range m.Tree.Root().All() {
		if n.Is("assignment_expression") || n.Is("variable_declarator") {
			return n.ByField("right")
		}
	}
	return m.Tree.Root()
}

// inContext lowers expressions that need something around them: the first node of the kind is lowered.
var inContext = []struct{ grammars, source, kind, want string }{
	{all, `async function f() { await g(); }`, "await_expression", `(await (call (ident g)))`},
	{ts, `async function f() { await g<T>(1); }`, "call_expression", `(call <T> (ident g) (number 1))`},
	{all, `function* f() { yield 1; }`, "yield_expression", `(yield (number 1))`},
	{all, `function* f() { yield; }`, "yield_expression", `(yield)`},
	{all, `class A extends B { constructor() { super(1); } }`, "call_expression", `(call (super) (number 1))`},
	{all, `function f(require) { require('m'); }`, "call_expression", `(call (ident require) (string "m"))`},
	{all, `f(...a)`, "spread_element", `(spread (ident a))`},
	{ts, `enum E { A = 'a', B, 'c-d' = 1 << 2, ['e'] = A }`, "enum_declaration",
		`(object A:(string "a") B:- c-d:(binary << (number 1) (number 2)) e:(ident A))`},
	{ts, `declare const enum E { A }`, "enum_declaration", `(object A:-)`},
	{ts, `namespace N { }`, "internal_module", `(unknown "a namespace")`},
	{ts, `import a = b.c.d;`, "nested_identifier", `(member d (member c (ident b)))`},
	{all, `@dec(1) class A {}`, "decorator", `(cast (call (ident dec) (number 1)))`},
	{all, `function f() { return 1 }`, "function_declaration", `(func f1)`},
	{all, `function* f() { }`, "generator_function_declaration", `(func f1)`},
	{all, `class A { m() {} }`, "method_definition", `(func f1)`},
	{ts, `abstract class A {}`, "abstract_class_declaration", `(class c0)`},
	{all, `if (a) b;`, "if_statement", `(unknown "if statement")`},
	{all, `function f() { const = ; }`, "function_declaration", `(unknown "not parsed")`},
}

func TestExprInContext(t *testing.T) {
	for _, test := range inContext {
		for _, ext := range strings.Fields(test.grammars) {
			m, _ := module(t, ext, test.source)
			var at syntax.Node
			for n := range m.Tree.Root().All() {
				if n.Is(test.kind) {
					at = n
					break
				}
			}
			if got := lang.DumpExpr(m, at); got != test.want {
				t.Errorf("%s as %s: got %s, want %s", test.source, ext, got, test.want)
			}
		}
	}
}
