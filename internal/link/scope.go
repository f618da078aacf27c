package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// scope is what the expressions of an entry see at one match: its metavariables, the matched code, and params.
type scope struct {
	l      *Linker
	s      *resolve.Session
	u      *resolve.Unit
	n      syntax.Node
	f      *resolve.Frame
	bind   pattern.Bindings
	params func(name string) *value.Value
	match  *value.Value
	doubt  *value.Value // the unknown that decided admits, for its reason

	spelled []written // what was looked up so far, and how the match spells it
}

func (l *Linker) scope(s *resolve.Session, u *resolve.Unit, n syntax.Node, f *resolve.Frame, b pattern.Bindings, match *value.Value) *scope {
	if match == nil {
		match = s.Matched(u, n, f, nil)
	}
	return &scope{l: l, s: s, u: u, n: n, f: f, bind: b, match: match}
}

// input returns what expressions may ask.
func (x *scope) input() *expr.Input {
	return &expr.Input{Lookup: x.lookup, Match: x.match, Host: &Host{l: x.l, s: x.s, x: x}, Repo: x.u.File.Repo}
}

func (x *scope) lookup(name string) (expr.Var, bool) {
	if name != "" && name[0] == '$' {
		b, ok := x.bind.Get(name)
		if !ok {
			return expr.Var{}, false
		}
		v := x.bound(b)
		if !b.Node.IsNone() && !isText(b) {
			x.note(v, b.Node)
		}
		return expr.Var{Value: v}, true
	}
	if x.params != nil {
		if v := x.params(name); v != nil {
			return expr.Var{Value: v}, true
		}
	}
	return expr.Var{}, false
}

// bound evaluates what a metavariable stands for: a name is its text, code is its value.
func (x *scope) bound(b pattern.Binding) *value.Value {
	switch {
	case b.Sequence():
		l := value.NewList()
		for _, n := range b.Nodes {
			l.Elems = append(l.Elems, x.s.Eval(x.u, n, x.frame(n)))
		}
		return l
	case isText(b):
		v := value.NewString(b.Text)
		v.Origin = value.Literal
		v.At = value.Place{File: x.u.File, Start: b.Span.Start, End: b.Span.End}
		return v
	case b.Node.IsNone():
		return value.NewString(b.Text)
	}
	v := x.s.Eval(x.u, b.Node, x.frame(b.Node))
	if isSelectedFrom(b.Node) {
		return resolve.Present(v)
	}
	return v
}

// isSelectedFrom reports whether a member of n is read where n stands, so that it is something there.
func isSelectedFrom(n syntax.Node) bool {
	p := n.Parent()
	return (p.Is("member_expression") || p.Is("attribute")) && p.NamedFirst() == n
}

// isText reports whether a metavariable stands for a text, not for code that has a value: for the content of a string, or a
// name. A computed key is code.
func isText(b pattern.Binding) bool {
	return b.Content || b.Name && (b.Node.IsNone() || b.Node.Parent().Type() != "computed_property_name")
}

// frame is the frame in which code of the match is evaluated: that of the function around it.
func (x *scope) frame(n syntax.Node) *resolve.Frame {
	return x.s.FrameAt(x.u, n, x.f)
}

func (x *scope) eval(p *expr.Program) *value.Value {
	in := x.input()
	v := p.Eval(in)
	if in.Errors > 0 {
		x.l.count(x.s.Program(), func(c *Counts) { c.Errors += in.Errors })
	}
	return v
}

// admits checks `from` and `where`. Only true admits; an unknown is counted by its reason.
func (x *scope) admits(e *rule.Entry) bool {
	if len(e.From) > 0 && !x.from(e) {
		return false
	}
	if e.Where == nil {
		return true
	}
	in := x.input()
	v := e.Where.Judge(in)
	if in.Errors > 0 {
		x.l.count(x.s.Program(), func(c *Counts) { c.Errors += in.Errors })
	}
	if v.Kind == value.Unknown {
		x.doubt = v
		return false
	}
	return v.Kind == value.Bool && v.Bool
}

// count counts what the work that p is the program of comes upon.
func (l *Linker) count(p resolve.Program, add func(*Counts)) {
	l.note(p, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		add(&l.Counts)
	})
}

// from checks that the leftmost name of the pattern comes from one of the modules.
func (x *scope) from(e *rule.Entry) bool {
	lead, ok := leading(x.bind)
	if !ok {
		return x.madeBy(e)
	}
	v := x.s.Eval(x.u, lead, x.frame(lead))
	for _, m := range e.From {
		if m == rule.Global {
			if x.u.Module().Resolve(lead) == lang.NoBinding && contains(e.LeadNames, lead.Text()) {
				return true
			}
			if resolve.IsGlobal(v, e.LeadNames) {
				return true
			}
			continue
		}
		for _, name := range e.LeadNames {
			if x.isExport(v, m, name) {
				return true
			}
		}
	}
	return false
}

// isExport reports whether v is what module m exports as name.
func (x *scope) isExport(v *value.Value, m, name string) bool {
	if ext, ok := resolve.ExternalName(v); ok {
		return ext == m || ext == m+"."+name
	}
	t := x.s.Program().Import(x.u, m)
	return t.Unit != nil && resolve.SameCode(v, x.s.Export(t.Unit, name))
}

// madeBy checks `from` where the leftmost name is a metavariable: its value must be made by something of the modules.
func (x *scope) madeBy(e *rule.Entry) bool {
	for _, v := range e.LeadNames {
		b, ok := x.bind.Get(v)
		if !ok || b.Node.IsNone() {
			continue
		}
		name := x.s.Maker(x.s.Eval(x.u, b.Node, x.frame(b.Node)))
		for _, m := range e.From {
			if name == m || strings.HasPrefix(name, m+".") {
				return true
			}
		}
		return false
	}
	return true
}
