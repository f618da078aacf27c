// Package langtest tests how languages are lowered: by tables that are kept beside sources, and with any text.
package langtest

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

// tables is what the name of a source's tables ends in.
const tables = ".tables"

// Reader reads text as files of one extension.
type Reader struct {
	Language *lang.Language
	Ext      string // with the dot
	Exact    bool   // Expr is of the node that it was asked for, never of one inside
}

// Parse returns the tree of text.
func (r Reader) Parse(t testing.TB, text []byte) *syntax.Tree {
	t.Helper()
	tree, err := syntax.Parse(r.Language.Grammar(r.Ext), text)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// Lower returns the tables of text, which agree with each other.
func (r Reader) Lower(t testing.TB, text string) *lang.Module {
	t.Helper()
	m := r.Language.Lower(r.Parse(t, []byte(text)))
	if err := lang.Verify(m); err != nil {
		t.Fatalf("%s: %s\n%v", r.Ext, text, err)
	}
	return m
}

// Tables compares what dump makes of each source in testdata with the tables written below it there.
func Tables(t *testing.T, dump func(t *testing.T, name, text string) string) {
	for _, file := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file, dump) })
	}
}

// Tables is the function of that name for a language whose files are all read alike.
func (r Reader) Tables(t *testing.T) {
	Tables(t, func(t *testing.T, _, text string) string { return lang.Dump(r.Lower(t, text)) })
}

func golden(t *testing.T, file string, dump func(t *testing.T, name, text string) string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []txtar.File
	for i, f := range a.Files {
		if filepath.Ext(f.Name) == tables {
			continue
		}
		want := ""
		if i+1 < len(a.Files) && a.Files[i+1].Name == f.Name+tables {
			want = string(a.Files[i+1].Data)
		}
		got := dump(t, f.Name, string(f.Data))
		if got != want && !*update {
			t.Errorf("%s: %s: got\n%s\nwant\n%s", file, f.Name, got, want)
		}
		out = append(out, f, txtar.File{Name: f.Name + tables, Data: []byte(got)})
	}
	if !*update {
		return
	}
	a.Files = out
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Sources returns the sources in testdata.
func Sources(t testing.TB) (texts []string) {
	t.Helper()
	for _, file := range archives(t) {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if filepath.Ext(f.Name) != tables {
				texts = append(texts, string(f.Data))
			}
		}
	}
	return texts
}

func archives(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	return files
}
