package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// mayBeLibrary reports whether the leftmost name of a match may be the library that a Python or Go pattern names: in
// `requests.get(…)` it is not where requests is a parameter, a dict, or bound by nothing. Other languages say so with `from`.
func (l *Linker) mayBeLibrary(u *resolve.Unit, libraries []string, n syntax.Node) bool {
	switch u.Module().Language.Name {
	case rule.Python:
	case rule.Go:
		return mayBePackage(u, libraries, n)
	default:
		return true
	}
	root := leftmost(n)
	if root.Type() != "identifier" || !contains(libraries, root.Text()) {
		return true // a metavariable, or imported under another name
	}
	m := u.Module()
	id := m.Resolve(root)
	if id == lang.NoBinding {
		return l.starsReach(u, root.Text())
	}
	b := &m.Bindings[id]
	if b.Kind == lang.Imported {
		imp := &m.Imports[b.Import]
		return l.prog.External(u, imp.Module) != "" || l.mayReach(u, imp, []string{root.Text()})
	}
	for _, e := range b.Effects {
		if m.Effects[e].Source == lang.FromImport {
			return true // try: import … except ImportError: … = None
		}
	}
	return false
}

// mayBePackage is mayBeLibrary for Go: an import binds the name of a package, and nothing else does.
func mayBePackage(u *resolve.Unit, packages []string, n syntax.Node) bool {
	root := leftmost(n)
	if !root.Is("identifier") && !root.Is("package_identifier") || !contains(packages, root.Text()) {
		return true // a metavariable, or imported under another name
	}
	id := u.Module().Resolve(root)
	return id != lang.NoBinding && u.Module().Bindings[id].Kind == lang.Imported
}

// starsReach reports whether a name that the file does not bind may come from a module of which it imports all names.
func (l *Linker) starsReach(u *resolve.Unit, name string) bool {
	for i := range u.Module().Imports {
		if imp := &u.Module().Imports[i]; imp.Star && l.mayReach(u, imp, []string{name}) {
			return true
		}
	}
	return false
}

// librariesOf returns the leftmost names of the dotted names that a formula spells out.
func librariesOf(f *pattern.Formula) []string {
	var out []string
	for _, phrases := range f.Phrases() {
		for _, p := range phrases {
			if p.Module != "" && !contains(out, p.Module) {
				out = append(out, p.Module)
			}
		}
	}
	return out
}

// leftmost returns the first name of a chain of calls, members and indexes.
func leftmost(n syntax.Node) syntax.Node {
	for {
		switch n.Type() {
		case "call", "attribute", "subscript", "await", "parenthesized_expression",
			"call_expression", "selector_expression", "index_expression", "composite_literal", "qualified_type":
			n = n.NamedFirst()
		default:
			return n
		}
	}
}
