package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// resultAt is one of the results of a call: the first of one that gives what is known for it, such as a client.
func (s *Session) resultAt(u *Unit, n syntax.Node, f *Frame, v *value.Value, i int) *value.Value {
	if v.Kind == value.Branch {
		var alts []*value.Value
		for _, a := range v.Alts {
			alts = append(alts, s.resultAt(u, n, f, a, i))
		}
		return s.branch(u, n, f, alts)
	}
	r := refOf(v)
	switch {
	case v.Kind == value.List && r != nil && r.Node.Is("expression_list"):
		if i < len(v.Elems) {
			return v.Elems[i]
		}
	case i == 0:
		return v
	}
	return s.computed(u, n, f, "another result of "+calleeText(u.Module().Expr(n)))
}

// converted is T(x) for a type of the workspace: x.
func (s *Session) converted(u *Unit, e lang.Expr, f *Frame) *value.Value {
	if len(e.Args) != 1 {
		return s.unknown(u, e.Node, f, "a conversion of no value")
	}
	return s.Eval(u, e.Args[0].Value, f)
}

// appended is append(list, more...).
func (s *Session) appended(u *Unit, e lang.Expr, f *Frame, l *value.Value) *value.Value {
	if l.Kind == value.Null {
		l = value.NewList()
	}
	if l.Kind != value.List {
		return s.computed(u, e.Node, f, "the result of append")
	}
	more := e
	more.Elems = e.Args[1:]
	added := s.list(u, more, f)
	return s.at(value.NewList(), u, e.Node, f).With(func(c *value.Value) {
		c.Elems = append(slices.Clone(l.Elems), added.Elems...)
		if c.Open = l.Open; c.Open == "" {
			c.Open = added.Open
		}
	})
}

// callStandard evaluates functions of the language and its library that give a text or a list; nil for any other.
func (s *Session) callStandard(u *Unit, e lang.Expr, f *Frame, name string) *value.Value {
	if len(e.Args) == 0 {
		return nil
	}
	switch name {
	case "append":
		return s.appended(u, e, f, s.Eval(u, e.Args[0].Value, f))
	case "cmp.Or":
		return s.firstSet(u, e, f)
	case "net/url.JoinPath", "path.Join", "net/url.Parse", "net/url.ParseRequestURI":
		return s.derived(u, e.Node, f, s.Eval(u, e.Args[0].Value, f), "the result of "+name)
	}
	if method := stringFunctions[name]; method != "" {
		return s.callText(u, e, f, method)
	}
	return nil
}

// stringFunctions are functions of Go's package strings, and the methods of strings in other languages that do the same.
var stringFunctions = map[string]string{
	"strings.ToLower": "lower", "strings.ToUpper": "upper", "strings.TrimSpace": "strip", "strings.Trim": "strip",
	"strings.TrimRight": "rstrip", "strings.TrimLeft": "lstrip", "strings.TrimSuffix": "removesuffix", "strings.TrimPrefix": "removeprefix",
	"strings.ReplaceAll": "replaceAll", "strings.HasPrefix": "startswith", "strings.HasSuffix": "endswith", "strings.Split": "split",
	"strings.Join": "join",
}

// callText evaluates a function of package strings as the method of its first argument; that of Join is the second.
func (s *Session) callText(u *Unit, e lang.Expr, f *Frame, method string) *value.Value {
	this, rest := e.Args[0], e.Args[1:]
	if method == "join" && len(rest) == 1 {
		this, rest = rest[0], []lang.Arg{this}
	}
	r := s.newRef(BoundRef, u, e.Node, f)
	r.This, r.Name = s.Eval(u, this.Value, f), method
	e.Args = rest
	return s.callBound(u, e, f, r)
}

// firstSet is cmp.Or(a, b, …): the first that is not empty.
func (s *Session) firstSet(u *Unit, e lang.Expr, f *Frame) *value.Value {
	v := value.NewNull()
	for _, a := range e.Args {
		switch {
		case v.Kind == value.Null || v.Kind == value.String && v.Str == "":
			v = s.Eval(u, a.Value, f)
		case v.Kind == value.Unknown && v.Origin == value.Env:
			v = envDefault(v, s.Eval(u, a.Value, f))
		case v.Kind == value.String:
			return v
		default:
			return s.computed(u, e.Node, f, "the first of several values that is set")
		}
	}
	return v
}
