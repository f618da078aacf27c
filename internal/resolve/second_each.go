package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// A loop gives its variable one object after the other: what it does by that name, it does to each of them.

// elements returns what a loop over n goes over, where the code names it: [a, b], the list that a variable holds, all members of an
// object. Nil for anything else.
func (u *Unit) elements(n syntax.Node) (out []armOf) {
	m := u.Module()
	x := uncast(m, n)
	if x.Op == lang.OpIdent {
		x = uncast(m, u.onlyValue(x.Node))
	}
	switch x.Op {
	case lang.OpList:
		for _, e := range x.Elems {
			if !e.Spread {
				out = append(out, armOf{node: e.Value, element: true})
			}
		}
	case lang.OpCall:
		callee := m.Expr(x.X)
		if callee.Op != lang.OpMember || callee.Str != "values" {
			return nil
		}
		of := callee.X
		if len(x.Args) == 1 && of.Text() == "Object" {
			of = x.Args[0].Value
		}
		out = append(out, armOf{node: of, element: true, member: true})
	}
	return out
}

// onlyValue returns the expression that alone gives a variable its value; n itself where there is none.
func (u *Unit) onlyValue(n syntax.Node) syntax.Node {
	m := u.Module()
	b := m.Resolve(n)
	if b == lang.NoBinding || writes(m, &m.Bindings[b]) != 1 {
		return n
	}
	for _, id := range m.Bindings[b].Effects {
		if e := &m.Effects[id]; e.Kind == lang.Write && e.Source == lang.Plain && len(e.Steps) == 0 && e.Value != syntax.None {
			return m.Node(e.Value)
		}
	}
	return n
}

// gone returns what the first parameter of a function stands for that is written where a method goes over a list: [a, b].forEach(t => …).
func (u *Unit) gone(b *lang.Binding) []armOf {
	m := u.Module()
	if b.Kind != lang.Param || b.Param != 0 {
		return nil
	}
	args := m.Node(m.Funcs[b.Func].Node).Parent()
	if !args.Is("arguments") {
		return nil
	}
	call := m.Expr(args.Parent())
	callee := m.Expr(call.X)
	if call.Op != lang.OpCall || callee.Op != lang.OpMember || !eachMethods[callee.Str] {
		return nil
	}
	return u.elements(callee.X)
}

// goesOver reports whether a function is handed to a method that calls it for the elements of a list: its parameter is
// then any of these.
func (u *Unit) goesOver(fn lang.FuncID) bool {
	m := u.Module()
	f := &m.Funcs[fn]
	for name := range eachMethods {
		for _, call := range u.CallsOf(name) {
			for _, a := range m.Expr(call).Args {
				if a.Value.ID() == f.Node || f.Binding != lang.NoBinding && a.Value.Is("identifier") && m.Resolve(a.Value) == f.Binding {
					return true
				}
			}
		}
	}
	return false
}
