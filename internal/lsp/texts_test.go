package lsp

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// TestTextsThatAreNoCode types in files that are no code: the workspace is not opened anew for it, and what they state and say is followed.
func TestTextsThatAreNoCode(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	write(t, filepath.Join(dir, "learning_ai_clock/README.md"), "# Clock\n")
	o := engine.Options{Dir: dir, Outside: true, OnRequest: true}
	a := newAuditor(o, nil).(*liveAuditor)
	audit := func(overlay map[string][]byte) []string {
		t.Helper()
		got, err := a.Audit(t.Context(), overlay, nil)
		if err != nil {
			t.Fatal(err)
		}
		return newFindings(got.Result)
	}
	open := map[string][]byte{}
	for _, name := range []string{"learning_ai_clock/README.md", "learning_ai_clock/web/.env.example", "learning_ai_clock/web/package.json"} {
		open[filepath.Join(dir, name)] = []byte("")
	}
	first := audit(open)
	held := a.live
	for name, text := range map[string]string{"README.md": "# Clock\n\ntyped", "web/.env.example": "NEXT_PUBLIC_PRODUCT_ID=\n", "web/package.json": "{\"name\": \"other\"}"} {
		open[filepath.Join(dir, "learning_ai_clock", name)] = []byte(text)
	}
	got := audit(open)
	if a.live != held {
		t.Error("the workspace is opened anew")
	}
	if len(got) >= len(first) {
		t.Errorf("with the variable in the example file there are %d findings, without it %d", len(got), len(first))
	}
	fresh := o
	fresh.Overlay = open
	same(t, "after typing", got, audited(t, fresh))
}

// TestOpenConfigurationSaved saves a file that says how code is read, which is open: its text counts from then on.
func TestOpenConfigurationSaved(t *testing.T) {
	dir := t.TempDir()
	if err := mkdir(filepath.Join(dir, "src")); err != nil {
		t.Fatal(err)
	}
	paths := `{"compilerOptions": {"baseUrl": ".", "paths": {"@c": ["src/names.ts"]}}}`
	for name, text := range map[string]string{
		"connaudit.yaml": "version: 1\nrepos: [.]\nrules: [builtin/http, builtin/tracing]\nparams: {request-id: {header: x-request-id}}\n",
		"package.json":   `{"name": "app"}`, "tsconfig.json": paths,
		"src/names.ts":  "export const HEADER = 'x-request-id';\n",
		"src/others.ts": "export const HEADER = 'x-other';\n",
		"src/call.ts":   "import { HEADER } from '@c';\nexport const f = () => fetch('https://api.app.internal/a', { headers: { [HEADER]: '1' } });\n",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, "src/call.ts"))
	if got := codes(c.pull(uri)); got != "" {
		t.Fatalf("at first: %s", got)
	}
	file := filepath.Join(dir, "tsconfig.json")
	open := c.open(file)
	for i, step := range []struct {
		text, want string
		tell       func()
	}{
		{strings.Replace(paths, "names", "others", 1), "2:request-id", func() {
			c.tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": open}})
		}},
		{paths, "", func() { // by a client that does not tell of saving
			c.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": open, "type": protocol.FileChanged}}})
		}},
	} {
		before := codes(c.pull(uri))
		c.change(open, i+2, step.text)
		if got := codes(c.pull(uri)); got != before {
			t.Errorf("before it is saved: %s, want %s as check says", got, before)
		}
		write(t, file, step.text)
		step.tell()
		if got := codes(c.pull(uri)); got != step.want {
			t.Errorf("after saving: %s, want %s", got, step.want)
		}
	}
}
