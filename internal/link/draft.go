package link

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// statement is one place at which one fact entry matches.
type statement struct {
	entry *rule.Fact
	unit  *resolve.Unit
	node  syntax.Node
	bind  pattern.Bindings
	known *found // for pattern-known, the meaning that matches; its own conditions are asked first

	outer  lang.FuncID // the outermost function around the node
	serial uint32      // in the ledger; 0 outside it
}

// draft is what a statement records in one frame.
type draft struct {
	admitted  bool
	doubt     *value.Value // why it is not known whether it is admitted
	fact      *facts.Fact
	hangs     []resolve.FuncAt // functions whose parameters were needed
	unsettled bool             // what it records, or whether it is admitted, hangs on them
}

// reached is one way to reach the statement: the calls on the way to it, innermost first.
type reached struct {
	frame *resolve.Frame // in which the statement's code is evaluated
	fn    resolve.FuncAt // the function that frame is of
	unit  *resolve.Unit  // of the outermost call
	node  syntax.Node
}

// draft evaluates a statement in the frame f. at is where the fact is placed.
func (l *Linker) draft(s *resolve.Session, st *statement, f *resolve.Frame, at value.Place) *draft {
	d, x := l.admission(s, st, f, at)
	if !d.admitted {
		return d
	}
	d.fact = x.fact(st.entry, at)
	d.fact.Made = &making{statement: st, frame: x.f}
	d.hangs = s.Hangs()
	d.unsettled = len(d.hangs) > 0 && unsettledFact(d.fact)
	return d
}

// admission asks whether a statement holds in the frame f, and returns the scope in which to ask what it records.
func (l *Linker) admission(s *resolve.Session, st *statement, f *resolve.Frame, at value.Place) (*draft, *scope) {
	s.ForgetParams()
	d := &draft{}
	f = s.FrameAt(st.unit, st.node, f)
	if st.known != nil {
		if st.known.entry != nil && !d.admit(l.scope(s, st.unit, st.node, f, st.known.bind, nil), &st.known.entry.Entry, s) {
			return d, nil
		}
	}
	match := s.Matched(st.unit, st.node, f, st.meanings())
	if !at.IsNone() {
		match = match.With(func(v *value.Value) { v.At = at })
	}
	x := l.scope(s, st.unit, st.node, f, st.bind, match)
	x.params = l.paramsOf(st.entry)
	d.admitted = d.admit(x, &st.entry.Entry, s)
	return d, x
}

// admit asks the conditions of an entry and notes what they hang on.
func (d *draft) admit(x *scope, e *rule.Entry, s *resolve.Session) bool {
	if x.admits(e) {
		return true
	}
	d.doubt = x.doubt
	d.hangs = s.Hangs()
	d.unsettled = x.doubt != nil && len(d.hangs) > 0
	return false
}

// fact evaluates what the entry records.
func (x *scope) fact(e *rule.Fact, at value.Place) *facts.Fact {
	f := &facts.Fact{
		Kind: e.Kind, Role: e.Role, Check: e.Check, Key: data(x.eval(e.Key)), Value: value.NewNull(),
		At: x.u.Place(x.n), Match: x.match,
	}
	if !at.IsNone() && at != f.At {
		f.Origin, f.At = f.At, at
	}
	if e.Value != nil {
		f.Value = x.eval(e.Value)
	}
	for _, a := range e.Attributes {
		f.Attributes = append(f.Attributes, facts.Attr{Name: a.Name, Value: x.eval(a.Program)})
	}
	return f
}

// data is what a key says. Of a constant of a library it is not known.
func data(key *value.Value) *value.Value {
	if name, ok := resolve.ExternalName(key); ok {
		return value.NewUnknown(name + " is not in the workspace").With(func(v *value.Value) { v.At, v.Ref = key.At, key.Ref })
	}
	return key
}

// unsettledFact reports whether something that the fact records is not known.
func unsettledFact(f *facts.Fact) bool {
	if f.Key.Kind == value.Unknown || unsettled(f.Value) {
		return true
	}
	for _, a := range f.Attributes {
		if unsettled(a.Value) {
			return true
		}
	}
	return false
}

// unsettled reports whether v is unknown in a way that its parameters would settle: the start of a text that names its
// host is enough, and so are the keys of an object.
func unsettled(v *value.Value) bool {
	switch v.Kind {
	case value.Unknown:
		if v.Origin == value.Computed {
			return false
		}
		return v.Prefix == "" && len(v.Env) == 0
	case value.Object:
		return v.Open != ""
	case value.List:
		for _, e := range v.Elems {
			if unsettled(e) {
				return true
			}
		}
		return v.Open != ""
	case value.Branch:
		for _, a := range v.Alts {
			if unsettled(a) {
				return true
			}
		}
	}
	return false
}

// paramsOf returns how a fact that a check states in place sees the check's params.
func (l *Linker) paramsOf(e *rule.Fact) func(string) *value.Value {
	if e.Check == "" {
		return nil
	}
	for _, c := range l.rules.Checks {
		if c.ID == e.Check {
			return func(name string) *value.Value { return ParamOf(c, name) }
		}
	}
	return nil
}

// ParamOf returns the value of `params.NAME` in a check, nil for any other name.
func ParamOf(c *rule.Check, name string) *value.Value {
	const prefix = "params."
	if len(name) <= len(prefix) || name[:len(prefix)] != prefix {
		return nil
	}
	if p := c.Param(name[len(prefix):]); p != nil {
		return p.Value
	}
	return nil
}

// maxContext bounds the calls on the way from a statement to where its parameters are settled.
const maxContext = 3

// stateAll returns the facts of each of the statements of a unit.
func (l *Linker) stateAll(p resolve.Program, u *resolve.Unit, sts []*statement) [][]*facts.Fact {
	l.at(p, u)
	out := make([][]*facts.Fact, len(sts))
	s := l.session(p)
	for i, st := range sts {
		out[i] = l.state(s, st)
		if s.Renew(); s.HasAbsent() {
			s.Release()
			s = l.session(p)
		}
	}
	s.Release() // facts keep the session alive; what it remembers would be most of the memory
	return out
}

// state returns the facts of a statement: at the code itself, or at the calls that settle what it records.
func (l *Linker) state(s *resolve.Session, st *statement) []*facts.Fact {
	p := s.Program()
	d := l.draft(s, st, nil, value.Place{})
	if !d.unsettled {
		return l.settled(s, d)
	}
	fn, outer, ok := l.around(s, st, d.hangs)
	if inner := (resolve.FuncAt{Unit: st.unit, Func: st.unit.Module().FuncAt(st.node)}); d.admitted && resolve.IsParameterOf(d.fact.Key, inner) {
		fn, outer, ok = inner, false, true // whoever calls it says which; on what object shows at the call
	}
	if !ok {
		return l.settled(s, d)
	}
	if outer && st.known != nil && st.known.typ == typeCall && !st.testsTypes() && l.handsOut(s, fn, st) {
		// Objects of derived classes send in the same way, whatever their own constructors do before.
		made := s.Constructors(fn)
		l.note(p, func() {
			for _, c := range made {
				l.addFactory(c, st)
			}
		})
		return nil
	}
	out := l.stateAtCallers(s, st, d, l.callersOf(s, st, fn), 0)
	if len(out) == 0 {
		return l.settled(s, d)
	}
	if d.admitted && st.entry.Role != headRole(l.rules, st.entry.Kind) {
		d.fact.Head = true
		out = append(out, d.fact)
	} else {
		l.note(p, func() { l.moved(codeKey{st.unit, st.node.ID()}, fn) })
	}
	return out
}

func (l *Linker) settled(s *resolve.Session, d *draft) []*facts.Fact {
	if d.admitted {
		return l.each(s, d.fact)
	}
	if d.doubt != nil {
		l.count(s.Program(), func(c *Counts) { c.Undecided[d.doubt.Reason]++ })
	}
	return nil
}

// headRole returns the role whose facts are heads of families in some check over the kind, "" for none.
func headRole(set *rule.Set, kind string) string {
	for _, c := range set.Checks {
		if c.RollUp != nil && c.Each.Kind == kind {
			return c.RollUp.Head
		}
	}
	return ""
}

// around chooses the function whose callers settle a statement. outer is set when it is not the innermost one: an inner
// function uses what an outer one, or the constructor of its class, was given, as a factory's methods do.
func (l *Linker) around(s *resolve.Session, st *statement, hangs []resolve.FuncAt) (fn resolve.FuncAt, outer, ok bool) {
	m := st.unit.Module()
	inner := m.FuncAt(st.node)
	hanging := map[resolve.FuncAt]bool{}
	for _, h := range hangs {
		hanging[h] = true
	}
	for g := inner; g > 0; g = m.Funcs[g].Parent {
		at := resolve.FuncAt{Unit: st.unit, Func: g}
		if hanging[at] && (g != inner || m.Funcs[g].Kind == lang.Constructor) {
			fn, outer, ok = at, g != inner, true
		}
		if c := m.Funcs[g].Class; c != lang.NoClass && m.Funcs[g].Kind != lang.Constructor && !ok {
			for _, h := range hangs {
				// The innermost of several: what a class does itself comes before what its bases do.
				if s.Constructs(h, st.unit, c) && (!ok || s.Constructs(fn, h.Unit, h.Unit.Module().Funcs[h.Func].Class)) {
					fn, outer, ok = h, true, true
				}
			}
		}
	}
	if !ok && inner > 0 && hanging[resolve.FuncAt{Unit: st.unit, Func: inner}] {
		return resolve.FuncAt{Unit: st.unit, Func: inner}, false, true
	}
	return fn, outer, ok
}

// classAround is the class whose objects the code of a statement runs for.
func classAround(st *statement) lang.ClassID {
	m := st.unit.Module()
	for g := m.FuncAt(st.node); g > 0; g = m.Funcs[g].Parent {
		if m.Funcs[g].Class != lang.NoClass {
			return m.Funcs[g].Class
		}
	}
	return lang.NoClass
}

// callersOf returns the contexts that the calls of fn make for a statement. Of a constructor they are those that make objects which have
// the method that the statement is in.
func (l *Linker) callersOf(s *resolve.Session, st *statement, fn resolve.FuncAt) []reached {
	out := l.callers(s, fn)
	class := classAround(st)
	if class == lang.NoClass || fn.Unit.Module().Funcs[fn.Func].Kind != lang.Constructor {
		return out
	}
	return slices.DeleteFunc(out, func(c reached) bool { return !s.IsOf(c.frame, st.unit, class) })
}

// callers returns the contexts that the calls of fn make.
func (l *Linker) callers(s *resolve.Session, fn resolve.FuncAt) []reached {
	sites, complete := s.Callers(fn)
	derived, all := s.CallersThroughHeirs(fn)
	if !complete || !all {
		l.bound(s.Program(), "more callers of "+fn.Unit.File.Path+" than are followed")
	}
	sites = append(slices.Clip(sites), derived...)
	out := make([]reached, 0, len(sites))
	for _, c := range sites {
		out = append(out, reached{frame: c.Frame, fn: fn, unit: c.Unit, node: c.Node})
	}
	return out
}

func (l *Linker) bound(p resolve.Program, what string) {
	l.count(p, func(c *Counts) {
		if !contains(c.Bounds, what) {
			c.Bounds = append(c.Bounds, what)
		}
	})
}

// stateAtCallers states a fact in each context; where a context leaves it unsettled, in those of the function around.
func (l *Linker) stateAtCallers(s *resolve.Session, st *statement, origin *draft, cs []reached, depth int) []*facts.Fact {
	var out []*facts.Fact
	for _, c := range cs {
		d := l.draft(s, st, c.frame, c.unit.Place(c.node))
		if d.unsettled && depth < maxContext {
			if next := l.outward(s, c, d.hangs); len(next) > 0 {
				if more := l.stateAtCallers(s, st, origin, next, depth+1); len(more) > 0 {
					out = append(out, more...)
					continue
				}
			}
		}
		out = append(out, l.settled(s, d)...)
	}
	return out
}

// outward returns the contexts that settle the function around the outermost call of c.
func (l *Linker) outward(s *resolve.Session, c reached, hangs []resolve.FuncAt) []reached {
	for g := c.unit.Module().FuncAt(c.node); g > 0; g = c.unit.Module().Funcs[g].Parent {
		fn := resolve.FuncAt{Unit: c.unit, Func: g}
		for _, h := range hangs {
			if h != fn {
				continue
			}
			var out []reached
			sites, _ := s.Callers(fn)
			for _, site := range sites {
				if f := s.Within(c.frame, site.Frame); f != nil {
					out = append(out, reached{frame: f, fn: c.fn, unit: site.Unit, node: site.Node})
				}
			}
			return out
		}
	}
	return nil
}
