package resolve

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// eval evaluates one expression and adds what rules know of it.
func (s *Session) eval(u *Unit, n syntax.Node, f *Frame) *value.Value {
	e := u.Module().Expr(n)
	if n.HasError() && e.Op != lang.OpFunc && e.Op != lang.OpClass {
		return s.unknown(u, n, f, "not parsed")
	}
	v := s.evalOp(u, e, f)
	switch e.Op {
	case lang.OpCall, lang.OpIdent, lang.OpMember:
		v = s.mean(u, n, f, v)
	case lang.OpObject, lang.OpCast:
		if isGo(u) { // T{…} and &T{…} make an object of the library's type
			v = s.mean(u, n, f, v)
		}
	}
	return v
}

// mean adds the meanings that rules give to the code n to its value.
func (s *Session) mean(u *Unit, n syntax.Node, f *Frame, v *value.Value) *value.Value {
	return s.meant(s.prog.Known(u, n), u, n, f, v)
}

// made adds what rules know of the function that the call n calls.
func (s *Session) made(fn FuncAt, u *Unit, n syntax.Node, f *Frame, v *value.Value) *value.Value {
	return s.meant(s.prog.Makes(fn), u, n, f, v)
}

func (s *Session) meant(ms []*Meaning, u *Unit, n syntax.Node, f *Frame, v *value.Value) *value.Value {
	var hold []*Meaning
	for _, m := range ms {
		if m.Admits(s, u, n, f) {
			hold = append(hold, m)
		}
	}
	if len(hold) == 0 {
		return v
	}
	if v.Kind == value.Branch && !slices.ContainsFunc(v.Alts, func(a *value.Value) bool { return a.Kind != value.Unknown }) {
		v = s.unknown(u, n, f, v.Alts[0].Reason) // whatever it is called on, it makes one object
	}
	return v.With(func(c *value.Value) {
		r := s.newRef(CodeRef, u, n, f)
		if old := refOf(v); old != nil {
			copied := *old
			r = &copied
			// Attributes are about the code that has the meaning: the call, not what its source returns.
			r.Unit, r.Node, r.Frame = u, n, f
		}
		r.meanings = append(hold, r.meanings...)
		c.Ref = r
		c.At = u.Place(n)
	})
}

func (s *Session) evalOp(u *Unit, e lang.Expr, f *Frame) *value.Value {
	n := e.Node
	switch e.Op {
	case lang.OpString:
		return s.literal(value.NewString(e.Str), u, n, f)
	case lang.OpNumber:
		return s.literal(value.NewNumber(e.Num), u, n, f)
	case lang.OpBool:
		return s.literal(value.NewBool(e.Num != 0), u, n, f)
	case lang.OpNull:
		return s.at(value.NewNull(), u, n, f)
	case lang.OpTemplate:
		return s.template(u, e, f)
	case lang.OpIdent:
		return s.ident(u, e, f)
	case lang.OpThis:
		return s.this(u, n, f)
	case lang.OpMember:
		return u.seconded(e.Str, s.member(u, n, f, s.Eval(u, e.X, f), e.Str))
	case lang.OpIndex:
		return s.index(u, n, f, s.Eval(u, e.X, f), s.Eval(u, e.Y, f))
	case lang.OpCall:
		return s.call(u, e, f)
	case lang.OpRequire:
		return s.module(u, n, f, e.Str)
	case lang.OpObject:
		return s.object(u, e, f)
	case lang.OpList:
		return s.list(u, e, f)
	case lang.OpFunc:
		return s.function(u, n, f, e.Func)
	case lang.OpClass:
		return s.class(u, n, e.Class, f)
	case lang.OpCast:
		return s.Eval(u, e.X, f)
	case lang.OpAwait:
		return s.Eval(u, e.X, f)
	case lang.OpAssign:
		return s.Eval(u, e.Y, f)
	}
	return s.evalLogic(u, e, f)
}

func (s *Session) evalLogic(u *Unit, e lang.Expr, f *Frame) *value.Value {
	n := e.Node
	switch e.Op {
	case lang.OpCond:
		return s.cond(u, e, f)
	case lang.OpAnd:
		return s.and(u, e, f)
	case lang.OpOr, lang.OpNullish:
		return s.or(u, e, f)
	case lang.OpBinary:
		return s.binary(u, e, f)
	case lang.OpUnary:
		return s.unary(u, e, f)
	case lang.OpSeq:
		if len(e.Elems) > 0 {
			return s.Eval(u, e.Elems[len(e.Elems)-1].Value, f)
		}
	case lang.OpComprehension:
		return s.comprehension(u, e, f)
	case lang.OpSuper:
		return s.super(u, n, f)
	case lang.OpRegex:
		return s.unknown(u, n, f, "a regular expression")
	case lang.OpYield:
		return s.unknown(u, n, f, "what a generator receives")
	case lang.OpUnknown:
		return s.unknown(u, n, f, e.Str)
	}
	return s.unknown(u, n, f, "code of this kind is not evaluated: "+n.Type())
}

func (s *Session) literal(v *value.Value, u *Unit, n syntax.Node, f *Frame) *value.Value {
	v.Origin = value.Literal
	v.At = u.Place(n)
	v.Ref = s.newRef(CodeRef, u, n, f)
	return v
}

// template joins the parts of a template string.
func (s *Session) template(u *Unit, e lang.Expr, f *Frame) *value.Value {
	parts := make([]*value.Value, 0, len(e.Parts))
	for _, p := range e.Parts {
		if p.Expr.IsNone() {
			parts = append(parts, value.NewString(p.Str))
		} else {
			parts = append(parts, s.Eval(u, p.Expr, f))
		}
	}
	return s.concat(u, e.Node, f, parts)
}

// concat is the text of parts in a row. A part that differs by branch gives a branch; otherwise the known start stays.
func (s *Session) concat(u *Unit, n syntax.Node, f *Frame, parts []*value.Value) *value.Value {
	for i, p := range parts {
		if p.Kind != value.Branch {
			continue
		}
		if ways(parts) > maxAlts {
			return s.concat(u, n, f, append(append([]*value.Value{}, parts[:i]...), value.NewUnknown(tooManyAlts)))
		}
		var alts []*value.Value
		for _, a := range p.Alts {
			one := append([]*value.Value{}, parts...)
			one[i] = a
			alts = append(alts, s.concat(u, n, f, one))
		}
		return s.branch(u, n, f, alts)
	}
	var text strings.Builder
	out := &value.Value{Kind: value.String, Origin: value.Literal, At: u.Place(n), Ref: s.newRef(CodeRef, u, n, f)}
	for _, p := range parts {
		out.Env = append(out.Env, p.Env...)
		t, ok := textOf(p)
		if p.Origin != value.Literal && p.Origin != value.NoOrigin {
			out.Origin = p.Origin
		}
		if !ok {
			out.Kind, out.Text, out.Reason = value.Unknown, true, reasonFor(p)
			out.Prefix = text.String() + p.Prefix
			return out
		}
		if text.Len()+len(t) > maxText {
			out.Kind, out.Text, out.Prefix, out.Reason = value.Unknown, true, text.String(), "a text longer than is kept"
			return out
		}
		text.WriteString(t)
	}
	out.Str = text.String()
	return out
}

// ways is the number of combinations of the alternatives of parts, counted up to just above maxAlts.
func ways(parts []*value.Value) int {
	n := 1
	for _, p := range parts {
		if p.Kind == value.Branch {
			if n *= len(p.Alts); n > maxAlts {
				return n
			}
		}
	}
	return n
}

// textOf returns what a known scalar becomes inside a string.
func textOf(v *value.Value) (string, bool) {
	switch v.Kind {
	case value.String:
		return v.Str, true
	case value.Number:
		return formatNumber(v.Num), true
	case value.Bool:
		if v.Bool {
			return "true", true
		}
		return "false", true
	}
	return "", false
}

// reasonFor says why v is not fully known.
func reasonFor(v *value.Value) string {
	switch {
	case v.Reason != "":
		return v.Reason
	case v.Open != "":
		return v.Open
	case v.Kind == value.Branch:
		return "differs by branch"
	}
	if name := v.Outside(); name != "" {
		return value.Unread(name)
	}
	return v.What()
}

// branch joins alternatives: objects key by key, anything else side by side.
func (s *Session) branch(u *Unit, n syntax.Node, f *Frame, alts []*value.Value) *value.Value {
	v := value.NewBranch(alts...)
	if v.Kind == value.Branch && len(v.Alts) > maxAlts {
		return s.unknown(u, n, f, tooManyAlts)
	}
	return joinObjects(v)
}

// joinObjects turns a Branch of objects into one object with members that are there on some branches; absent
// alternatives (an uninitialised variable, a missing default) make all of its members such.
func joinObjects(v *value.Value) *value.Value {
	if v.Kind != value.Branch {
		return v
	}
	var out *value.Value
	for _, a := range v.Alts {
		switch {
		case a.Kind == value.Null || a.Kind == value.Bool || a.Kind == value.String && a.Str == "":
		case a.Kind != value.Object:
			return v
		case out == nil:
			out = a
		default:
			out = value.Join(out, a)
		}
	}
	if out == nil {
		return v
	}
	for _, a := range v.Alts {
		if a.Kind != value.Object {
			return value.Join(out, value.NewObject()).With(func(c *value.Value) { c.At, c.Ref = out.At, out.Ref })
		}
	}
	return out
}

// object builds an object or dict literal, entry by entry.
func (s *Session) object(u *Unit, e lang.Expr, f *Frame) *value.Value {
	b := builder{o: s.at(value.NewObject(), u, e.Node, f)}
	next := 0.0
	for _, en := range e.Entries {
		if s.exhausted() {
			return b.o.Opened("an object larger than is evaluated")
		}
		switch {
		case en.Spread:
			b.replace(s.overlay(b.o, s.spreadable(u, en.Value, f), false))
		case en.Comp:
			b.replace(s.setComputed(b.o, s.Eval(u, en.KeyAt, f), s.entryValue(u, e.Node, en, f, &next), u.Place(en.Node), false))
		default:
			b.set(value.Prop{Key: en.Key, Value: u.seconded(en.Key, s.entryValue(u, e.Node, en, f, &next)), At: u.Place(en.Node)})
		}
	}
	if isGo(u) {
		return s.ofType(u, e, f, b.o)
	}
	return b.o
}

// entryValue evaluates the value of an entry. An enum member without one counts on from the member before it.
func (s *Session) entryValue(u *Unit, whole syntax.Node, en lang.Entry, f *Frame, next *float64) *value.Value {
	switch {
	case en.Func != lang.NoFunc && en.Getter:
		fn := s.function(u, en.Node, f, en.Func)
		return s.result(fn, nil, u, en.Node, f)
	case en.Func != lang.NoFunc:
		return s.function(u, en.Node, f, en.Func)
	case en.Value.IsNone():
		v := s.literal(value.NewNumber(*next), u, en.Node, f)
		*next++
		return v
	}
	v := kept(u, whole, en.Value, s.Eval(u, en.Value, f))
	if v.Kind == value.Number {
		*next = v.Num + 1
	}
	return v
}

// spreadable evaluates what is spread into an object. `c && {...}` and `c ? {...} : {}` give members on some branches.
func (s *Session) spreadable(u *Unit, n syntax.Node, f *Frame) *value.Value {
	e := u.Module().Expr(n)
	for e.Op == lang.OpCast {
		e = u.Module().Expr(e.X)
	}
	if e.Op == lang.OpAnd {
		return s.overlay(value.NewObject(), s.spreadable(u, e.Y, f), true)
	}
	v := s.Eval(u, e.Node, f)
	if r := refOf(v); v.Kind == value.Opaque && r != nil && r.Kind == InstanceRef {
		return s.instanceObject(v)
	}
	return v
}

func (s *Session) list(u *Unit, e lang.Expr, f *Frame) *value.Value {
	l := s.at(value.NewList(), u, e.Node, f)
	for _, a := range e.Elems {
		if len(l.Elems) > maxElems {
			return l.Opened("a list longer than is kept")
		}
		v := s.Eval(u, a.Value, f)
		switch {
		case !a.Spread:
			l.Elems = append(l.Elems, v)
		case v.Kind == value.List:
			l.Elems = append(l.Elems, v.Elems...)
			if v.Open != "" {
				l = l.Opened(v.Open)
			}
		case v.Kind == value.Object && v.Open == "":
			for _, p := range v.Props {
				l.Elems = append(l.Elems, value.NewString(p.Key))
			}
		default:
			l = l.Opened(reasonFor(v))
		}
	}
	return l
}
