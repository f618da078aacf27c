package resolve

import (
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
		if e, ok := t.Unit.Module().Export("="); ok {
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
		return s.unknown(u, n, f, "re-exports go round in circles or are nested too deeply")
	}
	if e, ok := t.Module().Export(name); ok {
		return s.exported(t, e, u, n, f, depth)
	}
	if e, ok := t.Module().Export("="); ok {
		v := s.exported(t, e, u, n, f, depth)
		if name == "default" {
			return v
		}
		return s.member(u, n, f, v, name)
	}
	from := s.starSource(t, name)
	if from.unit != nil {
		return s.export(from.unit, name, u, n, f, depth+1)
	}
	return s.unknown(u, n, f, name+" of "+t.File.Path+" is not known: "+from.reason)
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
			return s.external(t, t.Module().Node(e.Node), nil, next.Name)
		case next.External:
			return s.external(t, t.Module().Node(e.Node), nil, next.Name+"."+e.Source)
		}
		return s.unresolved(u, n, f, e.From, next)
	}
	if e.Binding != lang.NoBinding {
		return s.global(t, e.Binding)
	}
	return s.Eval(t, t.Module().Node(e.Value), nil)
}

// global returns what a module-level name holds once its module has run.
func (s *Session) global(t *Unit, b lang.BindingID) *value.Value {
	bind := &t.Module().Bindings[b]
	if bind.Kind == lang.Imported {
		return s.binding(t, b, t.Module().Node(bind.Node), nil)
	}
	k := memoKey{u: t, n: bind.Node, id: int32(b), kind: ofGlobal}
	return s.remember(k, func() *value.Value {
		if bind.Kind == lang.TypeName {
			return s.unknown(t, t.Module().Node(bind.Node), nil, "a type")
		}
		st := &state{s: s, u: t, name: bind.Name}
		st.runAll(t.effectsOf(bind), bind.Func)
		v := s.changedElsewhere(t, b, st.result(t.Module().Node(bind.Node)))
		if telling(v) {
			s.step(t, t.Module().Node(bind.Node), "%s is %s", bind.Name, said{v})
		}
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
