package resolve

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected values in testdata")

// TestValues evaluates the marked expressions of each archive in testdata, each in a session of its own. See print for how
// values are written and fakeProgram for the directives above the files.
func TestValues(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) { testArchive(t, name) })
	}
}

func testArchive(t *testing.T, name string) {
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p := newProgram(t, a)
	got := map[string]map[int]string{}
	for _, u := range p.units {
		got[u.File.Path] = map[int]string{}
		for _, m := range marksOf(t, u) {
			g := m.evaluate(NewSession(p))
			got[u.File.Path][m.line] = g
			if g != m.want && !*update {
				t.Errorf("%s: %s:%d:\n got %s\nwant %s", name, u.File.Path, m.line, g, m.want)
			}
		}
	}
	if *update {
		if err := os.WriteFile(name, rewrite(a, got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
