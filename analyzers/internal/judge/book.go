// Package judge asks the checks of the built-in rule files about facts that Go passes state.
//
// It reads of rules/*.yaml what a verdict and its words hang on: `known` lists of names, the facts of example files, and of
// checks `each`, `against`, `let`, `require`, `convention`, `one-per`, `related` and `message`, with `extends` and `params`.
// That the files are right is checked by internal/rule, whose tests load them; here they are only read. Expressions are
// those of internal/expr. What judging a workspace takes besides (causes, families, fixes that edit) is not here.
package judge

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/bmatcuk/doublestar/v4"
	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/rules"
)

// book is what the rule files say.
type book struct {
	checks map[string]*checkText
	lists  map[string][]string
	facts  []factText
}

// checkText is a check as it is written, laid over what it extends.
type checkText struct {
	ID         string                  `yaml:"id"`
	Category   string                  `yaml:"category"`
	Severity   string                  `yaml:"severity"`
	Priority   string                  `yaml:"priority"`
	Params     map[string]any          `yaml:"params"`
	Each       selectorText            `yaml:"each"`
	Against    map[string]selectorText `yaml:"against"`
	Let        map[string]string       `yaml:"let"`
	Require    string                  `yaml:"require"`
	OnePer     texts                   `yaml:"one-per"`
	Related    *texts                  `yaml:"related"`
	Convention *struct {
		Also *selectorText `yaml:"also"`
	} `yaml:"convention"`
	RollUp  *struct{} `yaml:"roll-up"`
	Message string    `yaml:"message"`
	Why     string    `yaml:"why"`
}

type selectorText struct {
	Kind   string     `yaml:"kind"`
	Role   texts      `yaml:"role"`
	Where  string     `yaml:"where"`
	IfNone string     `yaml:"if-none"`
	Facts  []factText `yaml:"facts"`
}

// factText is an entry of `facts`, as far as it is read here.
type factText struct {
	Kind      string            `yaml:"kind"`
	Role      string            `yaml:"role"`
	Languages texts             `yaml:"languages"`
	Regex     string            `yaml:"pattern-regex"`
	Where     string            `yaml:"where"`
	Key       string            `yaml:"key"`
	Value     string            `yaml:"value"`
	Attribute map[string]string `yaml:"attributes"`
	Cases     []factText        `yaml:"cases"`
	Paths     struct {
		Include texts `yaml:"include"`
		Exclude texts `yaml:"exclude"`
	} `yaml:"paths"`
}

// texts is a text or a list of texts.
type texts []string

// UnmarshalYAML reads both forms.
func (t *texts) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*t = texts{n.Value}
		return nil
	}
	return n.Decode((*[]string)(t))
}

// theBook reads the embedded files once. An error is a fault of the build.
var theBook = sync.OnceValues(func() (*book, error) {
	b := &book{checks: map[string]*checkText{}, lists: map[string][]string{}}
	raw := map[string]map[string]any{}
	for _, p := range rules.Packs() {
		if err := b.read(p.Data, raw); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	for id := range raw {
		c, err := laid(id, raw)
		if err != nil {
			return nil, fmt.Errorf("check %s: %w", id, err)
		}
		b.checks[id] = c
	}
	return b, nil
})

func (b *book) read(data []byte, raw map[string]map[string]any) error {
	var file struct {
		Known []struct {
			Names  string `yaml:"names"`
			Values texts  `yaml:"values"`
		} `yaml:"known"`
		Facts  []factText       `yaml:"facts"`
		Checks []map[string]any `yaml:"checks"`
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return err
	}
	for _, k := range file.Known {
		b.lists[k.Names] = append(b.lists[k.Names], k.Values...)
	}
	b.facts = append(b.facts, file.Facts...)
	for _, c := range file.Checks {
		if id, ok := c["id"].(string); ok {
			raw[id] = c
		}
	}
	return nil
}

// laid lays a check over those that it extends.
func laid(id string, raw map[string]map[string]any) (*checkText, error) {
	full := raw[id]
	for range raw {
		base, ok := full["extends"].(string)
		if !ok {
			break
		}
		full = over(raw[base], full)
		full["extends"] = raw[base]["extends"]
	}
	data, err := yaml.Marshal(full)
	if err != nil {
		return nil, err
	}
	c := &checkText{}
	return c, yaml.Unmarshal(data, c)
}

// over lays b over a: mappings key by key, anything else as a whole.
func over(a, b map[string]any) map[string]any {
	out := maps.Clone(a)
	if out == nil {
		out = map[string]any{}
	}
	for k, v := range b {
		have, isMap := out[k].(map[string]any)
		if more, ok := v.(map[string]any); ok && isMap {
			v = over(have, more)
		}
		out[k] = v
	}
	return out
}

// Listed reports whether a list of `known` has a name.
func Listed(name, list string) bool {
	b, err := theBook()
	return err == nil && matches(name, b.lists[list])
}

// LeftOut reports whether no entry of the facts that a check states in place reads a file: path is from the module's root.
func LeftOut(check, path string) bool {
	b, err := theBook()
	if err != nil || b.checks[check] == nil {
		return false
	}
	facts := b.checks[check].Each.Facts
	return len(facts) > 0 && !slices.ContainsFunc(facts, func(f factText) bool { return !matches(path, f.Paths.Exclude) })
}

func matches(name string, globs []string) bool {
	return slices.ContainsFunc(globs, func(g string) bool {
		ok, err := doublestar.Match(g, name)
		return err == nil && ok
	})
}
