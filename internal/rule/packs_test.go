package rule

import (
	"testing"

	"github.com/bytelyst/connaudit/rules"
)

// TestPacksLoadAlone demands that a configuration may name one pack: what it asks for stands in it, or in that of the clients, which those
// about requests build on.
func TestPacksLoadAlone(t *testing.T) {
	clients := "builtin/http.yaml"
	on := map[string]bool{"builtin/tracing.yaml": true}
	var http Source
	for _, p := range rules.Packs() {
		if p.Name == clients {
			http = Source{Name: p.Name, Data: p.Data}
		}
	}
	for _, p := range rules.Packs() {
		sources := []Source{{Name: p.Name, Data: p.Data}}
		if on[p.Name] {
			sources = append(sources, http)
		}
		if _, problems := Load(sources, Options{}); len(problems) > 0 {
			t.Errorf("%s by itself: %s", p.Name, problems[0].Text())
		}
	}
}
