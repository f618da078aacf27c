package link

import (
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// What rules over single files ask of linking. Facts must have been made (Run): what changes objects is known then.

// Admits judges the condition of a rule for a match in the file: whether the match is kept, or why that cannot be told.
// u is the code of the file; nil for a match in its text.
func (l *Linker) Admits(f *program.File, u *resolve.Unit, e *rule.Entry, m pattern.Match) (kept bool, unknown string) {
	if e.Where == nil {
		return true, ""
	}
	if u == nil {
		switch v := e.Where.Judge(l.textInput(f, m, nil)); {
		case v.Kind == value.Unknown:
			return false, v.Reason
		default:
			return v.Kind == value.Bool && v.Bool, ""
		}
	}
	s := l.Session()
	x := l.scope(s, u, m.Node, s.FrameAt(u, m.Node, nil), m.Bind, nil)
	kept = x.admits(e)
	if x.doubt != nil {
		return false, x.doubt.Reason
	}
	return kept, ""
}

// KnownIn returns the code of u to which known entries give a type, for pattern-known.
func (l *Linker) KnownIn(u *resolve.Unit) func(typ string) []pattern.Match {
	return func(typ string) []pattern.Match {
		var out []pattern.Match
		for _, k := range l.matches(u).found {
			if k.typ != typ || k.entry == nil {
				continue
			}
			s := l.Session()
			m := pattern.Match{Node: k.node, Span: k.node.Span()}
			if l.scope(s, u, k.node, s.FrameAt(u, k.node, nil), k.bind, nil).admits(&k.entry.Entry) {
				out = append(out, m)
			}
		}
		return out
	}
}

// RuleWords returns what the words of a file must satisfy for the rule to match there: one of the results.
func RuleWords(set *rule.Set, e *rule.Entry, language string) []program.Clauses {
	own := clausesOf(e, language)
	if len(e.KnownTypes) == 0 {
		return []program.Clauses{own}
	}
	var out []program.Clauses
	for _, k := range set.Known {
		if k.Changes == "" && k.Formulas[language] != nil && intersects(k.Types, e.KnownTypes) {
			out = append(out, append(clausesOf(&k.Entry, language), own...))
		}
	}
	return out
}
