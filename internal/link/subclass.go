package link

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
)

// subclasses states what making an object means whose class derives from a known library class, for the classes of
// units: known entries match the making of the library class only.
func (r *run) subclasses(units []*resolve.Unit) {
	type key struct{ of *resolve.Unit }
	found := all(r, len(units), func(i int) any { return key{units[i]} }, func(p resolve.Program, i int) []subclass { return r.l.subclasses(p, units[i]) })
	for i, u := range units {
		for _, c := range found[i] {
			r.stateSubclass(u, c)
		}
	}
}

// subclass is a class that derives from a known library class, and what its objects are therefore.
type subclass struct {
	class    lang.ClassID
	meanings []*resolve.Meaning
}

// subclasses returns the classes of a unit that derive from known library classes.
func (l *Linker) subclasses(p resolve.Program, u *resolve.Unit) (out []subclass) {
	l.at(p, u)
	s := l.session(p)
	for i := range u.Module().Classes {
		if len(u.Module().Classes[i].Bases) == 0 {
			continue
		}
		s.Renew()
		id := lang.ClassID(i)
		if ms := l.Inherits(s.LibraryBases(u, id)); len(ms) > 0 {
			out = append(out, subclass{id, ms})
		}
	}
	return out
}

// stateSubclass states what making objects of the class means, and follows these.
func (r *run) stateSubclass(u *resolve.Unit, c subclass) {
	type key struct {
		of    *resolve.Unit
		class lang.ClassID
	}
	done := all(r, 1, func(int) any { return key{u, c.class} }, func(p resolve.Program, _ int) factoryFacts { return r.l.stateObjects(p, u, c) })[0]
	r.facts = append(r.facts, done.facts...)
	for _, site := range done.sites {
		r.hold(site.Unit)
		r.follow(site.Unit, site.Node, holdsObject)
	}
}

// stateObjects states what making objects of the class means.
func (l *Linker) stateObjects(p resolve.Program, u *resolve.Unit, c subclass) (out factoryFacts) {
	l.at(p, u)
	sites, complete := l.session(p).Makers(u, c.class)
	if !complete {
		l.bound(p, "more objects of class "+u.Module().Classes[c.class].Name+" in "+u.File.Path+" than are followed")
	}
	for _, site := range sites {
		out.facts = append(out.facts, l.stateMaking(p, site, c.meanings)...)
	}
	out.sites = sites
	return out
}

// stateMaking states the facts of entries about the known types of an object that the call makes.
func (l *Linker) stateMaking(p resolve.Program, c resolve.CallSite, meanings []*resolve.Meaning) []*facts.Fact {
	var sts []*statement
	for _, e := range l.rules.Facts {
		if e.Formulas[c.Unit.Module().Language.Name] == nil || !l.reads(&e.Entry, c.Unit.File.Path) {
			continue
		}
		for _, m := range meanings {
			if contains(e.KnownTypes, m.Type) {
				sts = append(sts, &statement{entry: e, unit: c.Unit, node: c.Node, known: &found{node: c.Node, meaning: m, typ: m.Type}})
			}
		}
	}
	return slices.Concat(l.stateAll(p, c.Unit, sts)...)
}
