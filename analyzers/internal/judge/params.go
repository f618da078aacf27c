package judge

import (
	"maps"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/internal/value"
)

// Default returns what the rule files give a param of a check, and whether there is such a param. It reads no rule file but a table made
// of them: a vet tool is started once for each package, and most packages have nothing to judge.
func Default(check, param string) (*value.Value, bool) {
	text, ok := defaults[check][param]
	if !ok {
		return nil, false
	}
	var x any
	if err := yaml.Unmarshal([]byte(text), &x); err != nil {
		return value.NewUnknown(err.Error()), true // a test compares the table with the rule files
	}
	return FromYAML(x), true
}

// ParamNames returns the names of a check's params in alphabetical order.
func ParamNames(check string) []string { return slices.Sorted(maps.Keys(defaults[check])) }
