package link

import (
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
)

// subclasses states what making an object means whose class derives from a known library class, for the classes of a
// unit: known entries match the making of the library class only.
func (r *run) subclasses(u *resolve.Unit) {
	for i := range u.Module.Classes {
		if len(u.Module.Classes[i].Bases) == 0 {
			continue
		}
		s := r.l.Session()
		id := lang.ClassID(i)
		meanings := r.l.Inherits(s.LibraryBases(u, id))
		if len(meanings) == 0 {
			continue
		}
		sites, complete := s.Makers(u, id)
		if !complete {
			r.l.bound("more objects of class " + u.Module.Classes[i].Name + " in " + u.File.Path + " than are followed")
		}
		for _, c := range sites {
			r.facts = append(r.facts, r.l.stateMaking(c, meanings)...)
			r.hold(c.Unit)
			r.follow(c.Unit, c.Node, holdsObject)
		}
	}
}

// stateMaking states the facts of entries about the known types of an object that the call makes.
func (l *Linker) stateMaking(c resolve.CallSite, meanings []*resolve.Meaning) []*facts.Fact {
	var out []*facts.Fact
	for _, e := range l.rules.Facts {
		if e.Formulas[c.Unit.Module.Language.Name] == nil || !e.Paths.Match(c.Unit.File.Path) {
			continue
		}
		for _, m := range meanings {
			if contains(e.KnownTypes, m.Type) {
				st := &statement{entry: e, unit: c.Unit, node: c.Node, known: &found{node: c.Node, meaning: m, typ: m.Type}}
				out = append(out, l.state(st)...)
			}
		}
	}
	return out
}
