package link

import (
	"sort"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// change is one statement that changes an object after it was made.
type change struct {
	entry  *rule.Known
	unit   *resolve.Unit
	node   syntax.Node
	match  *knownMatch
	at     []value.Place // where the objects it changes are made; none when that is not known
	name   string        // full name of the library object it changes, such as the default client of a library
	reach  map[home]bool // with name: the packages in which the library's object is this one
	doubt  string        // why it is not known which objects it changes
	called string        // with doubt: only those that go by this name
}

// changes are those of a part of the program, in the order of their places.
type changes struct{ list []*change }

func (cs *changes) all() []*change {
	if cs == nil {
		return nil
	}
	return cs.list
}

// listOf returns the list of these changes.
func (l *Linker) listOf(list []*change) *changes {
	if l.ledger != nil {
		return l.ledger.sameChanges(list)
	}
	return &changes{list}
}

// collectChanges looks at the statements of a unit that change known objects. about says whether such objects may occur there at
// all, as far as entries ask for their type.
func (l *Linker) collectChanges(p resolve.Program, u *resolve.Unit, about bool) []*change {
	l.at(p, u)
	var out []*change
	s := l.session(p)
	for _, km := range l.matches(u).changes {
		if !about && len(km.entry.TypeTests()) > 0 {
			continue
		}
		s.Renew()
		s.ForgetParams()
		if c := l.changeBy(s, u, km); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// changeBy is the change that one statement makes, nil if it makes none.
func (l *Linker) changeBy(s *resolve.Session, u *resolve.Unit, km *knownMatch) *change {
	f := s.FrameAt(u, km.match.Node, nil)
	x := l.scope(s, u, km.match.Node, f, km.match.Bind, nil)
	if km.entry.ChangesNamed() {
		if !x.admits(&km.entry.Entry) {
			return nil
		}
		return l.changeOf(km.entry.Changes, u, km)
	}
	b, ok := km.match.Bind.Get(km.entry.Changes)
	if !ok {
		return nil
	}
	target := x.bound(b)
	name, _ := resolve.ExternalName(target)
	admitted := x.admits(&km.entry.Entry)
	if !admitted && x.doubt == nil {
		return nil
	}
	c := l.changeOf(name, u, km)
	switch {
	case admitted && resolve.IsParameter(target):
		c.at = l.changedByCallers(s, u, km, b.Node)
	case admitted:
		c.at = placesOf(l, target)
	case resolve.IsParameter(target):
		// What a parameter is, its callers tell; if they cannot be read it may be any client.
		c.at = l.changedByCallers(s, u, km, b.Node)
		if len(c.at) == 0 && !calledByLibraries(s, u, km.match.Node) {
			c.doubt = x.doubt.Reason
		}
	case memberNamed(u, b.Node) != "":
		c.doubt, c.called = x.doubt.Reason, memberNamed(u, b.Node)
	default:
		return nil
	}
	return c
}

// home is a package of a repository.
type home struct{ repo, pkg string }

func homeOf(f *value.File) home { return home{f.Repo, f.Pkg} }

// changeOf is the change that a match in u makes; name is the full name of what a library offers, if it changes that.
func (l *Linker) changeOf(name string, u *resolve.Unit, km *knownMatch) *change {
	c := &change{entry: km.entry, unit: u, node: km.match.Node, match: km, name: name}
	if name == "" {
		return c
	}
	c.reach = map[home]bool{homeOf(u.File): true}
	for _, f := range l.prog.Importers(l.prog.FileOf(u.File)) {
		c.reach[homeOf(f.Value)] = true
	}
	return c
}

// calledByLibraries reports whether the function around n is called by libraries, with objects of their own: a method or a
// function without a name may be, one that is only handed to them is.
func calledByLibraries(s *resolve.Session, u *resolve.Unit, n syntax.Node) bool {
	at := resolve.FuncAt{Unit: u, Func: u.Module().FuncAt(n)}
	fn := &u.Module().Funcs[at.Func]
	return fn.Class != lang.NoClass || fn.Name == "" || s.OnlyHandedOn(at)
}

// changedByCallers resolves a changed object that is a parameter by the callers of the function.
func (l *Linker) changedByCallers(s *resolve.Session, u *resolve.Unit, km *knownMatch, target syntax.Node) []value.Place {
	var out []value.Place
	fn := resolve.FuncAt{Unit: u, Func: u.Module().FuncAt(km.match.Node)}
	if fn.Func <= 0 {
		return nil
	}
	sites, _ := s.Callers(fn)
	for _, c := range sites {
		f := s.FrameAt(u, km.match.Node, c.Frame)
		x := l.scope(s, u, km.match.Node, f, km.match.Bind, nil)
		if x.admits(&km.entry.Entry) {
			out = append(out, placesOf(l, s.Eval(u, target, f))...)
		}
	}
	return out
}

// placesOf returns where an object, or each of its alternatives, is made.
func placesOf(l *Linker, v *value.Value) []value.Place {
	if v.Kind == value.Branch {
		var out []value.Place
		for _, a := range v.Alts {
			out = append(out, placesOf(l, a)...)
		}
		return out
	}
	if v.Kind == value.Null || v.At.IsNone() {
		return nil
	}
	return []value.Place{v.At}
}

func sortChanges(cs []*change) {
	sort.SliceStable(cs, func(i, j int) bool { return cs[i].unit.Place(cs[i].node).Less(cs[j].unit.Place(cs[j].node)) })
}

// changed lays over headers what statements change on the object x after it was made. A statement of which it is not
// known what it changes opens the headers of the clients of its package: it may be this one.
func (l *Linker) changed(s *resolve.Session, x *value.Value, headers *value.Value) *value.Value {
	if x.At.IsNone() {
		return headers // nothing is known to be done with what stands nowhere
	}
	l.mu.Lock()
	why := l.exposed[x.At]
	l.mu.Unlock()
	made := l.changes[homeOf(x.At.File)]
	if r := recordOf(s); r != nil {
		told(&r.exposed, x.At, why)
		told(&r.changes, homeOf(x.At.File), made)
	}
	if why != "" {
		headers = headers.Opened(why)
	}
	for _, c := range made.all() {
		switch {
		case c.doubt != "":
			if l.mayChange(s, c, x) {
				headers = headers.Opened("a client is changed at " + c.unit.Place(c.node).String() + ": " + c.doubt)
			}
		case containsPlace(c.at, x.At) || c.name != "" && l.isDefault(s, c, x):
			for _, w := range c.entry.With {
				if w.Name != "headers" {
					continue
				}
				f := s.FrameAt(c.unit, c.node, nil)
				v := l.scope(s, c.unit, c.node, f, c.match.match.Bind, nil).eval(w.Program)
				headers = value.Merge(headers, l.headerMap(s, v), false)
			}
		}
	}
	return headers
}

func containsPlace(ps []value.Place, p value.Place) bool {
	for _, q := range ps {
		if p == q {
			return true
		}
	}
	return false
}

// mayChange reports whether a statement of which it is not known what it changes may change x: a client of its package, or what a
// library offers to all, if that is of a type the statement asks for.
func (l *Linker) mayChange(s *resolve.Session, c *change, x *value.Value) bool {
	if homeOf(c.unit.File) != homeOf(x.At.File) || (c.unit.File.Language == rule.Python) != (x.At.File.Language == rule.Python) {
		return false
	}
	if _, call := resolve.Means(x, typeCall); !call {
		return c.called == "" || goesBy(x, c.called)
	}
	u, n, f, ok := resolve.Code(x)
	if !ok {
		return false
	}
	callee := s.Callee(u, n, f)
	for _, t := range c.entry.TypeTests() {
		if callee == t.Type || strings.HasPrefix(callee, t.Type+".") {
			return true
		}
	}
	return false
}

// isDefault reports whether x is a call on the library's own object that the change c is made to, in a package that gets to see it.
func (l *Linker) isDefault(s *resolve.Session, c *change, x *value.Value) bool {
	u, n, f, ok := resolve.Code(x)
	if !ok || !c.reach[homeOf(u.File)] {
		return false
	}
	name := resolve.GlobalName(s.Callee(u, n, f))
	return name == c.name || strings.HasPrefix(name, c.name+".")
}
