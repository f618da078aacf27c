package golang

import (
	"strconv"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// TestResolve asks what the last identifier before each comment means: the comment gives the line of the binding, with !
// for a receiver, or 0 when the file does not declare the name.
func TestResolve(t *testing.T) {
	const source = `package p
var x = 1
func f(a int) {
	use(x) //2
	x := x //2
	x, y := g(x) //5
	if x := x; x > 0 { //7
		use(x) //7
		x := x //7
		use(x) //9
	} else if z := x; z { //11
		use(x) //7
		use(z) //11
	}
	use(x) //5
	for i := range y { //6
		i := i //16
		func() { use(i) }() //17
		use(late) //45
	}
	for i := 0; i < x; i++ { //21
		use(i) //21
	}
	switch v := x.(type) { //5
	case int:
		use(v) //24
		v := v //24
		use(v) //27
	default:
		use(v) //24
	}
	{
		y := y //6
		use(y) //33
	}
	use(y) //6
	var w = x //5
	use(w) //37
	use(i) //0
	type T struct{}
	use(T{}) //40
}
func (r *R) m() { use(r) } //43!
func (r *R) n() { r = nil; use(r) } //44
var late = other //0
`
	m := lower(t, source)
	for i, line := range strings.Split(source, "\n") {
		code, want, ok := strings.Cut(line, " //")
		if !ok {
			continue
		}
		start := strings.Index(source, line)
		n := lastName(m, start, start+len(code))
		if got := meaning(m, n); got != want {
			t.Errorf("line %d: %s means %s, want %s: %s", i+1, n.Text(), got, want, line)
		}
	}
}

// lastName returns the last use of a name in the bytes from start to end.
func lastName(m *lang.Module, start, end int) (last syntax.Node) {
	for n := range m.Tree.Root().All() {
		if (n.Is("identifier") || n.Is("type_identifier")) && n.Start() >= start && n.End() <= end {
			last = n
		}
	}
	return last
}

func meaning(m *lang.Module, n syntax.Node) string {
	b := m.Resolve(n)
	if b == lang.NoBinding {
		return "0"
	}
	line := strconv.Itoa(1 + strings.Count(string(m.Tree.Text()[:m.Node(m.Bindings[b].Node).Start()]), "\n"))
	if m.Expr(n).Op == lang.OpThis {
		line += "!"
	}
	return line
}
