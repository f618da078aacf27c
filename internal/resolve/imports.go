package resolve

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// maxReexports bounds a chain of re-exports.
const maxReexports = 32

// imported evaluates an imported name.
func (s *Session) imported(u *Unit, imp *lang.Import, n syntax.Node, f *Frame) *value.Value {
	t := s.prog.Import(u, imp.Module)
	switch {
	case isPython(u):
		return s.importedPython(u, imp, t, n, f)
	case t.Unit != nil && imp.Name == "*":
		return s.namespace(u, t.Unit, n, f, "")
	case t.Unit != nil:
		return s.export(t.Unit, imp.Name, u, n, f, 0)
	case t.External && (imp.Name == "*" || imp.Name == "default"):
		return s.external(u, n, f, t.Name)
	case t.External:
		return s.external(u, n, f, t.Name+"."+imp.Name)
	}
	return s.unresolved(u, n, f, imp.Module, t)
}

func (s *Session) unresolved(u *Unit, n syntax.Node, f *Frame, spec string, t Target) *value.Value {
	v := s.unknown(u, n, f, "module "+spec+" does not resolve: "+t.Reason)
	r := v.Ref.(*Ref)
	r.Kind, r.Name = CallRef, spec
	return v
}

// external is a name outside the workspace.
func (s *Session) external(u *Unit, n syntax.Node, f *Frame, name string) *value.Value {
	r := s.newRef(ExternalRef, u, n, f)
	r.Name = name
	return &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
}

func (s *Session) namespace(u, target *Unit, n syntax.Node, f *Frame, dotted string) *value.Value {
	r := s.newRef(ModuleRef, u, n, f)
	r.Home, r.Name = target, dotted
	return &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
}

// module evaluates require("spec") and import("spec").
func (s *Session) module(u *Unit, n syntax.Node, f *Frame, spec string) *value.Value {
	t := s.prog.Import(u, spec)
	switch {
	case t.Unit != nil:
		if e, ok := t.Unit.Module.Export("="); ok {
			return s.exported(t.Unit, e, u, n, f, 0)
		}
		return s.namespace(u, t.Unit, n, f, "")
	case t.External:
		return s.external(u, n, f, t.Name)
	}
	return s.unresolved(u, n, f, spec, t)
}

// export evaluates what the unit t exports under name, through re-exports.
func (s *Session) export(t *Unit, name string, u *Unit, n syntax.Node, f *Frame, depth int) *value.Value {
	if depth > maxReexports {
		s.tainted++
		return s.unknown(u, n, f, "re-exports go round in circles or are nested too deeply")
	}
	if e, ok := t.Module.Export(name); ok {
		return s.exported(t, e, u, n, f, depth)
	}
	if e, ok := t.Module.Export("="); ok {
		v := s.exported(t, e, u, n, f, depth)
		if name == "default" {
			return v
		}
		return s.member(u, n, f, v, name)
	}
	var reason string
	for i := range t.Module.Exports {
		e := &t.Module.Exports[i]
		if e.Name != "*" || name == "default" {
			continue
		}
		next := s.prog.Import(t, e.From)
		switch {
		case next.Unit != nil:
			if s.exports(next.Unit, name, depth+1) {
				return s.export(next.Unit, name, u, n, f, depth+1)
			}
		case next.External:
			reason = "it may come from " + next.Name
		default:
			reason = "module " + e.From + " does not resolve: " + next.Reason
		}
	}
	if reason == "" {
		reason = "it is not seen there"
	}
	return s.unknown(u, n, f, name+" of "+t.File.Path+" is not known: "+reason)
}

// exports reports whether unit t exports name, itself or through what it re-exports.
func (s *Session) exports(t *Unit, name string, depth int) bool {
	if depth > maxReexports {
		return false
	}
	if _, ok := t.Module.Export(name); ok {
		return true
	}
	for i := range t.Module.Exports {
		if e := &t.Module.Exports[i]; e.Name == "*" {
			if next := s.prog.Import(t, e.From); next.Unit != nil && s.exports(next.Unit, name, depth+1) {
				return true
			}
		}
	}
	_, ok := t.Module.Export("=")
	return ok
}

func (s *Session) exported(t *Unit, e *lang.Export, u *Unit, n syntax.Node, f *Frame, depth int) *value.Value {
	if e.From != "" {
		next := s.prog.Import(t, e.From)
		switch {
		case next.Unit != nil && e.Source == "*":
			return s.namespace(u, next.Unit, n, f, "")
		case next.Unit != nil:
			return s.export(next.Unit, e.Source, u, n, f, depth+1)
		case next.External && (e.Source == "*" || e.Source == "default"):
			return s.external(t, t.Module.Node(e.Node), nil, next.Name)
		case next.External:
			return s.external(t, t.Module.Node(e.Node), nil, next.Name+"."+e.Source)
		}
		return s.unresolved(u, n, f, e.From, next)
	}
	if e.Binding != lang.NoBinding {
		return s.global(t, e.Binding)
	}
	return s.Eval(t, t.Module.Node(e.Value), nil)
}

// global returns what a module-level name holds once its module has run.
func (s *Session) global(t *Unit, b lang.BindingID) *value.Value {
	bind := &t.Module.Bindings[b]
	if bind.Kind == lang.Imported {
		return s.binding(t, b, t.Module.Node(bind.Node), nil)
	}
	k := memoKey{t, bind.Node, nil, lang.BindingID(-4 - int32(b))}
	return s.remember(k, func() *value.Value {
		if bind.Kind == lang.TypeName {
			return s.unknown(t, t.Module.Node(bind.Node), nil, "a type")
		}
		st := &state{s: s, u: t, name: bind.Name}
		st.runAll(bind.Effects, bind.Func)
		v := st.result(t.Module.Node(bind.Node))
		s.step(t, t.Module.Node(bind.Node), "%s is %s", bind.Name, describe(v))
		return v
	})
}

// moduleMember is a member of a module used as a namespace.
func (s *Session) moduleMember(u *Unit, n syntax.Node, f *Frame, r *Ref, name string) *value.Value {
	if !isPython(u) {
		return s.export(r.Home, name, u, n, f, 0)
	}
	return s.pythonMember(u, n, f, r.Home, r.Name, name)
}

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
	return s.pythonMember(u, n, f, t.Unit, imp.Module, imp.Name)
}

// pythonMember is a name of a Python module: one that the module binds, else a module below it. mod is nil for a folder
// without __init__.py.
func (s *Session) pythonMember(u *Unit, n syntax.Node, f *Frame, mod *Unit, dotted, name string) *value.Value {
	if mod != nil {
		if b, ok := mod.Module.Scopes[0].Names[name]; ok {
			return s.global(mod, b)
		}
		if v := s.throughStars(mod, name, 0); v != nil {
			return v
		}
	}
	if dotted != "" {
		below := dotted + "." + name
		if strings.HasSuffix(dotted, ".") {
			below = dotted + name
		}
		switch t := s.prog.Import(u, below); {
		case t.Unit != nil || t.Namespace:
			return s.namespace(u, t.Unit, n, f, below)
		case t.External && mod == nil:
			return s.external(u, n, f, t.Name)
		case mod == nil:
			return s.unresolved(u, n, f, below, t)
		}
	}
	return s.unknown(u, n, f, name+" is not seen in module "+dotted)
}

// throughStars looks for a name in the modules that mod imports everything from; nil if it is in none of them.
func (s *Session) throughStars(mod *Unit, name string, depth int) *value.Value {
	if depth > maxReexports {
		return nil
	}
	for i := range mod.Module.Imports {
		imp := &mod.Module.Imports[i]
		if !imp.Star {
			continue
		}
		t := s.prog.Import(mod, imp.Module)
		if t.Unit == nil {
			continue
		}
		if b, ok := t.Unit.Module.Scopes[0].Names[name]; ok {
			return s.global(t.Unit, b)
		}
		if v := s.throughStars(t.Unit, name, depth+1); v != nil {
			return v
		}
	}
	return nil
}

// starOrGlobal evaluates a name that nothing in the file binds: one that a star import brings, else a global.
func (s *Session) starOrGlobal(u *Unit, e lang.Expr, f *Frame) *value.Value {
	if v := s.throughStars(u, e.Str, 0); v != nil {
		return v
	}
	if e.Str == "undefined" || e.Str == "NaN" {
		return value.NewNull()
	}
	r := s.newRef(ExternalRef, u, e.Node, f)
	r.Name = e.Str
	return &value.Value{Kind: value.Unknown, Reason: e.Str + " is not declared in the workspace", At: u.Place(e.Node), Ref: r}
}
