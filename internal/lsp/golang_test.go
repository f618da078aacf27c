package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/gocheck"
	"github.com/bytelyst/connaudit/internal/gocheck/gochecktest"
)

// TestGo has Go with its types: findings are those of check, what is typed starts no process, and saving brings what types tell.
func TestGo(t *testing.T) {
	runs := gochecktest.CountGo(t)
	dir := t.TempDir()
	for name, text := range map[string]string{
		"connaudit.yaml":   "version: 1\nrepos: [svc]\n",
		"svc/go.mod":       "module example.com/svc\n\ngo 1.21\n",
		"svc/main.go":      "package main\n\nimport \"os\"\n\nconst name = \"FIRST\"\n\nfunc main() { println(os.Getenv(name)) }\n",
		"svc/.env.example": "OTHER=1\n",
		"svc/a.ts":         "export const a = process.env.FROM_SCRIPT;\n",
	} {
		if err := mkdir(filepath.Dir(filepath.Join(dir, name))); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), text)
	}
	typed := func() Typed { return gocheck.New(analyzers.All(), gocheck.Options{}).Hold() }
	c := startWith(t, Options{Typed: typed}, pulls(), dir)
	goFile, script := filepath.Join(dir, "svc/main.go"), filepath.Join(dir, "svc/a.ts")
	uri, other := c.open(goFile), c.open(script)
	want := findings(t, dir, typed())
	if got := codes(c.pull(uri)) + codes(c.pull(other)); got != want || !strings.Contains(got, "7:env-example") {
		t.Fatalf("got %s, check says %s", got, want)
	}
	begun := runs()
	c.change(other, 2, "\n"+c.texts[other])
	c.pull(other)
	c.change(uri, 2, "// typed\n"+c.texts[uri])
	if got := codes(c.pull(uri)); !strings.Contains(got, "8:env-example") {
		t.Errorf("what is not saved is read as text: %s", got)
	}
	if runs() != begun {
		t.Error("a process is started for what is typed")
	}
	write(t, goFile, c.texts[uri])
	write(t, script, c.texts[other])
	c.tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": uri}})
	got := codes(c.pull(uri)) + codes(c.pull(other))
	if want := findings(t, dir, typed()); got != want {
		t.Errorf("after saving: %s, check says %s", got, want)
	}
	if runs() == begun {
		t.Error("types are not looked at after saving")
	}
}

// findings are those of an audit, as codes gives them, of the two files.
func findings(t *testing.T, dir string, typed engine.Typed) string {
	t.Helper()
	r, err := engine.Check(context.Background(), engine.Options{Dir: dir, Typed: typed})
	if err != nil {
		t.Fatal(err)
	}
	byFile := map[string][]string{}
	for _, f := range r.Findings {
		byFile[f.Path] = append(byFile[f.Path], fmt.Sprintf("%d:%s", f.Start.Line, f.RuleID))
	}
	return strings.Join(byFile["main.go"], " ") + strings.Join(byFile["a.ts"], " ")
}
