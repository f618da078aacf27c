package link

import (
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
	byUnit     map[*resolve.Unit][]weak.Pointer[record]
	byQuestion map[any][]weak.Pointer[record] // by program.Mention, program.Naming and program.Spoken
	entered    int                            // records in the two, those that are of no use among them
	swept      int                            // how many they were after the last sweep
	sweptAt    int                            // the run of the last sweep

	mu    sync.Mutex
	onces map[any]*onceAnswer

	site  *record     // of what a check asks at hand
	asked []*recorder // whose sessions checks have asked in this run
}

// work is what a piece of work gave, and the record of it.
type work struct {
	rec    *record
	result any
	used   int // the last run that asked for it
}

// onceAnswer is an answer that is the same whoever asks.
type onceAnswer struct {
	rec    *record
	answer any
	run    int // in which it was last found to hold
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
	g.byUnit, g.byQuestion = map[*resolve.Unit][]weak.Pointer[record]{}, map[any][]weak.Pointer[record]{}
	g.entered, g.swept, g.sweptAt = 0, 0, g.run
	g.onces, g.asked, g.site = map[any]*onceAnswer{}, nil, nil
}

// enter makes a record known by what may change about it. Its work is done.
func (g *ledger) enter(r *record) {
	if len(r.units)+len(r.answers) == 0 {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	w := weak.Make(r)
	for u := range r.units {
		g.byUnit[u] = append(g.byUnit[u], w)
	}
	for q := range r.answers {
		g.byQuestion[q] = append(g.byQuestion[q], w)
	}
	g.entered++
}

// kill ends the records of work that was told of what is no more.
func (g *ledger) kill(rs []weak.Pointer[record]) {
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
func (g *ledger) replaced(old *resolve.Unit, c *program.Change) {
	if old != nil {
		g.rematched(old)
	}
	for _, m := range c.Mentions {
		g.kill(g.byQuestion[m])
	}
	for q, rs := range g.byQuestion {
		switch q := q.(type) {
		case program.Naming:
			if c.Gained(q.Word) {
				g.kill(rs)
			}
		case program.Spoken:
			if c.Respoke(q) {
				g.kill(rs)
			}
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
	for k, w := range g.done {
		if w.used < g.sweptAt || !w.rec.lives() {
			delete(g.done, k)
		}
	}
	for k, a := range g.onces {
		if a.run < g.sweptAt || !a.rec.lives() {
			delete(g.onces, k)
		}
	}
	live := map[*record]bool{}
	sweepIndex(g.byUnit, live)
	sweepIndex(g.byQuestion, live)
	g.entered, g.swept, g.sweptAt = len(live), len(live), g.run
}

func sweepIndex[K comparable](index map[K][]weak.Pointer[record], live map[*record]bool) {
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

// once answers a question that is the same whoever asks.
func (g *ledger) once(question any, answer func(resolve.Program) any) *onceAnswer {
	g.mu.Lock()
	known := g.onces[question]
	if known != nil && (known.run == g.run && known.rec.lives() || known.rec.holds(nil)) {
		known.run = g.run
		if known.rec.repeated != g.run {
			known.rec.repeat()
		}
		g.mu.Unlock()
		return known
	}
	g.mu.Unlock()
	p := &recorder{Linker: g.l, rec: newRecord(g)}
	a := &onceAnswer{rec: p.rec, answer: answer(p), run: g.run}
	g.enter(p.rec)
	g.mu.Lock()
	defer g.mu.Unlock()
	if other := g.onces[question]; other != nil && other != known {
		return other // somebody else was faster; the answer is the same
	}
	g.onces[question] = a
	return a
}

// recall returns what the work called key gave, if it would give that now; nil if it must be done. about is that of the run.
func (g *ledger) recall(key any, about map[*resolve.Unit]bool) *work {
	w := g.done[key]
	if w == nil || !w.rec.holds(about) {
		return nil
	}
	w.used = g.run
	return w
}
