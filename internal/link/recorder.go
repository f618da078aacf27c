package link

import (
	"sync"

	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
)

// recorder is the program as a piece of work sees it: it notes what the work is told. When the work is done its sessions go on being
// asked, by checks; what they are told then stands in a record of its own.
type recorder struct {
	*Linker
	rec   *Record // nil where only checks ask
	done  bool
	later *Record // of what checks have asked since the run began, nil for nothing

	mu       sync.Mutex
	sessions []*resolve.Session // that checks may ask
}

// newRecorder returns the program for a piece of work.
func newRecorder(g *ledger) *recorder { return &recorder{Linker: g.l, rec: newRecord(g)} }

// begin returns the program for a piece of work of which, where records are kept, only the record is: see finish.
func (l *Linker) begin() resolve.Program {
	if l.ledger == nil {
		return l
	}
	return newRecorder(l.ledger)
}

// forChecks returns the program as checks see it who ask something of their own.
func (l *Linker) forChecks() resolve.Program {
	if l.ledger == nil {
		return l
	}
	return &recorder{Linker: l, done: true}
}

// record returns the record that what the program is asked now goes to.
func (p *recorder) record() *Record {
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
	r.lookup(program.Naming{Word: word})
	for _, u := range out {
		r.unit(u)
	}
	return out
}

// Mentions implements resolve.Program.
func (p *recorder) Mentions(from *resolve.Unit, word string, use resolve.Use) []*resolve.Unit {
	r, out := p.record(), p.Linker.Mentions(from, word, use)
	r.lookup(program.Mention{Home: p.prog.FileOf(from.File), Word: word, Use: use})
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
	return known.result
}

// session returns a session for work that sees the program as p.
func (l *Linker) session(p resolve.Program) *resolve.Session {
	s := resolve.NewSession(p)
	if r, ok := p.(*recorder); ok {
		s.OnRecall(r.used)
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
func recordOf(s *resolve.Session) *Record {
	if r, ok := s.Program().(*recorder); ok {
		return r.record()
	}
	return nil
}

// finish ends the work, and returns its record.
func (p *recorder) finish() *Record {
	p.done = true
	p.ledger.enter(p.rec)
	return p.rec
}

// finish ends work that has begun with begin, and returns its record; nil where none is kept.
func (l *Linker) finish(p resolve.Program) *Record {
	if r, ok := p.(*recorder); ok {
		return r.finish()
	}
	return nil
}
