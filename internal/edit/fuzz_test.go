package edit

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/lang"
)

// FuzzAdd adds an entry, an import and a line to every object, dict and call of any code: what comes out has no more syntax errors than
// before, and has them all the same when it is done at two places at once.
func FuzzAdd(f *testing.F) {
	for _, file := range []string{"testdata/add.txtar", "testdata/import.txtar"} {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, a := range archive.Files {
			code := strings.NewReplacer("«", "", "»", "").Replace(string(a.Data))
			f.Add(code, strings.HasSuffix(a.Name, ".py"))
		}
	}
	f.Add("f({...a\r\n})", false)
	f.Add("{ a: {}, // }\n}", false)
	f.Fuzz(func(t *testing.T, code string, isPython bool) {
		name, statement, value := "a.tsx", "import { id } from './id'", "id()"
		if isPython {
			name, statement, value = "a.py", "from ids import new_id", "new_id()"
		}
		m := lower(t, name, code)
		for n := range m.Tree.Root().All() {
			if !n.Is("object") && !n.Is("dictionary") && !n.Is("arguments") && !n.Is("argument_list") {
				continue
			}
			p := Place{Node: n, Form: Into, First: true}
			if n.Is("arguments") || n.Is("argument_list") {
				p = Place{Node: n, Form: Passed, Members: []string{"headers"}}
				if isPython {
					p = Place{Node: n, Form: Passed, Keyword: "headers"}
				}
			}
			edits, err := Add(p, "x-request-id", value)
			if err != nil {
				continue
			}
			broken(t, name, m, code, edits)
			imports, err := Import(m, n, statement)
			if err != nil {
				continue
			}
			broken(t, name, m, code, append(edits, imports...))
		}
	})
}

func broken(t *testing.T, name string, m *lang.Module, code string, edits []Edit) {
	t.Helper()
	got, ok := Apply(code, edits)
	if !ok {
		t.Fatalf("the edits conflict: %+v in %q", edits, code)
	}
	if len(m.Tree.Errors) > 0 {
		return // what does not parse may come out in any way
	}
	if after := lower(t, name, got); len(after.Tree.Errors) > 0 {
		t.Errorf("a syntax error in %q, which was %q", got, code)
	}
}
