package lsp

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

func TestSettings(t *testing.T) {
	for text, wrong := range map[string]string{
		`[1]`:                            "must be an object",
		`{"delay": "x"}`:                 "connaudit.delay must be a whole number, not a JSON string",
		`{"connaudit": {"enable": "x"}}`: "connaudit.enable must be true or false",
		`{"connaudit": {"config": 7}}`:   "connaudit.config must be a text, not a JSON number",
		`null`:                           "",
	} {
		if got, err := defaultSettings().with(protocol.Raw(text)); got != defaultSettings() || (err == nil) != (wrong == "") || err != nil && !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]settings{
		``:             defaultSettings(),
		`null`:         defaultSettings(),
		`{"delay": 7}`: {Enable: true, Delay: 7, CodeLens: true, GoTypes: true},
		`{"connaudit": {"enable": false, "config": "a.yaml", "other": 1}}`: {Delay: 150, CodeLens: true, Config: "a.yaml", GoTypes: true},
	} {
		if got, err := defaultSettings().with(protocol.Raw(text)); got != want || err != nil {
			t.Errorf("%s: got %+v, %v, want %+v", text, got, err, want)
		}
	}
	if got := (settings{Delay: 1 << 40}).delay(); got.Seconds() != 10 {
		t.Errorf("the delay is %v", got)
	}
}

// TestOtherSettings turns the server off and on again, and lets another configuration count.
func TestOtherSettings(t *testing.T) {
	dir := copied(t, "ids")
	other := filepath.Join(dir, "other.yaml")
	write(t, other, "version: 1\nrules: [builtin/env]\n")
	c := start(t, pushes(), dir)
	findings := func() int {
		n := 0
		for _, p := range c.published {
			n += len(p.Diagnostics)
		}
		return n
	}
	hardcoded := func() bool {
		for _, p := range c.published {
			for _, d := range p.Diagnostics {
				if d.Code == "hardcoded-product-id" {
					return true
				}
			}
		}
		return false
	}
	c.wait("findings", hardcoded)
	set := func(s map[string]any) {
		c.tell("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"connaudit": s}})
	}
	set(map[string]any{"enable": false})
	c.wait("no findings", func() bool { return findings() == 0 })
	set(map[string]any{"config": "other.yaml"})
	c.wait("findings by the other configuration", func() bool { return findings() > 0 && !hardcoded() })
}

// TestSettingsAreAskedFor is a client that answers questions about its settings.
func TestSettingsAreAskedFor(t *testing.T) {
	capabilities := pushes()
	capabilities["workspace"] = map[string]any{"configuration": true}
	c := dial(t, Options{})
	c.settings = map[string]any{"enable": false}
	c.call("initialize", map[string]any{"capabilities": capabilities, "rootUri": protocol.URIOf(copied(t, "ids"))}, nil)
	c.tell("initialized", map[string]any{})
	c.wait("the question", func() bool { return len(c.calls) > 0 })
	var lenses []protocol.CodeLens
	c.call("textDocument/codeLens", map[string]any{"textDocument": map[string]any{"uri": "file:///a.ts"}}, &lenses)
	if len(c.published) > 0 {
		t.Errorf("published is %v", c.published)
	}
}

// TestWrongSettings is a client whose settings are no good, at first and later: the log says so.
func TestWrongSettings(t *testing.T) {
	c := dial(t, Options{})
	c.call("initialize", map[string]any{"capabilities": pushes(), "initializationOptions": map[string]any{"workers": "two"}}, nil)
	c.tell("initialized", map[string]any{})
	said := func(part string) func() bool {
		return func() bool { return strings.Contains(strings.Join(c.logged, "\n"), part) }
	}
	c.wait("what is wrong", said("connaudit.workers must be a whole number"))
	c.tell("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"connaudit": map[string]any{"codeLens": 1}}})
	c.wait("what is wrong later", said("connaudit.codeLens must be true or false"))
}

// TestFirstSettingsStay is a client that brings settings with initialize, and answers later that it has none, as Neovim does.
func TestFirstSettingsStay(t *testing.T) {
	capabilities := pushes()
	capabilities["workspace"] = map[string]any{"configuration": true}
	c := dial(t, Options{})
	c.call("initialize", map[string]any{"capabilities": capabilities, "rootUri": protocol.URIOf(copied(t, "ids")),
		"initializationOptions": map[string]any{"enable": false}}, nil)
	c.tell("initialized", map[string]any{})
	c.wait("the question", func() bool { return len(c.calls) > 0 })
	uri := protocol.URI("file:///a.ts")
	c.pull(uri) // waits for the answer, and for results if there are to be any
	if len(c.published) > 0 {
		t.Errorf("published is %v", c.published)
	}
}
