package modules

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// Files named by themselves, outside any repository, resolve each other and nothing else.
func TestFilesAlone(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"x/a.ts", "x/b.ts", "x/hidden.ts", "y/c.ts", "x/m.py", "x/n.py", "tsconfig.json"} {
		write(t, filepath.Join(dir, name), nil)
	}
	outside := filepath.ToSlash(filepath.Join(dir, "y", "c.ts"))
	w, err := workspace.Open(workspace.Options{Dir: filepath.Join(dir, "x"), Home: dir, NoConfig: true, Only: true,
		Paths: []string{"a.ts", "b.ts", "../y/c.ts", outside, "m.py", "n.py"}})
	if err != nil {
		t.Fatal(err)
	}
	r := New(w)
	files := map[string]*workspace.File{}
	for _, f := range w.Files() {
		files[f.Path] = f
	}
	for _, c := range []struct{ from, spec, want string }{
		{"a.ts", "./b", "b.ts"},
		{"a.ts", "../y/c.js", "../y/c.ts"},
		{"a.ts", "./hidden", ""},
		{"m.py", "n", "n.py"},
		{"m.py", ".n", "n.py"},
	} {
		ask := r.TypeScript
		if strings.HasSuffix(c.from, ".py") {
			ask = r.Python
		}
		got := ""
		if answer := ask(files[c.from], c.spec); answer.File != nil {
			got = answer.File.Path
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.from, c.spec, got, c.want)
		}
	}
}

// Many askers at once get what one gets.
func TestConcurrent(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/tsconfig.txtar")
	if err != nil {
		t.Fatal(err)
	}
	w, want := open(t, archive)
	one, many := New(w), New(w)
	var wg sync.WaitGroup
	for line := range strings.Lines(want) {
		question, _, ok := strings.Cut(line, " = ")
		if !ok {
			continue
		}
		from, spec, _ := strings.Cut(question, " ")
		expected := ask(t, one, w, from, spec)
		for range 4 {
			wg.Go(func() {
				if got := many.TypeScript(w.FileAt(filepath.Join(w.Root, from)), spec); got != expected {
					t.Errorf("%s %s: %v, want %v", from, spec, got, expected)
				}
			})
		}
	}
	wg.Wait()
	if a, b := fmt.Sprint(one.Problems()), fmt.Sprint(many.Problems()); a != b {
		t.Errorf("problems %s, want %s", b, a)
	}
}

// A configuration may be written in any encoding that source may be, and has bounds.
func TestConfigText(t *testing.T) {
	config := `{"compilerOptions": {"paths": {"@/*": ["./*"]}}}`
	wide := "\xff\xfe"
	for _, unit := range utf16.Encode([]rune(config)) {
		wide += string([]byte{byte(unit), byte(unit >> 8)})
	}
	for _, c := range []struct{ name, text, problem string }{
		{"plain", config, ""},
		{"mark", "\xef\xbb\xbf" + config, ""},
		{"utf-16", wide, ""},
		{"crlf", strings.ReplaceAll(config, " ", "\r\n"), ""},
		{"deep", strings.Repeat("[", maxConfigBrackets+1), "more than 10000 brackets"},
		{"nested", strings.Repeat("[", maxConfigBrackets) + strings.Repeat("]", maxConfigBrackets), "not an object"},
		{"large", config + strings.Repeat(" ", maxConfigBytes), "larger than 1 MiB"},
		{"binary", "{\x00}", "NUL"},
		{"empty", "", ""},
		{"null", "null", "not an object"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := open(t, &txtar.Archive{Files: []txtar.File{{Name: "a/tsconfig.json", Data: []byte(c.text)}, {Name: "a/x.ts"}, {Name: "a/y.ts"}}})
			r := New(w)
			answer := ask(t, r, w, "a/x.ts", "@/y")
			problems := r.Problems()
			if mapped := answer.File != nil; mapped != (c.problem == "" && c.name != "empty") {
				t.Errorf("%+v", answer)
			}
			if len(problems) > 1 || (len(problems) == 1) != (c.problem != "") {
				t.Fatalf("problems: %v", problems)
			}
			if c.problem != "" && !strings.Contains(problems[0].Message, c.problem) {
				t.Errorf("problem %q, want %q", problems[0].Message, c.problem)
			}
		})
	}
}

func TestGeneratedConfigs(t *testing.T) {
	if len(generatedConfigs()) == 0 {
		t.Fatal("the table cannot be read")
	}
	for name, paths := range generatedConfigs() {
		if generatedPaths("./"+name) == nil {
			t.Errorf("%s is not found by its path", name)
		}
		for alias := range paths.(map[string]any) {
			if object(paths.(map[string]any)).texts(alias) == nil {
				t.Errorf("%s: %s has no targets", name, alias)
			}
		}
	}
}

func BenchmarkTypeScript(b *testing.B) {
	root, err := filepath.Abs("../../testdata/workspaces/bytelyst/before")
	if err != nil {
		b.Fatal(err)
	}
	w, err := workspace.Open(workspace.Options{Dir: root, Home: root})
	if err != nil {
		b.Fatal(err)
	}
	from := w.FileAt(filepath.Join(root, "learning_voice_ai_agent/user-dashboard-web/src/lib/platform-client.ts"))
	r := New(w)
	for b.Loop() {
		r.answers.Clear()
		r.TypeScript(from, "@bytelyst/api-client")
	}
}
