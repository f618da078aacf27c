package engine

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestFixes has a workspace in testdata/fixes.txtar, with each way to give headers, and beside each the like of it for which there is no fix.
// The last file says for each finding what its lines are after the fix, or why there is none.
func TestFixes(t *testing.T) {
	const golden, want = "testdata/fixes.txtar", "fixes"
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	last := len(archive.Files) - 1
	for _, f := range archive.Files[:last] {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Check(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s:%d %s\n", f.File, f.Start.Line, f.RuleID)
		for _, x := range f.Fixes {
			fmt.Fprintf(&b, "\t%s: %s\n", x.Safety, x.Title)
			writeFix(t, &b, dir, x)
		}
		for _, why := range f.Unfixed {
			fmt.Fprintf(&b, "\tno fix: %s\n", why)
		}
	}
	if archive.Files[last].Name != want || b.String() != string(archive.Files[last].Data) {
		if !*update {
			t.Fatalf("the fixes are (-update writes them anew):\n%s", b.String())
		}
		archive.Files[last] = txtar.File{Name: want, Data: []byte(b.String())}
		if err := os.WriteFile(golden, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// writeFix writes the lines that a fix changes as they are then.
func writeFix(t *testing.T, b *strings.Builder, dir string, x diag.Fix) {
	t.Helper()
	byFile := map[string][]edit.Edit{}
	var files []string
	for _, e := range x.Edits {
		if byFile[e.File] == nil {
			files = append(files, e.File)
		}
		byFile[e.File] = append(byFile[e.File], edit.Edit{Start: e.Start.Offset, End: e.End.Offset, Text: e.Text})
	}
	for _, name := range files {
		old, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		text, ok := edit.Apply(string(old), byFile[name])
		if !ok {
			t.Errorf("%s: the edits of %q conflict", name, x.Title)
		}
		had := map[string]int{}
		for _, line := range strings.Split(string(old), "\n") {
			had[line]++
		}
		for _, line := range strings.Split(text, "\n") {
			if had[line]--; had[line] < 0 {
				fmt.Fprintf(b, "\t\t%s\n", line)
			}
		}
	}
}
