package link

import (
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// stateBypasses states the calls that go round what a client of the workspace sends otherwise: those of methods behind which
// some header is missing that others add. Rules match calls by the usual names of methods; these may have any name. made are
// the calls that make the clients.
func (l *Linker) stateBypasses(p resolve.Program, made []resolve.CallSite) (out []*facts.Fact) {
	s := l.session(p)
	asked := map[resolve.FuncAt]bool{}
	seen := map[codeKey]bool{}
	for _, c := range made {
		_, fns := s.Methods(s.Eval(c.Unit, c.Node, s.FrameAt(c.Unit, c.Node, nil)))
		if len(fns) < 2 {
			continue // what the one method sends is what the client does
		}
		for _, fn := range fns {
			at, ok := resolve.Function(fn)
			if !ok || asked[at] {
				continue
			}
			asked[at] = true
			sites, _ := s.Callers(at)
			for _, site := range sites {
				if k := (codeKey{site.Unit, site.Node.ID()}); !seen[k] {
					seen[k] = true
					out = append(out, l.stateBypass(p, site)...)
				}
			}
		}
	}
	return out
}

// stateBypass states the call of a method of a client if it goes round what the client sends and no rule matches it.
func (l *Linker) stateBypass(p resolve.Program, c resolve.CallSite) (out []*facts.Fact) {
	s := l.session(p)
	defer s.Release()
	f := s.FrameAt(c.Unit, c.Node, nil)
	client := receiver(s, c.Unit, c.Node, f)
	if client == nil || resolve.IsLoose(client) || l.matchesCall(s, c, f) || !l.bypasses(s, c, client, f) {
		return nil
	}
	meaning := l.callOf()
	for _, e := range l.rules.Facts {
		if e.Formulas[c.Unit.Module().Language.Name] == nil || !l.reads(&e.Entry, c.Unit.File.Path) || !contains(e.KnownTypes, typeCall) {
			continue
		}
		st := &statement{entry: e, unit: c.Unit, node: c.Node, known: &found{node: c.Node, meaning: meaning, typ: typeCall}}
		if d := l.draft(s, st, nil, value.Place{}); !d.unsettled {
			out = append(out, l.settled(s, d)...)
		}
	}
	return out
}

// receiver is the client whose method the call n calls, nil if it is none.
func receiver(s *resolve.Session, u *resolve.Unit, n syntax.Node, f *resolve.Frame) *value.Value {
	callee := u.Module().Expr(u.Module().Expr(n).X)
	if callee.Op != lang.OpMember {
		return nil
	}
	v := s.Eval(u, callee.X, f)
	if _, ok := resolve.Means(v, typeClient); !ok {
		return nil
	}
	return v
}

// matchesCall reports whether known entries say of the call itself that it sends a request.
func (l *Linker) matchesCall(s *resolve.Session, c resolve.CallSite, f *resolve.Frame) bool {
	for _, m := range l.Known(c.Unit, c.Node) {
		if m.Type == typeCall && m.Admits(s, c.Unit, c.Node, f) {
			return true
		}
	}
	return false
}

// bypasses reports whether the client sends a header that is surely not sent by this call of it.
func (l *Linker) bypasses(s *resolve.Session, c resolve.CallSite, client *value.Value, f *resolve.Frame) bool {
	sent := l.throughSource(s, s.Matched(c.Unit, c.Node, f, nil), client)
	if sent == nil || sent.Open != "" {
		return false
	}
	// What the client sends by itself is asked in a session of its own, where what its methods are given counts as absent.
	other := l.session(s.Program())
	defer other.Release()
	whole := other.Eval(c.Unit, c.Unit.Module().Expr(c.Unit.Module().Expr(c.Node).X).X, other.FrameAt(c.Unit, c.Node, nil))
	for _, p := range l.sends(other, whole).Props {
		if _, ok := sent.Get(p.Key); !ok {
			return true
		}
	}
	return false
}

// callOf is the meaning of a call of a client's method whose source is in the workspace.
func (l *Linker) callOf() *resolve.Meaning {
	return &resolve.Meaning{
		Type:   typeCall,
		Admits: func(*resolve.Session, *resolve.Unit, syntax.Node, *resolve.Frame) bool { return true },
		Attribute: func(s *resolve.Session, u *resolve.Unit, n syntax.Node, f *resolve.Frame, name string) *value.Value {
			switch name {
			case "client":
				return receiver(s, u, n, f)
			case "url":
				return l.calledURL(s, u, n, f)
			}
			return nil
		},
	}
}

// calledURL is where the requests behind the call of a client's method go.
func (l *Linker) calledURL(s *resolve.Session, u *resolve.Unit, n syntax.Node, f *resolve.Frame) *value.Value {
	var alts []*value.Value
	for _, fn := range resolve.Alternatives(s.Eval(u, u.Module().Expr(n).X, f)) {
		fr := s.CallFrame(fn, u, n, f)
		if fr == nil {
			return value.NewUnknown("the method that is called is not seen")
		}
		l.reachCalls(l.lookingSession(s), []*value.Value{fn}, fr, func(c sourceCall) {
			if v, ok := c.traced(s).match(s).Ref.Select("url"); ok {
				alts = append(alts, v)
			}
		})
	}
	if len(alts) == 0 {
		return value.NewUnknown("where the method sends its requests is not seen")
	}
	return value.NewBranch(alts...)
}
