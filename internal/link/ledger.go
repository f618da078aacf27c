package link

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"
	"weak"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
)

// ledger keeps the results of work from one run of linking to the next, so that after a change of a file only that is done again which
// hangs on it. Linking goes through its rounds as it always does, and so comes to what it would come to without: of each piece of work the
// ledger says what it gave, if it would be told now what it was told then.
//
// Between two stages of a run it belongs to who runs it; within one, work asks it concurrently for what others have found.
type ledger struct {
	l     *Linker
	stage int // grows with each stage of a run
	run   int // grows with each run

	done       map[any]*work
	statements map[*resolve.Unit][]*statement
	texts      map[*program.File][]*facts.Fact // what entries over texts state

	lists  []*changes // the last ones, so that the same list is one
	serial uint32     // of the last statement

	// Records by what may end them. They are held by those whose answers they are about, so that those of answers which nobody holds any more go.
	byUnit   map[*resolve.Unit][]weak.Pointer[Record]
	byLookup map[program.Lookup][]weak.Pointer[Record]
	entered  int // records in the two, those that are of no use among them
	swept    int // how many they were after the last sweep
	sweptAt  int // the run of the last sweep

	mu    sync.Mutex
	onces map[any]*work // answers that are the same whoever asks, by question

	site  *Record     // of what a check asks at hand
	asked []*recorder // whose sessions checks have asked in this run
}

func newLedger(l *Linker) *ledger {
	g := &ledger{l: l}
	g.forget()
	return g
}

// forget drops all that is known.
func (g *ledger) forget() {
	g.done, g.statements = map[any]*work{}, map[*resolve.Unit][]*statement{}
	g.texts = map[*program.File][]*facts.Fact{}
	g.byUnit, g.byLookup = map[*resolve.Unit][]weak.Pointer[Record]{}, map[program.Lookup][]weak.Pointer[Record]{}
	g.entered, g.swept, g.sweptAt = 0, 0, g.run
	g.onces, g.asked, g.site = map[any]*work{}, nil, nil
}

// enter makes a record known by what may change about it. Its work is done.
func (g *ledger) enter(r *Record) {
	if len(r.units)+len(r.lookups) == 0 {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	w := weak.Make(r)
	for u := range r.units {
		g.byUnit[u] = append(g.byUnit[u], w)
	}
	for q := range r.lookups {
		g.byLookup[q] = append(g.byLookup[q], w)
	}
	g.entered++
}

// kill ends the records of work that was told of what is no more.
func (g *ledger) kill(rs []weak.Pointer[Record]) {
	for _, w := range rs {
		if r := w.Value(); r != nil {
			r.dead = true
		}
	}
}

// rematched ends what hangs on what matches in a unit.
func (g *ledger) rematched(u *resolve.Unit) {
	g.kill(g.byUnit[u])
	delete(g.byUnit, u)
	delete(g.statements, u)
}

// replaced ends what hangs on the code of a file that is another now.
func (g *ledger) replaced(c *program.Change) {
	if c.Before != nil {
		g.rematched(c.Before)
	}
	for q, rs := range g.byLookup {
		if c.Turns(q) {
			g.kill(rs)
		}
	}
	g.sweep()
}

// minEntered is how many records are entered before it is looked whether some have become of no use.
const minEntered = 4_000

// sweep drops work that is dead or that no run has asked for since the last sweep, once there are as many new records as there were then. The
// records of what is still held by nobody are the garbage collector's to find.
func (g *ledger) sweep() {
	if g.entered < max(2*g.swept, minEntered) {
		return
	}
	for _, works := range []map[any]*work{g.done, g.onces} {
		maps.DeleteFunc(works, func(_ any, w *work) bool { return w.used < g.sweptAt || !w.rec.lives() })
	}
	live := map[*Record]bool{}
	sweepIndex(g.byUnit, live)
	sweepIndex(g.byLookup, live)
	g.entered, g.swept, g.sweptAt = len(live), len(live), g.run
}

// sweepIndex drops the records that are of no use, and notes those that are.
func sweepIndex[K comparable](index map[K][]weak.Pointer[Record], live map[*Record]bool) {
	for k, rs := range index {
		kept := rs[:0]
		for _, w := range rs {
			if r := w.Value(); r != nil && r.lives() {
				live[r] = true
				kept = append(kept, w)
			}
		}
		clear(rs[len(kept):])
		if index[k] = slices.Clip(kept); len(kept) == 0 {
			delete(index, k)
		}
	}
}

// maxLists bounds the lists of changes that are known to be the same when they come up again.
const maxLists = 64

// sameChanges returns the list that has these changes.
func (g *ledger) sameChanges(list []*change) *changes {
	for _, known := range g.lists {
		if slices.Equal(known.list, list) {
			return known
		}
	}
	out := &changes{list}
	g.lists = append(g.lists[max(0, len(g.lists)-maxLists):], out)
	return out
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
