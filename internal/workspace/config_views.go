package workspace

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// view reads a row of the summary. Whether its rules exist is known to who loads them.
func (r *configReader) view(n *yaml.Node) {
	e := View{Unit: ViewUnits()[0], Pos: r.position(n)}
	before := len(r.errors)
	r.object(n, "an entry of views", []field{
		{"name", func(_, v *yaml.Node) { e.Name, _ = r.text(v, "name") }},
		{"rules", func(_, v *yaml.Node) { e.Rules = r.ids(v, "rules of a view") }},
		{"categories", func(_, v *yaml.Node) { e.Categories = r.texts(v, "categories", "a category") }},
		{"repos", func(_, v *yaml.Node) { e.Repos = r.texts(v, "repos of a view", "the name of a repository") }},
		{"paths", func(_, v *yaml.Node) {
			for _, g := range r.globs(v, "paths") {
				e.Paths = append(e.Paths, g.Pattern)
			}
		}},
		{"unit", func(_, v *yaml.Node) { e.Unit = r.viewUnit(v) }},
	})
	switch {
	case len(r.errors) > before:
	case e.Name == "":
		r.fail(n, "an entry of views without name", "name: is the heading of its row")
	case len(e.Rules)+len(e.Categories)+len(e.Repos)+len(e.Paths) == 0:
		r.fail(n, fmt.Sprintf("view %q holds everything", e.Name), "say which rules, categories, repos or paths it counts")
	default:
		for _, have := range r.config.Views {
			if have.Name == e.Name {
				r.fail(n, fmt.Sprintf("two views named %q", e.Name), fmt.Sprintf("the other is in line %d; give one of them another name", have.Pos.Line))
				return
			}
		}
		r.config.Views = append(r.config.Views, e)
	}
}

func (r *configReader) viewUnit(n *yaml.Node) string {
	s, ok := r.text(n, "unit")
	if ok && !slices.Contains(ViewUnits(), s) {
		hint := "allowed are " + strings.Join(ViewUnits(), ", ")
		if near := nearest(s, ViewUnits()); near != "" {
			hint = fmt.Sprintf("did you mean %q? %s", near, hint)
		}
		r.fail(n, fmt.Sprintf("unknown unit %q", s), hint)
	}
	return s
}

func (r *configReader) texts(v *yaml.Node, what, item string) []string {
	var out []string
	r.items(v, what, "texts", func(n *yaml.Node) {
		if s, ok := r.text(n, item); ok && !slices.Contains(out, s) {
			out = append(out, s)
		}
	})
	return out
}
