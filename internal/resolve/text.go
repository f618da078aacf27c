package resolve

import (
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// callString evaluates methods of strings.
func (s *Session) callString(u *Unit, e lang.Expr, f *Frame, x *value.Value, name string, arg func(int) *value.Value) *value.Value {
	text := func(t string) *value.Value {
		return x.With(func(c *value.Value) { c.Str, c.At, c.Ref = t, u.Place(e.Node), s.newRef(CodeRef, u, e.Node, f) })
	}
	a, aok := textOf(arg(0))
	b, bok := textOf(arg(1))
	switch name {
	case "toLowerCase", "lower", "toLocaleLowerCase":
		return text(strings.ToLower(x.Str))
	case "toUpperCase", "upper":
		return text(strings.ToUpper(x.Str))
	case "toString", "valueOf", "normalize":
		return x
	case "replace", "replaceAll":
		if aok && bok && strings.Count(x.Str, a)*len(b)+len(x.Str) <= maxText {
			if name == "replace" && !isPython(u) {
				return text(strings.Replace(x.Str, a, b, 1))
			}
			return text(strings.ReplaceAll(x.Str, a, b))
		}
		// A regular expression changes the text in a way that is not followed; what it is read from stays.
		return s.derived(u, e.Node, f, x, "the text after replace")
	case "concat":
		parts := []*value.Value{x}
		for i := range e.Args {
			parts = append(parts, arg(i))
		}
		return s.concat(u, e.Node, f, parts)
	case "split":
		if aok && len(e.Args) == 1 {
			l := s.at(value.NewList(), u, e.Node, f)
			for _, p := range strings.Split(x.Str, a) {
				l.Elems = append(l.Elems, text(p))
			}
			return l
		}
	case "join":
		if l := arg(0); l.Kind == value.List {
			return s.join(u, e.Node, f, l.Elems, x, l.Open)
		}
	case "format":
		return s.format(u, e, f, x)
	case "startsWith", "startswith":
		if aok {
			return s.literal(value.NewBool(strings.HasPrefix(x.Str, a)), u, e.Node, f)
		}
	case "endsWith", "endswith":
		if aok {
			return s.literal(value.NewBool(strings.HasSuffix(x.Str, a)), u, e.Node, f)
		}
	}
	if t, ok := trimmed(x.Str, name, a, aok && len(e.Args) > 0); ok {
		return text(t)
	}
	return s.derived(u, e.Node, f, x, "the result of "+name)
}

// trimmed applies the methods that cut off the ends of a string; cut is their argument, if it is given and known.
func trimmed(t, method, cut string, given bool) (string, bool) {
	const space = " \t\r\n"
	if !given {
		cut = space
	}
	switch method {
	case "trim", "strip":
		return strings.Trim(t, cut), true
	case "rstrip", "trimEnd":
		return strings.TrimRight(t, cut), true
	case "lstrip", "trimStart":
		return strings.TrimLeft(t, cut), true
	case "removesuffix":
		return strings.TrimSuffix(t, cut), given
	case "removeprefix":
		return strings.TrimPrefix(t, cut), given
	}
	return "", false
}

// derived is a text made from x in a way that is not followed: its data is unknown, its source stays.
func (s *Session) derived(u *Unit, n syntax.Node, f *Frame, x *value.Value, reason string) *value.Value {
	v := s.computed(u, n, f, reason)
	v.Text = true
	if x.Origin != value.NoOrigin && x.Origin != value.Literal {
		v.Origin = x.Origin
	}
	v.Env = x.Env
	if x.Kind == value.String {
		v.Prefix = hostPart(x.Str)
	} else {
		v.Prefix = hostPart(x.Prefix)
	}
	return v
}

// hostPart is the start of a URL up to its path: what trimming slashes and replacing parts of the path leaves alone.
func hostPart(t string) string {
	scheme := strings.Index(t, "://")
	if scheme < 0 {
		return ""
	}
	if slash := strings.IndexByte(t[scheme+3:], '/'); slash >= 0 {
		return t[:scheme+3+slash]
	}
	return t
}

func (s *Session) join(u *Unit, n syntax.Node, f *Frame, elems []*value.Value, sep *value.Value, open string) *value.Value {
	var parts []*value.Value
	for i, e := range elems {
		if i > 0 {
			parts = append(parts, sep)
		}
		parts = append(parts, e)
	}
	if open != "" {
		parts = append(parts, value.NewUnknown(open))
	}
	return s.concat(u, n, f, parts)
}

// format evaluates "...{}...".format(...) with plain, numbered and named fields.
func (s *Session) format(u *Unit, e lang.Expr, f *Frame, x *value.Value) *value.Value {
	var parts []*value.Value
	rest, next := x.Str, 0
	for {
		open := strings.IndexByte(rest, '{')
		if open < 0 {
			parts = append(parts, value.NewString(rest))
			return s.concat(u, e.Node, f, parts)
		}
		end := strings.IndexByte(rest[open:], '}')
		if end < 0 || strings.HasPrefix(rest[open:], "{{") {
			return s.derived(u, e.Node, f, x, "the result of format")
		}
		field, _, _ := strings.Cut(rest[open+1:open+end], ":")
		parts = append(parts, value.NewString(rest[:open]), s.formatField(u, e, f, field, &next))
		rest = rest[open+end+1:]
	}
}

func (s *Session) formatField(u *Unit, e lang.Expr, f *Frame, field string, next *int) *value.Value {
	if field == "" {
		field = fmt.Sprint(*next)
		*next++
	}
	at := 0
	for _, a := range e.Args {
		if a.Name == field && field != "" {
			return s.Eval(u, a.Value, f)
		}
		if a.Name == "" && !a.Spread && !a.KeywordSpread {
			if fmt.Sprint(at) == field {
				return s.Eval(u, a.Value, f)
			}
			at++
		}
	}
	return s.computed(u, e.Node, f, "a field of format")
}

// percent evaluates "..." % x for %s and %d.
func (s *Session) percent(u *Unit, e lang.Expr, f *Frame, x, y *value.Value) *value.Value {
	args := []*value.Value{y}
	if y.Kind == value.List && y.Open == "" {
		args = y.Elems
	}
	var parts []*value.Value
	pieces := strings.Split(strings.ReplaceAll(x.Str, "%d", "%s"), "%s")
	if len(pieces) != len(args)+1 {
		return s.derived(u, e.Node, f, x, "the result of %")
	}
	for i, p := range pieces {
		parts = append(parts, value.NewString(p))
		if i < len(args) {
			parts = append(parts, args[i])
		}
	}
	return s.concat(u, e.Node, f, parts)
}

// comprehension evaluates [x for y in L] and {k: v for k, v in O.items()} over what is known. A condition makes every
// member one that is there on some branches.
func (s *Session) comprehension(u *Unit, e lang.Expr, f *Frame) *value.Value {
	src := s.Eval(u, e.Z, f)
	if e.Str == "dict" {
		return s.dictComprehension(u, e, f, src)
	}
	out := s.at(value.NewList(), u, e.Node, f)
	if src.Kind != value.List || src.Open != "" || len(e.Elems) > 0 {
		return out.Opened("a comprehension over " + Describe(src))
	}
	el := s.Eval(u, e.X, f)
	if el.Kind == value.Branch && len(el.Alts) == len(src.Elems) {
		return out.With(func(c *value.Value) { c.Elems = el.Alts })
	}
	if len(src.Elems) == 1 {
		return out.With(func(c *value.Value) { c.Elems = []*value.Value{el} })
	}
	return out.Opened("a comprehension over " + Describe(src))
}

// dictComprehension follows the form that copies the pairs of an object, with or without a condition.
func (s *Session) dictComprehension(u *Unit, e lang.Expr, f *Frame, src *value.Value) *value.Value {
	out := s.at(value.NewObject(), u, e.Node, f)
	plain := u.Module().Expr(e.X).Op == lang.OpIdent
	if src.Kind != value.List || !plain {
		return out.Opened("a comprehension over " + Describe(src))
	}
	copied := s.fromEntries(u, e.Node, f, src)
	if u.Module().Expr(e.Y).Op != lang.OpIdent {
		return copied.Opened("values computed by a comprehension")
	}
	return s.overlay(out, copied, len(e.Elems) > 0)
}

// describeList writes out what is short, such as the names of a key; steps that say only how many there are convince nobody.
func describeList(v *value.Value) string {
	var parts []string
	for _, e := range v.Elems {
		if e.Kind != value.String && e.Kind != value.Number || len(v.Elems) > 4 {
			return fmt.Sprintf("a list of %d%s", len(v.Elems), openMark(v))
		}
		parts = append(parts, Describe(e))
	}
	return "[" + strings.Join(parts, ", ") + "]" + openMark(v)
}

// Describe is a value in a few words, for steps and reasons.
func Describe(v *value.Value) string {
	switch v.Kind {
	case value.Null:
		return "nothing"
	case value.String:
		if v.Origin == value.EnvDefault {
			return fmt.Sprintf("%s from the environment, else %q", strings.Join(v.Env, " or "), shorten(v.Str))
		}
		return fmt.Sprintf("%q", shorten(v.Str))
	case value.Number:
		return formatNumber(v.Num)
	case value.Bool:
		return fmt.Sprint(v.Bool)
	case value.List:
		return describeList(v)
	case value.Object:
		return describeObject(v)
	case value.Branch:
		var parts []string
		for i, a := range v.Alts {
			if i == 4 {
				parts = append(parts, "...")
				break
			}
			parts = append(parts, Describe(a))
		}
		return strings.Join(parts, " or ")
	case value.Opaque:
		return v.What()
	}
	if len(v.Env) > 0 {
		return strings.Join(v.Env, " or ") + " from the environment"
	}
	if v.Prefix != "" {
		return fmt.Sprintf("%q followed by something unknown (%s)", shorten(v.Prefix), v.Reason)
	}
	if v.Origin == value.Computed && strings.HasPrefix(v.Reason, "the result of ") {
		return v.Reason
	}
	return "unknown (" + v.Reason + ")"
}

func describeObject(v *value.Value) string {
	keys := make([]string, 0, len(v.Props))
	for i, p := range v.Props {
		if i == 8 {
			keys = append(keys, "...")
			break
		}
		k := p.Key
		if p.Maybe {
			k += "?"
		}
		keys = append(keys, k)
	}
	return "{" + strings.Join(keys, ", ") + "}" + openMark(v)
}

func openMark(v *value.Value) string {
	if v.Open == "" {
		return ""
	}
	return " and possibly more (" + v.Open + ")"
}

// Describe says for people what the code behind a value is.
func (r *Ref) Describe() string {
	switch r.Kind {
	case FuncRef:
		return "function " + orName(r.Home.Module().Funcs[r.Func].Name)
	case ClassRef:
		return "class " + r.Name
	case InstanceRef:
		return "a " + r.Name
	case ModuleRef:
		if r.Home == nil {
			return "package " + r.Name
		}
		return "module " + r.Home.File.Path
	case ExternalRef:
		return r.Name + " of a library"
	case BoundRef:
		return "method " + r.Name
	}
	return "something"
}

func shorten(t string) string {
	if len(t) > 60 {
		return t[:57] + "..."
	}
	return t
}
