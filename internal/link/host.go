package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Host answers the functions about code, files and lists for expressions.
type Host struct {
	l *Linker
	s *resolve.Session
	x *scope // of the match that the expression is about; nil outside one
}

// Host returns a host for expressions over facts, with a session of its own.
func (l *Linker) Host() *Host {
	return &Host{l: l, s: l.session(l.forChecks())}
}

// hostFuncs are the implementations by name. A test compares them with the table of package expr.
var hostFuncs = map[string]func(h *Host, args []*value.Value, in *expr.Input) *value.Value{
	"arg":           (*Host).arg,
	"text":          (*Host).text,
	"callee":        (*Host).callee,
	"field":         (*Host).field,
	"source":        (*Host).source,
	"env_of":        (*Host).envOf,
	"place":         (*Host).place,
	"is_a":          (*Host).isA,
	"after":         (*Host).after,
	"sends":         (*Host).sends,
	"built_at":      (*Host).builtAt,
	"freshness":     (*Host).freshness,
	"lifetime":      (*Host).lifetime,
	"fields":        (*Host).fields,
	"same_fields":   (*Host).sameFields,
	"same_code":     (*Host).sameCode,
	"destination":   (*Host).destination,
	"listed":        (*Host).listed,
	"nearest_files": (*Host).nearestFiles,
	"files_above":   (*Host).filesAbove,
	"mentioned":     (*Host).mentioned,
	"env_fields":    (*Host).envFields,
	"members":       (*Host).members,
}

// Call implements expr.Host.
func (h *Host) Call(fn string, args []*value.Value, in *expr.Input) *value.Value {
	f, ok := hostFuncs[fn]
	if !ok {
		return value.NewUnknown("there is no function " + fn)
	}
	if h.isUntold(fn, args, in) {
		return value.NewUnknown(ofExport)
	}
	return f(h, args, in)
}

// session returns the session in which a value was made, so that its code is evaluated with the same frames.
func (h *Host) session(v *value.Value) *resolve.Session {
	if s := resolve.SessionOf(v); s != nil {
		return s
	}
	return h.s
}

func (h *Host) text(args []*value.Value, _ *expr.Input) *value.Value {
	if _, n, _, ok := resolve.Code(args[0]); ok {
		return value.NewString(n.Text())
	}
	for _, c := range h.spellings(args[0]) {
		return value.NewString(c.n.Text())
	}
	return value.NewNull()
}

func (h *Host) callee(args []*value.Value, _ *expr.Input) *value.Value {
	u, n, f, ok := resolve.Code(args[0])
	if !ok {
		return value.NewUnknown("no code stands behind the value")
	}
	if name := h.session(args[0]).Callee(u, decorating(n), f); name != "" {
		return value.NewString(name)
	}
	return value.NewUnknown("the callee is not known")
}

// arg finds an argument of the matched call by position, by keyword, or by either.
func (h *Host) arg(args []*value.Value, in *expr.Input) *value.Value {
	if in.Match == nil {
		return value.NewUnknown("there is no matched code")
	}
	u, n, f, ok := resolve.Code(in.Match)
	if !ok {
		return value.NewUnknown("there is no matched code")
	}
	e := u.Module().Expr(decorating(n))
	for e.Op == lang.OpAwait || e.Op == lang.OpCast {
		e = u.Module().Expr(e.X)
	}
	if e.Op != lang.OpCall {
		return value.NewNull()
	}
	s := h.session(in.Match)
	name, position := "", -1
	for _, a := range args {
		switch a.Kind {
		case value.String:
			name = a.Str
		case value.Number:
			position = int(a.Num)
		default:
			return value.NewUnknown(reason(a, "the position is not known"))
		}
	}
	v := s.Argument(u, e, f, name, position)
	if h.x != nil && h.x.u == u {
		h.x.noteArgument(e, name, position, v)
	}
	return v
}

// decorating returns the expression of a decorator; any other code is itself.
func decorating(n syntax.Node) syntax.Node {
	if n.Is("decorator") {
		return n.NamedFirst()
	}
	return n
}

func (h *Host) envOf(args []*value.Value, in *expr.Input) *value.Value {
	v := args[0]
	if v.Kind == value.Branch {
		var names []string
		for _, a := range v.Alts {
			some := h.envOf([]*value.Value{a}, in)
			if some.Kind == value.Unknown {
				return some
			}
			for _, e := range some.Elems {
				if !contains(names, e.Str) {
					names = append(names, e.Str)
				}
			}
		}
		return value.NewStrings(names...)
	}
	if len(v.Env) == 0 && v.Kind == value.Unknown && v.Origin != value.Computed {
		return value.NewUnknown(reason(v, "not resolvable"))
	}
	return value.NewStrings(v.Env...)
}

var originNames = map[value.Origin]string{
	value.Literal: "literal", value.Env: "env", value.EnvDefault: "env-default", value.Config: "config",
	value.Parameter: "parameter", value.Computed: "computed",
}

func (h *Host) source(args []*value.Value, in *expr.Input) *value.Value {
	v := args[0]
	if v.Kind == value.Branch {
		return h.sourceOfAll(v.Alts, in)
	}
	if v.Kind == value.Null && v.Origin != value.Literal {
		return value.NewString("none")
	}
	if name, ok := originNames[v.Origin]; ok {
		return value.NewString(name)
	}
	switch v.Kind {
	case value.Object, value.List, value.Opaque:
		return value.NewString("computed")
	case value.Unknown:
		return value.NewUnknown(reason(v, "its source is not known"))
	}
	return value.NewString("literal")
}

// sourceOfAll is the source that all branches have; those on which there is no value do not count.
func (h *Host) sourceOfAll(alts []*value.Value, in *expr.Input) *value.Value {
	var out *value.Value
	for _, a := range alts {
		s := h.source([]*value.Value{a}, in)
		switch {
		case s.Kind == value.Unknown:
			return s
		case s.Str == "none":
		case out != nil && out.Str != s.Str:
			return value.NewUnknown("its source differs by branch")
		default:
			out = s
		}
	}
	if out == nil {
		return value.NewString("none")
	}
	return out
}

func (h *Host) place(args []*value.Value, _ *expr.Input) *value.Value {
	v := args[0]
	if v.Kind == value.Null {
		return value.NewNull()
	}
	if v.Kind == value.Branch {
		return h.places(v)
	}
	if v.At.IsNone() {
		return value.NewUnknown(reason(v, "its place is not known"))
	}
	return expr.NewPlace(h.l.identity(v))
}

// places is a place for each alternative that has one.
func (h *Host) places(v *value.Value) *value.Value {
	var out []*value.Value
	for _, a := range v.Alts {
		if a.Kind != value.Null && !a.At.IsNone() {
			out = append(out, expr.NewPlace(h.l.identity(a)))
		}
	}
	if len(out) == 0 {
		return value.NewUnknown(reason(v, "its place is not known"))
	}
	return value.NewBranch(out...)
}

// identity is the place by which an object is told from others: where it is made, or, when the function that makes it
// is represented by its calls, the call.
func (l *Linker) identity(v *value.Value) value.Place {
	u, n, f, ok := resolve.Code(v)
	if !ok {
		return v.At
	}
	k := codeKey{u, n.ID()}
	l.mu.Lock()
	_, moved := l.contexts[k]
	l.mu.Unlock()
	if s := resolve.SessionOf(v); s != nil {
		if r := recordOf(s); r != nil {
			told(&r.contexts, k, moved)
		}
	}
	if !moved {
		return v.At
	}
	at := v.At
	for range maxContext + 1 {
		cu, cn, caller, ok := f.Call()
		if !ok {
			break
		}
		at, f = cu.Place(cn), caller
	}
	return at
}

func (h *Host) isA(args []*value.Value, _ *expr.Input) *value.Value {
	if args[1].Kind != value.String {
		return value.NewUnknown(reason(args[1], "the type is not known"))
	}
	is, known := h.session(args[0]).IsA(args[0], args[1].Str)
	if !known {
		return value.NewUnknown(reason(args[0], "its type is not known"))
	}
	return value.Truth(is)
}

func (h *Host) after(args []*value.Value, _ *expr.Input) *value.Value {
	return h.l.after(h.session(args[0]), args[0])
}

func (h *Host) sends(args []*value.Value, _ *expr.Input) *value.Value {
	return h.l.sends(h.session(args[0]), args[0])
}

func (h *Host) builtAt(args []*value.Value, _ *expr.Input) *value.Value {
	v := args[0]
	if v.Kind == value.Object || v.Kind == value.Opaque || v.Kind == value.List {
		return expr.NewPlace(v.At)
	}
	return value.NewNull()
}

func (h *Host) destination(args []*value.Value, in *expr.Input) *value.Value {
	var own []string
	for _, e := range args[1].Elems {
		if e.Kind != value.String {
			return value.NewUnknown(reason(e, "the own hosts are not known"))
		}
		own = append(own, e.Str)
	}
	return h.l.destination(args[0], own, h.file(args[0], in))
}

// file is the file that a question is asked of: that of the site, of the matched code, or of the value.
func (h *Host) file(v *value.Value, in *expr.Input) *value.File {
	if in.Site != nil {
		if f := facts.Of(in.Site); f != nil {
			return f.At.File
		}
	}
	if in.Match != nil && !in.Match.At.IsNone() {
		return in.Match.At.File
	}
	return v.At.File
}

func (h *Host) listed(args []*value.Value, _ *expr.Input) *value.Value {
	if args[0].Kind != value.String || args[1].Kind != value.String {
		return value.NewUnknown(reason(args[0], "the name is not known"))
	}
	return value.Truth(h.l.Listed(args[0].Str, args[1].Str))
}
