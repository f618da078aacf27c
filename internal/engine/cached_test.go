package engine

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/diag"
)

// copied returns a copy of a sample workspace that a test may change.
func copied(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(workspaceRoot, name))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// cachedIn are options with a cache in the folder.
func cachedIn(t *testing.T, dir, folder string) Options {
	t.Helper()
	store, err := cache.Open(folder, "test")
	if err != nil {
		t.Fatal(err)
	}
	return Options{Dir: dir, ShowOK: true, ShowUnknown: true, Report: true, Cache: store}
}

// sameAsCold audits a workspace with a cache and without, and demands the same of both. It reports whether the cache had it.
func sameAsCold(t *testing.T, o Options, after string) (warm bool) {
	t.Helper()
	got := resultText(t, o)
	parsed, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	cold := o
	cold.Cache = nil
	want := resultText(t, cold)
	if !slices.Equal(got, want) {
		t.Fatalf("after %s a run with a cache says another thing than one without", after)
	}
	return parsed.Stats.FilesParsed == 0
}

// TestWarmRuns edits workspaces at random between runs with a cache: each says what a run without one says.
func TestWarmRuns(t *testing.T) {
	for name, edits := range map[string]int{"bytelyst/before": 3, "orbit": 2, "ids": 12, "harbor": 12} {
		t.Run(name, func(t *testing.T) {
			o := cachedIn(t, copied(t, name), t.TempDir())
			rng := rand.New(rand.NewPCG(1, uint64(len(name))))
			if !sameAsCold(t, o, "nothing") {
				t.Error("the second run parsed files")
			}
			for range edits {
				what := changed(t, rng, o.Dir)
				_, err := Check(t.Context(), o)
				if err != nil {
					continue // a configuration that does not hold
				}
				if !sameAsCold(t, o, what) {
					t.Errorf("after %s the second run parsed files", what)
				}
			}
		})
	}
}

// changed changes something in the folder and says what.
func changed(t *testing.T, rng *rand.Rand, dir string) string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	name := files[rng.IntN(len(files))]
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	at := rng.IntN(len(lines))
	what := "a line that is written twice in "
	switch rng.IntN(5) {
	case 0:
		what, lines = "a line that is gone from ", slices.Delete(lines, at, at+1)
	case 1:
		what, lines[at] = "other letters in ", strings.Map(func(r rune) rune {
			if r == 'e' {
				return 'a'
			}
			return r
		}, lines[at])
	case 2:
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		return "the end of " + name
	default:
		lines = slices.Insert(lines, at, lines[at])
	}
	if err := os.WriteFile(name, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	return what + name
}

// TestWhatAResultHangsOn changes one thing beside the code that a finding is about: it is seen.
func TestWhatAResultHangsOn(t *testing.T) {
	files := map[string]string{
		"connaudit.yaml":     "version: 1\nrepos: [.]\nparams: {request-id: {header: x-request-id}}\n",
		"package.json":       `{"name": "app"}`,
		"tsconfig.json":      `{"compilerOptions": {"baseUrl": ".", "paths": {"@c": ["src/names.ts"]}}}`,
		"src/names.ts":       "export const HEADER = 'x-request-id';\n",
		"src/others.ts":      "export const HEADER = 'x-other';\n",
		"src/call.ts":        "import { HEADER } from '@c';\nexport const f = (id: string) => fetch('https://api.app.internal/a', { headers: { [HEADER]: id } });\nconst k = process.env.SECRET_KEY;\n",
		".env.example":       "SECRET_KEY=\n",
		"docs/unimportant.x": "nothing",
	}
	for name, to := range map[string]string{
		"src/names.ts":   "export const HEADER = 'x-another-id';\n",
		"tsconfig.json":  `{"compilerOptions": {"baseUrl": ".", "paths": {"@c": ["src/others.ts"]}}}`,
		".env.example":   "OTHER_KEY=\n",
		"connaudit.yaml": "version: 1\nrepos: [.]\nparams: {request-id: {header: x-correlation-id}}\n",
		"package.json":   `{"name": "other"}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write := func(name, text string) {
				t.Helper()
				p := filepath.Join(dir, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o750), os.WriteFile(p, []byte(text), 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			for name, text := range files {
				write(name, text)
			}
			o := cachedIn(t, dir, t.TempDir())
			before := resultText(t, o)
			if !sameAsCold(t, o, "nothing") {
				t.Error("the second run parsed files")
			}
			write(name, to)
			after := resultText(t, o)
			if sameAsCold(t, o, name); name != "package.json" && slices.Equal(before, after) {
				t.Errorf("the change of %s shows nowhere: this test proves nothing", name)
			}
			write(name, files[name])
			if sameAsCold(t, o, name); !slices.Equal(resultText(t, o), before) {
				t.Error("after the change was taken back the result is another one")
			}
		})
	}
}

// TestNotRecalled asks for what only a run itself can tell.
func TestNotRecalled(t *testing.T) {
	for name, ask := range map[string]func(*Options){
		"steps": func(o *Options) { o.Trace = TraceAll }, "skipped files": func(o *Options) { o.Skipped = true }, "costs": func(o *Options) { o.Timing = true },
	} {
		o := cachedIn(t, filepath.Join(workspaceRoot, "ids"), t.TempDir())
		ask(&o)
		for range 2 {
			r, err := Check(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			if r.Stats.FilesParsed == 0 {
				t.Errorf("%s are taken from the cache", name)
			}
		}
	}
}

// TestNamesThatAreNoText keeps no result that names a file whose name is no UTF-8: JSON would change it.
func TestNamesThatAreNoText(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the file system may refuse the name")
	}
	for name, kept := range map[string]bool{"caf\xe9.ts": false, "caf\u00e9.ts": true, "caf\ufffd.ts": true} {
		dir := t.TempDir()
		for file, text := range map[string]string{name: "const k = process.env.SECRET_KEY;\n", ".env.example": "OTHER=\n"} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		o := cachedIn(t, dir, t.TempDir())
		for range 2 {
			if warm := sameAsCold(t, o, "nothing"); warm != kept {
				t.Errorf("%q: taken from the cache: %v, want %v", name, warm, kept)
			}
			r, err := Check(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Path == name }) {
				t.Errorf("%q is not the name of a finding", name)
			}
		}
	}
}

// TestBaselineOfTheRun changes the baseline while a run is at work: what that run says is kept under no other baseline.
func TestBaselineOfTheRun(t *testing.T) {
	dir := copied(t, "ids")
	o := cachedIn(t, dir, t.TempDir())
	file := filepath.Join(dir, "accepted.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	first := `{"connaudit": "baseline", "version": 1, "findings": []}`
	write(first)
	o.Baseline = file
	o.Progress = func(phase string, _, _ int) {
		if phase == "rules" {
			write(first + "\n")
		}
	}
	if _, err := Check(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	write(first)
	o.Progress = nil
	r, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Stats.FilesParsed == 0 {
		t.Error("a result is kept under a baseline that it was not marked by")
	}
}

// TestResultIsKeptWhole writes a result in which every field is set, and reads it.
func TestResultIsKeptWhole(t *testing.T) {
	want := &diag.Result{}
	fill(reflect.ValueOf(want).Elem())
	for i := range want.Findings {
		want.Findings[i].Trace, want.Findings[i].Metadata = nil, nil // functions are not kept; numbers of metadata stay as written
	}
	data, err := encodeResult(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeResult(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// fill sets all fields below v to something.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		if v.Type().Elem().Kind() == reflect.String {
			v.SetMapIndex(reflect.ValueOf("$X"), reflect.ValueOf("code <&>\xc3\xa4"))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.String:
		v.SetString("text <&> \x1b")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1.5)
	default:
		if v.CanInt() {
			v.SetInt(3)
		} else if v.CanUint() {
			v.SetUint(1)
		}
	}
}
