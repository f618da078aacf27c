package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// SurelyNot reports whether code is surely no object of the type, by looking at nothing but how its file writes it: a name that is set
// once, to a literal, to a function, or to an object of the language's own such as a new Map. Most methods are called on such names, and
// to evaluate them goes through all that happens to the object, which does not change what it is. False says nothing.
func SurelyNot(p Program, u *Unit, n syntax.Node, typ string) bool {
	m := u.Module()
	if isGo(u) || n.HasError() || len(p.Known(u, n)) > 0 {
		return false
	}
	switch e := m.Expr(n); e.Op {
	case lang.OpIdent:
		set, ok := setOnce(m, m.Resolve(n), false)
		return ok && isOwn(p, u, set, typ)
	case lang.OpMember:
		return isMemberOfOwn(p, u, e, typ)
	}
	return false
}

// isMemberOfOwn reports whether a selection is a method of something of the language's own, or something like its size.
func isMemberOfOwn(p Program, u *Unit, e lang.Expr, typ string) bool {
	m := u.Module()
	if e.Op != lang.OpMember || isGo(u) || m.Expr(e.X).Op != lang.OpIdent || len(p.Known(u, e.X)) > 0 {
		return false
	}
	set, ok := setOnce(m, m.Resolve(e.X), true)
	return ok && isOwn(p, u, set, typ) && hasOwnMembers(m, set)
}

// setOnce returns the one expression that a name of a file is set to. Variables of a module may be set by others. whole demands that the
// file sets no members of the object either.
func setOnce(m *lang.Module, id lang.BindingID, whole bool) (syntax.Node, bool) {
	if id == lang.NoBinding {
		return syntax.Node{}, false
	}
	b := &m.Bindings[id]
	if b.Kind != lang.Constant && (b.Kind != lang.Variable || b.Func == 0) {
		return syntax.Node{}, false
	}
	set := syntax.None
	for _, id := range b.Effects {
		e := &m.Effects[id]
		switch {
		case whole && e.Kind == lang.Store:
			return syntax.Node{}, false
		case e.Kind != lang.Write || e.Source == lang.Nothing:
		case set != syntax.None || e.Source != lang.Plain || e.Op != "" || len(e.Steps) > 0 || e.Value == syntax.None:
			return syntax.Node{}, false
		default:
			set = e.Value
		}
	}
	return m.Node(set), set != syntax.None
}

// isOwn reports whether an expression makes something of the language's own that is not of the type.
func isOwn(p Program, u *Unit, n syntax.Node, typ string) bool {
	m := u.Module()
	if n.HasError() || len(p.Known(u, n)) > 0 {
		return false
	}
	switch e := m.Expr(n); e.Op {
	case lang.OpString, lang.OpNumber, lang.OpBool, lang.OpTemplate, lang.OpObject, lang.OpList, lang.OpFunc, lang.OpRegex:
		return true
	case lang.OpCast:
		return isOwn(p, u, e.X, typ)
	case lang.OpCall:
		made := m.Expr(e.X)
		return e.New && made.Op == lang.OpIdent && made.Str != typ && m.Resolve(made.Node) == lang.NoBinding && !isPython(u)
	}
	return false
}

// hasOwnMembers reports whether what an expression of the language's own makes has no members but those that the language gives it.
func hasOwnMembers(m *lang.Module, n syntax.Node) bool {
	e := m.Expr(n)
	for e.Op == lang.OpCast {
		e = m.Expr(e.X)
	}
	return e.Op != lang.OpObject && e.Op != lang.OpFunc
}
