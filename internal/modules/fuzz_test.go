package modules

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// FuzzResolve resolves any name with any configuration: it must answer, the same each time, with exactly one of the kinds of
// answers. The files are those of one workspace; what they say is given to the resolver without a disk.
func FuzzResolve(f *testing.F) {
	for _, s := range []struct{ spec, config, base, manifest, project string }{
		{"./a.js", `{"extends": "./tsconfig.json"}`, "", `{"name": "x", "main": "."}`, ""},
		{"@/a", `{"extends": "./base", "compilerOptions": {"baseUrl": "src", "paths": {"@/*": ["*", "../node_modules/*"],}}} // end`,
			`{"extends": ["./tsconfig.json", "x", "x/base.json"]}`, `{"dependencies": {"b": "file:.."}}`, ""},
		{"x/sub", `{"compilerOptions": {"outDir": ".", "rootDir": "${configDir}/../.."}}`, "{}", `{"name": "x", "exports": {"./*": [{"import": "./dist/*.js"}]}}`, ""},
		{"x", `{"extends": "x"}`, "[]", `{"tsconfig": "..", "exports": {"types": "./dist/a.d.ts", "default": null}, "source": "./src/"}`, ""},
		{"#a", `{"references": [{"path": "."}, {"path": "./base.json"}]}`, `{"compilerOptions": {"paths": {"#*": "*"}}}`, `{"imports": {"#*": "#*", "#a": "x"}}`, ""},
		{"..pkg.mod", "{", "", "", "[tool.setuptools]\npackage-dir = {'' = '../..', 'pkg' = '/pkg'}"},
		{"pkg.mod", "", "", "{}", "[[tool.poetry.packages]]\nfrom = '/'"},
		{"../../../../x?raw", "", "", `{"workspaces": []}`, "["},
		{"y", "", "", `{"dependencies": {"y": "npm:@s/y@1/../..", "x": "workspace:@"}}`, "[tool.hatch.build.targets.wheel]\npackages=['']"},
	} {
		f.Add(s.spec, s.config, s.base, s.manifest, s.project)
	}
	dir := f.TempDir()
	for name, text := range map[string]string{"tsconfig.json": "", "base.json": "", "package.json": `{"name": "x"}`, "pyproject.toml": "",
		"src/a.ts": "", "go.mod": "module x\n", "src/a.go": "", "src/pkg/mod.py": "", "src/pkg/index.tsx": "", "dist/a.js": ""} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			f.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			f.Fatal(err)
		}
	}
	w, err := workspace.Open(workspace.Options{Dir: dir, Home: dir, NoConfig: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, spec, config, base, manifest, project string) {
		r, again := stuffed(w, config, base, manifest), stuffed(w, config, base, manifest)
		for _, from := range w.Files() {
			one(t, from, spec, r.TypeScript(from, spec), again.TypeScript(from, spec))
			one(t, from, spec, r.Python(from, spec), again.Python(from, spec))
			if a, b := r.Go(from, spec), again.Go(from, spec); (a.Folder == nil) != (b.Folder == nil) || a.Folder == nil && spec != "." && !a.External && a.Reason == "" {
				t.Fatalf("%s %q: %v, then %v", from.Path, spec, a, b)
			}
		}
		m := parsePyproject([]byte(project))
		m.roots()
		m.installed()
	})
}

// stuffed is a resolver to which the configuration files say something else than on disk.
func stuffed(w *workspace.Workspace, config, base, text string) *Resolver {
	r := New(w)
	repo := w.Repos[0]
	for name, text := range map[string]string{"tsconfig.json": config, "base.json": base} {
		top, err := parseConfig([]byte(text))
		if err != nil {
			top = nil
		}
		r.files[place{repo, name}] = &configFile{place{repo, name}, top}
	}
	top, err := parseConfig([]byte(text))
	if err != nil {
		top = nil
	}
	r.manifests.Store(repo.Packages[0], &manifest{top})
	return r
}

func one(t *testing.T, from *workspace.File, spec string, a, b Result) {
	t.Helper()
	if a != b {
		t.Fatalf("%s %q: %v, then %v", from.Path, spec, a, b)
	}
	kinds := 0
	for _, is := range []bool{a.File != nil, a.External, a.Namespace, a.Reason != ""} {
		if is {
			kinds++
		}
	}
	if kinds != 1 || a.External == (a.Name == "") {
		t.Fatalf("%s %q: %+v", from.Path, spec, a)
	}
}
