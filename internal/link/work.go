package link

import "github.com/bytelyst/connaudit/internal/resolve"

// work is what a piece of work gave, and the record of it.
type work struct {
	rec    *Record
	result any
	used   int // the last run that asked for it
}

// all does a piece of work for each of n keys, in parallel, and returns the results in order. What the ledger has of an earlier run is
// taken from there, where it holds; what that noted is noted again. The type of the keys says which kind of work it is: it is the caller's own,
// or that of what the work is about, and no other kind has it.
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
		fresh[i] = newRecorder(g)
		out[i] = do(fresh[i], i)
	})
	for _, i := range todo {
		if fresh[i] != nil {
			g.done[key(i)] = &work{fresh[i].finish(), out[i], g.run}
		}
	}
	return out
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

// once answers a question that is the same whoever asks.
func (g *ledger) once(question any, answer func(resolve.Program) any) *work {
	g.mu.Lock()
	known := g.onces[question]
	if known != nil && (known.used == g.run && known.rec.lives() || known.rec.holds(nil)) {
		known.used = g.run
		if known.rec.repeated != g.run {
			known.rec.repeat()
		}
		g.mu.Unlock()
		return known
	}
	g.mu.Unlock()
	p := newRecorder(g)
	result := answer(p)
	w := &work{p.finish(), result, g.run}
	g.mu.Lock()
	defer g.mu.Unlock()
	if other := g.onces[question]; other != nil && other != known {
		return other // somebody else was faster; the answer is the same
	}
	g.onces[question] = w
	return w
}
