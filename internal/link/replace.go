package link

import (
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
)

// Remember has the linker keep what it finds out from one Run to the next, for a program whose files are replaced one by one.
func (l *Linker) Remember() {
	l.ledger = newLedger(l)
	l.prog.KeepUnits()
}

// restart forgets what a run found, before the next one.
func (l *Linker) restart() {
	if l.ledger == nil {
		return
	}
	l.factories, l.pending = map[resolve.FuncAt]*factory{}, map[resolve.FuncAt][]*statement{}
	l.inside, l.contexts, l.changes = map[codeKey]bool{}, map[codeKey]resolve.FuncAt{}, map[home]*changes{}
	clear(l.exposed)
	l.Counts = Counts{Undecided: map[string]int{}}
	l.ledger.restart()
}

// restart begins a run. What the sessions of earlier work remember of checks' questions is dropped: it may hold no longer.
func (g *ledger) restart() {
	g.run++
	g.stage++
	g.settle()
}

// settle ends what checks have asked since the run began.
func (g *ledger) settle() {
	for _, p := range g.asked {
		g.enter(p.later)
		p.later = nil
		for _, s := range p.sessions {
			s.Release()
		}
	}
	g.asked, g.site = nil, nil
}

// Replace has a file of code hold another text, and ends what is remembered of work that hangs on it. Nobody may be at work.
func (l *Linker) Replace(f *program.File, data []byte) {
	l.ledger.settle()
	before := maps.Clone(l.makables)
	shape := shapeOf(f.Parsed())
	had := l.plan.hits(f)
	c := l.prog.Replace(f, data)
	delete(l.units, c.Before)
	delete(l.ledger.texts, f)
	clear(l.makables)
	anew := l.plan.renote(l.prog, f, had) || c.Linked
	for typ, may := range before {
		anew = anew || l.typeMakable(typ) != may
	}
	if anew {
		clear(l.units)
		l.ledger.forget()
		return
	}
	l.ledger.replaced(c)
	if c.Before == nil || slices.Equal(shape, shapeOf(f.Unit())) {
		return
	}
	// What the file offers is another: what may match in those that import it is, too. Work that looked for matches there in vain was told of
	// nothing else.
	for _, u := range l.seeing(f) {
		delete(l.units, u)
		l.ledger.rematched(u)
	}
}

// ReplaceText has a file that is not code, and does not say how code is read, hold another text. What code means hangs on the words alone that it
// has; what it states itself is stated anew. Nobody may be at work.
func (l *Linker) ReplaceText(f *program.File, data []byte) {
	l.ledger.settle()
	c := l.prog.ReplaceText(f, data)
	delete(l.ledger.texts, f)
	l.ledger.replaced(c)
}

// seeing returns the units that look at what a file offers: those that import it, and those that import what these hand on.
func (l *Linker) seeing(f *program.File) (out []*resolve.Unit) {
	seen := map[*program.File]bool{f: true}
	for todo := []*program.File{f}; len(todo) > 0; todo = todo[1:] {
		for _, g := range l.prog.Importing(todo[0]) {
			u := g.Parsed()
			if seen[g] || u == nil { // through what is not parsed nobody has looked
				continue
			}
			seen[g] = true
			out = append(out, u)
			if handsOnImports(u.Module()) {
				todo = append(todo, g)
			}
		}
	}
	return out
}

// handsOnImports reports whether a module offers what it imports.
func handsOnImports(m *lang.Module) bool {
	imported := func(id lang.BindingID) bool { return id != lang.NoBinding && m.Bindings[id].Kind == lang.Imported }
	return len(m.Exports) == 0 || slices.ContainsFunc(m.Exports, func(e lang.Export) bool { return e.From != "" || imported(e.Binding) })
}

// hits returns the sources that may match in a file.
func (p *plan) hits(f *program.File) (out []*source) {
	for _, lang := range languagesOf(f) {
		for _, s := range p.sources[lang] {
			if s.hit(f) {
				out = append(out, s)
			}
		}
	}
	return out
}

// renote notes anew which sources may match in a file, where others could until now, and reports whether that changes which ones are asked for
// anywhere.
func (p *plan) renote(prog *program.Program, f *program.File, had []*source) (changed bool) {
	var direct []*source
	has := p.hits(f)
	for _, s := range has {
		changed = !s.seen.Swap(true) || changed
		if len(s.types) == 0 {
			direct = append(direct, s)
		}
	}
	for _, s := range had {
		if !slices.Contains(has, s) && !slices.ContainsFunc(prog.Files(), func(g *program.File) bool { return p.mayHit(s, g) }) {
			s.seen.Store(false)
			changed = true
		}
	}
	p.direct.Store(f, direct)
	if changed {
		p.settle()
	}
	return changed
}

// mayHit reports whether a source is of a language of the file, and may match in it.
func (p *plan) mayHit(s *source, f *program.File) bool {
	return slices.ContainsFunc(languagesOf(f), func(lang string) bool { return slices.Contains(p.sources[lang], s) }) && s.hit(f)
}

// offered is one name of a module as others see it without evaluating it.
type offered struct {
	name, from, source string
	kind               lang.BindingKind
	stands             bool
}

// shapeOf returns what a unit imports and offers, in order; nil for none.
func shapeOf(u *resolve.Unit) (out []offered) {
	if u == nil {
		return nil
	}
	m := u.Module()
	add := func(name, from, source string, id lang.BindingID) {
		o := offered{name: name, from: from, source: source, stands: standsFor(m, id)}
		if id != lang.NoBinding {
			o.kind = m.Bindings[id].Kind
		}
		out = append(out, o)
	}
	for i := range m.Exports {
		e := &m.Exports[i]
		add(e.Name, e.From, e.Source, e.Binding)
	}
	for i := range m.Imports {
		imp := &m.Imports[i]
		out = append(out, offered{name: imp.Name, from: imp.Module, source: "import", stands: imp.Star})
	}
	if len(m.Exports) == 0 { // Python and Go offer what stands at the top
		for i := range m.Bindings {
			if b := &m.Bindings[i]; b.Scope == 0 {
				add(b.Name, "", "", lang.BindingID(i))
			}
		}
	}
	return out
}
