package link

import "github.com/bytelyst/connaudit/internal/program"

// Record is what an answer hangs on: code, and what linking has found.
type Record struct{ r *record }

// Watch runs what a check asks about one fact, and returns what its answers hang on; nil where nothing is remembered. One thing is
// watched at a time.
func (l *Linker) Watch(ask func()) *Record {
	g := l.ledger
	if g == nil {
		ask()
		return nil
	}
	g.site = newRecord(g)
	defer func() { g.site = nil }()
	ask()
	g.enter(g.site)
	return &Record{g.site}
}

// record returns the record of what asks the host, nil if none is kept.
func (h *Host) record() *record {
	if h.l.ledger != nil && h.l.ledger.site != nil {
		return h.l.ledger.site
	}
	return recordOf(h.s)
}

// Holds reports whether asking again would give the same answers. All facts must have been made.
func (r *Record) Holds() bool { return r.r.holds(nil) }

// Remembers reports whether the linker keeps what it finds out.
func (l *Linker) Remembers() bool { return l.ledger != nil }

// maxAdded bounds what is added to a record; to ask again is cheaper than to look through many.
const maxAdded = 32

// Add has the answers hang on what others hang on, too. ok is unset where that is too much to look through each time.
func (r *Record) Add(other *Record) (ok bool) {
	if !other.r.isEmpty() {
		r.r.include(other.r)
	}
	return len(r.r.within) <= maxAdded
}

// Look notes that what is watched hangs on the text of a file of code.
func (l *Linker) Look(f *program.File) {
	if l.ledger != nil && l.ledger.site != nil {
		l.ledger.site.unit(f.Parsed())
	}
}
