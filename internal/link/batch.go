package link

import (
	"hash/fnv"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// region is what statements have in common that are worked on together, in one session: what one of them finds out, such as what a client is
// that all of them call, the others need not find out again.
type region struct {
	unit  *resolve.Unit
	fn    lang.FuncID // where answers are kept: the outermost function around them
	piece uint32      // of a unit, from 0
}

// batch is statements that are worked on together.
type batch struct {
	region
	statements []*statement
	at         []int // where they stand among all
}

// batched puts statements together by region, in order; those without one are left out.
func batched(todo []*statement, regionOf func(st *statement) (at region, ok bool)) (batches []*batch) {
	by := map[region]*batch{}
	for i, st := range todo {
		at, ok := regionOf(st)
		if !ok {
			continue
		}
		g := by[at]
		if g == nil {
			g = &batch{region: at}
			by[at] = g
			batches = append(batches, g)
		}
		g.statements, g.at = append(g.statements, st), append(g.at, i)
	}
	return batches
}

// pieces is how many workers may work on one unit. It must not be theirs: how much one session can find out hangs on what it knows.
const pieces = 4

// regionOf returns the region of a statement: a piece of its unit. Where answers are kept, those of one function are kept apart from those of
// others, since they need not hang on the same; but not in a file that is edited, where all have to be found anew.
func (r *run) regionOf(st *statement) region {
	if r.l.ledger != nil && !r.isEdited(st.unit) {
		return region{unit: st.unit, fn: st.outer}
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(st.unit.Module().Funcs[st.outer].Name)) // a hash never fails
	return region{unit: st.unit, piece: h.Sum32() % pieces}
}

func (r *run) isEdited(u *resolve.Unit) bool {
	f := r.l.prog.FileOf(u.File)
	return f != nil && f.IsEdited()
}

// outermost returns the outermost function around a node.
func outermost(m *lang.Module, n syntax.Node) lang.FuncID {
	fn := m.FuncAt(n)
	for fn > 0 && m.Funcs[fn].Parent > 0 {
		fn = m.Funcs[fn].Parent
	}
	return fn
}
