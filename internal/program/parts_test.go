package program

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// TestParts groups packages: what imports something, over whatever lies in between, stands in one group with it.
func TestParts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"connaudit.yaml": "version: 1\nrepos: [a, b, c, d]\n",
		"a/package.json": `{"name": "@x/a"}`, "a/src/index.ts": "export const one = 1\n", "a/src/other.ts": "const two = 2\n",
		"b/package.json": `{"name": "@x/b"}`, "b/src/b.ts": "import { one } from '@x/a'\n",
		"c/package.json": `{"name": "@x/c"}`, "c/src/c.ts": "const three = 3\n",
		"d/package.json": `{"name": "@x/d"}`, "d/src/d.ts": "import x from '@x/unknown'\n",
	} {
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
