package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// export is a file of facts of a repository that declares one container.
const export = `{"version": 1, "facts": [{"kind": "cosmos-container", "role": "declared", "key": "orders", "value": ["/userId"], "repo": "plat",
  "path": "src/db.ts", "start": {"line": 7, "column": 9, "offset": 220}, "end": {"line": 7, "column": 90, "offset": 301}}]}
`

// TestExportsOnDisk changes the file by which a repository is known, in a folder that is left out otherwise; breaks it, removes it, and edits it in
// the editor. The server says what check says.
func TestExportsOnDisk(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"web", "vendor"} {
		if err := mkdir(filepath.Join(dir, sub)); err != nil {
			t.Fatal(err)
		}
	}
	file, config := filepath.Join(dir, "vendor", "platform.facts"), filepath.Join(dir, "connaudit.yaml")
	write(t, file, export)
	write(t, config, "version: 1\nrepos: [web, {name: platform, facts: vendor/platform.facts}]\nrules: [builtin/cosmos]\n")
	write(t, filepath.Join(dir, "web/order.ts"), "import { CosmosClient } from '@azure/cosmos';\nconst db = new CosmosClient(process.env.URL!).database('main');\n"+
		"export const order = (id: string) => db.container('orders').item(id, id).read();\n")
	c := start(t, inBytes(), dir)
	uri := c.open(filepath.Join(dir, "web/order.ts"))
	expect := func(when, want string) {
		t.Helper()
		if got := codes(c.pull(uri)); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
		same(t, when, served(c, dir), audited(t, engine.Options{Dir: dir}))
	}
	tell := func(kind int) {
		c.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": protocol.URIOf(file), "type": kind}}})
	}
	const broken = "3:partition-key-use"
	expect("at first", broken)
	write(t, file, strings.Replace(export, "/userId", "/id", 1))
	tell(protocol.FileChanged)
	expect("with another key", "")
	write(t, file, export)
	tell(protocol.FileChanged)
	expect("as at first", broken)

	write(t, file, export[:90])
	tell(protocol.FileChanged)
	c.pull(uri)
	if got := c.pull(protocol.URIOf(file)); len(got) != 1 || !strings.Contains(got[0].Message, "the file ends in the middle; write it again with `connaudit facts export`") {
		t.Errorf("of a file that ends early: %v", got)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	tell(3) // it is gone
	c.pull(uri)
	if got := c.pull(protocol.URIOf(config)); len(got) != 1 || !strings.Contains(got[0].Message, `no facts file "vendor/platform.facts"`) {
		t.Errorf("without the file: %v", got)
	}
	write(t, file, export)
	tell(1) // it is new
	expect("with the file again", broken)

	edited := c.open(file)
	c.change(edited, 2, strings.Replace(export, "/userId", "/id", 1))
	if got := codes(c.pull(uri)); got != "" {
		t.Errorf("with another key in the editor: %q", got)
	}
}

// blaming finds the cause of what is wrong here at a place that an export names.
const blaming = `facts:
  - {kind: maker, role: made, languages: [typescript], pattern: "make($NAME)", key: $NAME, value: place(match)}
  - {kind: use, languages: [typescript], pattern: "use($NAME)", key: $NAME}
checks:
  - id: used
    category: own
    severity: error
    priority: P1
    each: {kind: use}
    against: {makers: {kind: maker, where: other.key == key}}
    require: makers.size() == 0
    message: it is made over there
    cause: {at: "makers[0].value", priority: P1, message: "{sites.size()} are made here"}
    why: It is asked for.
    bad: "use('a'); make('a');"
    good: "use('a');"
`

// TestExportsInTheEditor asks about what an export and the workspace both tell of: exported places count, and none is opened.
func TestExportsInTheEditor(t *testing.T) {
	dir := t.TempDir()
	fact := func(line int, kind, key, value string) string {
		return fmt.Sprintf(`{"kind": %q, "role": "declared", "key": %q, "value": %s, "repo": "platform", "path": "src/<b>](x).ts",
  "start": {"line": %d, "column": 9, "offset": %d}, "end": {"line": %d, "column": 20, "offset": %d}}`, kind, key, value, line, line*30, line, line*30+11)
	}
	place := `{"$place": {"repo": "platform", "path": "src/made.ts", "line": 3, "start": 33, "end": 44}}`
	write(t, filepath.Join(dir, "platform.facts"), `{"version": 1, "facts": [`+strings.Join([]string{fact(3, "cosmos-container", "orders", `["/a"]`),
		fact(7, "cosmos-container", "orders", `["/b"]`), fact(9, "maker", "m", place)}, ",\n")+`]}`)
	write(t, filepath.Join(dir, "own.yaml"), blaming)
	write(t, filepath.Join(dir, "connaudit.yaml"), "version: 1\nrepos: [web, {name: platform, facts: platform.facts}]\nrules: [builtin/cosmos, own.yaml]\n")
	if err := mkdir(filepath.Join(dir, "web")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "web/order.ts"), "import { CosmosClient } from '@azure/cosmos';\nconst db = new CosmosClient(process.env.URL!).database('main');\n"+
		"export const made = db.containers.createIfNotExists({ id: 'orders', partitionKey: { paths: ['/c'] } });\nuse('m');\n")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, "web/order.ts"))
	hover := c.hover(uri, 3, "orders")
	if !strings.Contains(hover, "platform") || !strings.Contains(hover, "`/b`") || strings.Contains(hover, "<b>") || strings.Contains(hover, "(<file://platform") {
		t.Errorf("hover says %s", hover)
	}
	var to []protocol.Location
	ask := c.on(uri, 3, "orders")
	ask["context"] = map[string]any{"includeDeclaration": true}
	c.call("textDocument/references", ask, &to)
	if got := places(dir, to); got != "web/order.ts:3" {
		t.Errorf("references are %s", got)
	}
	var lenses []protocol.CodeLens
	c.call("textDocument/codeLens", map[string]any{"textDocument": map[string]any{"uri": uri}}, &lenses)
	var titles []string
	for _, l := range lenses {
		titles = append(titles, l.Command.Title)
	}
	if got := strings.Join(titles, "\n"); got != "declared in 3 places: /a, /b, /c\n1 finding: 1 break used" {
		t.Errorf("lenses are %s", got)
	}
	same(t, "at last", served(c, dir), audited(t, engine.Options{Dir: dir}))
}
