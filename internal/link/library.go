package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// mayBeLibrary reports whether the leftmost name of a match may be the library that a Python pattern names: in `requests.get(…)`
// it is not where requests is a parameter, a dict, or bound by nothing. Other languages say so with `from`.
func (l *Linker) mayBeLibrary(u *resolve.Unit, libraries []string, n syntax.Node) bool {
	if u.Module().Language.Name != rule.Python {
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
		case "call", "attribute", "subscript", "await", "parenthesized_expression":
			n = n.NamedFirst()
		default:
			return n
		}
	}
}
