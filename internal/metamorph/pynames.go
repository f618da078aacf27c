package metamorph

import (
	"maps"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// libraryMethods are methods that the workspace's classes have in common with libraries' ones.
var libraryMethods = map[string]bool{"close": true, "get": true, "post": true, "put": true, "request": true, "send": true, "items": true}

// RenameMethods gives classes, functions, methods and private attributes of Python files other names.
func RenameMethods(w *Workspace) error {
	now, keywords := map[string]string{}, map[string]bool{}
	err := w.eachPython(func(n syntax.Node) {
		name := n.Text()
		switch {
		case is(n.Parent(), "keyword_argument") && role(n, "name"):
			keywords[name] = true
		case strings.HasPrefix(name, "__") || name == "_" || libraryMethods[name]:
		case !within(n, "class_definition").ByField("superclasses").IsNone() && is(n.Parent(), "function_definition"):
			keywords[name] = true // it may override a method of a library
		case is(n.Parent(), "function_definition", "class_definition") && role(n, "name"), strings.HasPrefix(name, "_"):
			now[name] = ""
		}
	})
	if err != nil {
		return err
	}
	for _, n := range slices.Sorted(maps.Keys(now)) {
		if keywords[n] {
			delete(now, n)
			continue
		}
		now[n] = w.name(n)
	}
	return w.renamePython(now, func(syntax.Node) bool { return true })
}

// RenameVariables gives what Python files assign other names, where it is no parameter and no field of a class.
func RenameVariables(w *Workspace) error {
	assigned, blocked := map[string]bool{}, map[string]bool{"request": true}
	err := w.eachPython(func(n syntax.Node) {
		name := n.Text()
		switch parent := n.Parent(); {
		case is(parent, "attribute") && isMember(n):
			blocked[name] = true // it may be read off a module
		case isMember(n) || strings.HasPrefix(name, "_"):
		case !within(n, "parameters", "lambda_parameters").IsNone():
			blocked[name] = true
		case is(parent, "assignment") && role(n, "left"):
			assigned[name] = true
			if around := within(n, "class_definition", "function_definition"); around.Is("class_definition") {
				blocked[name] = true
			}
		case is(parent, "function_definition", "class_definition"), is(parent, "dotted_name") && strings.Contains(parent.Text(), "."):
			blocked[name] = true
		}
	})
	if err != nil {
		return err
	}
	now := map[string]string{}
	for _, n := range slices.Sorted(maps.Keys(assigned)) {
		if !blocked[n] {
			now[n] = w.name(n)
		}
	}
	return w.renamePython(now, func(n syntax.Node) bool { return !isMember(n) })
}

// isMember reports whether an identifier names something by itself, whatever variables there are.
func isMember(n syntax.Node) bool {
	return is(n.Parent(), "attribute") && role(n, "attribute") || is(n.Parent(), "keyword_argument") && role(n, "name")
}

func (w *Workspace) eachPython(visit func(identifier syntax.Node)) error {
	for _, p := range w.paths(isPython) {
		t, err := w.parse(p)
		if err != nil {
			return err
		}
		for n := range t.Root().All() {
			if n.Is("identifier") {
				visit(n)
			}
		}
	}
	return nil
}

func (w *Workspace) renamePython(now map[string]string, is func(identifier syntax.Node) bool) error {
	return w.edit(isPython, func(string, *syntax.Tree) visitor {
		return func(_ *printer, n syntax.Node) (string, bool) {
			if content, ok := plain(n); ok && now[content] != "" && within(n, "assignment").ByField("left").Text() == "__all__" {
				return `"` + now[content] + `"`, true
			}
			to := now[n.Text()]
			return to, to != "" && n.Is("identifier") && is(n)
		}
	})
}
