package resolve

import (
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// builtinMethods are methods of plain objects, lists and strings that evaluation follows or may look past.
var builtinMethods = words(`get set append add update items keys values entries copy map filter forEach join concat toString
	toLowerCase toUpperCase lower upper strip trim replace replaceAll split format slice includes startsWith endsWith has
	delete pop setdefault push extend find some every reduce flat flatMap toJSON trimEnd rstrip lstrip removesuffix removeprefix fromEntries`)

// transparent are functions, of the languages themselves, whose result is their first argument.
var transparent = words(`String str Object.freeze Object.seal structuredClone dict list tuple Promise.resolve encodeURIComponent encodeURI
	copy.copy copy.deepcopy copy.deep_copy typing.cast Array.from deepcopy`)

// readers are functions of the languages themselves that leave their arguments as they are.
var readers = words(`console.log console.error console.warn console.info console.debug JSON.stringify JSON.parse Object.keys Object.values
	Object.entries Object.freeze Object.fromEntries Array.isArray Array.from Boolean String Number structuredClone Headers URLSearchParams
	Request Response URL Map Promise.all Promise.resolve fetch print len str repr dict list tuple set sorted isinstance json.dumps copy.copy copy.deepcopy bool any all
	enumerate zip iter type`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func transparentDecorator(name string) bool {
	switch name {
	case "staticmethod", "classmethod", "property", "abstractmethod", "abc.abstractmethod", "functools.wraps", "override",
		"typing.override", "functools.cached_property", "functools.lru_cache", "functools.cache", "contextlib.asynccontextmanager", "contextlib.contextmanager":
		return true
	}
	return false
}

// harmless reports whether a call surely leaves its arguments unchanged, judging by the name it is written with.
func harmless(u *Unit, call lang.Expr) bool {
	name := calleeText(call)
	if readers[name] && u.Module().Resolve(firstIdent(u, call.X)) == lang.NoBinding {
		return true
	}
	callee := u.Module().Expr(call.X)
	if callee.Op != lang.OpMember {
		return false
	}
	switch callee.Str {
	case "log", "debug", "info", "warn", "warning", "error", "exception", "trace", "toEqual", "has", "includes", "get":
		return true
	}
	return false
}

// firstIdent returns the leftmost part of a chain of members and calls.
func firstIdent(u *Unit, n syntax.Node) syntax.Node {
	for {
		e := u.Module().Expr(n)
		if (e.Op != lang.OpMember && e.Op != lang.OpIndex && e.Op != lang.OpCall && e.Op != lang.OpCast) || e.X.IsNone() {
			return n
		}
		n = e.X
	}
}

// assigns reports whether the call is Object.assign(x, ...) and arg its first argument.
func (s *Session) assigns(u *Unit, call lang.Expr, arg int) bool {
	return arg == 0 && calleeText(call) == "Object.assign" && len(call.Args) > 1
}

// callExternal evaluates calls of the languages' own functions; any other call outside the workspace is a CallRef.
func (s *Session) callExternal(u *Unit, e lang.Expr, f *Frame, r *Ref) *value.Value {
	arg := func(i int) *value.Value {
		if i < len(e.Args) && !e.Args[i].Spread && !e.Args[i].KeywordSpread {
			return s.Eval(u, e.Args[i].Value, f)
		}
		return value.NewNull()
	}
	switch r.Name {
	case "Headers", "Map", "URLSearchParams":
		return s.newHeaders(u, e, f, arg(0))
	case "URL":
		return s.newURL(u, e, f, arg(0), arg(1))
	case "urllib.parse.urljoin":
		return s.newURL(u, e, f, arg(1), arg(0))
	case "Request":
		return s.newRequest(u, e, f, arg(0), arg(1))
	case "Object.assign":
		return s.assign(u, e, f)
	case "Object.keys", "Object.values":
		if o := arg(0); o.Kind == value.Object {
			return s.members(u, e.Node, f, o, r.Name == "Object.keys")
		}
	case "Object.fromEntries":
		return s.fromEntries(u, e.Node, f, arg(0))
	case "dict":
		return s.update(u, s.at(value.NewObject(), u, e.Node, f), e, f, false)
	case "int", "float", "Number", "parseInt", "parseFloat":
		return s.numeric(u, e, f, arg(0))
	case "Boolean", "bool":
		return s.computed(u, e.Node, f, "a truth value")
	case "os.getenv", "os.environ.get", "Deno.env.get":
		return s.readEnv(u, e.Node, f, arg(0), s.second(u, e, f))
	case "getattr":
		if name := arg(1); name.Kind == value.String {
			return s.member(u, e.Node, f, arg(0), name.Str)
		}
	}
	if (transparent[r.Name] || s.prog.Listed(r.Name, "pass-through")) && len(e.Args) > 0 {
		if r.Name == "typing.cast" {
			return arg(1)
		}
		return arg(0)
	}
	if strings.HasPrefix(r.Name, "Object.") && strings.HasSuffix(r.Name, "entries") {
		return s.entries(u, e.Node, f, arg(0))
	}
	if s.prog.Listed(r.Name, "env-readers") {
		return s.readListed(u, e, f)
	}
	v := s.computed(u, e.Node, f, "the result of "+r.Name)
	ref := v.Ref.(*Ref)
	ref.Kind, ref.Name = CallRef, r.Name
	return v
}

// numeric is a number read from a text.
func (s *Session) numeric(u *Unit, e lang.Expr, f *Frame, x *value.Value) *value.Value {
	if t, ok := textOf(x); ok {
		if n, err := strconv.ParseFloat(strings.TrimSpace(t), 64); err == nil {
			return x.With(func(c *value.Value) { c.Kind, c.Num, c.Str, c.At = value.Number, n, "", u.Place(e.Node) })
		}
	}
	return s.derived(u, e.Node, f, x, "the result of "+calleeText(e)).With(func(c *value.Value) { c.Prefix, c.Text = "", false })
}

func (s *Session) second(u *Unit, e lang.Expr, f *Frame) *value.Value {
	for i, a := range e.Args {
		if i == 1 && a.Name == "" || a.Name == "default" {
			return s.Eval(u, a.Value, f)
		}
	}
	return nil
}

// newHeaders is new Headers(init): an object whose keys compare without case.
func (s *Session) newHeaders(u *Unit, e lang.Expr, f *Frame, init *value.Value) *value.Value {
	o := s.at(value.NewObject(), u, e.Node, f)
	o.Fold = true
	if init.Kind == value.List {
		init = s.fromEntries(u, e.Node, f, init)
	}
	return s.overlay(o, init, false)
}

func (s *Session) assign(u *Unit, e lang.Expr, f *Frame) *value.Value {
	o := s.at(value.NewObject(), u, e.Node, f)
	for _, a := range e.Args {
		if a.Spread {
			return o.Opened("spread arguments")
		}
		o = s.overlay(o, s.spreadable(u, a.Value, f), false)
	}
	return o
}

// fromEntries turns a list of pairs into an object.
func (s *Session) fromEntries(u *Unit, n syntax.Node, f *Frame, l *value.Value) *value.Value {
	o := s.at(value.NewObject(), u, n, f)
	if l.Kind == value.Object {
		return s.overlay(o, l, false) // a Map or Headers is its own entries
	}
	if l.Kind != value.List {
		return o.Opened(reasonFor(l))
	}
	for _, p := range l.Elems {
		if p.Kind != value.List || len(p.Elems) != 2 {
			return exposed(o, "an entry that is not known")
		}
		r := refOf(p)
		o = s.setComputed(o, p.Elems[0], p.Elems[1], p.At, r != nil && r.maybe)
	}
	if l.Open != "" {
		o = o.Opened(l.Open)
	}
	return o
}

func (s *Session) entries(u *Unit, n syntax.Node, f *Frame, o *value.Value) *value.Value {
	l := s.at(value.NewList(), u, n, f)
	if o.Kind != value.Object {
		return l.Opened(reasonFor(o))
	}
	for _, p := range o.Props {
		pair := value.NewList(keyOfProp(p), p.Value)
		pair.At = p.At
		if p.Maybe {
			r := s.newRef(CodeRef, u, n, f)
			r.maybe, pair.Ref = true, r
		}
		l.Elems = append(l.Elems, pair)
	}
	if o.Open != "" {
		l = l.Opened(o.Open)
	}
	return l
}

// members lists the keys of an object, or its values.
func (s *Session) members(u *Unit, n syntax.Node, f *Frame, o *value.Value, keys bool) *value.Value {
	l := s.at(value.NewList(), u, n, f)
	l.Open = o.Open
	for _, p := range o.Props {
		v := p.Value
		if keys {
			v = keyOfProp(p)
		}
		l.Elems = append(l.Elems, v)
	}
	return l
}

// callBound evaluates methods of objects, lists and strings.
func (s *Session) callBound(u *Unit, e lang.Expr, f *Frame, r *Ref) *value.Value {
	x := r.This
	arg := func(i int) *value.Value {
		if i < len(e.Args) && !e.Args[i].Spread {
			return s.Eval(u, e.Args[i].Value, f)
		}
		return value.NewNull()
	}
	switch r.Name {
	case "bind":
		return s.bindThis(x, arg(0))
	case "call":
		if fr := refOf(x); fr != nil && fr.Kind == FuncRef && len(e.Args) > 0 {
			rest := lang.Expr{Node: e.Node, X: e.X, Args: e.Args[1:]}
			return s.apply(u, rest, f, s.bindThis(x, arg(0)))
		}
	}
	switch x.Kind {
	case value.Object:
		return s.callObject(u, e, f, x, r.Name, arg)
	case value.List:
		return s.callList(u, e, f, x, r.Name, arg)
	case value.String:
		return s.callString(u, e, f, x, r.Name, arg)
	}
	return s.derived(u, e.Node, f, x, "the result of "+r.Name)
}

func (s *Session) bindThis(fn, this *value.Value) *value.Value {
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef || this.Kind == value.Null {
		return fn
	}
	copied := *r
	copied.This = this
	return fn.With(func(v *value.Value) { v.Ref = &copied })
}

func (s *Session) callObject(u *Unit, e lang.Expr, f *Frame, x *value.Value, name string, arg func(int) *value.Value) *value.Value {
	switch name {
	case "get", "pop", "setdefault":
		v := s.index(u, e.Node, f, x, arg(0))
		if v.Kind == value.Null {
			return arg(1)
		}
		return v
	case "copy", "toJSON":
		return x
	case "items", "entries":
		return s.entries(u, e.Node, f, x)
	case "keys", "values":
		return s.members(u, e.Node, f, x, name == "keys")
	case "has":
		if t, ok := textOf(arg(0)); ok {
			if _, found := x.Get(t); found || x.Open == "" {
				return s.literal(value.NewBool(found), u, e.Node, f)
			}
		}
	}
	return s.computed(u, e.Node, f, "the result of "+name)
}

func (s *Session) callList(u *Unit, e lang.Expr, f *Frame, x *value.Value, name string, arg func(int) *value.Value) *value.Value {
	switch name {
	case "map", "flatMap":
		fn := arg(0)
		l := s.at(value.NewList(), u, e.Node, f)
		l.Open = x.Open
		for i, el := range x.Elems {
			l.Elems = append(l.Elems, s.result(fn, []*value.Value{el, value.NewNumber(float64(i))}, u, e.Node, f))
		}
		return l
	case "concat":
		out := x
		for i := range e.Args {
			if a := arg(i); a.Kind == value.List {
				out = shortened(out.With(func(c *value.Value) { c.Elems = append(append([]*value.Value{}, out.Elems...), a.Elems...) }))
			} else {
				out = out.Opened(reasonFor(a))
			}
		}
		return out
	case "filter":
		return x.Opened("some elements may be filtered out")
	case "join":
		return s.join(u, e.Node, f, x.Elems, arg(0), x.Open)
	case "copy", "slice", "toSorted", "toReversed", "flat":
		return x
	}
	return s.computed(u, e.Node, f, "the result of "+name)
}
