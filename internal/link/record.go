package link

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// A Record is what a piece of work, or a question of a check, was told by code and by what linking had found so far, and what it noted there
// itself. While what it was told stays the same, doing the work again would come to the same: its result can be used again, and what it
// noted is noted again.
//
// A record belongs to one goroutine until its work is done; from then on only the ledger changes it, and only what it knows of whether it holds.
type Record struct {
	ledger *ledger
	dead   bool // some code that it was told of is another by now; set between two runs only

	units    map[*resolve.Unit]bool
	lookups  map[program.Lookup]bool
	makes    map[resolve.FuncAt]bool
	changes  map[home]*changes
	exposed  map[value.Place]string
	contexts map[codeKey]bool
	about    map[*resolve.Unit]bool
	within   []*Record // of answers that others had found before
	behind   []*Record // of the work that made what a check asks about: it hangs on the code that work was told of

	noted []func()

	checked  int // the stage in which it was last found to hold
	repeated int // the run in which what it noted was last noted
}

func newRecord(g *ledger) *Record { return &Record{ledger: g, repeated: g.run} }

// told notes a fact in a map of the record, which is made when it is first needed.
func told[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[k] = v
}

func (r *Record) unit(u *resolve.Unit) {
	if u != nil {
		told(&r.units, u, true)
	}
}

func (r *Record) lookup(q program.Lookup) { told(&r.lookups, q, true) }

func (r *Record) isEmpty() bool {
	return len(r.units)+len(r.lookups)+len(r.makes)+len(r.changes)+len(r.exposed)+len(r.contexts)+len(r.about)+len(r.within)+len(r.behind) == 0
}

// include has the record hang on all that another one hangs on.
func (r *Record) include(other *Record) { r.within = with(r.within, other) }

func with(list []*Record, r *Record) []*Record {
	if r == nil || slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}

// maxAdded bounds what is added to a record; to ask again is cheaper than to look through many.
const maxAdded = 32

// Add has the answers hang on what others hang on, too. ok is unset where that is too much to look through each time.
func (r *Record) Add(other *Record) (ok bool) {
	if !other.isEmpty() {
		r.include(other)
	}
	return len(r.within) <= maxAdded
}

// Holds reports whether asking again would give the same answers. All facts must have been made.
func (r *Record) Holds() bool { return r.holds(nil) }

// lives reports whether the code that it was told of is the same.
func (r *Record) lives() bool {
	if r.dead {
		return false
	}
	for _, ws := range [][]*Record{r.within, r.behind} {
		for _, w := range ws {
			if !w.lives() {
				r.dead = true // and stays so
				return false
			}
		}
	}
	return true
}

// holds reports whether the work would be told the same now. about says which units objects of known types may occur in.
func (r *Record) holds(about map[*resolve.Unit]bool) bool {
	if !r.lives() {
		return false
	}
	if r.checked == r.ledger.stage {
		return true
	}
	l := r.ledger.l
	for fn, made := range r.makes {
		if (l.factories[fn] != nil) != made {
			return false
		}
	}
	for h, cs := range r.changes {
		if l.changes[h] != cs {
			return false
		}
	}
	for at, why := range r.exposed {
		if l.exposed[at] != why {
			return false
		}
	}
	if !r.sameContexts() {
		return false
	}
	for u, is := range r.about {
		if about[u] != is {
			return false
		}
	}
	for _, w := range r.within {
		if !w.holds(about) {
			return false
		}
	}
	r.checked = r.ledger.stage
	return true
}

func (r *Record) sameContexts() bool {
	l := r.ledger.l
	l.mu.Lock()
	defer l.mu.Unlock()
	for k, moved := range r.contexts {
		if _, ok := l.contexts[k]; ok != moved {
			return false
		}
	}
	return true
}

// repeat notes again what the work noted, and the work that it hangs on, if that is not done in this run.
func (r *Record) repeat() {
	r.repeated = r.ledger.run
	for _, note := range r.noted {
		note()
	}
	for _, w := range r.within {
		if w.repeated != r.ledger.run {
			w.repeat()
		}
	}
}
