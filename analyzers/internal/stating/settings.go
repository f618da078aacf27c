package stating

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/internal/value"
)

// settings are what flags say to a pass: which of its rules are off, and params of the others.
type settings struct {
	rules  []string
	off    map[string]bool
	params map[string]judge.Params
}

func (s *settings) disabled(rule string) bool { return s.off[rule] }

// param returns what is given to a param of a rule, else its default; null for none.
func (s *settings) param(rule, name string) *value.Value {
	if v := s.params[rule][name]; v != nil {
		return v
	}
	if v, ok := judge.Default(rule, name); ok {
		return v
	}
	return value.NewNull()
}

// register makes a flag for each param of each rule, `RULE.PARAM`, and `disable`.
func (s *settings) register(flags *flag.FlagSet) {
	flags.Var(off{s}, "disable", "rules that are not asked, separated by commas, of these: "+strings.Join(s.rules, ", "))
	for _, id := range s.rules {
		for _, name := range judge.ParamNames(id) {
			have, _ := judge.Default(id, name)
			flags.Func(id+"."+name, fmt.Sprintf("%s, written as in YAML; the default is %s", kindText(have), text(have)), func(given string) error {
				v, err := read(given, have)
				if err != nil {
					return err
				}
				if s.params[id] == nil {
					s.params[id] = judge.Params{}
				}
				s.params[id][name] = v
				return nil
			})
		}
	}
}

// off is the flag `disable`. By default it shows the rules there are: whoever configures passes reads them there.
type off struct{ s *settings }

func (o off) String() string {
	if o.s == nil {
		return ""
	}
	return strings.Join(o.s.rules, ",")
}

func (o off) Set(list string) error { return o.s.disable(list) }

func (s *settings) disable(list string) error {
	off := map[string]bool{}
	for _, id := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		if !slices.Contains(s.rules, id) {
			return fmt.Errorf("there is no rule %q here; there are: %s", id, strings.Join(s.rules, ", "))
		}
		off[id] = true
	}
	s.off = off
	return nil
}

// read reads a param's value: YAML, of the kind that the default has. What is no YAML list stands for a list of names separated
// by commas.
func read(given string, have *value.Value) (*value.Value, error) {
	var x any
	err := yaml.Unmarshal([]byte(given), &x)
	switch {
	case err != nil && (have.Kind == value.List || have.Kind == value.String):
		x = given // `**` is no YAML, and a glob all the same
	case err != nil:
		return nil, fmt.Errorf("%q is no YAML; write %s", given, kindText(have))
	}
	v := judge.FromYAML(x)
	switch {
	case v.Kind == have.Kind:
		return v, nil
	case have.Kind == value.String && (v.Kind == value.Number || v.Kind == value.Bool):
		return judge.FromYAML(given), nil
	case have.Kind == value.List && v.Kind != value.Object:
		var names []any
		for _, n := range strings.Split(given, ",") {
			if n = strings.TrimSpace(n); n != "" {
				names = append(names, n)
			}
		}
		return judge.FromYAML(names), nil
	}
	return nil, fmt.Errorf("%q is %s; write %s", given, kindText(v), kindText(have))
}

func kindText(v *value.Value) string {
	return map[value.Kind]string{value.String: "a text", value.Bool: "true or false", value.Number: "a number", value.List: "a list",
		value.Object: "a mapping", value.Null: "nothing"}[v.Kind]
}

// text is a value in YAML's flow style, cut where it is long.
func text(v *value.Value) string {
	var out string
	switch v.Kind {
	case value.String:
		out = v.Str
	case value.Bool:
		out = fmt.Sprint(v.Bool)
	case value.Number:
		out = fmt.Sprint(v.Num)
	case value.List:
		var parts []string
		for _, e := range v.Elems {
			parts = append(parts, text(e))
		}
		out = "[" + strings.Join(parts, ", ") + "]"
	case value.Object:
		out = "a mapping"
	}
	if len(out) > 80 {
		out = out[:77] + "..."
	}
	return out
}
