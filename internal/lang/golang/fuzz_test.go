package golang

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
		f.Add([]byte("package p\nvar x = " + c.source))
	}
	f.Add([]byte("package p\nfunc f(:\n x := = 3\n\ntype A struct {\nfunc (a *) g( {\nvar x = map[string]{\"a\": 1, b\n"))
	f.Add([]byte("func\ntype\nimport\nconst\nvar\nif {\nfor := range\nswitch x := .(type) {\ncase\nselect {\ngo\ndefer\nreturn"))
	f.Fuzz(func(t *testing.T, text []byte) {
		tree, err := syntax.Parse(syntax.Go(), text)
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
