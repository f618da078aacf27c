package link

import (
	"slices"
	"sync"

	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// A record is what a piece of work was told by code and by what linking had found so far, and what it noted there itself. While what it
// was told stays the same, doing the work again would come to the same: its result can be used again, and what it noted is noted again.
//
// A record belongs to one goroutine until its work is done; then it is immutable, but for dead.
type record struct {
	ledger *ledger
	dead   bool // some code that it was told of is another by now; set between two runs only

	units    map[*resolve.Unit]bool
	answers  map[any]bool // questions to the program that changed code may answer otherwise, see program.Mention, program.Naming and program.Spoken
	makes    map[resolve.FuncAt]bool
	changes  map[home]*changes
	exposed  map[value.Place]string
	contexts map[codeKey]bool
	about    map[*resolve.Unit]bool
	within   []*record // of answers that others had found before
	behind   []*record // of the work that made what a check asks about: it hangs on the code that work was told of

	noted []func()

	checked  int // the stage in which it was last found to hold
	repeated int // the run in which what it noted was last noted
}

func newRecord(l *ledger) *record { return &record{ledger: l, repeated: l.run} }

// told notes a fact in a map of the record, which is made when it is first needed.
func told[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[k] = v
}

func (r *record) unit(u *resolve.Unit) {
	if u != nil {
		told(&r.units, u, true)
	}
}

func (r *record) isEmpty() bool {
	return len(r.units)+len(r.answers)+len(r.makes)+len(r.changes)+len(r.exposed)+len(r.contexts)+len(r.about)+len(r.within)+len(r.behind) == 0
}

// include has the record hang on all that another one hangs on.
func (r *record) include(other *record) { r.within = with(r.within, other) }

func with(list []*record, r *record) []*record {
	if r == nil || slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}

// lives reports whether the code that it was told of is the same.
func (r *record) lives() bool {
	if r.dead {
		return false
	}
	for _, ws := range [][]*record{r.within, r.behind} {
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
func (r *record) holds(about map[*resolve.Unit]bool) bool {
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

func (r *record) sameContexts() bool {
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
func (r *record) repeat() {
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

// recorder is the program as a piece of work sees it: it notes what the work is told. When the work is done its sessions go on being
// asked, by checks; what they are told then stands in a record of its own.
type recorder struct {
	*Linker
	rec   *record
	done  bool
	later *record

	mu       sync.Mutex
	sessions []*resolve.Session // that checks may ask
}

func (p *recorder) record() *record {
	if !p.done {
		return p.rec
	}
	if p.later == nil {
		p.later = newRecord(p.ledger)
		p.ledger.asked = append(p.ledger.asked, p)
	}
	p.used()
	return p.later
}

// used notes that what a check asks at hand was answered by sessions of the work.
func (p *recorder) used() {
	if !p.done || p.ledger.site == nil {
		return
	}
	site := p.ledger.site
	site.within, site.behind = with(site.within, p.later), with(site.behind, p.rec)
}

// Import implements resolve.Program.
func (p *recorder) Import(from *resolve.Unit, spec string) resolve.Target {
	t := p.Linker.Import(from, spec)
	p.record().unit(t.Unit)
	return t
}

// Package implements resolve.Program.
func (p *recorder) Package(from *resolve.Unit, spec, word string) []*resolve.Unit {
	r, out := p.record(), p.Linker.Package(from, spec, word)
	told(&r.answers, any(program.Naming{Word: word}), true)
	for _, u := range out {
		r.unit(u)
	}
	return out
}

// Mentions implements resolve.Program.
func (p *recorder) Mentions(from *resolve.Unit, word string, use resolve.Use) []*resolve.Unit {
	r, out := p.record(), p.Linker.Mentions(from, word, use)
	told(&r.answers, any(program.Mention{Home: p.prog.FileOf(from.File), Word: word, Use: use}), true)
	for _, u := range out {
		r.unit(u)
	}
	return out
}

// Makes implements resolve.Program.
func (p *recorder) Makes(fn resolve.FuncAt) []*resolve.Meaning {
	out := p.Linker.Makes(fn)
	told(&p.record().makes, fn, out != nil)
	return out
}

// Once implements resolve.Program.
func (p *recorder) Once(question any, answer func(resolve.Program) any) any {
	known := p.ledger.once(question, answer)
	p.record().include(known.rec)
	return known.answer
}
