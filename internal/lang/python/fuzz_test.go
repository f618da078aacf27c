package python

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// FuzzLower holds Lower and Expr to what they promise for any text: no panic, and tables that agree.
func FuzzLower(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, s := range a.Files {
			f.Add(s.Data)
			// Cut anywhere, code is what an editor sends.
			f.Add(s.Data[:len(s.Data)*2/3])
		}
	}
	for _, c := range exprs {
		f.Add([]byte(c.source))
	}
	f.Add([]byte("def f(:\n  x = = 3\n\nclass A(\n  def g(self: pass\nx = {\"a\": 1, b\nf(a b)\nfor in x:\n  y\n"))
	f.Add([]byte("class\ndef\nlambda\nimport\nfrom import\nwith as\nmatch x:\n case\ntry\nnonlocal x\nglobal\ndel\nreturn yield"))
	f.Fuzz(func(t *testing.T, text []byte) {
		tree, err := syntax.Parse(syntax.Python(), text)
		if err != nil {
			return // Too large or too slow, and said so.
		}
		m := Lower(tree)
		if err := lang.Verify(m); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		lang.Dump(m)
		for n := range tree.Root().All() {
			e := m.Expr(n)
			if e.Op == lang.OpUnknown && e.Str == "" {
				t.Fatalf("%q: %s is unknown for no reason", n.Text(), n.Type())
			}
			m.Resolve(n)
		}
	})
}
