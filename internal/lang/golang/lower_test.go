package golang

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

var update = flag.Bool("update", false, "rewrite the tables in testdata")

func lower(t testing.TB, text string) *lang.Module {
	t.Helper()
	tree, err := syntax.Parse(syntax.Go(), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	m := Lower(tree)
	if err := lang.Verify(m); err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return m
}

// TestTables compares the tables of each source in testdata with those written below it.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out []txtar.File
		for _, f := range a.Files {
			if !strings.HasSuffix(f.Name, ".go") {
				continue
			}
			want := ""
			for _, w := range a.Files {
				if w.Name == f.Name+".tables" {
					want = string(w.Data)
				}
			}
			got := lang.Dump(lower(t, string(f.Data)))
			if got != want && !*update {
				t.Errorf("%s: %s: got\n%s\nwant\n%s", name, f.Name, got, want)
			}
			out = append(out, f, txtar.File{Name: f.Name + ".tables", Data: []byte(got)})
		}
		if *update {
			a.Files = out
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
