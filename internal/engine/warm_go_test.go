package engine

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/gocheck"
)

// mixed is a repository in which a Go service reads what TypeScript declares, and each finding hangs on a file that it is not in.
var mixed = map[string]string{
	"connaudit.yaml":    "version: 1\nrepos: [.]\nrules: [builtin/http, builtin/env, builtin/tracing, ./own.yaml]\nparams: {request-id: {header: x-request-id}}\n",
	"own.yaml":          "rules:\n  - {id: call, message: called, languages: [typescript, go], severity: WARNING, category: calls, priority: P2, pattern: odd(...)}\n",
	"accepted.json":     `{"connaudit": "baseline", "version": 1, "findings": []}`,
	"web/package.json":  `{"name": "web"}`,
	"web/tsconfig.json": `{"compilerOptions": {"baseUrl": ".", "paths": {"@c": ["src/names.ts"]}}}`,
	"web/.env.example":  "WEB_KEY=\n",
	"web/src/names.ts":  "export const HEADER = 'x-request-id';\n",
	"web/src/others.ts": "export const HEADER = 'x-other';\n",
	"web/src/call.ts": "import { HEADER } from '@c';\nexport const f = (id: string) => fetch('https://api.app.internal/a', { headers: { [HEADER]: id } });\n" +
		"odd(process.env.WEB_KEY);\n",
	"web/src/plain.ts":        "export const add = (a: number, b: number) => a + b;\n",
	"svc/go.mod":              "module example.com/svc\n\ngo 1.21\n\nrequire example.com/settings v1.0.0\n",
	"svc/.env.example":        "SVC_KEY=\n",
	"svc/main.go":             "package main\n\nimport \"example.com/svc/names\"\n\nfunc main() { println(names.Env(names.Key)) }\n",
	"svc/names/names.go":      "package names\n\nimport \"os\"\n\nconst Key = \"SVC_KEY\"\n\nfunc Env(name string) string { v, _ := os.LookupEnv(name); return v }\n",
	"svc/names/more_linux.go": "package names\n\nimport \"example.com/settings\"\n\nvar More = Env(settings.Name)\n",
	"svc/vendor/modules.txt":  "# example.com/settings v1.0.0\n## explicit; go 1.21\nexample.com/settings\n",
	"svc/vendor/example.com/settings/settings.go": "package settings\n\nconst Name = \"SETTING\"\n",
}

// changes are what a result of mixed hangs on: for each file another text; none: it is removed.
var changes = map[string]map[string]string{
	"a constant of TypeScript":  {"web/src/names.ts": "export const HEADER = 'x-another';\n"},
	"where a module leads":      {"web/tsconfig.json": `{"compilerOptions": {"baseUrl": ".", "paths": {"@c": ["src/others.ts"]}}}`},
	"an example file":           {"web/.env.example": "OTHER_KEY=\n"},
	"the example file of Go":    {"svc/.env.example": "SETTING=\n"},
	"no example file":           {"svc/.env.example": ""},
	"a constant of Go":          {"svc/names/names.go": "package names\n\nimport \"os\"\n\nconst Key = \"NEW_KEY\"\n\nfunc Env(name string) string { v, _ := os.LookupEnv(name); return v }\n"},
	"a wrapper that is none":    {"svc/names/names.go": "package names\n\nconst Key = \"SVC_KEY\"\n\nfunc Env(name string) string { return name }\n"},
	"Go that does not parse":    {"svc/names/names.go": "package names\n\nfunc {\n"},
	"a new Go file":             {"svc/fresh.go": "package main\n\nimport \"example.com/svc/names\"\n\nvar fresh = names.Env(\"FRESH_KEY\")\n"},
	"a Go file less":            {"svc/names/more_linux.go": ""},
	"a build constraint":        {"svc/names/more_linux.go": "//go:build never\n\npackage names\n\nimport \"example.com/settings\"\n\nvar More = Env(settings.Name)\n"},
	"go.mod":                    {"svc/go.mod": "module example.com/other\n\ngo 1.21\n\nrequire example.com/settings v1.0.0\n"},
	"go.mod that does not load": {"svc/go.mod": "module example.com/svc\n\nrequire (\n"},
	"no go.mod":                 {"svc/go.mod": ""},
	"a module inside":           {"svc/names/go.mod": "module example.com/svc/names\n\ngo 1.21\n"},
	"vendored code":             {"svc/vendor/example.com/settings/settings.go": "package settings\n\nconst Name = \"SVC_KEY\"\n"},
	"vendored code less":        {"svc/vendor/example.com/settings/settings.go": ""},
	"go.work":                   {"go.work": "go 1.21\n\nuse ./svc\n"},
	"the configuration":         {"connaudit.yaml": "version: 1\nrepos: [.]\nrules: [builtin/http, builtin/env, builtin/tracing, ./own.yaml]\nparams: {request-id: {header: x-another}}\n"},
	"Go as text":                {"connaudit.yaml": mixed["connaudit.yaml"] + "go: {types: false}\n"},
	"a build tag":               {"connaudit.yaml": mixed["connaudit.yaml"] + "go: {tags: [never]}\n", "svc/names/tagged.go": "//go:build never\n\npackage names\n\nvar Tagged = Env(\"TAGGED_KEY\")\n"},
	"a rule file":               {"own.yaml": "rules:\n  - {id: call, message: another, languages: [typescript], severity: WARNING, category: calls, priority: P2, pattern: add(...)}\n"},
	"a rule file that is none":  {"own.yaml": "rules:\n  - {id: call}\n"},
	"what git leaves out":       {".gitignore": "svc/names/\n"},
}

// ways are the ways of asking that share a cache.
func ways(dir string) map[string]func(*Options) {
	return map[string]func(*Options){
		"types":           func(*Options) {},
		"types of a part": func(o *Options) { o.Paths = []string{filepath.Join(dir, "web")} },
		"text":            func(o *Options) { o.Typed = nil },
		"the index":       func(o *Options) { o.Staged = true },
	}
}

// committed writes files into a new repository of git and commits them; git runs more of its commands there.
func committed(t *testing.T, files map[string]string) (dir string, git func(args ...string)) {
	t.Helper()
	dir = t.TempDir()
	writeFiles(t, dir, files)
	git = func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@b"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	git("add", "-A")
	git("commit", "-qm", "one")
	return dir, git
}

// apply makes a change.
func apply(t *testing.T, dir string, change map[string]string) {
	t.Helper()
	for name, text := range change {
		if text != "" {
			writeFiles(t, dir, map[string]string{name: text})
		} else if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWaysShareACache changes whatever a result hangs on, on disk and then in the index, and asks in all ways: none of them is
// told what was true before, or what another one asked for.
func TestWaysShareACache(t *testing.T) {
	if testing.Short() {
		t.Skip("the go command is run for each change")
	}
	dir, git := committed(t, mixed)
	folder := t.TempDir()
	all := ways(dir)
	names := slices.Sorted(maps.Keys(all))
	before := map[string]string{}
	for _, name := range names {
		before[name], _ = asked(t, dir, folder, all[name], gocheck.New(analyzers.All(), gocheck.Options{}), "nothing, asked for "+name)
	}
	for _, what := range slices.Sorted(maps.Keys(changes)) {
		t.Run(what, func(t *testing.T) {
			after, shows := copiedFolder(t, folder), false
			apply(t, dir, changes[what])
			truth := gocheck.New(analyzers.All(), gocheck.Options{}).Hold() // says the same until it is told to forget
			for _, name := range names {
				got, _ := asked(t, dir, after, all[name], truth, what+" on disk, asked for "+name)
				shows = shows || got != before[name]
			}
			if !shows {
				t.Error("the change shows nowhere: this test proves nothing")
			}
			git("add", "-A")
			asked(t, dir, after, all["the index"], truth, what+" in the index")
			git("reset", "-q", "--hard")
			for _, name := range names {
				if got, _ := recalled(t, dir, after, all[name]); got != before[name] {
					t.Errorf("%s: after the change was taken back the result is another one", name)
				}
			}
		})
	}
}

// asked asks in a way, with a cache and, of who tells the truth about types, without. It returns what both say, and whether an entry held.
func asked(t *testing.T, dir, folder string, way func(*Options), truth Typed, after string) (said string, held bool) {
	t.Helper()
	o := Options{Dir: dir, Typed: truth}
	way(&o)
	r, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	got, held := recalled(t, dir, folder, way)
	if want := wholeResult(t, r); got != want {
		t.Fatalf("after %s a run with a cache says\n%s\none without\n%s", after, got, want)
	}
	return got, held
}

// recalled asks in a way, with a cache of all that can be kept.
func recalled(t *testing.T, dir, folder string, way func(*Options)) (said string, held bool) {
	t.Helper()
	store, err := cache.Open(folder, "test")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Dir: dir, Cache: store, Typed: gocheck.New(analyzers.All(), gocheck.Options{Store: store})}
	way(&o)
	r, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return wholeResult(t, r), r.Stats.FilesParsed == 0
}

// TestIndexIsReadAsText: where there is a Go module, what types tell is no answer for the index, nor the other way round; where there is
// none, one entry is.
func TestIndexIsReadAsText(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		held  bool
	}{"a module": {mixed, false}, "no module": {shared, true}} {
		t.Run(name, func(t *testing.T) {
			dir, _ := committed(t, c.files)
			all := ways(dir)
			for first, then := range map[string]string{"types": "the index", "the index": "types"} {
				folder := t.TempDir()
				recalled(t, dir, folder, all[first])
				if _, held := recalled(t, dir, folder, all[then]); held != c.held {
					t.Errorf("the entry of %s holds for %s: %v, want %v", first, then, held, c.held)
				}
				if _, held := recalled(t, dir, folder, all[then]); !held {
					t.Errorf("asked twice, nothing is kept for %s", then)
				}
			}
		})
	}
}
