package link

import (
	"encoding/binary"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
)

// all does a piece of work for each of n keys, in parallel, and returns the results in order. What the ledger has of an earlier run is
// taken from there, where it holds; what that noted is noted again.
func all[T any](r *run, n int, key func(i int) any, do func(p resolve.Program, i int) T) []T {
	out := make([]T, n)
	g := r.l.ledger
	if g == nil {
		r.each(n, func(i int) { out[i] = do(r.l, i) })
		return out
	}
	g.stage++
	var todo []int
	fresh := make([]*recorder, n)
	for i := range n {
		if w := g.recall(key(i), r.about); w != nil {
			out[i] = w.result.(T)
			w.rec.repeat()
		} else {
			todo = append(todo, i)
		}
	}
	r.each(len(todo), func(t int) {
		i := todo[t]
		fresh[i] = g.begin()
		out[i] = do(fresh[i], i)
	})
	for _, i := range todo {
		if fresh[i] != nil {
			g.end(key(i), fresh[i], out[i])
		}
	}
	return out
}

// begin returns the program for a piece of work.
func (g *ledger) begin() *recorder { return &recorder{Linker: g.l, rec: newRecord(g)} }

// end keeps what a piece of work gave.
func (g *ledger) end(key any, p *recorder, result any) {
	p.done = true
	g.enter(p.rec)
	g.done[key] = &work{rec: p.rec, result: result, used: g.run}
}

// session returns a session for work that sees the program as p.
func (l *Linker) session(p resolve.Program) *resolve.Session {
	s := resolve.NewSession(p)
	if r, ok := p.(*recorder); ok {
		s.Watch(r.used)
		r.mu.Lock()
		r.sessions = append(r.sessions, s)
		r.mu.Unlock()
	}
	return s
}

// note notes something for all, and again whenever the work that p is the program of is taken from the ledger.
func (l *Linker) note(p resolve.Program, something func()) {
	something()
	if r, ok := p.(*recorder); ok && !r.done {
		r.rec.noted = append(r.rec.noted, something)
	}
}

// at notes that the work which p is the program of is about the code of a unit.
func (l *Linker) at(p resolve.Program, u *resolve.Unit) {
	if r, ok := p.(*recorder); ok {
		r.record().unit(u)
	}
}

// recordOf returns the record of the work that a session is at, nil if none is kept.
func recordOf(s *resolve.Session) *record {
	if r, ok := s.Program().(*recorder); ok {
		return r.record()
	}
	return nil
}

// finish ends work of which only the record is kept, by who included it; nil where none is kept.
func (l *Linker) finish(p resolve.Program) *record {
	r, ok := p.(*recorder)
	if !ok {
		return nil
	}
	r.done = true
	l.ledger.enter(r.rec)
	return r.rec
}

// statementsOf returns what is known to match in a unit, nil if nothing is known.
func (g *ledger) statementsOf(u *resolve.Unit) []*statement { return g.statements[u] }

// keep keeps what matches in units, and numbers it.
func (g *ledger) keep(units []*resolve.Unit, found [][]*statement) {
	for i, u := range units {
		if _, ok := g.statements[u]; ok {
			continue
		}
		for _, st := range found[i] {
			g.serial++
			st.serial = g.serial
		}
		g.statements[u] = append([]*statement{}, found[i]...) // not nil: it is known that there are none
	}
}

// keepTexts keeps what texts state.
func (g *ledger) keepTexts(files []*program.File, found [][]*facts.Fact) {
	for i, f := range files {
		g.texts[f] = append([]*facts.Fact{}, found[i]...)
	}
}

// serials names a list of statements.
func serials(sts []*statement) string {
	out := make([]byte, 0, 4*len(sts))
	for _, st := range sts {
		out = binary.LittleEndian.AppendUint32(out, st.serial)
	}
	return string(out)
}
