package python

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// TestResolve asks what the identifier before each comment means: the comment gives the line of the binding, with !
// for self and cls, or 0 when the file does not declare the name.
func TestResolve(t *testing.T) {
	const source = `x = 1
def f(a, b=x): #1
    def g(x):
        return x #3
    return x #1
class C:
    x = 2
    y = x #7
    def m(self, d=x): #7
        self #9!
        def inner(self):
            return self #11
        g = lambda: self #9!
        return x #1
    z = [x for q in x] #7
    w = [x #1
         for q in y]
    @classmethod
    def c(klass): return klass #19!
    @staticmethod
    def s(first): return first #21
    @property
    def p(this): return [this #23!
        for _ in y] #0
    def r(self):
        self = x #1
        return self #25
def h():
    use(late) #31
    global made
    late = made = 1
made #30
[x #34
 for x in #34
 x] #1
def k(x: x, y: C = x): #1
    def x(): #36
        nonlocal y
        y #36
    return unknown #0
`
	m := lower(t, source)
	for i, line := range strings.Split(source, "\n") {
		code, want, ok := strings.Cut(line, " #")
		if !ok {
			continue
		}
		n := lastIdentifier(m, strings.TrimRight(code, ":[])"), i)
		b := m.Resolve(n)
		got := "0"
		if b != lang.NoBinding {
			got = fmt.Sprint(lineOf(m, m.Node(m.Bindings[b].Node).Start()))
		}
		if m.Expr(n).Op == lang.OpThis {
			got += "!"
		}
		if got != want {
			t.Errorf("line %d: %q is %s, want %s", i+1, line, got, want)
		}
	}
}

func lineOf(m *lang.Module, offset int) int {
	return 1 + strings.Count(string(m.Tree.Text()[:offset]), "\n")
}

// lastIdentifier returns the last identifier of the code on the line, from 0.
func lastIdentifier(m *lang.Module, code string, line int) (found syntax.Node) {
	start := 0
	for range line {
		start += strings.IndexByte(string(m.Tree.Text()[start:]), '\n') + 1
	}
	for n := range m.Tree.Root().All() {
		if n.Is("identifier") && n.Start() >= start && n.End() <= start+len(code) {
			found = n
		}
	}
	return found
}

// TestNesting reads code nested deeper than any stack.
func TestNesting(t *testing.T) {
	const n = 3_000
	for _, c := range []struct{ open, middle, shut string }{
		{"(", "a", ")"},
		{"[", "a", "]"},
		{"f(", "a", ")"},
		{"a.b(", "", ")"},
		{"lambda: ", "a", ""},
		{"[a for a in ", "b", "]"},
		{"a if b else ", "c", ""},
		{"not ", "a", ""},
		{"a = ", "1", ""},
		{"f'{", "a", "}'"},
		{"{'a': ", "1", "}"},
		{"x and ", "f(x)", ""},
		{"", "a", ".b"},
		{"", "a", "[0]"},
		{"", "a", "()"},
		{"", "a", " + 1"},
	} {
		m := lower(t, "x = 1\n"+strings.Repeat(c.open, n)+c.middle+strings.Repeat(c.shut, n)+"\n")
		m.Expr(m.Node(syntax.NodeID(m.Tree.Len() - 1)))
		for id := range syntax.NodeID(min(m.Tree.Len(), 100)) {
			m.Expr(m.Node(id))
		}
	}
	// Targets nested too deep to be taken apart are written with something unknown.
	deep := strings.Repeat("[", 2*maxNesting)
	m := lower(t, deep+"a"+strings.ReplaceAll(deep, "[", "]")+" = x\n")
	if len(m.Effects) != 1 || m.Effects[0].Source != lang.Opaque || len(m.Effects[0].Steps) > 0 {
		t.Errorf("deep targets: %+v", m.Effects)
	}
	var b strings.Builder
	for i := range 1_000 { // The grammar itself counts indentation; more makes it give up.
		fmt.Fprintf(&b, "%sif x: # %d\n", strings.Repeat(" ", i), i)
	}
	b.WriteString(strings.Repeat(" ", 1_000) + "y = 1\n")
	if m := lower(t, b.String()); len(m.Blocks) == 0 {
		t.Error("no blocks")
	}
}

func TestLanguage(t *testing.T) {
	for _, ext := range Language.Extensions {
		if g := Language.Grammar(ext); g != syntax.Python() {
			t.Errorf("grammar of %s is %s", ext, g.Name)
		}
	}
	m := lower(t, "")
	if m.Language != Language || len(m.Funcs) != 1 || len(m.Blocks) != 1 || len(m.Scopes) != 1 {
		t.Errorf("an empty file has %d functions, %d blocks, %d scopes", len(m.Funcs), len(m.Blocks), len(m.Scopes))
	}
	if e := m.Expr(syntax.Node{}); e.Op != lang.OpUnknown {
		t.Errorf("no node is %v", e.Op)
	}
}

// TestKinds finds names that the grammar does not have.
func TestKinds(t *testing.T) {
	for i, name := range kindNames {
		if kind(i) != other && (name == "" || kinds[syntax.Named(name)] != kind(i)) {
			t.Errorf("kind %d is %q", i, name)
		}
	}
}
