package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// possible leaves out the statements whose type tests surely fail, or cannot be decided by any caller. Most calls of a
// method called get are on a map; asking their receivers together, in one session for each unit, costs little, while a
// statement of its own starts from nothing.
func (r *run) possible(todo []*statement) []*statement {
	var units []*resolve.Unit
	byUnit := map[*resolve.Unit][]int{}
	for i, st := range todo {
		if !st.testsTypes() || !r.about[st.unit] || !r.l.mayHold(st) {
			continue
		}
		if byUnit[st.unit] == nil {
			units = append(units, st.unit)
		}
		byUnit[st.unit] = append(byUnit[st.unit], i)
	}
	out := make([]bool, len(todo))
	r.each(len(units), func(i int) {
		s := r.l.Session()
		for _, at := range byUnit[units[i]] {
			s.Renew()
			out[at] = r.l.isPossible(s, todo[at])
		}
	})
	var kept []*statement
	for i, st := range todo {
		if out[i] || !st.testsTypes() {
			kept = append(kept, st)
		} else {
			r.unlikely = append(r.unlikely, st)
		}
	}
	return kept
}

// mayHold is the cheap half of the type tests: a name that is declared as a function or a class holds no object.
func (l *Linker) mayHold(st *statement) bool {
	check := func(tests []expr.TypeTest, get func(string) (pattern.Binding, bool)) bool {
		for _, t := range tests {
			b, ok := get(t.Metavar)
			if !ok || b.Node.IsNone() || b.Node.Type() != "identifier" {
				continue
			}
			m := st.unit.Module
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
					k := o.unit.Module.Bindings[o.binding].Kind
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

// isPossible asks the type tests of a statement outside any call.
func (l *Linker) isPossible(s *resolve.Session, st *statement) bool {
	if st.known != nil && st.known.entry != nil && !l.passes(s, st, st.known.entry.TypeTests(), l.scope(s, st.unit, st.node, nil, st.known.bind, nil)) {
		return false
	}
	return l.passes(s, st, st.entry.TypeTests(), l.scope(s, st.unit, st.node, nil, st.bind, nil))
}

func (l *Linker) passes(s *resolve.Session, st *statement, tests []expr.TypeTest, x *scope) bool {
	for _, t := range tests {
		b, ok := x.bind.Get(t.Metavar)
		if !ok || b.Node.IsNone() {
			continue
		}
		v := s.Eval(st.unit, b.Node, x.frame(b.Node))
		if is, known := s.IsA(v, t.Type); known && !is || !known && !hangsOnCaller(v) {
			if !known {
				l.count(func(c *Counts) { c.Undecided[v.Reason]++ })
			}
			return false
		}
	}
	return true
}

// hangsOnCaller reports whether the callers of a function may tell what v is.
func hangsOnCaller(v *value.Value) bool {
	switch v.Kind {
	case value.Unknown:
		return v.Origin == value.Parameter
	case value.Branch:
		for _, a := range v.Alts {
			if hangsOnCaller(a) || a.Kind == value.Opaque {
				return true
			}
		}
	}
	return false
}
