package analyzers

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/analyzers/internal/module"
)

// Settings are what a team says about the rules of the passes, as connaudit.yaml does. A host that reads them from a file of its own
// gives them to Apply.
type Settings struct {
	// Disable lists rules that are not asked.
	Disable []string `json:"disable" yaml:"disable"`
	// Params gives params of rules other values than the rule files do: rule, then param. A value has the kind of the default.
	Params map[string]map[string]any `json:"params" yaml:"params"`
}

// Rules lists the ids of the rules that the passes ask, in alphabetical order.
func Rules() []string {
	seen := map[string]bool{}
	for _, a := range All() {
		for _, id := range rulesOf(a) {
			seen[id] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// rulesOf are the rules of a pass: its flags are called RULE.PARAM.
func rulesOf(a *analysis.Analyzer) []string {
	return strings.Split(a.Flags.Lookup("disable").DefValue, ",")
}

// Apply gives the settings to the passes, by their flags. It is for a host to call once, before any pass runs. The error says which
// rule or param there is none of, and which there are.
func (s Settings) Apply() error {
	known := Rules()
	for _, id := range append(slices.Clone(s.Disable), slices.Sorted(maps.Keys(s.Params))...) {
		if !slices.Contains(known, id) {
			return fmt.Errorf("no pass has a rule %q; there are: %s", id, strings.Join(known, ", "))
		}
	}
	for _, a := range All() {
		if err := s.applyTo(a); err != nil {
			return err
		}
	}
	return nil
}

func (s Settings) applyTo(a *analysis.Analyzer) error {
	var off []string
	for _, id := range rulesOf(a) {
		if slices.Contains(s.Disable, id) {
			off = append(off, id)
		}
		for _, name := range slices.Sorted(maps.Keys(s.Params[id])) {
			if a.Flags.Lookup(id+"."+name) == nil {
				return fmt.Errorf("rule %s has no param %q; there are: %s", id, name, strings.Join(judge.ParamNames(id), ", "))
			}
			text, err := yaml.Marshal(s.Params[id][name])
			if err != nil {
				return fmt.Errorf("param %s of rule %s: %w", name, id, err)
			}
			if err := a.Flags.Set(id+"."+name, strings.TrimSpace(string(text))); err != nil {
				return fmt.Errorf("param %s of rule %s: %w", name, id, err)
			}
		}
	}
	return a.Flags.Set("disable", strings.Join(off, ","))
}

// ModuleRoot returns the folder of the module that dir belongs to: the nearest one with a go.mod, dir or above; empty if there is
// none.
func ModuleRoot(dir string) string { return module.Root(dir) }

// ExampleFiles lists the files around a module, besides its Go, that verdicts hang on: the example files of environment variables in
// its folder and above, up to the repository's root. Whoever caches by content needs theirs.
func ExampleFiles(moduleRoot string) []string { return judge.NewDisk(moduleRoot, nil).ExampleFiles() }

// IsOthers reports whether a package is one of the standard library, or of a module that is only used (in the module cache, vendored).
// Passes do not read these, state nothing of them, and export nothing.
func IsOthers(dir, importPath string) bool {
	return module.IsForeign(dir) || module.IsStandard(dir, importPath)
}
