package lsp

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

const (
	cosmosInit = "learning_ai_common_plat/services/platform-service/src/lib/cosmos-init.ts"
	apiClient  = "learning_ai_common_plat/packages/api-client/src/client.ts"
)

// on is the position of a piece of text in a line, from 1.
func (c *client) on(uri protocol.URI, line int, piece string) map[string]any {
	c.t.Helper()
	text := strings.Split(c.texts[uri], "\n")[line-1]
	at := strings.Index(text, piece)
	if at < 0 {
		c.t.Fatalf("line %d is %q, without %q", line, text, piece)
	}
	return map[string]any{"textDocument": map[string]any{"uri": uri}, "position": map[string]any{"line": line - 1, "character": at + 1}}
}

func (c *client) hover(uri protocol.URI, line int, piece string) string {
	c.t.Helper()
	var h *protocol.Hover
	c.call("textDocument/hover", c.on(uri, line, piece), &h)
	if h == nil {
		return ""
	}
	return h.Contents.Value
}

func places(dir string, all []protocol.Location) string {
	var out []string
	for _, l := range all {
		abs, _ := l.URI.Path()
		rel, _ := filepath.Rel(dir, abs)
		out = append(out, fmt.Sprintf("%s:%d", filepath.ToSlash(rel), l.Range.Start.Line+1))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func TestFactsInTheEditor(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	init := c.open(filepath.Join(dir, cosmosInit))
	for _, want := range []string{"| Container | Repository | Declared |", "| referrals | learning\\_multimodal", "`/userId`", "`referrerId`", "cosmos-init.ts:15](<file://"} {
		if got := strings.ReplaceAll(c.hover(init, 15, "referrals"), "learning_multi", "learning\\_multi"); !strings.Contains(got, want) {
			t.Errorf("hover on a container lacks %s:\n%s", want, got)
		}
	}
	var to []protocol.Location
	c.call("textDocument/definition", c.on(init, 15, "referrals"), &to)
	want := "learning_ai_common_plat/dashboards/admin-web/src/lib/cosmos.ts:33\nlearning_multimodal_memory_agents/web/src/lib/cosmos.ts:60\nlearning_voice_ai_agent/user-dashboard-web/src/lib/cosmos.ts:30"
	if got := places(dir, to); !strings.Contains(got, want[:60]) || strings.Count(got, "\n") < 2 {
		t.Errorf("definitions of a container: %s\nwant %s", got, want)
	}
	ask := c.on(init, 15, "referrals")
	ask["context"] = map[string]any{"includeDeclaration": true}
	c.call("textDocument/references", ask, &to)
	if got := places(dir, to); !strings.Contains(got, "modules/referrals/repository.ts:63") || !strings.Contains(got, "api/referral/route.ts") {
		t.Errorf("references of a container: %s", got)
	}
	ask["context"] = map[string]any{"includeDeclaration": false}
	c.call("textDocument/references", ask, &to)
	if got := places(dir, to); strings.Contains(got, "cosmos-init.ts:15") || !strings.Contains(got, "repository.ts:63") {
		t.Errorf("references without declarations: %s", got)
	}
	var lenses []protocol.CodeLens
	c.call("textDocument/codeLens", map[string]any{"textDocument": map[string]any{"uri": init}}, &lenses)
	i := slices.IndexFunc(lenses, func(l protocol.CodeLens) bool { return l.Range.Start.Line == 14 })
	if i < 0 || lenses[i].Command.Title != "declared in 4 places: /id, /referrerId x2, /userId" {
		t.Errorf("lenses are %+v", lenses)
	}
}

func TestVariablesAndClientsInTheEditor(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, clock))
	if got := c.hover(uri, 5, "NEXT_PUBLIC_PRODUCT_ID"); !strings.Contains(got, "| Variable | Repository | Read |") || !strings.Contains(got, "Documented") {
		t.Errorf("hover on a variable: %s", got)
	}
	var to []protocol.Location
	c.call("textDocument/definition", c.on(uri, 5, "NEXT_PUBLIC_PRODUCT_ID"), &to)
	if got := places(dir, to); !strings.Contains(got, "admin-web/.env.example") {
		t.Errorf("definition of a variable: %s", got)
	}
	ask := c.on(uri, 4, "NEXT_PUBLIC_PLATFORM_SERVICE_URL")
	ask["context"] = map[string]any{"includeDeclaration": true}
	c.call("textDocument/references", ask, &to)
	lines := strings.Split(places(dir, to), "\n")
	if !slices.Contains(lines, clock+":4") || !slices.Contains(lines, "learning_ai_clock/web/.env.example:1") || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Errorf("references of a variable, each place once: %s", lines)
	}
	client := c.open(filepath.Join(dir, billing))
	if got := c.hover(client, 26, "createApiClient"); !strings.Contains(got, "Headers") || !strings.Contains(got, "`Authorization` ([packages/api-client/src/client.ts:") {
		t.Errorf("hover on a client: %s", got)
	}
	c.call("textDocument/definition", c.on(client, 26, "createApiClient"), &to)
	if got := places(dir, to); !strings.Contains(got, apiClient) {
		t.Errorf("definition of a client: %s", got)
	}
	factory := c.open(filepath.Join(dir, apiClient))
	var lenses []protocol.CodeLens
	c.call("textDocument/codeLens", map[string]any{"textDocument": map[string]any{"uri": factory}}, &lenses)
	t.Log(lenses[0].Command.Title)
	if len(lenses) == 0 || !strings.Contains(lenses[0].Command.Title, "clients: ") || !strings.Contains(lenses[0].Command.Title, "break request-id") {
		t.Errorf("lenses of a factory: %+v", lenses)
	}
	text := strings.Split(c.texts[factory], "\n")
	for n, line := range text {
		if strings.Contains(line, "Authorization") {
			ask := c.on(factory, n+1, "Authorization")
			ask["context"] = map[string]any{"includeDeclaration": true}
			c.call("textDocument/references", ask, &to)
			if got := places(dir, to); !strings.Contains(got, "platform-sync.ts") {
				t.Errorf("references of a header: %s", got)
			}
			break
		}
	}
}

func TestConstantsOfOtherRepositories(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"connaudit.yaml":      "version: 1\nrepos: [shared, web]\n",
		"shared/package.json": `{"name": "@x/shared", "main": "index.ts"}`,
		"shared/index.ts":     "export const ID = 'x-request-id';\n",
		"web/package.json":    `{"name": "web", "dependencies": {"@x/shared": "*"}}`,
		"web/a.ts":            "import { ID } from '@x/shared';\nfetch('/a', { headers: { [ID]: '1' } });\nfetch('/b', { headers: { 'X-Request-Id': '1' } });\n",
	} {
		if err := mkdir(filepath.Dir(filepath.Join(dir, name))); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), text)
	}
	c := start(t, pulls(), filepath.Join(dir, "web"))
	uri := c.open(filepath.Join(dir, "web/a.ts"))
	var to []protocol.Location
	c.call("textDocument/definition", c.on(uri, 2, "ID]"), &to)
	if got := places(dir, to); got != "shared/index.ts:1" {
		t.Errorf("definition of a header's constant: %s", got)
	}
	ask := c.on(uri, 2, "ID]")
	ask["context"] = map[string]any{"includeDeclaration": true}
	c.call("textDocument/references", ask, &to)
	if got := places(dir, to); got != "web/a.ts:2\nweb/a.ts:3" {
		t.Errorf("references of a header: %s", got)
	}
}

func TestHostileTextInHovers(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "package.json"), "{}\n")
	name := filepath.Join(dir, "a](x) <img src=x> `|`.ts")
	write(t, name, "export const a = process.env['<script>|[x](command:evil)`'];\nexport const b = process.env.OK;\n")
	c := start(t, pulls(), dir)
	uri := c.open(name)
	for _, ask := range []struct {
		line  int
		piece string
	}{{1, "process"}, {2, "process"}} {
		got := c.hover(uri, ask.line, ask.piece)
		for _, bad := range []string{"<img", "<script", "](command", "](x)"} {
			if strings.Contains(strings.ReplaceAll(got, "\\](", "]\\("), bad) {
				t.Errorf("%q stands in %s", bad, got)
			}
		}
	}
}

func (c *client) complete(uri protocol.URI, version int, text string) []string {
	c.t.Helper()
	at := strings.Index(text, "‸")
	before := text[:at]
	c.change(uri, version, strings.Replace(text, "‸", "", 1))
	var list protocol.CompletionList
	c.call("textDocument/completion", map[string]any{"textDocument": map[string]any{"uri": uri},
		"position": map[string]any{"line": strings.Count(before, "\n"), "character": len(before) - strings.LastIndexByte(before, '\n') - 1}}, &list)
	var out []string
	for _, i := range list.Items {
		out = append(out, i.Label)
	}
	return out
}

func TestYAML(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	rules := filepath.Join(dir, "rules", "mine.yaml")
	if err := mkdir(filepath.Dir(rules)); err != nil {
		t.Fatal(err)
	}
	write(t, rules, "checks: []\n")
	config := filepath.Join(dir, "connaudit.yaml")
	write(t, config, "version: 1\nrules: [builtin, ./rules]\n")
	c := start(t, pulls(), dir)
	k, r := c.open(config), c.open(rules)
	c.pull(k)
	head := "version: 1\nrules: [builtin, ./rules]\n"
	for i, x := range []struct {
		uri       protocol.URI
		text      string
		want, not string
	}{
		{k, head + "‸", "severity disable params", "rules version"},
		{k, head + "sev‸", "severity", "version"},
		{k, head + "severity:\n  ‸", "request-id env-example", "version"},
		{k, head + "severity:\n  request-id: error\n  ‸", "env-example", "request-id"},
		{k, head + "severity:\n  request-id: ‸", "error warning info", "version"},
		{k, head + "severity: {request-id: ‸}", "", "version"},
		{k, head + "disable:\n  - ‸", "request-id", "version"},
		{k, head + "disable: [request-id, ‸]", "env-example", "version"},
		{k, head + "ignore:\n  - rule: request-id\n    ‸", "path reason until", "rule version"},
		{k, head + "ignore:\n- rule: ‸", "request-id", "version"},
		{k, head + "tests: ‸", "true false", "version"},
		{k, head + "params:\n  request-id:\n    ‸", "header", "version"},
		{r, "‸", "checks facts known rules tables", "severity"},
		{r, "checks:\n  - id: x\n    sev‸\n    priority: P1\n", "severity message", "id priority checks"},
		{r, "checks:\n  - id: x\n    severity: ‸", "error warning info", "checks"},
		{r, "tables:\n  - kind: x\n    columns:\n      A: {}\n      B:\n        ‸", "role where text", "kind"},
		{r, "rules:\n  - id: x\n    message: |\n      severity‸\n", "", "severity"},
	} {
		got := c.complete(x.uri, i+2, x.text)
		for _, w := range strings.Fields(x.want) {
			if !slices.Contains(got, w) {
				t.Errorf("%q lacks %s: %v", x.text, w, got)
			}
		}
		for _, n := range strings.Fields(x.not) {
			if slices.Contains(got, n) {
				t.Errorf("%q offers %s: %v", x.text, n, got)
			}
		}
	}
	c.change(k, 99, head+"disable: [env-unused]\n")
	if got := c.hover(k, 3, "env-unused"); !strings.Contains(got, "**env-unused** (info, P3") {
		t.Errorf("hover on the id of a rule: %s", got)
	}
	if got := c.hover(k, 3, "disable"); got != "rules that do not run" {
		t.Errorf("hover on a key: %s", got)
	}
}
