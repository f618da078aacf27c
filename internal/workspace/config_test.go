package workspace

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/files"
)

// TestConfigErrors reads the broken configurations in testdata/config.txtar: each file's expected messages stand in its
// comments "# want: line:column: message".
func TestConfigErrors(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/config.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "api"), 0o700); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, ConfigName)
			if err := os.WriteFile(file, f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Open(Options{Dir: dir, Home: dir})
			var got []string
			for _, e := range List(err) {
				got = append(got, strings.TrimPrefix(e.Error(), ConfigName+":"))
			}
			if *update {
				archive.Files[i].Data = withWants(f.Data, got)
				return
			}
			var want []string
			for line := range strings.Lines(string(f.Data)) {
				if w, ok := strings.CutPrefix(line, "# want: "); ok {
					want = append(want, strings.TrimSuffix(w, "\n"))
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
				t.Errorf("got:\n%s\nwant:\n%s", g, w)
			}
		})
	}
	if *update {
		if err := os.WriteFile("testdata/config.txtar", txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func withWants(text []byte, wants []string) []byte {
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "# want: ") {
			b.WriteString(line)
		}
	}
	for _, w := range wants {
		b.WriteString("# want: " + w + "\n")
	}
	return []byte(b.String())
}

const wholeConfig = `version: 1
repos:
  - api
  - {path: ., name: root}
rules: [builtin, builtin/tracing, ./rules]
disable: [b, a, b]
enable: [c]
severity: {z-rule: info, a-rule: error}
params:
  request-id:
    methods: &m [GET, POST]
    header: x-correlation-id
  other: {methods: *m}
exclude: ["./a/**/", "/b"]
include: ["dist/[a-c]/*.ts"]
tests: yes
ignore:
  - {rule: request-id, path: "a/**", reason: "behind a proxy", until: 2026-12-31}
`

func TestConfig(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"api", "rules"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	text := strings.Replace(wholeConfig, "tests: yes", "tests: true", 1)
	if err := os.WriteFile(filepath.Join(dir, ConfigName), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := Open(Options{Dir: dir, Home: dir})
	if err != nil {
		t.Fatal(err)
	}
	c := w.Config
	if len(c.Rules) != 3 || c.Rules[1].Path != "" || c.Rules[2].Path != filepath.Join(dir, "rules") {
		t.Errorf("rules = %+v", c.Rules)
	}
	if len(c.Disable) != 2 || c.Disable[0].ID != "b" || c.Disable[0].Pos.Line != 6 || c.Disable[0].Pos.Column != 11 {
		t.Errorf("disable = %+v", c.Disable)
	}
	if len(c.Severity) != 2 || c.Severity[0].ID != "a-rule" || c.Severity[0].Value != "error" {
		t.Errorf("severity = %+v", c.Severity)
	}
	if len(c.Params) != 2 || c.Params[1].ID != "request-id" || c.Params[1].Values[0].Name != "header" || c.Params[1].Values[0].Node.Value != "x-correlation-id" {
		t.Errorf("params = %+v", c.Params)
	}
	if e := c.Excludes(); len(e) != 2 || e[0].Pattern != "a/**" || e[1].Pattern != "b" {
		t.Errorf("exclude = %+v", e)
	}
	if len(c.Ignore) != 1 || c.Ignore[0].Until != "2026-12-31" || c.Ignore[0].Base != dir || !c.Tests {
		t.Errorf("ignore = %+v, tests = %v", c.Ignore, c.Tests)
	}
}

func TestExtendsMerges(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("far.yaml", "rules: [builtin]\ndisable: [a, b]\nseverity: {a: info, c: info}\nparams: {p: {x: 1, y: 1}}\ntests: true\n")
	write("sub/"+ConfigName, "extends: ../far.yaml\nrules: [builtin]\nenable: [a]\nseverity: {c: error}\nparams: {p: {y: 2}, q: {z: 3}}\n")
	w, err := Open(Options{Dir: filepath.Join(dir, "sub"), Home: dir})
	if err != nil {
		t.Fatal(err)
	}
	c := w.Config
	if len(c.Files) != 2 || filepath.Base(c.Files[0]) != "far.yaml" || len(c.Rules) != 1 || !c.Tests {
		t.Errorf("files %v, rules %v, tests %v", c.Files, c.Rules, c.Tests)
	}
	if len(c.Disable) != 1 || c.Disable[0].ID != "b" || len(c.Enable) != 1 {
		t.Errorf("disable %v, enable %v", c.Disable, c.Enable)
	}
	if len(c.Severity) != 2 || c.Severity[1].Value != "error" || filepath.Base(c.Severity[0].Pos.File) != "far.yaml" {
		t.Errorf("severity %v", c.Severity)
	}
	if len(c.Params) != 2 || len(c.Params[0].Values) != 2 || c.Params[0].Values[0].Node.Value != "1" || c.Params[0].Values[1].Node.Value != "2" {
		t.Errorf("params %+v", c.Params)
	}
}

// FuzzConfig reads anything as a configuration: a result or errors that each have a position inside the text.
func FuzzConfig(f *testing.F) {
	f.Add([]byte(wholeConfig))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("params: {r: {x: &x {y: *x}}}\n"))
	f.Add([]byte("? [a]\n: b\n<<: {version: 1}\n"))
	f.Add([]byte("\xef\xbb\xbfversion: 2\n---\n"))
	if archive, err := txtar.ParseFile("testdata/config.txtar"); err == nil {
		for _, file := range archive.Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := readConfig(files.Disk, "/nowhere/"+ConfigName, text)
		lines := strings.Split(string(text), "\n")
		for _, e := range List(err) {
			// The library counts U+0085, U+2028 and a lone CR as ends of lines, and the end of the text as one more.
			if e.Line < 1 || e.Line > len(lines)+strings.Count(string(text), "\r")+strings.Count(string(text), "\u0085")+
				strings.Count(string(text), "\u2028")+strings.Count(string(text), "\u2029")+1 || e.Column < 1 {
				t.Errorf("position %d:%d outside %d lines: %s", e.Line, e.Column, len(lines), e)
			}
		}
	})
}

func TestNearest(t *testing.T) {
	for given, want := range map[string]string{"repo": "repos", "Disable": "disable", "exclud": "exclude", "colour": "", "x": ""} {
		if got := nearest(given, []string{"repos", "rules", "disable", "exclude"}); got != want {
			t.Errorf("nearest(%q) = %q, want %q", given, got, want)
		}
	}
}
