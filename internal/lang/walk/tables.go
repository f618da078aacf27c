package walk

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// NewModule returns the module of a file, with nothing but its body.
func NewModule(language *lang.Language, t *syntax.Tree) *lang.Module {
	return &lang.Module{
		Tree: t, Language: language,
		ScopeOf: map[syntax.NodeID]lang.ScopeID{},
		BlockOf: map[syntax.NodeID]lang.BlockID{},
		FuncOf:  map[syntax.NodeID]lang.FuncID{},
		ClassOf: map[syntax.NodeID]lang.ClassID{},
		Funcs: []lang.Func{{
			Kind: lang.ModuleBody, Parent: lang.NoFunc, Class: lang.NoClass,
			This: lang.NoBinding, Binding: lang.NoBinding,
		}},
	}
}

// AddScope adds a scope that the node of s opens.
func AddScope(m *lang.Module, s lang.Scope) lang.ScopeID {
	id := lang.ScopeID(len(m.Scopes))
	s.Names = map[string]lang.BindingID{}
	m.Scopes = append(m.Scopes, s)
	m.ScopeOf[s.Node] = id
	return id
}

// AddFunc adds the function n inside another. It is bound to no name yet.
func AddFunc(m *lang.Module, n, body syntax.Node, parent lang.FuncID, f lang.Func) lang.FuncID {
	id := lang.FuncID(len(m.Funcs))
	f.Node, f.Body, f.Parent = n.ID(), body.ID(), parent
	f.This, f.Binding = lang.NoBinding, lang.NoBinding
	m.Funcs = append(m.Funcs, f)
	m.FuncOf[n.ID()] = id
	return id
}

// Bind adds a binding to a scope that has none of the name.
func Bind(m *lang.Module, scope lang.ScopeID, name syntax.Node, text string, k lang.BindingKind) lang.BindingID {
	s := &m.Scopes[scope]
	b := lang.BindingID(len(m.Bindings))
	m.Bindings = append(m.Bindings, lang.Binding{
		Name: text, Kind: k, Scope: scope, Func: s.Func, Node: name.ID(), Type: syntax.None, Import: lang.NoImport,
	})
	s.Names[text] = b
	return b
}

// Effect returns an effect without any node but its own.
func Effect(k lang.EffectKind, n syntax.Node) lang.Effect {
	return lang.Effect{Kind: k, Node: n.ID(), KeyAt: syntax.None, Value: syntax.None, Call: syntax.None}
}

// Identifier lowers a name: a method's receiver, by whatever name, is told from others.
func Identifier(e *lang.Expr, m *lang.Module, n syntax.Node) {
	e.Op, e.Str = lang.OpIdent, n.Text()
	if b := m.Lookup(m.ScopeAt(n), e.Str); b != lang.NoBinding && m.Funcs[m.Bindings[b].Func].This == b {
		e.Op = lang.OpThis
	}
}

// DropThis makes a receiver an ordinary name in methods that assign to it. bindings is parallel to the module's effects.
func DropThis(m *lang.Module, bindings []lang.BindingID) {
	for i, e := range m.Effects {
		b := bindings[i]
		if e.Kind != lang.Write || b == lang.NoBinding {
			continue
		}
		if f := &m.Funcs[m.Bindings[b].Func]; f.This == b {
			f.This = lang.NoBinding
		}
	}
}

// OfMember makes of an effect below a receiver one on the member that is the first step of its path, and returns the member's
// name with it. It reports false for a method of the receiver itself.
func OfMember(e lang.Effect) (of lang.Effect, name string, ok bool) {
	name = e.Key
	switch {
	case len(e.Path) > 0:
		name, e.Path = e.Path[0], e.Path[1:]
	case e.Kind == lang.Store:
		e.Kind, e.Key = lang.Write, ""
	case e.Kind == lang.Remove:
		e.Kind, e.Key, e.Source = lang.Write, "", lang.Nothing
	default:
		return e, "", false
	}
	return e, name, true
}

// Members find the members of classes by their names; a class has an element of its own.
type Members []map[string]int

// Of returns the member of the class, a new one at n when there is none. It is valid until the next call.
func (s Members) Of(m *lang.Module, c lang.ClassID, name string, n syntax.Node) *lang.Member {
	cl := &m.Classes[c]
	i, ok := s[c][name]
	if !ok {
		i = len(cl.Members)
		s[c][name] = i
		cl.Members = append(cl.Members, lang.Member{
			Name: name, Node: n.ID(), Func: lang.NoFunc, Value: syntax.None, Type: syntax.None,
		})
	}
	return &cl.Members[i]
}
