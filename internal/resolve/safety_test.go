package resolve

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/value"
)

// slack is how far a session may go over its bound: the work of one effect or spread on the largest object.
const slack = 10_000

// adversary is a program made to blow evaluation up, and what is to come out of its show(...) calls.
type adversary struct {
	name  string
	files map[string]string
	want  string // contained in the value; empty where any value will do
}

func lines(n int, format func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(format(i) + "\n")
	}
	return b.String()
}

var adversaries = []adversary{
	{"spreads of branches", map[string]string{"a.ts": "const o0 = {};\n" + lines(30, func(i int) string {
		return fmt.Sprintf("const o%d = { ...(c%d() ? { ...o%d, a%d: 1 } : { ...o%d, b%d: 1 }) };", i+1, i, i, i, i, i)
	}) + "show(o30)"}, "a0?: 1"},
	{"ternaries in a chain", map[string]string{"a.ts": "show(" + strings.ReplaceAll(lines(200, func(i int) string {
		return fmt.Sprintf("c%d() ? \"%d\" :", i, i)
	}), "\n", " ") + "\"last\")"}, "unknown"},
	{"texts of branches", map[string]string{"a.ts": lines(12, func(i int) string {
		return fmt.Sprintf("const b%d = c() ? \"x%d\" : d() ? \"y%d\" : \"z%d\";", i, i, i, i)
	}) + "show(`" + strings.ReplaceAll(lines(12, func(i int) string { return fmt.Sprintf("${b%d}", i) }), "\n", "") + "`)"}, tooManyAlts},
	{"lists that double", map[string]string{"a.ts": "const l0 = [1, 2];\n" + lines(40, func(i int) string {
		return fmt.Sprintf("const l%d = [...l%d, ...l%d];", i+1, i, i)
	}) + "show(l40)"}, "a list longer than is kept"},
	{"sums of lists that double", map[string]string{"a.py": "l0 = [1, 2]\n" + lines(40, func(i int) string {
		return fmt.Sprintf("l%d = l%d + l%d", i+1, i, i)
	}) + "show(l40)"}, "a list longer than is kept"},
	{"texts that double", map[string]string{"a.ts": "const t0 = \"ab\";\n" + lines(40, func(i int) string {
		return fmt.Sprintf("const t%d = t%d + t%d;", i+1, i, i)
	}) + "show(t40)"}, "a text longer than is kept"},
	{"replaced texts that double", map[string]string{"a.ts": "const t0 = \"aa\";\n" + lines(30, func(i int) string {
		return fmt.Sprintf("const t%d = t%d.replaceAll(\"a\", \"aa\");", i+1, i)
	}) + "show(t30)"}, "the result of t29.replaceAll"},
	{"mutual recursion", map[string]string{"a.ts": `
function even(n) { return n ? { ...odd(n - 1), e: 1 } : {}; }
function odd(n) { return n ? { ...even(n - 1), o: 1 } : {}; }
show(even(x))`}, "e?: 1"},
	{"recursion that ends where it is followed to", map[string]string{"a.ts": `
function merge(a, b) { return { ...a, ...b, headers: a.depth === 0 ? b.headers : merge({ depth: 0 }, b).headers }; }
show(merge({ depth: 1 }, { headers: { "x-request-id": "1" } }).headers)`}, `x-request-id: "1"`},
	{"wrappers around wrappers", map[string]string{"a.ts": `
const withHeader = (next, name) => (init) => next({ ...init, headers: { ...init.headers, [name]: "1" } });
const send = (init) => init.headers;
show(withHeader(withHeader(withHeader(withHeader(withHeader(send, "x-request-id"), "b"), "c"), "d"), "e")({}))`}, `x-request-id: "1"`},
	{"objects around objects", map[string]string{"a.ts": `
class Client {
  constructor(private inner?: Client) {}
  headers() { return this.inner ? { ...this.inner.headers(), b: "1" } : { "x-request-id": "1" }; }
}
show(new Client(new Client(new Client(new Client(new Client(new Client()))))).headers())`}, `x-request-id`},
	{"a retry that calls itself twice", map[string]string{"a.ts": `
async function get(url, attempt = 1) {
  try {
    const r = await fetch(url);
    if (!r.ok) { await wait(url, attempt + 1); return await get(url, attempt + 1); }
    return { data: r.json(), sent: { "x-request-id": "1" } };
  } catch (e) {
    if (attempt < 30) { await wait(url, attempt + 1); return await get(url, attempt + 1); }
    throw e;
  }
}
async function wait(url, attempt) { await get(url, attempt + 1); }
show((await get("/orders")).sent)`}, tooManyCalls},
	{"branching recursion", map[string]string{"a.ts": `
function fib(n) { return c() ? { ...fib(n - 1), ...fib(n - 2), a: 1 } : { b: n }; }
show(fib(x))`}, ""},
	{"recursion in python", map[string]string{"a.py": `
def walk(x, depth=0):
    return {**walk(x, depth + 1), **walk([x], depth + 2)} if x else {"a": 1}
show(walk(y))`}, ""},
	{"constants in a circle", map[string]string{"a.ts": "const a = () => b() + 1; const b = () => c() + 1; const c = () => a() + 1; show(a())"}, ""},
	{"constants in a circle over modules", map[string]string{
		"a.ts": `import { b } from "./b"; export const a = b + 1; show(a)`,
		"b.ts": `import { a } from "./a"; export const b = a + 1;`,
	}, "depends on itself"},
	{"a constant of itself", map[string]string{"a.ts": "const a = { ...a, b: a.b }; show(a)"}, "possibly more"},
	{"a chain of names", map[string]string{"a.ts": "const v0 = \"x\";\n" + lines(400, func(i int) string {
		return fmt.Sprintf("const v%d = v%d;", i+1, i)
	}) + "show(v400)"}, fmt.Sprintf("stopped at depth %d", maxDepth)},
	{"imports in a circle", map[string]string{
		"a.ts": `import { b } from "./b"; export const a = { ...b, a: 1 }; show(a)`,
		"b.ts": `import { a } from "./a"; export const b = { ...a, b: 1 };`,
	}, "b: 1"},
	{"re-exports in a circle", map[string]string{
		"a.ts": `import { x } from "./b"; show(x)`,
		"b.ts": `export * from "./c"; export { x } from "./c";`,
		"c.ts": `export * from "./b"; export { x } from "./b";`,
	}, "re-exports go round in circles"},
	{"stars that branch", starGrid(24), "is not known"},
	{"python stars that branch", pythonStars(20), "not declared"},
	{"a chain of re-exports", reexports(60), "re-exports go round in circles or are nested too deeply"},
	{"a class of itself", map[string]string{"a.ts": "class A extends A { m() { return super.m(); } f = this.f; } show([new A().m(), new A().f])"}, ""},
	{"classes in a circle", map[string]string{"a.py": `
class A(B):
    def m(self): return super().m()
class B(A):
    def __init__(self): super().__init__(); self.x = self.x
show([A().m(), A().x, B().x])`}, ""},
	{"a callback called by itself", map[string]string{"a.ts": "const f = (g) => g(g); show(f(f))"}, ""},
	{"callbacks on callbacks", map[string]string{"a.ts": `
const twice = (f) => (x) => f(f(x));
show(twice(twice(twice(twice(twice(twice((x) => x + "a"))))))("b"))`}, ""},
	{"maps in maps", map[string]string{"a.ts": "const l = [" + strings.Repeat("1,", 60) + "1];\nshow(l.map((a) => l.map((b) => l.map((c) => l.map((d) => a + b + c + d)))))"}, "stopped after"},
	{"a dict of many stores", map[string]string{"a.py": "h = {}\n" + lines(3000, func(i int) string {
		return fmt.Sprintf("h[\"k%d\"] = h", i)
	}) + "show(h[\"k5\"])"}, ""},
	{"a literal of many entries", map[string]string{"a.ts": "const m = {\n" + lines(8000, func(i int) string {
		return fmt.Sprintf("  k%d: \"v%d\",", i, i)
	}) + "};\nshow(m.k777)"}, `"v777"`},
	{"loops in loops", map[string]string{"a.ts": "const h = {};\n" + lines(12, func(i int) string {
		return fmt.Sprintf("for (const a%d of xs(h)) { h.k%d = a%d;", i, i, i)
	}) + strings.Repeat("}", 12) + "show(h)"}, "k0?"},
	{"a name that many branches write", map[string]string{"a.ts": "let x = {};\n" + lines(200, func(i int) string {
		return fmt.Sprintf("if (c%d()) x = { ...x, a%d: 1 };", i, i)
	}) + "show(x)"}, ""},
	{"objects shared many times over", map[string]string{"a.ts": "const o0 = { a: \"1\" }; const p0 = { a: \"1\" };\n" + lines(40, func(i int) string {
		return fmt.Sprintf("const o%d = { l: o%d, r: o%d }; const p%d = { l: p%d, r: p%d };", i+1, i, i, i+1, i, i)
	}) + "const both = [c() ? o40 : p40].length; show(both)"}, "1"},
	{"decorators in a circle", map[string]string{"a.py": "@f\ndef f(): return f()\nshow(f())"}, ""},
	{"a default of itself", map[string]string{"a.ts": "function f(a = f()) { return a; } show(f())"}, ""},
	{"dependencies in a circle", map[string]string{"a.py": "from fastapi import Depends\ndef a(x=Depends(b)): return x\ndef b(y=Depends(a)): return y\nshow(a())"}, ""},
	{"getters in a circle", map[string]string{"a.ts": "class A { get a() { return this.b; } get b() { return { ...this.a, x: 1 }; } } show(new A().a)"}, ""},
}

// starGrid is a grid of modules: each row re-exports both modules of the row below.
func starGrid(rows int) map[string]string {
	files := map[string]string{"a.ts": `import { x } from "./m0_0"; show(x)`}
	for i := range rows {
		for j := range 2 {
			files[fmt.Sprintf("m%d_%d.ts", i, j)] = fmt.Sprintf("export * from \"./m%d_0\";\nexport * from \"./m%d_1\";\n", i+1, i+1)
		}
	}
	return files
}

func pythonStars(rows int) map[string]string {
	files := map[string]string{"a.py": "from m0_0 import *\nshow(x)\n"}
	for i := range rows {
		for j := range 2 {
			files[fmt.Sprintf("m%d_%d.py", i, j)] = fmt.Sprintf("from m%d_0 import *\nfrom m%d_1 import *\n", (i+1)%rows, (i+1)%rows)
		}
	}
	return files
}

func reexports(n int) map[string]string {
	files := map[string]string{"a.ts": `import { x } from "./m0"; show(x)`, fmt.Sprintf("m%d.ts", n): `export const x = "x";`}
	for i := range n {
		files[fmt.Sprintf("m%d.ts", i)] = fmt.Sprintf(`export { x } from "./m%d";`, i+1)
	}
	return files
}

func archive(files map[string]string) *txtar.Archive {
	a := &txtar.Archive{}
	for _, name := range sortedKeys(files) {
		a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(files[name])})
	}
	return a
}

// TestBounds: programs made to blow up give a value within the bounds of a session.
func TestBounds(t *testing.T) {
	for _, c := range adversaries {
		t.Run(c.name, func(t *testing.T) {
			p := newProgram(t, archive(c.files))
			s := NewSession(p)
			for _, n := range shown(p.units[0]) {
				got := brief(s.Eval(p.units[0], n, nil))
				if !strings.Contains(got, c.want) {
					t.Errorf("got %.300s, want it to contain %q", got, c.want)
				}
			}
			if s.steps > maxSteps+slack {
				t.Errorf("%d steps, the bound is %d", s.steps, maxSteps)
			}
		})
	}
}

// brief is a value as Describe puts it, with the inside of lists and objects a level down: printing one in full may take
// time exponential in how often its parts are shared.
func brief(v *value.Value) string {
	text := Describe(v)
	for _, p := range v.Props {
		k := p.Key
		if p.Maybe {
			k += "?"
		}
		text += " " + k + ": " + Describe(p.Value)
	}
	for _, e := range v.Elems {
		text += " " + Describe(e)
	}
	return text
}

// TestOrder asks all marked expressions of each archive in testdata, and all expressions of the adversaries, in several
// orders in one session each: the answers are those of fresh sessions.
func TestOrder(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := newProgram(t, a)
		var asked []mark
		for _, u := range p.units {
			asked = append(asked, marksOf(t, u)...)
			for _, n := range everyExpression(u) {
				asked = append(asked, mark{unit: u, node: n})
			}
		}
		sameInAnyOrder(t, name, p, asked)
	}
	for _, c := range adversaries {
		p := newProgram(t, archive(c.files))
		var asked []mark
		for _, u := range p.units {
			for _, n := range everyExpression(u) {
				asked = append(asked, mark{unit: u, node: n})
			}
		}
		if len(asked) < 100 {
			sameInAnyOrder(t, c.name, p, asked)
		}
	}
}

func sameInAnyOrder(t *testing.T, name string, p *fakeProgram, asked []mark) {
	t.Helper()
	fresh := make([]string, len(asked))
	for i, m := range asked {
		s := NewSession(p)
		fresh[i] = m.shallow(s)
		if s.steps > maxSteps/5 {
			return // so much that the shared session would reach its bound, which is one for all questions
		}
	}
	for seed := range 4 {
		s := NewSession(p)
		for _, i := range rand.New(rand.NewSource(int64(seed))).Perm(len(asked)) {
			if got := asked[i].shallow(s); got != fresh[i] && s.steps < maxSteps {
				t.Errorf("%s: %s: seed %d:\n asked late %s\n     fresh %s", name, asked[i].unit.Place(asked[i].node), seed, got, fresh[i])
				return
			}
			if seed == 0 {
				s.Release()
			}
			if seed == 0 && s.memo.size()+len(s.memo.spare)+len(s.fields)+len(s.loose)+len(s.opened)+len(s.sites)+len(s.stars)+len(s.instances) > 0 {
				t.Errorf("%s: a session remembers something once it was released", name)
				return
			}
		}
	}
}
