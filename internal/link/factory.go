package link

import (
	"slices"
	"sort"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// factory is a function of the workspace whose calls make clients: an http-call inside it uses what it was given.
type factory struct {
	fn       resolve.FuncAt
	calls    []*statement // the http-calls inside it
	meanings []*resolve.Meaning
}

// addFactory notes that fn makes clients that send by the call of st.
func (l *Linker) addFactory(fn resolve.FuncAt, st *statement) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, have := range l.pending[fn] {
		if have.unit == st.unit && have.node == st.node {
			return
		}
	}
	l.pending[fn] = append(l.pending[fn], st)
}

// handsOut reports whether fn makes objects: it is a constructor, or what it returns offers functions to call.
func (l *Linker) handsOut(s *resolve.Session, fn resolve.FuncAt, st *statement) bool {
	fun := &fn.Unit.Module().Funcs[fn.Func]
	if fun.Kind == lang.Constructor {
		return true
	}
	for _, ret := range fun.Returns {
		if ret.Value == syntax.None {
			continue
		}
		n := fn.Unit.Module().Node(ret.Value)
		if names, _ := s.Methods(s.Eval(fn.Unit, n, s.FrameAt(fn.Unit, n, nil))); len(names) > 0 {
			return true
		}
	}
	return false
}

// adoptFactories makes the factories found in this round known, and returns the new ones in order.
func (l *Linker) adoptFactories() []*factory {
	var out []*factory
	for fn, calls := range l.pending {
		f := l.factories[fn]
		if f == nil {
			f = &factory{fn: fn}
			f.meanings = []*resolve.Meaning{l.clientOf(f)}
			l.factories[fn] = f
			out = append(out, f)
		}
		sort.Slice(calls, func(i, j int) bool {
			return calls[i].unit.Place(calls[i].node).Less(calls[j].unit.Place(calls[j].node))
		})
		f.calls = append(f.calls, calls...)
	}
	clear(l.pending)
	sort.Slice(out, func(i, j int) bool { return out[i].place().Less(out[j].place()) })
	return out
}

func (f *factory) place() value.Place {
	return f.fn.Unit.Place(f.fn.Unit.Module().Node(f.fn.Unit.Module().Funcs[f.fn.Func].Node))
}

// clientOf is the meaning of a call of a factory: a client whose address and headers are those of the calls inside.
func (l *Linker) clientOf(f *factory) *resolve.Meaning {
	return &resolve.Meaning{
		Type:   typeClient,
		Admits: func(*resolve.Session, *resolve.Unit, syntax.Node, *resolve.Frame) bool { return true },
		Attribute: func(s *resolve.Session, u *resolve.Unit, n syntax.Node, fr *resolve.Frame, name string) *value.Value {
			if name != "url" && name != "headers" {
				return nil
			}
			if v := l.fromSource(s, s.Eval(u, n, fr), name); v != nil {
				return v
			}
			return value.NewUnknown("how the client sends is not seen")
		},
	}
}

// questions number what is asked of a client of the workspace once in a session: attributes, and what it sends.
var questions = map[string]int32{"url": 1, "headers": 2, "sends": 3}

// fromSource is the attribute of what a client of the workspace sends, nil where its source is not seen.
func (l *Linker) fromSource(s *resolve.Session, client *value.Value, name string) *value.Value {
	// A client sends through another client, which may send through a third: each is asked once.
	v := s.Ask(client, questions[name], func() *value.Value {
		if v := l.readSource(s, client, name); v != nil {
			return v
		}
		return notSeen
	})
	if v == notSeen {
		return nil
	}
	return v
}

// notSeen is the answer of a client whose source is not seen.
var notSeen = value.NewUnknown("its source is not seen")

func (l *Linker) readSource(s *resolve.Session, client *value.Value, name string) *value.Value {
	var alts []*value.Value
	for _, c := range l.sourceCalls(s, client) {
		v, ok := c.match(s).Ref.Select(name)
		if ok && !slices.ContainsFunc(alts, func(a *value.Value) bool { return saysTheSame(a, v) }) {
			alts = append(alts, v)
		}
	}
	// A method that calls another one of the same client sends what that sends: asked of the client as a whole, it adds nothing.
	if others := slices.DeleteFunc(slices.Clone(alts), resolve.IsCircular); len(others) > 0 {
		alts = others
	}
	if len(alts) == 0 {
		return nil
	}
	return value.NewBranch(alts...)
}

// saysTheSame reports whether two texts, such as the addresses of two calls, are known alike, wherever they are made.
func saysTheSame(a, b *value.Value) bool {
	texts := (a.Kind == value.String || a.Kind == value.Unknown) && len(a.Env) > 0
	return texts && a.Kind == b.Kind && a.Str == b.Str && a.Prefix == b.Prefix && a.Origin == b.Origin && slices.Equal(a.Env, b.Env)
}

// sourceCall is an http-call found behind a client whose source is in the workspace.
type sourceCall struct {
	unit    *resolve.Unit
	node    syntax.Node
	frame   *resolve.Frame
	meaning *resolve.Meaning
}

func (c sourceCall) match(s *resolve.Session) *value.Value {
	return s.Matched(c.unit, c.node, c.frame, []*resolve.Meaning{c.meaning})
}

// sourceCalls returns the http-calls behind the methods of a client: what it sends by itself, so the parameters of its
// methods count as not passed.
func (l *Linker) sourceCalls(s *resolve.Session, client *value.Value) []sourceCall {
	looking := l.lookingSession(s)
	_, fns := looking.Methods(client)
	for _, fn := range fns {
		if at, ok := resolve.Function(fn); ok {
			looking.Absent(at)
			s.Absent(at)
		}
	}
	var out []sourceCall
	seen := map[codeKey]bool{}
	l.reachCalls(looking, fns, nil, func(c sourceCall) {
		c = c.traced(s)
		if k := (codeKey{c.unit, c.node.ID()}); !seen[k] {
			seen[k] = true
			out = append(out, c)
		}
	})
	return out
}

// lookingSession is the session in which calls are looked for. A trace shall tell how they send, not how they were found.
func (l *Linker) lookingSession(s *resolve.Session) *resolve.Session {
	if s.Tracing() {
		return l.session(s.Program())
	}
	return s
}

// traced notes the call in a trace; evaluating it from there on leaves one, too.
func (c sourceCall) traced(s *resolve.Session) sourceCall {
	if s.Tracing() {
		s.Note(c.unit, c.node, "the request is sent here")
		c.frame = c.frame.Fresh()
	}
	return c
}

// reachCalls calls found for each http-call that running one of the functions makes; they belong to one object. Requests
// of functions that the object was handed, such as one that fetches a token, are not how it sends, unless there is no
// other.
func (l *Linker) reachCalls(s *resolve.Session, fns []*value.Value, fr *resolve.Frame, found func(sourceCall)) {
	seen := false
	visit := func(u *resolve.Unit, n syntax.Node, f *resolve.Frame) bool {
		for _, m := range l.Known(u, n) {
			if m.Type == typeCall && m.Admits(s, u, n, f) {
				found(sourceCall{u, n, f, m})
				seen = true
				return true
			}
		}
		return false
	}
	for _, fn := range fns {
		given := s.Given(fn)
		s.Reach(fn, fr, func(u *resolve.Unit, n syntax.Node, f *resolve.Frame) bool {
			if visit(u, n, f) {
				return true
			}
			if len(given) == 0 {
				return false
			}
			at, ok := resolve.Function(s.Eval(u, u.Module().Expr(n).X, f))
			return ok && given[at]
		})
	}
	if seen {
		return
	}
	for _, fn := range fns {
		s.Reach(fn, fr, visit)
	}
}

// stateFactory states what calling a factory means, at each of its calls.
func (l *Linker) stateFactory(p resolve.Program, f *factory) factoryFacts {
	l.at(p, f.fn.Unit)
	var out []*facts.Fact
	s := l.session(p)
	sites, complete := s.Callers(f.fn)
	if !complete {
		l.bound(p, "more calls of the factory in "+f.fn.Unit.File.Path+" than are followed")
	}
	if len(sites) == 0 && len(s.Constructors(f.fn)) == 1 {
		// Nobody is seen to call it: what its clients send hangs on what they would be given.
		for _, st := range f.calls {
			s := l.session(p)
			out = append(out, l.settled(s, l.draft(s, st, nil, value.Place{}))...)
			s.Release()
		}
	}
	for _, c := range sites {
		if l.isKnownClient(p, c) || !l.isHad(p, f, c) {
			continue
		}
		out = append(out, l.stateMaking(p, c, f.meanings)...)
	}
	return factoryFacts{append(out, l.stateBypasses(p, sites)...), sites}
}

// isHad reports whether what c makes sends: of the classes derived from one whose constructor is called, only some may have the calls.
func (l *Linker) isHad(p resolve.Program, f *factory, c resolve.CallSite) bool {
	if f.fn.Unit.Module().Funcs[f.fn.Func].Kind != lang.Constructor {
		return true
	}
	for _, st := range f.calls {
		if class := classAround(st); class == lang.NoClass || l.session(p).IsOf(c.Frame, st.unit, class) {
			return true
		}
	}
	s := l.session(p)
	defer s.Release()
	return len(l.sourceCalls(s, s.Eval(c.Unit, c.Node, s.FrameAt(c.Unit, c.Node, nil)))) > 0
}

// factoryFacts are what calling a factory means, and the calls.
type factoryFacts struct {
	facts []*facts.Fact
	sites []resolve.CallSite
}

// key names the factory in the ledger: by the function and by the statements inside it.
func (f *factory) key() any {
	type key struct {
		fn    resolve.FuncAt
		calls string
	}
	return key{f.fn, serials(f.calls)}
}

// isKnownClient reports whether known entries say of the call itself that it makes a client.
func (l *Linker) isKnownClient(p resolve.Program, c resolve.CallSite) bool {
	s := l.session(p)
	for _, m := range l.Known(c.Unit, c.Node) {
		if m.Type == typeClient && m.Admits(s, c.Unit, c.Node, s.FrameAt(c.Unit, c.Node, nil)) {
			return true
		}
	}
	return false
}

// moved notes that the facts of a piece of code are stated by the callers of fn.
func (l *Linker) moved(k codeKey, fn resolve.FuncAt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.contexts[k] = fn
}
