package link

import (
	"slices"
	"sync"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// possible leaves out the statements that surely do not hold, or of which no caller can decide whether they do. Most calls of
// a method called get are on a map; asking about them together, in one session for each unit, costs little, while a statement
// of its own starts from nothing.
func (r *run) possible(todo []*statement) []*statement {
	batches := r.grouped(todo)
	r.carried = sync.Map{} // what is known of factories has changed since
	type key struct {
		of         region
		statements string
	}
	found := all(r, len(batches), func(i int) any { return key{batches[i].region, serials(batches[i].statements)} },
		func(p resolve.Program, i int) []bool { return r.arePossible(p, batches[i].unit, batches[i].statements) })
	if r.ctx.Err() != nil {
		return nil // of some batches nobody has asked
	}
	is := make([]bool, len(todo))
	for i, g := range batches {
		for j, at := range g.at {
			is[at] = found[i][j]
		}
	}
	var kept []*statement
	for i, st := range todo {
		switch {
		case is[i]:
			kept = append(kept, st)
		case st.testsTypes():
			r.unlikely = append(r.unlikely, st)
		}
	}
	return kept
}

// grouped puts together what is asked about together. What is surely not possible is left out.
func (r *run) grouped(todo []*statement) []*batch {
	held := r.held()
	return batched(todo, func(st *statement) (region, bool) {
		if st.testsTypes() && (!r.about[st.unit] && !r.anywhere(st) || !r.l.mayHold(st) || !r.mayBeNamed(st, held)) {
			return region{}, false
		}
		return r.regionOf(st), true
	})
}

// arePossible asks of statements of a unit whether they may hold.
func (r *run) arePossible(p resolve.Program, u *resolve.Unit, sts []*statement) []bool {
	r.l.at(p, u)
	out := make([]bool, len(sts))
	s := r.l.session(p)
	for i, st := range sts {
		out[i] = !r.l.surelyNot(s, st) && r.isPossible(s, st)
		if s.Renew(); s.HasAbsent() {
			s = r.l.session(p)
		}
	}
	return out
}

// surelyNot reports whether what a statement asks the type of is surely something else. Several entries ask the same of one piece of code, such
// as what is called: the code is evaluated once for all, and their conditions, which take longer, are not asked.
func (l *Linker) surelyNot(s *resolve.Session, st *statement) bool {
	f := s.FrameAt(st.unit, st.node, nil)
	check := func(e *rule.Entry, bind pattern.Bindings) bool {
		x := &scope{l: l, s: s, u: st.unit, n: st.node, f: f, bind: bind}
		for _, t := range e.TypeTests() {
			b, ok := bind.Get(t.Metavar)
			if !ok || b.Node.IsNone() || b.Sequence() || isText(b) {
				continue
			}
			if is, known := s.IsA(x.bound(b), t.Type); known && !is {
				return true
			}
		}
		return false
	}
	return st.known != nil && st.known.entry != nil && check(&st.known.entry.Entry, st.known.bind) || check(&st.entry.Entry, st.bind)
}

// anywhere reports whether a statement is asked about wherever it stands.
func (r *run) anywhere(st *statement) bool {
	return r.plan.anywhere(st.entry, st.unit.Module().Language.Name)
}

// held returns the names by which objects of known types go.
func (r *run) held() map[string]bool {
	out := map[string]bool{}
	for k := range r.names {
		out[k.word] = true
	}
	return out
}

// mayBeNamed looks at the names of the objects that a vague entry asks about: what the code of a file sets by itself is followed by
// name, so that an object of another name is none of them. What comes in as a parameter, or by a type, is not told by its name.
func (r *run) mayBeNamed(st *statement, held map[string]bool) bool {
	m := st.unit.Module()
	if !r.plan.vague(st.entry, m.Language.Name) {
		return true
	}
	for _, t := range st.entry.TypeTests() {
		b, ok := st.bind.Get(t.Metavar)
		if !ok || !b.Node.Is("identifier") {
			continue
		}
		id := m.Resolve(b.Node)
		if id == lang.NoBinding {
			continue
		}
		if bind := &m.Bindings[id]; (bind.Kind == lang.Variable || bind.Kind == lang.Constant) && isWritten(m, bind) && !held[bind.Name] {
			return false
		}
	}
	return true
}

// isWritten reports whether a file gives the name a value.
func isWritten(m *lang.Module, bind *lang.Binding) bool {
	return slices.ContainsFunc(bind.Effects, func(id lang.EffectID) bool {
		return m.Effects[id].Kind == lang.Write && m.Effects[id].Value != syntax.None
	})
}

// isWritable reports whether a statement may hold, as far as its own file tells by how it is written. One that may not never will.
func (l *Linker) isWritable(st *statement) bool {
	check := func(e *rule.Entry, bind pattern.Bindings) bool {
		return !slices.ContainsFunc(e.TypeTests(), func(t expr.TypeTest) bool {
			b, ok := bind.Get(t.Metavar)
			return ok && !b.Node.IsNone() && !b.Sequence() && !isText(b) && resolve.SurelyNot(l, st.unit, b.Node, t.Type)
		})
	}
	return (st.known == nil || st.known.entry == nil || check(&st.known.entry.Entry, st.known.bind)) && check(&st.entry.Entry, st.bind)
}

// mayHold is the cheap half of the type tests: a name that is declared as a function or a class holds no object.
func (l *Linker) mayHold(st *statement) bool {
	check := func(tests []expr.TypeTest, get func(string) (pattern.Binding, bool)) bool {
		for _, t := range tests {
			b, ok := get(t.Metavar)
			if !ok || b.Node.IsNone() || b.Node.Type() != "identifier" {
				continue
			}
			m := st.unit.Module()
			id := m.Resolve(b.Node)
			if id == lang.NoBinding {
				return false
			}
			switch bind := &m.Bindings[id]; bind.Kind {
			case lang.Function, lang.ClassName, lang.Enum, lang.TypeName:
				return false
			case lang.Imported:
				o := l.originOf(st.unit, &m.Imports[bind.Import], 0)
				if o.unit != nil && o.binding != lang.NoBinding {
					k := o.unit.Module().Bindings[o.binding].Kind
					if k != lang.Variable && k != lang.Constant {
						return false
					}
				}
			}
		}
		return true
	}
	if st.known != nil && st.known.entry != nil && !check(st.known.entry.TypeTests(), st.known.bind.Get) {
		return false
	}
	return check(st.entry.TypeTests(), st.bind.Get)
}

// isPossible asks whether a statement holds outside any call, or in one that is seen.
func (r *run) isPossible(s *resolve.Session, st *statement) bool {
	l := r.l
	d, _ := l.admission(s, st, nil, value.Place{})
	if d.admitted {
		return true
	}
	fn, outer, ok := l.around(s, st, d.hangs)
	if !d.unsettled || !ok {
		l.settled(s, d)
		return false
	}
	if outer && st.known != nil && st.known.typ == typeCall && !st.testsTypes() {
		return true // perhaps in a factory
	}
	if len(d.hangs) == 1 && d.hangs[0] == fn && l.testsKnown(st) && !r.brings(s.Program(), fn, 0) {
		l.settled(s, d)
		return false
	}
	return l.isPossibleAt(s, st, l.callers(s, fn), 0)
}

// isPossibleAt asks whether a statement holds in one of the contexts, or, where one does not decide, in one around it.
func (l *Linker) isPossibleAt(s *resolve.Session, st *statement, cs []reached, depth int) bool {
	for _, c := range cs {
		d, _ := l.admission(s, st, c.frame, value.Place{})
		if d.admitted || d.unsettled && depth < maxContext && l.isPossibleAt(s, st, l.outward(s, c, d.hangs), depth+1) {
			return true
		}
		l.settled(s, d)
	}
	return false
}

// testsKnown reports whether a statement tests types, and only such as known entries give.
func (l *Linker) testsKnown(st *statement) bool {
	tests := st.entry.TypeTests()
	if st.known != nil && st.known.entry != nil {
		tests = append(tests[:len(tests):len(tests)], st.known.entry.TypeTests()...)
	}
	for _, t := range tests {
		if !contains(l.rules.Types, t.Type) {
			return false
		}
	}
	return len(tests) > 0
}
