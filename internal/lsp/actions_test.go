package lsp

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

const clock = "learning_ai_clock/web/src/lib/platform-sync.ts"

// offered asks for the actions at a line, from 0.
func (c *client) offered(uri protocol.URI, line int, only ...string) []protocol.CodeAction {
	c.t.Helper()
	var out []protocol.CodeAction
	at := map[string]any{"line": line, "character": 22}
	context := map[string]any{"diagnostics": []any{}}
	if len(only) > 0 {
		context["only"] = only
	}
	c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": uri},
		"range": map[string]any{"start": at, "end": at}, "context": context}, &out)
	return out
}

func titled(t *testing.T, all []protocol.CodeAction, part string) protocol.CodeAction {
	t.Helper()
	i := slices.IndexFunc(all, func(a protocol.CodeAction) bool { return strings.Contains(a.Title, part) })
	if i < 0 {
		t.Fatalf("no action %q in %+v", part, all)
	}
	return all[i]
}

// resolve asks for the edit of an action and makes it.
func (c *client) resolve(a protocol.CodeAction) protocol.CodeAction {
	c.t.Helper()
	if a.Edit != nil {
		c.t.Errorf("%s has its edit before it is asked for", a.Title)
	}
	var out protocol.CodeAction
	c.call("codeAction/resolve", a, &out)
	if out.Edit == nil {
		c.t.Fatalf("%s has no edit", a.Title)
	}
	c.mu.Lock()
	c.take(*out.Edit)
	c.mu.Unlock()
	return out
}

func TestFixOfAFinding(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, clock))
	a := titled(t, c.offered(uri, 4), "Add NEXT_PUBLIC_PRODUCT_ID to")
	if !a.IsPreferred || a.Kind != protocol.QuickFix || len(a.Diagnostics) != 1 || a.Diagnostics[0].Code != "env-example" {
		t.Errorf("the action is %+v", a)
	}
	done := c.resolve(a)
	if v := done.Edit.DocumentChanges[0].TextDocument.Version; v != nil {
		t.Errorf("a file that is not open has the version %d", *v)
	}
	example, err := os.ReadFile(filepath.Join(dir, "learning_ai_clock/web/.env.example"))
	if err != nil || !strings.Contains(string(example), "NEXT_PUBLIC_PRODUCT_ID=\n") {
		t.Errorf("the example file holds %q, %v", example, err)
	}
	c.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": protocol.URIOf(filepath.Join(dir, "learning_ai_clock/web/.env.example")), "type": 2}}})
	if got := codes(c.pull(uri)); got != "5:product-id-default" {
		t.Errorf("after the fix: %s", got)
	}
	var gone protocol.CodeAction
	if err := c.try("codeAction/resolve", a, &gone); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("the action of a finding that is gone: %v", err)
	}
}

func TestIgnoreWithAReason(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, billing))
	a := c.resolve(titled(t, c.offered(uri, 26), "Ignore request-id"))
	if v := a.Edit.DocumentChanges[0].TextDocument.Version; v == nil || *v != 1 {
		t.Errorf("the edit is of version %v", v)
	}
	lines := strings.Split(c.texts[uri], "\n")
	if lines[25] != "// connaudit:ignore request-id -- why it is accepted" {
		t.Errorf("line 26 is %q", lines[25])
	}
	c.change(uri, 2, c.texts[uri])
	if got := codes(c.pull(uri)); got != "27:product-id" {
		t.Errorf("after it: %s", got)
	}
	c.call("workspace/executeCommand", map[string]any{"command": a.Command.Command, "arguments": a.Command.Arguments}, nil)
	if len(c.shown) != 1 || c.shown[0].URI != uri {
		t.Fatalf("shown is %+v", c.shown)
	}
	s := c.shown[0].Selection
	if got := lines[s.Start.Line][s.Start.Character:s.End.Character]; got != reason {
		t.Errorf("the cursor is on %q", got)
	}
}

func TestAllFixesOfARule(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	file := filepath.Join(dir, clock)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	uri := c.openText(file, string(text)+"export const a = process.env.NEW_ONE;\nexport const b = process.env.NEW_TWO;\n")
	line := strings.Count(string(text), "\n")
	a := titled(t, c.offered(uri, line), "Fix all 3 findings of env-example")
	c.resolve(a)
	example, err := os.ReadFile(filepath.Join(dir, "learning_ai_clock/web/.env.example"))
	for _, name := range []string{"NEW_ONE", "NEW_TWO", "NEXT_PUBLIC_PRODUCT_ID"} {
		if !strings.Contains(string(example), name+"=\n") {
			t.Errorf("%s is missing: %q, %v", name, example, err)
		}
	}
}

func TestFixAll(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, clock))
	all := c.offered(uri, 0, "source.fixAll")
	if len(all) != 1 || all[0].Kind != protocol.SourceFixAll {
		t.Fatalf("got %+v", all)
	}
	c.resolve(all[0])
	example, err := os.ReadFile(filepath.Join(dir, "learning_ai_clock/web/.env.example"))
	if err != nil || !strings.Contains(string(example), "NEXT_PUBLIC_PRODUCT_ID=\n") {
		t.Errorf("the example file holds %q, %v", example, err)
	}
	if got := c.offered(uri, 0, "refactor"); len(got) != 0 {
		t.Errorf("of another kind: %+v", got)
	}
}

// TestActionsAtOnce is a client that knows nothing of asking for edits later.
func TestActionsAtOnce(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pushes(), dir)
	uri := c.open(filepath.Join(dir, clock))
	all := c.offered(uri, 4)
	a := titled(t, all, "Add NEXT_PUBLIC_PRODUCT_ID to")
	if a.Edit == nil || len(a.Edit.Changes) != 1 || a.Data != nil {
		t.Errorf("the fix is %+v", a)
	}
	b := titled(t, all, "safe fixes")
	if b.Command == nil {
		t.Fatalf("all fixes are %+v", b)
	}
	c.call("workspace/executeCommand", map[string]any{"command": b.Command.Command, "arguments": b.Command.Arguments}, nil)
	example, err := os.ReadFile(filepath.Join(dir, "learning_ai_clock/web/.env.example"))
	if err != nil || !strings.Contains(string(example), "NEXT_PUBLIC_PRODUCT_ID=\n") {
		t.Errorf("the example file holds %q, %v", example, err)
	}
}

func TestNoEditThroughLinks(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	example := filepath.Join(dir, "learning_ai_clock/web/.env.example")
	elsewhere := filepath.Join(t.TempDir(), "env")
	if err := os.Rename(example, elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, example); err != nil {
		t.Skip(err)
	}
	c := start(t, pushes(), dir)
	uri := c.open(filepath.Join(dir, clock))
	for _, a := range c.offered(uri, 4) {
		if a.Edit != nil && strings.HasPrefix(a.Title, "Add") {
			t.Errorf("an edit leads through a link: %+v", a)
		}
	}
}
