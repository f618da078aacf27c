package langtest

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Fuzz holds Lower and Expr to what they promise for any text, read in each of several ways: no panic, tables that agree,
// and no unknown expression without a reason. It starts from the sources in testdata and from more texts.
func Fuzz(f *testing.F, more []string, readers ...Reader) {
	for _, text := range Sources(f) {
		f.Add([]byte(text))
		f.Add([]byte(text[:len(text)*2/3])) // Cut anywhere, code is what an editor sends.
	}
	for _, text := range more {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, r := range readers {
			tree, err := syntax.Parse(r.Language.Grammar(r.Ext), text)
			if err != nil {
				continue // Too large or too slow, and said so.
			}
			r.hold(t, r.Language.Lower(tree))
		}
	})
}

func (r Reader) hold(t *testing.T, m *lang.Module) {
	t.Helper()
	if err := lang.Verify(m); err != nil {
		t.Fatalf("%q: %v", m.Tree.Text(), err)
	}
	lang.Dump(m)
	for n := range m.Tree.Root().All() {
		e := m.Expr(n)
		if int(e.Func) >= len(m.Funcs) || int(e.Class) >= len(m.Classes) || r.Exact && e.Node != n {
			t.Fatalf("%q: %s lowers to %+v", n.Text(), n.Type(), e)
		}
		if e.Op == lang.OpUnknown && e.Str == "" {
			t.Fatalf("%q: %s is unknown for no reason", n.Text(), n.Type())
		}
		m.Resolve(n)
	}
}
