package lang

import (
	"sync"
	"sync/atomic"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// exprs are the expressions of a module that have been lowered. The same code is asked for from many places, while most of a
// file never is: so it is kept by pages, which are made when something on them is lowered.
type exprs struct {
	once  sync.Once
	pages []atomic.Pointer[exprPage] // by node id
}

const exprPageSize = 64

type exprPage [exprPageSize]atomic.Pointer[Expr]

// slot returns where the expression of a node of the tree is kept.
func (x *exprs) slot(id syntax.NodeID, nodes int) *atomic.Pointer[Expr] {
	x.once.Do(func() { x.pages = make([]atomic.Pointer[exprPage], nodes/exprPageSize+1) })
	at := &x.pages[id/exprPageSize]
	p := at.Load()
	if p == nil {
		at.CompareAndSwap(nil, new(exprPage))
		p = at.Load()
	}
	return &p[id%exprPageSize]
}

// Expr lowers the expression n. The result holds nodes of the same tree, to be lowered in turn. Its slices are not to be
// changed.
func (m *Module) Expr(n syntax.Node) Expr {
	if n.IsNone() {
		return Expr{Op: OpUnknown, Str: "no expression"}
	}
	if n.Tree() != m.Tree {
		return m.Language.Expr(m, n)
	}
	slot := m.lowered.slot(n.ID(), m.Tree.Len())
	e := slot.Load()
	if e == nil {
		lowered := m.Language.Expr(m, n)
		e = &lowered
		slot.Store(e)
	}
	return *e
}

// Aliases returns the names that are set to what the name b holds, in the order of the module's bindings.
func (m *Module) Aliases(b BindingID) []BindingID {
	m.aliasesOnce.Do(func() {
		m.aliases = map[BindingID][]BindingID{}
		for i := range m.Bindings {
			for _, id := range m.Bindings[i].Effects {
				if of := m.aliasOf(&m.Effects[id]); of != NoBinding {
					m.aliases[of] = append(m.aliases[of], BindingID(i))
				}
			}
		}
	})
	return m.aliases[b]
}

// aliasOf returns the name that an effect gives another name to, NoBinding where it does something else.
func (m *Module) aliasOf(e *Effect) BindingID {
	if e.Kind != Write || e.Value == syntax.None || e.Source != Plain || len(e.Steps) > 0 {
		return NoBinding
	}
	x := m.Language.Expr(m, m.Node(e.Value))
	for x.Op == OpCast {
		x = m.Language.Expr(m, x.X)
	}
	if x.Op != OpIdent {
		return NoBinding
	}
	return m.Resolve(x.Node)
}
