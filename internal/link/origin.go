package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// origin is where an imported name is declared, as the tables of imports and exports tell it: nothing is evaluated.
type origin struct {
	external string         // full name of a library
	unit     *resolve.Unit  // else the unit that declares it
	binding  lang.BindingID // there, NoBinding for an expression that is exported by itself
	unknown  bool           // the tables do not lead to a declaration
}

// maxChain bounds a chain of re-exports.
const maxChain = 16

// originOf follows an import through re-exports to the declaration.
func (l *Linker) originOf(u *resolve.Unit, imp *lang.Import, depth int) origin {
	t := l.prog.Import(u, imp.Module)
	switch {
	case t.External && (imp.Name == "*" || imp.Name == "default"):
		return origin{external: t.Name}
	case t.External:
		return origin{external: t.Name + "." + imp.Name}
	case t.Unit == nil || imp.Name == "*":
		return origin{unknown: true}
	}
	return l.exportOrigin(t.Unit, imp.Name, depth)
}

func (l *Linker) exportOrigin(t *resolve.Unit, name string, depth int) origin {
	if depth > maxChain {
		return origin{unknown: true}
	}
	if e, ok := t.Module().Export(name); ok {
		switch {
		case e.From != "":
			return l.originOf(t, &lang.Import{Module: e.From, Name: e.Source}, depth+1)
		case e.Binding != lang.NoBinding:
			if b := &t.Module().Bindings[e.Binding]; b.Kind == lang.Imported {
				return l.originOf(t, &t.Module().Imports[b.Import], depth+1)
			}
		}
		return origin{unit: t, binding: e.Binding}
	}
	for i := range t.Module().Exports {
		if e := &t.Module().Exports[i]; e.Name == "*" {
			if o := l.originOf(t, &lang.Import{Module: e.From, Name: name}, depth+1); !o.unknown {
				return o
			}
		}
	}
	return origin{unknown: true}
}

// comesFrom compares an origin with what the modules of an entry export under its leading names. maybe is set where the
// name is declared as something else that may stand for it, such as a constant.
func (l *Linker) comesFrom(u *resolve.Unit, o origin, e *rule.Entry) (is, maybe bool) {
	if o.unknown {
		return false, true
	}
	for _, m := range e.From {
		if o.external != "" {
			for _, name := range e.LeadNames {
				if o.external == m || o.external == m+"."+name {
					return true, false
				}
			}
			continue
		}
		t := l.prog.Import(u, m)
		if t.Unit == nil {
			continue
		}
		for _, name := range e.LeadNames {
			if x := l.exportOrigin(t.Unit, name, 0); x == o {
				return true, false
			}
		}
	}
	return false, o.unit != nil && standsFor(o.unit.Module(), o.binding)
}

// standsFor reports whether a name may be another name for something: it is set to a name, a member, a required module or
// the result of a call, not to a function or a class.
func standsFor(m *lang.Module, id lang.BindingID) bool {
	if id == lang.NoBinding {
		return true
	}
	b := &m.Bindings[id]
	if b.Kind != lang.Variable && b.Kind != lang.Constant {
		return false
	}
	for _, id := range b.Effects {
		e := &m.Effects[id]
		if e.Kind != lang.Write || e.Value == syntax.None {
			continue
		}
		switch x := m.Expr(m.Node(e.Value)); x.Op {
		case lang.OpRequire, lang.OpIdent, lang.OpMember, lang.OpCall, lang.OpAwait, lang.OpCast, lang.OpOr, lang.OpNullish, lang.OpCond:
			return true
		}
	}
	return false
}
