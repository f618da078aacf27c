package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// tree writes files ("path": contents) below a fresh folder.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range files {
		abs := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(abs, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t testing.TB, o Options) *Workspace {
	t.Helper()
	w, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPackages(t *testing.T) {
	dir := tree(t, map[string]string{
		ConfigName:            "repos: [r]",
		"r/package.json":      `{"name": "root"}`,
		"r/a/package.json":    "\ufeff" + `{"name": "@acme/a"}`,
		"r/a/pyproject.toml":  "[project]\nname = 'Acme.A'\n",
		"r/a/src/deep/x.ts":   "",
		"r/ab/x.ts":           "",
		"r/cfg/setup.cfg":     "[options]\nname = wrong\n[metadata]\nname = acme_cfg\n",
		"r/cfg/x.py":          "",
		"r/two/package.json":  `{"name": "@acme/a"}`,
		"r/go/go.mod":         "module example.com/go // x\n",
		"r/bad/package.json":  `{"name": 3}`,
		"r/bad2/go.mod":       "go 1.22\n",
		"r/bad3/package.json": `[`,
	})
	w := open(t, Options{Dir: dir, Home: dir})
	r := w.Repos[0]
	for path, want := range map[string]string{"a/src/deep/x.ts": "a", "ab/x.ts": "", "cfg/x.py": "cfg", "none/x": ""} {
		if p := w.PackageOf(r, path); p == nil || p.Dir != want {
			t.Errorf("PackageOf(%q) = %+v, want folder %q", path, p, want)
		}
	}
	for _, c := range []struct {
		kind Kind
		name string
		dirs []string
	}{
		{NPM, "@acme/a", []string{"a", "two"}}, {Python, "acme-a", []string{"a"}}, {Python, "Acme.Cfg", []string{"cfg"}},
		{Go, "example.com/go", []string{"go"}}, {NPM, "none", nil}, {NPM, "", nil},
	} {
		var got []string
		for _, p := range w.PackagesNamed(c.kind, c.name) {
			got = append(got, p.Dir)
		}
		if !slices.Equal(got, c.dirs) {
			t.Errorf("PackagesNamed(%s, %q) = %q, want %q", c.kind, c.name, got, c.dirs)
		}
	}
	if a := w.PackageOf(r, "a/x"); a.Manifest(Python).Path != "a/pyproject.toml" || a.Manifest(Go) != nil || a.Name != "@acme/a" {
		t.Errorf("package a = %+v", a)
	}
	if len(w.Problems) != 2 || w.Problems[0].Path != "bad2/go.mod" || w.Problems[1].Path != "bad3/package.json" {
		t.Errorf("problems = %+v", w.Problems)
	}
}

func TestUnderAndDisplay(t *testing.T) {
	dir := tree(t, map[string]string{ConfigName: "repos: [r]", "r/a.ts": "", "r/a/b.ts": "12345", "r/a/c/d.ts": "", "r/ab.ts": "", "w/x": ""})
	w := open(t, Options{Dir: filepath.Join(dir, "w"), Home: dir})
	r := w.Repos[0]
	var got []string
	for _, f := range r.Under("a") {
		got = append(got, f.Path)
	}
	if want := []string{"a/b.ts", "a/c/d.ts"}; !slices.Equal(got, want) {
		t.Errorf("Under = %q, want %q", got, want)
	}
	if d := w.Display(r, "a/b.ts"); d != "../r/a/b.ts" {
		t.Errorf("Display = %q", d)
	}
	f := w.FileAt(filepath.Join(dir, "r", "a", "b.ts"))
	if f == nil || f.Ext() != ".ts" {
		t.Fatalf("FileAt = %+v", f)
	}
	if n, err := f.Size(); n != 5 || err != nil {
		t.Errorf("Size = %d, %v", n, err)
	}
	if !r.HasDir("a/c") || r.HasDir("a/b.ts") || !r.HasDir("") {
		t.Error("HasDir is wrong about a/c, a/b.ts or the root")
	}
}

func TestDefaultsAreConsistent(t *testing.T) {
	kinds := map[string]bool{}
	for _, d := range Defaults() {
		if d.Kind == "" || d.Reason == "" || kinds[d.Kind] {
			t.Errorf("entry %+v: kind or reason is empty, or the kind stands twice", d)
		}
		kinds[d.Kind] = true
	}
	if !kinds[kindTests] || !kinds[kindDeclarations] {
		t.Error("a kind that code knows is missing")
	}
}

func TestOptionsThatContradict(t *testing.T) {
	if _, err := Open(Options{ConfigFile: "x", NoConfig: true}); err == nil {
		t.Error("--config with --no-config is no error")
	}
	dir := t.TempDir()
	if _, err := Open(Options{Dir: dir, ConfigFile: "none.yaml"}); err == nil {
		t.Error("a configuration that does not exist is no error")
	}
	if _, err := Open(Options{Dir: dir, ConfigFile: "."}); err == nil {
		t.Error("a folder as configuration is no error")
	}
}

// BenchmarkOpen lists 6,000 files in 600 folders, a tenth of them ignored.
func BenchmarkOpen(b *testing.B) {
	files := map[string]string{"connaudit.yaml": "repos: [r]\nexclude: [\"**/legacy/**\"]\n", "r/.gitignore": "*.log\n/gen/\n!keep.log\n.env*.local\n"}
	for i := range 6000 {
		name := fmt.Sprintf("r/packages/p%d/src/m%d/file%d", i/100, i/10%10, i%10)
		files[name+[]string{".ts", ".tsx", ".py", ".json", ".log"}[i%5]] = ""
	}
	dir := tree(b, files)
	b.ResetTimer()
	for range b.N {
		open(b, Options{Dir: dir, Home: dir})
	}
}
