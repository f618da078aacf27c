package link

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
)

// maxRounds bounds how often names found by linking lead to further files.
const maxRounds = 8

// Run makes all facts. The files must have been read. Packages that do not import each other are linked one after the other, so that
// memory grows with the largest cluster of packages and not with the workspace.
func (l *Linker) Run(ctx context.Context, workers int) (*facts.Store, error) {
	l.restart()
	var all []*facts.Fact
	for _, part := range l.prog.Parts(l.PartSize) {
		stated, err := l.link(ctx, workers, part)
		if err != nil {
			return nil, err
		}
		all = append(all, stated...)
		l.Rest()
	}
	all = append(all, l.texts(ctx, workers)...)
	l.Rest()
	return facts.NewStore(all), ctx.Err()
}

// Rest gives back memory between two steps of work, while no session is at work.
func (l *Linker) Rest() {
	if l.prog.PackOver(l.HeldSize) {
		clear(l.units)
		l.onces.Clear()
		if l.ledger != nil {
			l.ledger.forget()
		}
	}
}

// link makes the facts of files that have nothing to do with others.
func (l *Linker) link(ctx context.Context, workers int, files []*program.File) ([]*facts.Fact, error) {
	r := newRun(ctx, l, workers)
	for _, f := range files {
		r.homes[homeOf(f.Value)] = true
		if !f.Source.Declaration && l.Starts(f) {
			r.add(f)
		}
	}
	for round := 0; len(r.fresh) > 0 || len(r.grown) > 0 || r.grew; round++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if round == maxRounds {
			l.bound(l, fmt.Sprintf("names were followed through %d rounds and no further", maxRounds))
			break
		}
		r.round()
	}
	return r.kept(), ctx.Err()
}

func newRun(ctx context.Context, l *Linker, workers int) *run {
	return &run{
		l: l, ctx: ctx, workers: max(workers, 1), plan: l.plan, homes: map[home]bool{}, have: map[*program.File]bool{},
		names: map[name]bool{}, entered: map[inside]bool{}, about: map[*resolve.Unit]bool{},
	}
}

// run is the state of linking a part of the program over its rounds.
type run struct {
	l       *Linker
	ctx     context.Context // of the one Run that this is the state of
	workers int
	plan    *plan
	homes   map[home]bool // packages of the files

	have  map[*program.File]bool
	fresh []*program.File // files to look at in the next round
	units []*resolve.Unit // looked at so far, in the order in which they came

	undecided []*statement // those that another client about might admit
	unlikely  []*statement // those whose type tests fail so far
	grown     []*factory   // found in the last round
	facts     []*facts.Fact
	names     map[name]bool
	entered   map[inside]bool
	about     map[*resolve.Unit]bool // units in which objects of known types may occur
	grew      bool                   // a unit looked at earlier has become one of them
	carried   sync.Map               // carryKey to bool: what brings has answered since the last round
}

func (r *run) add(f *program.File) {
	if !r.have[f] {
		r.have[f] = true
		r.fresh = append(r.fresh, f)
	}
}

// round looks at the fresh files and at what the factories of the last round have made decidable.
func (r *run) round() {
	fresh := r.gather()
	r.collectChanges()
	r.subclasses(fresh)
	var todo []*statement
	if len(r.grown) > 0 || r.grew {
		r.grew = false
		todo = append(r.undecided, r.unlikely...)
		r.undecided, r.unlikely = nil, nil
	}
	todo = append(todo, r.statements(fresh)...)
	todo = r.possible(todo)
	for _, st := range todo {
		st.bind = st.bind.Kept() // facts keep their statements
	}
	// Clients first: how their makers are represented decides which client a call is told to go through.
	clients, others := splitClients(todo)
	undecided := r.state(clients)
	r.undecided = append(append(r.undecided, undecided...), r.state(others)...)
	r.grown = r.l.adoptFactories()
	r.factories(r.grown)
	r.followNames()
}

// factories states what calls of new factories mean, and follows the clients that they make.
func (r *run) factories(grown []*factory) {
	done := all(r, len(grown), func(i int) any { return grown[i].key() }, func(p resolve.Program, i int) factoryFacts { return r.l.stateFactory(p, grown[i]) })
	for i, f := range grown {
		r.facts = append(r.facts, done[i].facts...)
		for _, c := range done[i].sites {
			r.hold(c.Unit)
			r.follow(c.Unit, c.Node, holdsObject)
		}
		// The file of the factory is where its clients may be handed on as well.
		r.add(r.l.prog.FileOf(f.fn.Unit.File))
	}
}

// gather parses the fresh files and those that the objects made in them lead to, until there are no more: what changes an
// object has to be known before anything is said about it.
func (r *run) gather() []*resolve.Unit {
	var all []*resolve.Unit
	for range maxRounds {
		fresh := r.parse(r.fresh)
		r.fresh = nil
		all = append(all, fresh...)
		r.makers(fresh)
		r.followNames()
		if len(r.fresh) == 0 {
			break
		}
	}
	r.units = append(r.units, all...)
	return all
}

// parse makes the units of files, in parallel, and returns those that there are, in order.
func (r *run) parse(files []*program.File) []*resolve.Unit {
	units := make([]*resolve.Unit, len(files))
	r.each(len(files), func(i int) {
		if u := files[i].Unit(); u != nil && !u.Declaration {
			r.l.matches(u)
			units[i] = u
		}
	})
	out := units[:0]
	for _, u := range units {
		if u != nil {
			out = append(out, u)
		}
	}
	return out
}

// each calls f for 0..n-1 on the workers, until the run is cancelled.
func (r *run) each(n int, f func(i int)) {
	program.Each(n, min(r.workers, n), func(i int) {
		if r.ctx.Err() == nil {
			f(i)
		}
	})
}

func (r *run) collectChanges() {
	type key struct {
		of    *resolve.Unit
		about bool
	}
	found := all(r, len(r.units), func(i int) any { return key{r.units[i], r.about[r.units[i]]} }, func(p resolve.Program, i int) []*change {
		return r.l.collectChanges(p, r.units[i], r.about[r.units[i]])
	})
	var list []*change
	for _, cs := range found {
		list = append(list, cs...)
	}
	sortChanges(list)
	made := r.l.listOf(list)
	for h := range r.homes {
		r.l.changes[h] = made
	}
}

// splitClients separates the statements about objects that known entries make from all others.
func splitClients(todo []*statement) (clients, others []*statement) {
	for _, st := range todo {
		if st.known != nil && st.known.typ == typeClient {
			clients = append(clients, st)
		} else {
			others = append(others, st)
		}
	}
	return clients, others
}

// state states the facts of statements, in parallel, and keeps them in the order of the statements. It returns those that
// another object of a known type might decide.
func (r *run) state(todo []*statement) (undecided []*statement) {
	batches := batched(todo, func(st *statement) (region, bool) { return r.regionOf(st), true })
	type key struct {
		of         region
		statements string
	}
	found := all(r, len(batches), func(i int) any { return key{batches[i].region, serials(batches[i].statements)} },
		func(p resolve.Program, i int) [][]*facts.Fact {
			return r.l.stateAll(p, batches[i].unit, batches[i].statements)
		})
	if r.ctx.Err() != nil {
		return nil
	}
	results := make([][]*facts.Fact, len(todo))
	for i, g := range batches {
		for j, at := range g.at {
			results[at] = found[i][j]
		}
	}
	for i, fs := range results {
		r.facts = append(r.facts, fs...)
		if len(fs) == 0 && todo[i].testsTypes() {
			undecided = append(undecided, todo[i])
		}
	}
	return undecided
}

// testsTypes reports whether the statement holds depends on the type of an object made elsewhere.
func (st *statement) testsTypes() bool {
	return len(st.entry.TypeTests()) > 0 || st.known != nil && st.known.entry != nil && len(st.known.entry.TypeTests()) > 0
}

// statements returns those of units, in their order.
func (r *run) statements(units []*resolve.Unit) (out []*statement) {
	found := make([][]*statement, len(units))
	r.each(len(units), func(i int) {
		if g := r.l.ledger; g != nil {
			if found[i] = g.statementsOf(units[i]); found[i] != nil {
				return
			}
		}
		found[i] = r.l.statements(units[i])
		r.l.matches(units[i]).file.Forget()
	})
	if g := r.l.ledger; g != nil && r.ctx.Err() == nil { // else of some units nobody has asked
		g.keep(units, found)
	}
	for _, sts := range found {
		out = append(out, sts...)
	}
	return out
}

// statements returns the matches of the fact entries in u, in the order of entries and text.
func (l *Linker) statements(u *resolve.Unit) []*statement {
	m := l.matches(u)
	lang := u.Module().Language.Name
	fs := l.formulas[lang]
	found, err := fs.factSet.Find(m.file, func(i int) bool { return l.mayStateIn(u, fs.facts[i]) })
	if err != nil {
		l.bound(l, u.File.Path+": "+err.Error())
	}
	var out []*statement
	at := 0 // in fs.facts
	for _, e := range l.rules.Facts {
		f := e.Formulas[lang]
		switch {
		case f == nil:
			continue
		case len(e.KnownTypes) > 0:
			if l.mayMatch(u, &e.Entry) && l.makable(e) {
				out = append(out, l.knownStatements(u, e, f, m)...)
			}
			continue
		}
		for _, match := range found[at] {
			if mayBeNamed(&e.Entry, match.Bind) && l.mayComeFrom(u, &e.Entry, match.Bind) {
				out = append(out, &statement{entry: e, unit: u, node: match.Node, bind: match.Bind})
			}
		}
		at++
	}
	out = slices.DeleteFunc(out, func(st *statement) bool { return !l.isWritable(st) })
	for _, st := range out {
		st.outer = outermost(u.Module(), st.node)
	}
	return out
}

// mayStateIn reports whether a fact entry may match in a unit.
func (l *Linker) mayStateIn(u *resolve.Unit, e *rule.Fact) bool {
	file := l.prog.FileOf(u.File)
	return l.mayMatch(u, &e.Entry) && l.makable(e) && (file == nil || l.plan.mayState(e, u.Module().Language.Name, file))
}

// knownStatements returns the statements of an entry over pattern-known: one for each meaning of the node.
func (l *Linker) knownStatements(u *resolve.Unit, e *rule.Fact, f *pattern.Formula, m *unitMatches) []*statement {
	file := *m.file
	file.Known = func(typ string) []pattern.Match {
		var out []pattern.Match
		for _, k := range m.found {
			if k.typ == typ {
				out = append(out, pattern.Match{Node: k.node, Span: k.node.Span()})
			}
		}
		return out
	}
	ms, err := f.Find(&file)
	if err != nil {
		l.bound(l, u.File.Path+": "+err.Error())
	}
	var out []*statement
	for _, match := range ms {
		for _, k := range m.found {
			if k.node == match.Node && contains(e.KnownTypes, k.typ) {
				out = append(out, &statement{entry: e, unit: u, node: match.Node, bind: match.Bind, known: k})
			}
		}
	}
	return out
}

// kept returns the facts without those about calls that are how a client sends: the client's fact stands for them.
func (r *run) kept() []*facts.Fact {
	var out []*facts.Fact
	for _, f := range r.facts {
		if u, n, _, ok := resolve.Code(f.Match); ok && r.l.insideClient(codeKey{u, n.ID()}) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// texts states the facts of entries that read any text file.
func (l *Linker) texts(ctx context.Context, workers int) (out []*facts.Fact) {
	files := l.prog.Files()
	found := make([][]*facts.Fact, len(files))
	program.Each(len(files), workers, func(i int) {
		if ctx.Err() != nil {
			return
		}
		if l.ledger != nil && l.ledger.texts[files[i]] != nil {
			found[i] = l.ledger.texts[files[i]]
			return
		}
		found[i] = l.stateText(files[i], l.plan.texts)
	})
	if l.ledger != nil && ctx.Err() == nil {
		l.ledger.keepTexts(files, found)
	}
	for _, fs := range found {
		out = append(out, fs...)
	}
	return out
}

func (l *Linker) stateText(f *program.File, entries []*rule.Fact) []*facts.Fact {
	var out []*facts.Fact
	for _, e := range entries {
		if !e.Paths.Match(f.Value.Path) {
			continue
		}
		text := f.Text()
		if text == nil {
			return out
		}
		ms, err := e.Formulas[rule.Regex].Find(&pattern.File{Text: text.Text})
		if err != nil {
			l.bound(l, f.Value.Path+": "+err.Error())
		}
		for _, m := range ms {
			switch fact := l.textFact(f, e, m); {
			case fact == nil:
			case e.Split:
				out = append(out, split(fact)...)
			default:
				out = append(out, fact)
			}
		}
	}
	return out
}
