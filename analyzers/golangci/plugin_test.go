package golangci_test

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/analyzers/golangci"
)

// TestRegistered: golangci-lint finds the plugin by its name, and the passes in it.
func TestRegistered(t *testing.T) {
	create, err := register.GetPlugin("connaudit")
	if err != nil {
		t.Fatal(err)
	}
	p, err := create(map[string]any{"params": map[string]any{"request-id": map[string]any{"header": "x-request-id"}}})
	if err != nil {
		t.Fatal(err)
	}
	all, err := p.BuildAnalyzers()
	if err != nil || len(all) != len(analyzers.All()) || p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Errorf("%d passes, load mode %s, %v", len(all), p.GetLoadMode(), err)
	}
}

// TestSettingsAreStrict: what is misspelt is said, with what there is.
func TestSettingsAreStrict(t *testing.T) {
	for name, c := range map[string]struct {
		settings any
		want     string
	}{
		"key":   {map[string]any{"disabled": []string{"request-id"}}, `unknown field "disabled"`},
		"rule":  {map[string]any{"disable": []string{"request"}}, `no pass has a rule "request"; there are: `},
		"param": {map[string]any{"params": map[string]any{"request-id": map[string]any{"head": "x"}}}, `rule request-id has no param "head"; there are: `},
		"kind":  {map[string]any{"disable": "request-id"}, "cannot unmarshal string"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := golangci.New(c.settings); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}
