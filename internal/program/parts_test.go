package program

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// TestParts groups packages: what imports something, over whatever lies in between, stands in one group with it.
func TestParts(t *testing.T) {
	w := written(t, map[string]string{
		"connaudit.yaml": "version: 1\nrepos: [a, b, c, d]\n",
		"a/package.json": `{"name": "@x/a"}`, "a/src/index.ts": "export const one = 1\n", "a/src/other.ts": "const two = 2\n",
		"b/package.json": `{"name": "@x/b"}`, "b/src/b.ts": "import { one } from '@x/a'\n",
		"c/package.json": `{"name": "@x/c"}`, "c/src/c.ts": "const three = 3\n",
		"d/package.json": `{"name": "@x/d"}`, "d/src/d.ts": "import x from '@x/unknown'\n",
	})
	for size, want := range map[int]string{
		1:     "a/src/index.ts a/src/other.ts b/src/b.ts | c/src/c.ts | d/src/d.ts",
		70:    "a/src/index.ts a/src/other.ts b/src/b.ts c/src/c.ts | d/src/d.ts",
		1_000: "a/src/index.ts a/src/other.ts b/src/b.ts c/src/c.ts d/src/d.ts",
	} {
		p := New(w, NewDictionary(nil))
		if err := p.Read(t.Context(), 2, func(*File) bool { return true }, nil); err != nil {
			t.Fatal(err)
		}
		var groups []string
		for _, part := range p.Parts(size) {
			var names []string
			for _, f := range part {
				names = append(names, f.Value.Repo+"/"+f.Value.Path)
			}
			groups = append(groups, strings.Join(names, " "))
		}
		if got := strings.Join(groups, " | "); got != want {
			t.Errorf("of %d bytes at least: %s, want %s", size, got, want)
		}
		packs(t, p)
	}
}

// packs demands that files have the same units and texts after they were packed.
func packs(t *testing.T, p *Program) {
	t.Helper()
	for _, f := range p.Files() {
		u := f.Unit()
		if u == nil {
			continue
		}
		root, text := u.Module().Tree.Root(), slices.Clone(f.Text().Text)
		if p.PackOver(1 << 20) {
			t.Error("code is packed that need not be")
		}
		if !p.PackOver(0) || u.Held() {
			t.Error("nothing is packed")
		}
		if string(f.Text().Text) != string(text) || f.Unit() != u || u.Module().Tree.Root() != root {
			t.Errorf("%s is another file once it was packed", f.Value.Path)
		}
	}
}

// written is the workspace of files in a folder of their own.
func written(t *testing.T, files map[string]string) *workspace.Workspace {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w, err := workspace.Open(workspace.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestPackedUnits packs files: a unit that nobody has any more goes from memory and is made again when it is asked for, one that somebody
// has stays that very unit, and so does each where the program keeps them. What the grammar did not understand stays known.
func TestPackedUnits(t *testing.T) {
	w := written(t, map[string]string{
		"had.ts": "export const had = 1\n", "gone.ts": "export const gone = (\n", "script.vue": "<script lang=\"ts\">\nconst inside = 1\n</script>\n",
	})
	for _, keep := range []bool{false, true} {
		p := New(w, NewDictionary([]string{"had"}))
		if keep {
			p.KeepUnits()
		}
		if err := p.Read(t.Context(), 1, func(*File) bool { return false }, nil); err != nil {
			t.Fatal(err)
		}
		var has *File
		for _, f := range p.Files() {
			if f.IsCode() && f.text != nil {
				t.Errorf("%s: the text is kept though nobody asked for that", f.Value.Path)
			}
			if f.Value.Path == "had.ts" {
				has = f
			}
			f.Unit()
		}
		had := has.Unit()
		for range 2 {
			p.PackOver(0)
			runtime.GC()
			for _, f := range p.Files() {
				if there := f.Parsed() != nil; f.IsCode() && there != (keep || f == has) {
					t.Errorf("%s is in memory: %v, with its unit kept: %v", f.Value.Path, there, keep)
				}
				if broken := len(f.Errors()) > 0; f.IsCode() && (!f.WasParsed() || broken != (f.Value.Path == "gone.ts")) {
					t.Errorf("%s: what was learned of its syntax is gone", f.Value.Path)
				}
				if f.IsCode() && !strings.Contains(string(f.Unit().Tree().Text()), "const") {
					t.Errorf("%s is not made again", f.Value.Path)
				}
			}
			if has.Unit() != had {
				t.Error("a unit that is in use is another one once it was packed")
			}
		}
		runtime.KeepAlive(had)
	}
}
