package link

import (
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// sends returns the header map of a client or of a call: what the source behind it builds where that can be read, else
// what known entries say, with the changes made to the client and the call's own headers over it.
func (l *Linker) sends(s *resolve.Session, x *value.Value) *value.Value {
	if x.Kind == value.Branch {
		var out *value.Value
		for _, a := range x.Alts {
			if a.Kind == value.Null {
				continue
			}
			h := l.sends(s, a)
			if out == nil {
				out = h
			} else {
				out = value.Join(out, h)
			}
		}
		if out != nil {
			return out
		}
	}
	if _, ok := resolve.Means(x, typeCall); ok {
		return l.sentByCall(s, x)
	}
	if _, ok := resolve.Means(x, typeClient); ok {
		return l.sentByClient(s, x)
	}
	return noHeaders().Opened(reason(x, "not known to be a client or a call"))
}

func noHeaders() *value.Value { return &value.Value{Kind: value.Object, Fold: true} }

func reason(x *value.Value, otherwise string) string {
	if x.Kind == value.Unknown && x.Reason != "" {
		return x.Reason
	}
	return otherwise
}

// sentByCall is the header map of one request.
func (l *Linker) sentByCall(s *resolve.Session, x *value.Value) *value.Value {
	own := l.attribute(x, "headers")
	client, ok := x.Ref.Select("client")
	if !ok || client.Kind == value.Null {
		return l.changed(s, x, l.headerMap(s, own))
	}
	if h := l.throughSource(s, x, client); h != nil {
		return l.changed(s, client, h)
	}
	return over(l.sends(s, client), l.headerMap(s, own))
}

// throughSource reads how the method that the call x calls on a client of the workspace sends; nil if it cannot be read.
func (l *Linker) throughSource(s *resolve.Session, x, client *value.Value) *value.Value {
	u, n, f, ok := resolve.Code(x)
	if !ok {
		return nil
	}
	fn := s.Eval(u, u.Module().Expr(n).X, f)
	var out *value.Value
	for _, fn := range resolve.Alternatives(fn) {
		fr := s.CallFrame(fn, u, n, f)
		if fr == nil {
			return nil
		}
		l.reachCalls(l.lookingSession(s), []*value.Value{fn}, fr, func(c sourceCall) { out = join(out, l.sentByCall(s, c.traced(s).match(s))) })
	}
	return out
}

func join(a, b *value.Value) *value.Value {
	if a == nil {
		return b
	}
	return value.Join(a, b)
}

// sentByClient is what a client sends by itself.
func (l *Linker) sentByClient(s *resolve.Session, x *value.Value) *value.Value {
	return l.headerMap(s, s.Ask(x, questions["sends"], func() *value.Value { return l.readClient(s, x) }))
}

func (l *Linker) readClient(s *resolve.Session, x *value.Value) *value.Value {
	var out *value.Value
	u, n, f, ok := resolve.Code(x)
	made := x
	if ok {
		leave, first := s.Enter(u, n, f)
		if !first {
			return noHeaders().Opened("how the client sends leads back to the client")
		}
		defer leave()
		made = s.Eval(u, n, f)
	}
	for _, c := range l.sourceCalls(s, made) {
		k := codeKey{c.unit, c.node.ID()}
		l.note(s.Program(), func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.inside[k] = true
		})
		out = join(out, l.sentByCall(s, c.match(s)))
	}
	if out == nil {
		out = l.headerMap(s, l.attribute(x, "headers"))
	}
	return l.changed(s, made, out)
}

func (l *Linker) attribute(x *value.Value, name string) *value.Value {
	if v, ok := x.Ref.Select(name); ok {
		return v
	}
	return value.NewNull()
}

// over lays the headers of a call over those of its client. Both are put together elsewhere than the result, so the
// place is the client's, where one change serves all calls, unless only the call has headers.
func over(client, call *value.Value) *value.Value {
	out := value.Merge(client, call, false)
	if len(client.Props) == 0 && client.At.IsNone() {
		return out.With(func(c *value.Value) { c.At, c.Ref = call.At, call.Ref })
	}
	return out
}

// headerMap is a value given as headers, as a map whose keys compare without case.
func (l *Linker) headerMap(s *resolve.Session, h *value.Value) *value.Value {
	out := noHeaders()
	switch h.Kind {
	case value.Null:
		return out
	case value.Object:
		return h.With(func(c *value.Value) { c.Fold = true })
	case value.Branch:
		var joined *value.Value
		for _, a := range h.Alts {
			joined = join(joined, l.headerMap(s, a))
		}
		return joined
	case value.List:
		for _, p := range h.Elems {
			if p.Kind != value.List || len(p.Elems) != 2 || p.Elems[0].Kind != value.String {
				return out.Opened("a list of headers that is not known")
			}
			out = out.Set(value.Prop{Key: p.Elems[0].Str, Value: p.Elems[1], At: p.At})
		}
		if h.Open != "" {
			out = out.Opened(h.Open)
		}
		return out.With(func(c *value.Value) { c.At, c.Ref = h.At, h.Ref })
	}
	if _, ok := resolve.Function(h); ok {
		return l.headerMap(s, l.after(s, h))
	}
	return out.Opened(reason(h, "headers that are not known")).With(func(c *value.Value) { c.At, c.Ref = h.At, h.Ref })
}

// request is what a callback is given to change: an object with headers that are empty, and everything else open.
func request() *value.Value {
	headers := func() *value.Value { return noHeaders() }
	o := value.NewObject(
		value.Prop{Key: "headers", Value: headers()},
		value.Prop{Key: "options", Value: value.NewObject(value.Prop{Key: "headers", Value: headers()}).Opened("what the library passes")},
		value.Prop{Key: "request", Value: value.NewObject(value.Prop{Key: "headers", Value: headers()}).Opened("what the library passes")},
	)
	return o.Opened("what the library passes")
}

// after returns what a callback hands on: its result, else its first parameter as it leaves it. A list of callbacks
// hands one's result to the next.
func (l *Linker) after(s *resolve.Session, fn *value.Value) *value.Value {
	switch fn.Kind {
	case value.Null, value.Object:
		return fn // no callback but what one would hand on
	case value.List:
		out := value.NewNull()
		for _, e := range fn.Elems {
			out = overAll(out, l.after(s, e))
		}
		if fn.Open != "" {
			return overAll(out, value.NewUnknown(fn.Open))
		}
		return out
	case value.Branch:
		var alts []*value.Value
		for _, a := range fn.Alts {
			alts = append(alts, l.after(s, a))
		}
		return value.NewBranch(alts...)
	}
	at, ok := resolve.Function(fn)
	if !ok {
		return value.NewUnknown(reason(fn, "a callback that is not a function of the workspace"))
	}
	node := at.Unit.Module().Node(at.Unit.Module().Funcs[at.Func].Node)
	out, fr := s.Apply(fn, []*value.Value{request()}, at.Unit, node, nil)
	if out.Kind == value.Object || len(at.Unit.Module().Funcs[at.Func].Params) == 0 {
		return out
	}
	left := s.ParamAfter(fn, fr, 0)
	if out.Kind == value.Null || left.Kind != value.Object {
		return left
	}
	// It hands on something that cannot be read, perhaps what it has changed.
	why := reason(out, "what a callback hands on is not known")
	return left.Opened(why).Set(value.Prop{Key: "headers", Value: l.headerMap(s, l.member(left, "headers")).Opened(why)})
}

func (l *Linker) member(o *value.Value, key string) *value.Value {
	if p, ok := o.Get(key); ok {
		return p.Value
	}
	return value.NewNull()
}

// overAll lays b over a where both are objects with headers.
func overAll(a, b *value.Value) *value.Value {
	if a.Kind != value.Object {
		return b
	}
	if b.Kind != value.Object {
		return a.Opened(reason(b, "a callback that is not known"))
	}
	out := a
	for _, p := range b.Props {
		if old, ok := out.Get(p.Key); ok && old.Value.Kind == value.Object && p.Value.Kind == value.Object {
			p.Value = value.Merge(old.Value, p.Value, false)
		}
		out = out.Set(p)
	}
	return out
}
