package engine

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/workspace"
	"github.com/bytelyst/connaudit/rules"
)

// loadRules gathers the rule files of the configuration and of the command line, and loads them as one set. It may ask
// for what other repositories export.
func loadRules(ws *workspace.Workspace, o Options, m imports) (*rule.Set, []*rule.Problem, error) {
	sources, err := ruleSources(ws, o)
	if err != nil {
		return nil, nil, err
	}
	s := settings(ws)
	s.Recorded = m.recorded()
	set, problems := rule.Load(sources, s)
	return set, problems, nil
}

// ruleSources reads the rule files, without a look at what they say.
func ruleSources(ws *workspace.Workspace, o Options) ([]rule.Source, error) {
	var sources []rule.Source
	if !o.NoConfig || len(o.RulePaths) == 0 {
		configured, err := configuredRules(ws)
		if err != nil {
			return nil, err
		}
		sources = configured
	}
	for _, p := range o.RulePaths {
		abs := p
		if !filepath.IsAbs(abs) {
			var err error
			if abs, err = filepath.Abs(filepath.Join(o.Dir, p)); err != nil {
				return nil, err
			}
		}
		found, err := ruleFiles(ws.Settings(), abs, ws.Shown(p))
		if err != nil {
			return nil, err
		}
		sources = append(sources, found...)
	}
	if len(sources) == 0 {
		return nil, errNoRules
	}
	return sources, nil
}

// RuleErrors restates what is wrong with rules as errors of a run, so that all commands print it alike.
func RuleErrors(problems []*rule.Problem) []diag.RunError {
	var out []diag.RunError
	for _, p := range problems {
		out = append(out, diag.RunError{Kind: diag.RuleError, Message: p.Text(), Path: p.File, Line: p.Line, Column: p.Column})
	}
	return out
}

// configuredRules returns what `rules:` names; without it the built-in packs.
func configuredRules(ws *workspace.Workspace) ([]rule.Source, error) {
	if len(ws.Config.Rules) == 0 {
		return builtin("builtin")
	}
	var out []rule.Source
	for _, r := range ws.Config.Rules {
		var found []rule.Source
		var err error
		if r.Path == "" {
			found, err = builtin(r.Text)
		} else {
			found, err = ruleFiles(ws.Settings(), r.Path, ws.Shown(r.Path))
		}
		if err != nil {
			return nil, &workspace.Error{File: ws.Shown(r.Pos.File), Line: r.Pos.Line, Column: r.Pos.Column, Message: err.Error()}
		}
		out = append(out, found...)
	}
	return out, nil
}

// builtin returns the built-in packs: all of them for "builtin", one for "builtin/NAME".
func builtin(name string) ([]rule.Source, error) {
	var out []rule.Source
	var names []string
	for _, p := range rules.Packs() {
		short := strings.TrimSuffix(p.Name, ".yaml")
		names = append(names, short)
		if name == "builtin" || name == short || name == p.Name {
			out = append(out, rule.Source{Name: p.Name, Data: p.Data})
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there is no built-in pack %q; there are: builtin, %s", name, strings.Join(names, ", "))
	}
	return out, nil
}

// ruleFiles reads a rule file, or all *.yaml and *.yml files below a folder except those of rule tests.
func ruleFiles(sys files.System, path, shown string) ([]rule.Source, error) {
	info, err := sys.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("rules %s cannot be read: %w; name a file or folder of rules", shown, err)
	}
	if !info.IsDir() {
		data, err := files.Read(sys, path)
		if err != nil {
			return nil, fmt.Errorf("rules %s cannot be read: %w", shown, err)
		}
		return []rule.Source{{Name: shown, Data: data}}, nil
	}
	names, err := ruleNames(sys, path)
	if err != nil {
		return nil, fmt.Errorf("rules %s cannot be read: %w", shown, err)
	}
	sort.Strings(names)
	var out []rule.Source
	for _, n := range names {
		data, err := files.Read(sys, n)
		if err != nil {
			return nil, fmt.Errorf("rules %s cannot be read: %w", n, err)
		}
		rel, err := filepath.Rel(path, n)
		if err != nil {
			rel = n
		}
		out = append(out, rule.Source{Name: filepath.ToSlash(filepath.Join(shown, rel)), Data: data})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("folder %s holds no rule file (*.yaml, *.yml)", shown)
	}
	return out, nil
}

// ruleNames lists the rule files below a folder.
func ruleNames(sys files.System, dir string) ([]string, error) {
	entries, err := sys.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if e.IsDir() {
			below, err := ruleNames(sys, name)
			if err != nil {
				return nil, err
			}
			names = append(names, below...)
		} else if ext := filepath.Ext(name); (ext == ".yaml" || ext == ".yml") && !isRuleTest(name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// isRuleTest reports whether a YAML file is the target of a rule test.
func isRuleTest(p string) bool {
	return strings.HasSuffix(p, ".test.yaml") || strings.HasSuffix(p, ".test.yml") || strings.HasSuffix(p, ".fixed.yaml")
}

// settings restates what the configuration says about rules.
func settings(ws *workspace.Workspace) rule.Options {
	c := &ws.Config
	pos := func(p workspace.Position) rule.Pos {
		return rule.Pos{File: ws.Shown(p.File), Line: p.Line, Column: p.Column}
	}
	o := rule.Options{Own: ownRules}
	for _, d := range c.Disable {
		o.Disable = append(o.Disable, rule.Setting{ID: d.ID, Pos: pos(d.Pos)})
	}
	for _, e := range c.Enable {
		o.Enable = append(o.Enable, rule.Setting{ID: e.ID, Pos: pos(e.Pos)})
	}
	for _, s := range c.Severity {
		o.Severity = append(o.Severity, rule.Setting{ID: s.ID, Value: s.Value, Pos: pos(s.Pos)})
	}
	for _, v := range c.Views {
		for _, id := range v.Rules {
			o.Views = append(o.Views, rule.Setting{ID: id.ID, Pos: pos(id.Pos)})
		}
	}
	for _, ps := range c.Params {
		for _, p := range ps.Values {
			o.Params = append(o.Params, rule.ParamSetting{ID: ps.ID, Name: p.Name, Node: p.Node, Pos: pos(p.Pos)})
		}
	}
	return o
}

// wordsOf returns the words that decide which files matter.
func wordsOf(set *rule.Set) *program.Dictionary { return link.Dictionary(set) }
