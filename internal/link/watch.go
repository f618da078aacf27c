package link

import "github.com/bytelyst/connaudit/internal/program"

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
	return g.site
}

// record returns the record of what asks the host, nil if none is kept. The host of a check is asked about one site after the other: what
// hangs on one of them alone stands in the record of that.
func (h *Host) record() *Record {
	if h.l.ledger != nil && h.l.ledger.site != nil {
		return h.l.ledger.site
	}
	return recordOf(h.s)
}

// Look notes that what is watched hangs on the text of a file of code.
func (l *Linker) Look(f *program.File) {
	if l.ledger != nil && l.ledger.site != nil {
		l.ledger.site.unit(f.Parsed())
	}
}
