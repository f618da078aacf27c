package metamorph

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// MoveConstants puts constants and telling literals of Python modules into modules of their own.
func MoveConstants(w *Workspace) error {
	added := map[string]string{}
	err := w.edit(isPython, func(p string, t *syntax.Tree) visitor {
		w.fresh++
		module := fmt.Sprintf("words_%d", w.fresh)
		var lines, names []string
		add := func(name, line string) {
			lines, names = append(lines, line+"\n"), append(names, name)
		}
		texts := map[syntax.NodeID]string{}
		for n := range t.Root().All() {
			if name, ok := constant(n); ok {
				texts[n.ID()] = "pass"
				add(name, n.Text())
				continue
			}
			content, ok := plain(n)
			if ok && telling.MatchString(content) && within(n, "class_definition").IsNone() && !inConstant(n) {
				texts[n.ID()] = w.name("CONSTANT")
				delete(w.Names, texts[n.ID()])
				add(texts[n.ID()], texts[n.ID()]+" = "+n.Text())
			}
		}
		if len(names) == 0 {
			return nil
		}
		added[path.Join(path.Dir(p), module+".py")] = strings.Join(lines, "")
		if _, ok := w.Files[path.Join(path.Dir(p), "__init__.py")]; ok {
			module = "." + module
		}
		return withImport("from "+module+" import "+strings.Join(names, ", ")+"\n", replaced(texts))
	})
	for p, text := range added {
		w.Files[p] = text
	}
	return err
}

// constant returns the name of a module's constant that is a string or a number.
func constant(n syntax.Node) (name string, ok bool) {
	a := n.NamedFirst()
	if !n.Is("expression_statement") || !a.Is("assignment") || !n.Parent().Parent().IsNone() {
		return "", false
	}
	name = a.ByField("left").Text()
	_, text := plain(a.ByField("right"))
	return name, name == strings.ToUpper(name) && (text || is(a.ByField("right"), "integer", "float"))
}

func inConstant(n syntax.Node) bool {
	_, ok := constant(within(n, "expression_statement"))
	return ok
}

var keyword = regexp.MustCompile(`^[A-Za-z][a-zA-Z]*$`)

// Dicts writes dictionaries as calls of dict, with keywords where the keys are names, or as a dictionary with another one
// spread.
func Dicts(w *Workspace) error {
	return w.edit(isPython, func(string, *syntax.Tree) visitor {
		return func(p *printer, n syntax.Node) (string, bool) {
			if !n.Is("dictionary") {
				return "", false
			}
			switch w.rand.Intn(3) {
			case 0:
				return "dict(" + p.inside(n) + ")", true
			case 1:
				return "{**" + p.inside(n) + "}", true
			}
			var keys, args []string
			for c := range n.NamedChildren() {
				key, ok := plain(c.ByField("key"))
				switch {
				case c.Is("dictionary_splat"):
					return "dict(" + p.inside(n) + ")", true
				case ok && keyword.MatchString(key) && !strings.Contains("from import class return async in is if or not", key):
					args = append(args, key+"="+p.print(c.ByField("value")))
				default:
					keys = append(keys, p.print(c))
				}
			}
			return "dict(" + strings.Join(append([]string{"{" + strings.Join(keys, ", ") + "}"}, args...), ", ") + ")", true
		}
	})
}

// Sums writes f-strings as sums of strings.
func Sums(w *Workspace) error {
	return w.edit(isPython, func(string, *syntax.Tree) visitor {
		return func(p *printer, n syntax.Node) (string, bool) {
			text := n.Text()
			if !n.Is("string") || !strings.HasPrefix(text, `f"`) || strings.ContainsAny(text, "\\\n!") || strings.Contains(text, "{{") || n.Parent().Is("concatenated_string") {
				return "", false
			}
			parts, at := []string{`""`}, n.Start()+2
			fixed := func(end int) {
				if end > at {
					parts = append(parts, `"`+string(n.Tree().Text()[at:end])+`"`)
				}
			}
			for c := range n.NamedChildren() {
				if !c.Is("interpolation") {
					continue
				}
				if !c.ByField("format_specifier").IsNone() {
					return "", false
				}
				fixed(c.Start())
				parts, at = append(parts, "str("+p.print(c.NamedFirst())+")"), c.End()
			}
			fixed(n.End() - 1)
			return "(" + strings.Join(parts, " + ") + ")", true
		}
	})
}
