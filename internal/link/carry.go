package link

import (
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// Whether something that is made of a function's parameters can be an object of a known type is asked of the function once,
// not of each statement in it: most functions are handed data.

// carryKey is a question that brings has answered: of a function so many calls away from a statement.
type carryKey struct {
	fn    resolve.FuncAt
	depth int
}

// brings reports whether some caller of fn may hand it an object of a known type, or something that makes one.
func (r *run) brings(asker resolve.Program, fn resolve.FuncAt, depth int) bool {
	k := carryKey{fn, depth}
	known, ok := r.carried.Load(k)
	if !ok {
		p := r.l.begin()
		known = carryAnswer{r.broughtTo(p, fn, depth), r.l.finish(p)}
		r.carried.Store(k, known)
	}
	a := known.(carryAnswer)
	if p, ok := asker.(*recorder); ok {
		p.record().include(a.rec)
	}
	return a.may
}

// carryAnswer is what brings has answered, and what that hangs on.
type carryAnswer struct {
	may bool
	rec *Record
}

func (r *run) broughtTo(p resolve.Program, fn resolve.FuncAt, depth int) bool {
	r.l.at(p, fn.Unit)
	s := r.l.session(p)
	sites, complete := s.Callers(fn)
	may := !complete
	for _, c := range sites {
		s.Renew()
		if may = may || r.bringsAt(s, c, depth); may {
			break
		}
	}
	return may
}

// bringsAt asks one call. What it hands on of its own parameters is asked of the functions around it.
func (r *run) bringsAt(s *resolve.Session, c resolve.CallSite, depth int) bool {
	s.ForgetParams()
	for _, v := range s.Arguments(c.Frame) {
		if left := maxCarried; r.carries(s.Program(), v, &left) {
			return true
		}
	}
	m := c.Unit.Module()
	for g := m.FuncAt(c.Node); g > 0 && depth < maxContext; g = m.Funcs[g].Parent {
		outer := resolve.FuncAt{Unit: c.Unit, Func: g}
		for _, h := range s.Hangs() {
			if h == outer && r.brings(s.Program(), outer, depth+1) {
				return true
			}
		}
	}
	return false
}

// maxCarried bounds the values that are looked through for an object in what a call is given. Parts may be shared, so that what is
// small in memory has many paths.
const maxCarried = 2_000

// carries reports whether v is or holds an object of a known type, or something that may make one: code of a unit in which
// such objects may occur. What is larger than is looked through may.
func (r *run) carries(p resolve.Program, v *value.Value, left *int) bool {
	if *left--; *left < 0 {
		return true
	}
	for _, m := range v.Props {
		if r.carries(p, m.Value, left) {
			return true
		}
	}
	for _, vs := range [][]*value.Value{v.Elems, v.Alts} {
		for _, e := range vs {
			if r.carries(p, e, left) {
				return true
			}
		}
	}
	home, plain := resolve.Home(v)
	if rec, ok := p.(*recorder); ok && home != nil {
		told(&rec.record().about, home, r.about[home])
	}
	return !plain && (home == nil || r.about[home])
}
