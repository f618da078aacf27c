package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

func codes(items []protocol.Diagnostic) string {
	var out []string
	for _, d := range items {
		out = append(out, fmt.Sprintf("%d:%s", d.Range.Start.Line+1, d.Code))
	}
	return strings.Join(out, " ")
}

const billing = "learning_ai_common_plat/dashboards/admin-web/src/lib/billing-client.ts"

func TestPush(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pushes(), dir)
	uri := c.open(filepath.Join(dir, billing))
	c.wait("diagnostics of the open file", func() bool { return len(c.published[uri].Diagnostics) > 0 && c.published[uri].Version != nil })
	c.mu.Lock()
	p := c.published[uri]
	c.mu.Unlock()
	if *p.Version != 1 || codes(p.Diagnostics) != "26:product-id 26:request-id" {
		t.Errorf("version %d: %s", *p.Version, codes(p.Diagnostics))
	}
	related := p.Diagnostics[0].RelatedInformation
	if len(related) == 0 || related[0].Location.URI != protocol.URIOf(filepath.Join(dir, "learning_ai_clock/web/src/lib/platform-sync.ts")) {
		t.Errorf("related places are %+v", related)
	}
	text := strings.Replace(c.texts[uri], "createApiClient(", "createOtherThing(", 1)
	c.change(uri, 2, text)
	c.wait("the finding goes", func() bool {
		v := c.published[uri].Version
		return v != nil && *v == 2 && len(c.published[uri].Diagnostics) == 0
	})
	c.tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	c.wait("the file on disk counts again", func() bool { return len(c.published[uri].Diagnostics) == 2 && c.published[uri].Version == nil })
	for _, m := range c.calls {
		if strings.Contains(m, "refresh") {
			t.Error("a client to which diagnostics are published is asked to pull")
		}
	}
}

func TestPull(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, billing))
	var r protocol.DiagnosticReport
	ask := map[string]any{"textDocument": map[string]any{"uri": uri}}
	c.call("textDocument/diagnostic", ask, &r)
	if r.Kind != protocol.Full || codes(*r.Items) != "26:product-id 26:request-id" {
		t.Fatalf("got %+v", r)
	}
	ask["previousResultId"] = r.ResultID
	var again protocol.DiagnosticReport
	c.call("textDocument/diagnostic", ask, &again)
	if again.Kind != protocol.Unchanged || again.Items != nil || again.ResultID != r.ResultID {
		t.Errorf("the second time: %+v", again)
	}
	var all protocol.WorkspaceDiagnosticReport
	c.call("workspace/diagnostic", map[string]any{"previousResultIds": []any{
		map[string]any{"uri": uri, "value": r.ResultID}, map[string]any{"uri": "file:///gone.ts", "value": "x"}}}, &all)
	kinds := map[protocol.URI]string{}
	for _, d := range all.Items {
		kinds[d.URI] = d.Kind
		if d.URI == "file:///gone.ts" && (d.Items == nil || len(*d.Items) != 0) {
			t.Errorf("of a file without findings: %+v", d)
		}
	}
	if len(kinds) < 10 || kinds[uri] != protocol.Unchanged || kinds["file:///gone.ts"] != protocol.Full {
		t.Errorf("the workspace: %v", kinds)
	}
	// A change of the shared package changes what is found elsewhere: the client is asked to pull again.
	shared := c.open(filepath.Join(dir, "learning_ai_common_plat/packages/api-client/src/client.ts"))
	c.change(shared, 2, strings.Replace(c.texts[shared], "Authorization", "x-request-id", 1))
	c.wait("refresh", func() bool { return strings.Contains(strings.Join(c.calls, " "), "workspace/diagnostic/refresh") })
	if got := codes(c.pull(uri)); strings.Contains(got, "request-id") && !strings.Contains(got, "product-id") {
		t.Errorf("after the change: %s", got)
	}
	if len(c.published) > 0 {
		t.Errorf("diagnostics are published to a client that pulls: %v", c.published)
	}
}

// TestNoRefreshInVain is a client that pulls of open documents alone: as long as these say the same it is not asked to pull again.
func TestNoRefreshInVain(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, billing))
	other := c.open(filepath.Join(dir, clock))
	before := codes(c.pull(uri))
	c.pull(other)
	refreshed := func() bool { return slices.Contains(c.calls, "workspace/diagnostic/refresh") }
	for n := range 3 {
		c.change(other, n+2, c.texts[other]+"\n")
		c.pull(other)
	}
	c.change(uri, 2, "\n"+c.texts[uri]) // nobody pulls
	c.wait("refresh", refreshed)
	c.mu.Lock()
	if n := len(slices.DeleteFunc(slices.Clone(c.calls), func(m string) bool { return m != "workspace/diagnostic/refresh" })); n != 1 {
		t.Errorf("the client is asked to pull again %d times", n)
	}
	c.mu.Unlock()
	if got := codes(c.pull(uri)); got == before || got == "" {
		t.Errorf("after the change: %s, before it: %s", got, before)
	}
}

func TestShutdown(t *testing.T) {
	c := start(t, pulls(), copied(t, "bytelyst/before"))
	begin := time.Now()
	c.call("shutdown", nil, nil)
	if err := c.try("textDocument/hover", map[string]any{}, nil); err == nil || !strings.Contains(err.Error(), "-32600") {
		t.Errorf("after shutdown: %v", err)
	}
	c.tell("exit", nil)
	orderly := <-c.served
	c.served <- orderly
	if took := time.Since(begin); took > time.Second || !orderly {
		t.Errorf("the end took %v, orderly %v", took, orderly)
	}
}

func TestExitWithoutShutdown(t *testing.T) {
	c := start(t, pulls())
	c.tell("exit", nil)
	orderly := <-c.served
	c.served <- orderly
	if orderly {
		t.Error("an exit without shutdown is orderly")
	}
}

func TestFaultsOfRulesAndConfiguration(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	rules := filepath.Join(dir, "rules.yaml")
	write(t, rules, "rules:\n  - id: mine\n    languages: [ts]\n    severity: WARNING\n    message: m\n    pattern: createApiClient(...)\n")
	config := filepath.Join(dir, "connaudit.yaml")
	good, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, config, string(good)+"rules: [builtin, ./rules.yaml]\n")
	c := start(t, pulls(), dir)
	code := c.open(filepath.Join(dir, billing))
	if got := codes(c.pull(code)); got != "26:mine 26:product-id 26:request-id" && got != "26:product-id 26:request-id 26:mine" {
		t.Fatalf("got %s", got)
	}
	want := codes(c.pull(code))
	r := c.open(rules)
	c.change(r, 2, strings.Replace(c.texts[r], "pattern:", "patern:", 1))
	items := c.pull(r)
	if len(items) == 0 || items[0].Range.Start.Line != 1 && items[0].Range.Start.Line != 5 || items[0].Severity != protocol.SeverityError {
		t.Errorf("the rule file: %+v", items)
	}
	if got := codes(c.pull(code)); got != want {
		t.Errorf("with a broken rule file: %s, want those before: %s", got, want)
	}
	c.change(r, 3, strings.Replace(c.texts[r], "patern:", "pattern:", 1))
	if items := c.pull(r); len(items) != 0 {
		t.Errorf("the mended rule file: %+v", items)
	}
	k := c.open(config)
	c.change(k, 2, c.texts[k]+"sevverity: {}\n")
	items = c.pull(k)
	if len(items) != 1 || items[0].Range.Start.Line != strings.Count(c.texts[k], "\n")-1 || !strings.Contains(items[0].Message, "sevverity") {
		t.Errorf("the configuration: %+v", items)
	}
	if got := codes(c.pull(code)); got != want {
		t.Errorf("with a broken configuration: %s", got)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFilesOnDisk(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, "learning_ai_clock/web/src/lib/platform-sync.ts"))
	if got := codes(c.pull(uri)); got != "5:env-example 5:product-id-default" {
		t.Fatalf("got %s", got)
	}
	example := filepath.Join(dir, "learning_ai_clock/web/.env.example")
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	write(t, example, string(text)+"NEXT_PUBLIC_PRODUCT_ID=\n")
	c.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": protocol.URIOf(example), "type": 2}}})
	if got := codes(c.pull(uri)); got != "5:product-id-default" {
		t.Errorf("after the example file has it: %s", got)
	}
}

// TestSettingsOnDisk changes files that say how code is read, and by which rules, while none of them is open.
func TestSettingsOnDisk(t *testing.T) {
	dir := t.TempDir()
	if err := mkdir(filepath.Join(dir, "src")); err != nil {
		t.Fatal(err)
	}
	config := "version: 1\nrepos: [.]\nrules: [builtin/http, builtin/tracing, ./own.yaml]\nparams: {request-id: {header: x-request-id}}\n"
	rule := "rules:\n  - {id: call, message: called, languages: [typescript], severity: WARNING, pattern: odd(...)}\n"
	paths := `{"compilerOptions": {"baseUrl": ".", "paths": {"@c": ["src/names.ts"]}}}`
	for name, text := range map[string]string{
		"connaudit.yaml": config, "own.yaml": rule, "package.json": `{"name": "app"}`, "tsconfig.json": paths,
		"src/names.ts":  "export const HEADER = 'x-request-id';\n",
		"src/others.ts": "export const HEADER = 'x-other';\n",
		"src/call.ts":   "import { HEADER } from '@c';\nexport const f = () => fetch('https://api.app.internal/a', { headers: { [HEADER]: '1' } });\nodd(1);\n",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, "src/call.ts"))
	const before = "3:call"
	if got := codes(c.pull(uri)); got != before {
		t.Fatalf("at first: %s", got)
	}
	for _, change := range []struct{ name, was, now, want string }{
		{"tsconfig.json", paths, strings.Replace(paths, "names", "others", 1), "2:request-id 3:call"},
		{"connaudit.yaml", config, strings.Replace(config, "x-request-id", "x-trace", 1), "2:request-id 3:call"},
		{"own.yaml", rule, strings.Replace(rule, "odd", "fetch", 1), "2:call"},
	} {
		for _, step := range []struct{ text, want string }{{change.now, change.want}, {change.was, before}} {
			file := filepath.Join(dir, change.name)
			write(t, file, step.text)
			c.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": protocol.URIOf(file), "type": protocol.FileChanged}}})
			if got := codes(c.pull(uri)); got != step.want {
				t.Errorf("after a change of %s: %s, want %s", change.name, got, step.want)
			}
		}
	}
}

func TestFolders(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	// Two folders of one workspace are one session; a folder that is removed takes its findings along.
	c := start(t, pushes(), filepath.Join(dir, "learning_ai_clock"), filepath.Join(dir, "learning_ai_common_plat"))
	uri := protocol.URIOf(filepath.Join(dir, billing))
	c.wait("findings", func() bool { return len(c.published[uri].Diagnostics) == 2 })
	event := func(added, removed string) map[string]any {
		list := func(name string) []any {
			if name == "" {
				return []any{}
			}
			return []any{map[string]any{"uri": protocol.URIOf(filepath.Join(dir, name)), "name": name}}
		}
		return map[string]any{"event": map[string]any{"added": list(added), "removed": list(removed)}}
	}
	c.tell("workspace/didChangeWorkspaceFolders", event("", "learning_ai_clock"))
	c.tell("workspace/didChangeWorkspaceFolders", event("", "learning_ai_common_plat"))
	c.wait("no findings", func() bool { return len(c.published[uri].Diagnostics) == 0 })
	c.tell("workspace/didChangeWorkspaceFolders", event("learning_ai_clock", ""))
	c.wait("findings again", func() bool { return len(c.published[uri].Diagnostics) == 2 })
}

// TestWatchedBeside opens a folder whose workspace has repositories elsewhere: the client is asked to watch these, and what changes there is noticed.
func TestWatchedBeside(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	root := filepath.Join(dir, "learning_ai_clock")
	write(t, filepath.Join(root, "connaudit.yaml"), "version: 1\nrepos: [., ../learning_ai_common_plat]\n")
	capabilities := pulls()
	capabilities["workspace"].(map[string]any)["didChangeWatchedFiles"] = map[string]any{"dynamicRegistration": true, "relativePatternSupport": true}
	c := start(t, capabilities, root)
	beside := filepath.Join(dir, "learning_ai_common_plat")
	c.wait("the repository beside is to be watched", func() bool {
		return slices.ContainsFunc(c.registered, func(options string) bool { return strings.Contains(options, string(protocol.URIOf(beside))) })
	})
	uri := protocol.URIOf(filepath.Join(dir, billing))
	if got := codes(c.pull(uri)); got == "" {
		t.Fatal("nothing is found")
	}
	if err := os.Remove(filepath.Join(dir, billing)); err != nil {
		t.Fatal(err)
	}
	c.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": uri, "type": 3}}})
	if got := codes(c.pull(uri)); got != "" {
		t.Errorf("of a file that is gone: %s", got)
	}
}

func TestWithoutFolder(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls())
	uri := c.open(filepath.Join(dir, billing))
	if got := codes(c.pull(uri)); got != "26:product-id 26:request-id" {
		t.Errorf("got %s", got)
	}
	lonely := filepath.Join(t.TempDir(), "a.ts")
	write(t, lonely, "fetch('http://x')\n")
	if got := c.pull(c.open(lonely)); len(got) != 0 {
		t.Errorf("a file in no workspace: %v", got)
	}
}

func TestFilesThatDoNotMatter(t *testing.T) {
	dir := copied(t, "ids")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, "timer/src/sync.ts"))
	c.pull(uri)
	for path, want := range map[string]bool{
		"timer/src/sync.ts": true, "timer/package.json": true, "timer/.env.example": true, "connaudit.yaml": true, "timer/src/new.ts": false,
		"timer/node_modules/a/package.json": false, "timer/.git/index": false, "timer/server.log": false, "rules/x.yaml": true,
	} {
		if got := c.server.matters(filepath.Join(dir, path), protocol.FileChanged); got != want {
			t.Errorf("a change of %s matters: %v", path, got)
		}
	}
	for path, want := range map[string]bool{"timer/src/new.ts": true, "timer/node_modules/a/new.ts": false, "timer/.git/new": false} {
		if got := c.server.matters(filepath.Join(dir, path), 1); got != want {
			t.Errorf("that %s is new matters: %v", path, got)
		}
	}
}
