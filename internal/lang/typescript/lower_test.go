package typescript

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

var update = flag.Bool("update", false, "rewrite the golden files")

// module lowers text with the grammar of an extension; ok is false when the grammar does not know something in it.
func module(t testing.TB, ext, text string) (m *lang.Module, ok bool) {
	t.Helper()
	l := TypeScript
	for _, e := range JavaScript.Extensions {
		if e == ext {
			l = JavaScript
		}
	}
	tree, err := syntax.Parse(l.Grammar(ext), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return l.Lower(tree), len(tree.Errors) == 0
}

var extensions = []string{".ts", ".tsx", ".js"}

// TestLower reads testdata/*.txtar. An archive holds pairs of files, a source and what Dump says of it. Every grammar
// that can parse the source must lower it alike; the source's own extension names one that can.
func TestLower(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) { golden(t, f) })
	}
}

func golden(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(data)
	out := &txtar.Archive{Comment: a.Comment}
	for i, f := range a.Files {
		if filepath.Ext(f.Name) == ".dump" {
			continue
		}
		m, ok := module(t, filepath.Ext(f.Name), string(f.Data))
		if !ok && !strings.HasPrefix(f.Name, "unknown") { // to the grammars
			t.Errorf("%s: syntax errors at %v", f.Name, m.Tree.Errors)
		}
		got := lang.Dump(m)
		sameInAllGrammars(t, f.Name, string(f.Data), got)
		out.Files = append(out.Files, f, txtar.File{Name: f.Name + ".dump", Data: []byte(got)})
		want := ""
		if i+1 < len(a.Files) && a.Files[i+1].Name == f.Name+".dump" {
			want = string(a.Files[i+1].Data)
		}
		if got != want && !*update {
			t.Errorf("%s: got\n%s\nwant\n%s", f.Name, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func sameInAllGrammars(t *testing.T, name, text, want string) {
	t.Helper()
	for _, ext := range extensions {
		m, ok := module(t, ext, text)
		if err := lang.Verify(m); err != nil {
			t.Errorf("%s as %s: %v", name, ext, err)
		}
		if got := lang.Dump(m); ok && got != want {
			t.Errorf("%s as %s: got\n%s\nwant\n%s", name, ext, got, want)
		}
	}
}
