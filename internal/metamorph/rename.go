package metamorph

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Rename calls variables, properties and types of the TypeScript family that are spelled old by a fresh name.
func Rename(old string) Rewrite {
	return func(w *Workspace) error {
		now := w.name(old)
		return w.edit(isScript, func(string, *syntax.Tree) visitor {
			return func(_ *printer, n syntax.Node) (string, bool) {
				if s, ok := plain(n); ok && s == old && is(n.Parent(), "literal_type") {
					return "'" + now + "'", true
				}
				spelled := strings.HasSuffix(n.Type(), "identifier") || is(n, "shorthand_property_identifier_pattern")
				return now, n.Named() && spelled && n.Text() == old
			}
		})
	}
}

// RenamePackage calls an npm package of the workspace by another name, with everything that imports it.
func RenamePackage(old, now string) Rewrite {
	return func(w *Workspace) error {
		renamed := func(s string) (string, bool) {
			return now + strings.TrimPrefix(s, old), s == old || strings.HasPrefix(s, old+"/")
		}
		for _, p := range w.paths(func(p string) bool { return path.Ext(p) == ".json" }) {
			w.Files[p] = strings.NewReplacer(`"`+old+`"`, `"`+now+`"`, `"`+old+`/`, `"`+now+`/`).Replace(w.Files[p])
		}
		for _, p := range w.paths(func(p string) bool { return strings.Contains(p, "/node_modules/"+old+"/") }) {
			w.Files[strings.Replace(p, "/"+old+"/", "/"+now+"/", 1)] = w.Files[p]
			delete(w.Files, p)
		}
		return w.edit(isScript, func(string, *syntax.Tree) visitor {
			return func(_ *printer, n syntax.Node) (string, bool) {
				s, ok := plain(n)
				if !ok {
					return "", false
				}
				to, ok := renamed(s)
				return n.Text()[:1] + to + n.Text()[:1], ok
			}
		})
	}
}

// scriptNames are the names of one file, by what they are.
type scriptNames struct {
	declared, exported, parameters, imported, used, properties map[string]bool
}

func namesOf(t *syntax.Tree) scriptNames {
	s := scriptNames{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for n := range t.Root().All() {
		switch {
		case is(n, "property_identifier"):
			s.properties[n.Text()] = true
			continue
		case !is(n, "identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"):
			continue
		}
		s.used[n.Text()] = true
		switch {
		case !within(n, "formal_parameters").IsNone() || is(n.Parent(), "arrow_function"):
			s.parameters[n.Text()] = true
		case !within(n, "import_clause").IsNone():
			s.imported[n.Text()] = true
		case is(n.Parent(), "export_specifier"):
			s.exported[n.Text()] = true
		case is(n.Parent(), "function_declaration", "variable_declarator") && role(n, "name"):
			s.declared[n.Text()] = true
			if is(n.Parent().Parent(), "export_statement") || is(n.Parent().Parent().Parent(), "export_statement") {
				s.exported[n.Text()] = true
			}
		}
	}
	return s
}

// RenameLocals gives every function, variable and constant that its file declares and keeps for itself another name.
func RenameLocals(w *Workspace) error {
	return w.edit(isScript, func(_ string, t *syntax.Tree) visitor {
		s, now := namesOf(t), map[string]string{}
		for _, n := range slices.Sorted(maps.Keys(s.declared)) {
			if !s.exported[n] && !s.parameters[n] && !s.imported[n] {
				now[n] = w.name(n)
			}
		}
		return renameVariables(now)
	})
}

// entryPoints are names by which frameworks find exports.
var entryPoints = map[string]bool{"GET": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true, "middleware": true, "register": true}

// RenameExports gives functions and constants that files export another name, here and where they are imported.
func RenameExports(w *Workspace) error {
	exported, blocked := map[string]bool{}, map[string]bool{}
	for _, p := range w.paths(isScript) {
		t, err := w.parse(p)
		if err != nil {
			return err
		}
		s := namesOf(t)
		for n := range s.declared {
			exported[n] = exported[n] || s.exported[n]
		}
		for n := range s.used {
			known := s.declared[n] || s.imported[n] || s.exported[n]
			blocked[n] = blocked[n] || s.parameters[n] || !known || entryPoints[n]
		}
		for n := range s.properties { // it may be read off a namespace
			blocked[n] = true
		}
	}
	now := map[string]string{}
	for _, n := range slices.Sorted(maps.Keys(exported)) {
		if exported[n] && !blocked[n] {
			now[n] = w.name(n)
		}
	}
	return w.edit(isScript, func(string, *syntax.Tree) visitor { return renameVariables(now) })
}

// renameVariables renames variables and lets properties alone.
func renameVariables(now map[string]string) visitor {
	return func(_ *printer, n syntax.Node) (string, bool) {
		to, ok := now[n.Text()]
		switch {
		case !ok:
			return "", false
		case is(n, "identifier"):
			return to, true
		case is(n, "shorthand_property_identifier", "shorthand_property_identifier_pattern"):
			return n.Text() + ": " + to, true
		}
		return "", false
	}
}
