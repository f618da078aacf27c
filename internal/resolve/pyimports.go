package resolve

import (
	"path"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// importedPython evaluates a name bound by a Python import.
func (s *Session) importedPython(u *Unit, imp *lang.Import, t Target, n syntax.Node, f *Frame) *value.Value {
	if imp.Root {
		first, _, _ := strings.Cut(imp.Module, ".")
		t = s.prog.Import(u, first)
		imp = &lang.Import{Module: first, Name: "*"}
	}
	switch {
	case imp.Name == "*" && (t.Unit != nil || t.Namespace):
		return s.namespace(u, t.Unit, n, f, imp.Module)
	case imp.Name == "*" && t.External:
		return s.external(u, n, f, t.Name)
	case t.External:
		return s.external(u, n, f, t.Name+"."+imp.Name)
	}
	if t.Unit == u {
		// `from . import name` in a package's own file: the module below it, not the name that the import binds.
		return s.moduleBelow(u, n, f, u, imp.Module, imp.Name)
	}
	return s.pythonMember(u, n, f, t.Unit, imp.Module, imp.Name)
}

// pythonMember is a name of a Python module: one that the module binds, else a module below it. mod is nil for a folder
// without __init__.py.
func (s *Session) pythonMember(u *Unit, n syntax.Node, f *Frame, mod *Unit, dotted, name string) *value.Value {
	if mod != nil {
		if b, ok := mod.Module().Scopes[0].Names[name]; ok {
			return s.global(mod, b)
		}
		if from := s.starSource(mod, name).unit; from != nil {
			return s.global(from, from.Module().Scopes[0].Names[name])
		}
	}
	return s.moduleBelow(u, n, f, mod, dotted, name)
}

// moduleBelow is the module called name below the module mod, which u knows as dotted.
func (s *Session) moduleBelow(u *Unit, n syntax.Node, f *Frame, mod *Unit, dotted, name string) *value.Value {
	below := dotted + "." + name
	if strings.HasSuffix(dotted, ".") {
		below = dotted + name
	}
	var t Target
	switch {
	case mod != nil && strings.HasPrefix(path.Base(mod.File.Path), "__init__."):
		t = s.prog.Import(mod, "."+name)
	case mod == nil && dotted != "":
		t = s.prog.Import(u, below)
	}
	switch {
	case t.Unit != nil || t.Namespace:
		return s.namespace(u, t.Unit, n, f, below)
	case mod != nil || dotted == "":
		return s.unknown(u, n, f, name+" is not seen in module "+dotted)
	case t.External:
		return s.external(u, n, f, t.Name)
	}
	return s.unresolved(u, n, f, below, t)
}

// starOrGlobal evaluates a name that nothing in the file binds: one that a star import brings, else a global.
func (s *Session) starOrGlobal(u *Unit, e lang.Expr, f *Frame) *value.Value {
	if isPython(u) {
		if from := s.starSource(u, e.Str).unit; from != nil {
			return s.global(from, from.Module().Scopes[0].Names[e.Str])
		}
	}
	if !isPython(u) && (e.Str == "undefined" || e.Str == "NaN") {
		return value.NewNull()
	}
	r := s.newRef(ExternalRef, u, e.Node, f)
	r.Name = e.Str
	return &value.Value{Kind: value.Unknown, Reason: e.Str + " is not declared in the workspace", At: u.Place(e.Node), Ref: r}
}
