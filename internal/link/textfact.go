package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// textFact states a fact about a match in a text file; nil if the entry's condition does not hold.
func (l *Linker) textFact(f *program.File, e *rule.Fact, m pattern.Match) *facts.Fact {
	in := l.textInput(f, m, l.paramsOf(e))
	if e.Where != nil {
		if ok := e.Where.Judge(in); ok.Kind != value.Bool || !ok.Bool {
			return nil
		}
	}
	fact := &facts.Fact{Kind: e.Kind, Role: e.Role, Check: e.Check, At: in.Match.At, Match: in.Match, Key: e.Key.Eval(in), Value: value.NewNull()}
	if e.Value != nil {
		fact.Value = e.Value.Eval(in)
	}
	for _, a := range e.Attributes {
		fact.Attributes = append(fact.Attributes, facts.Attr{Name: a.Name, Value: a.Program.Eval(in)})
	}
	if in.Errors > 0 {
		l.count(l, func(c *Counts) { c.Errors += in.Errors })
	}
	return fact
}

// textInput returns what expressions about a match in a text file may ask. params may be nil.
func (l *Linker) textInput(f *program.File, m pattern.Match, params func(string) *value.Value) *expr.Input {
	at := value.Place{File: f.Value, Start: m.Span.Start, End: m.Span.End}
	match := value.NewString(string(f.Text().Text[m.Span.Start:m.Span.End])).With(func(v *value.Value) { v.At = at })
	return &expr.Input{Match: match, Host: l.Host(), Repo: f.Value.Repo, Lookup: func(name string) (expr.Var, bool) {
		if b, ok := m.Bind.Get(name); ok {
			v := value.NewString(b.Text)
			v.Origin, v.At = value.Literal, value.Place{File: f.Value, Start: b.Span.Start, End: b.Span.End}
			return expr.Var{Value: v}, true
		}
		if params != nil {
			if v := params(name); v != nil {
				return expr.Var{Value: v}, true
			}
		}
		return expr.Var{}, false
	}}
}
