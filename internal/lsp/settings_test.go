package lsp

import (
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

func TestSettings(t *testing.T) {
	for text, want := range map[string]settings{
		``:               defaultSettings(),
		`null`:           defaultSettings(),
		`[1]`:            defaultSettings(),
		`{"delay": "x"}`: defaultSettings(),
		`{"delay": 7}`:   {Enable: true, Delay: 7, CodeLens: true, GoTypes: true},
		`{"connaudit": {"enable": false, "config": "a.yaml", "other": 1}}`: {Delay: 150, CodeLens: true, Config: "a.yaml", GoTypes: true},
	} {
		if got := defaultSettings().with(protocol.Raw(text)); got != want {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
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
