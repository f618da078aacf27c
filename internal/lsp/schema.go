package lsp

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// schema is a part of a JSON Schema, as far as ours use it.
type schema struct {
	Ref           string             `json:"$ref"`
	Defs          map[string]*schema `json:"$defs"`
	Description   string             `json:"description"`
	Type          any                `json:"type"`
	Enum          []any              `json:"enum"`
	Const         any                `json:"const"`
	Properties    map[string]*schema `json:"properties"`
	PropertyNames *schema            `json:"propertyNames"`
	Additional    json.RawMessage    `json:"additionalProperties"`
	Items         *schema            `json:"items"`
	AnyOf         []*schema          `json:"anyOf"`

	additional *schema // nil where no other keys are allowed, or nothing is said of them
	ruleID     bool    // stands for the ids of rules
}

// read reads a schema that the program makes itself.
func readSchema(text []byte) *schema {
	root := &schema{}
	if json.Unmarshal(text, root) != nil {
		return &schema{}
	}
	root.settle(root.Defs)
	for name, d := range root.Defs {
		d.settle(root.Defs)
		d.ruleID = name == workspace.RuleIDDef
	}
	return root
}

var (
	configSchema = sync.OnceValue(func() *schema { return readSchema(workspace.Schema()) })
	rulesSchema  = sync.OnceValue(func() *schema { return readSchema(rule.Schema()) })
)

// settle reads what stands for either a truth value or a schema, all the way down.
func (s *schema) settle(defs map[string]*schema) {
	if s == nil {
		return
	}
	s.Defs = defs
	if len(s.Additional) > 0 && s.Additional[0] == '{' {
		s.additional = &schema{}
		if json.Unmarshal(s.Additional, s.additional) != nil {
			s.additional = nil
		}
	}
	for _, p := range s.Properties {
		p.settle(defs)
	}
	for _, p := range append([]*schema{s.PropertyNames, s.additional, s.Items}, s.AnyOf...) {
		p.settle(defs)
	}
}

// meanings are the schema itself and all that it refers to or allows instead.
func (s *schema) meanings() []*schema {
	if s == nil {
		return nil
	}
	out := []*schema{s}
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		out = append(out, s.Defs[name].meanings()...)
	}
	for _, a := range s.AnyOf {
		out = append(out, a.meanings()...)
	}
	return out
}

// down are the schemas of what stands at a path.
func (s *schema) down(path []string) []*schema {
	here := s.meanings()
	for _, step := range path {
		var next []*schema
		for _, m := range here {
			switch p := m.Properties[step]; {
			case step == item:
				next = append(next, m.Items.meanings()...)
			case p != nil:
				next = append(next, p.meanings()...)
			default:
				next = append(next, m.additional.meanings()...)
			}
		}
		here = next
	}
	return here
}

// keys are the keys that may stand in a mapping, with what each is.
func keys(of []*schema) map[string]*schema {
	out := map[string]*schema{}
	for _, s := range of {
		maps.Copy(out, s.Properties)
	}
	return out
}

// namesRules reports whether a value, or the keys of a mapping, are ids of rules.
func namesRules(of []*schema, asKeys bool) bool {
	return slices.ContainsFunc(of, func(s *schema) bool {
		if !asKeys {
			return s.ruleID
		}
		return s.PropertyNames != nil && namesRules(s.PropertyNames.meanings(), false)
	})
}

// values are the values that may stand somewhere, where they can be listed.
func values(of []*schema) []string {
	var out []string
	add := func(v any) {
		if text, err := json.Marshal(v); err == nil && v != nil {
			out = append(out, strings.Trim(string(text), `"`))
		}
	}
	for _, s := range of {
		for _, v := range s.Enum {
			add(v)
		}
		add(s.Const)
		if s.Type == "boolean" {
			out = append(out, "true", "false")
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// schemaOf is the schema of a YAML file of the workspace: of its configuration or of a rule file that the configuration names; nil for
// any other file.
func (s *Server) schemaOf(w *session, abs string) *schema {
	if isConfig(abs) || abs == w.place.Config {
		return configSchema()
	}
	if w.place.Config != "" && within(abs, w.ruleFolders()) {
		return rulesSchema()
	}
	return nil
}

// ruleFolders are the files and folders of rules that the configuration names: as it is in the editor, or as it last was when it held.
func (w *session) ruleFolders() []string {
	c, err := workspace.ReadConfigFrom(files.Over(files.Disk, overlay(w.server.docs.snapshot())), w.place.Config)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil && w.rules == nil {
		c, err = workspace.ReadConfig(w.place.Config)
	}
	if err != nil {
		return w.rules
	}
	w.rules = nil
	for _, r := range c.Rules {
		if r.Path != "" {
			w.rules = append(w.rules, filepath.Clean(r.Path))
		}
	}
	return w.rules
}
