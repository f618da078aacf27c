package link

import (
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// apart states a fact once for each of the objects that an attribute may name: a call through one of several clients is a
// call through each.
func apart(f *facts.Fact) []*facts.Fact {
	for i, a := range f.Attributes {
		if a.Value.Kind != value.Branch || a.Value.Alts[0].Kind != value.Opaque {
			continue
		}
		var out []*facts.Fact
		for _, alt := range a.Value.Alts {
			one := *f
			one.Attributes = append([]facts.Attr{}, f.Attributes...)
			one.Attributes[i].Value = alt
			out = append(out, apart(&one)...)
		}
		return out
	}
	return []*facts.Fact{f}
}

// maxTurns bounds how many facts the loops around one statement state.
const maxTurns = 256

// each states a fact once for each element of the loops that its key comes from, where the lists they go over are known.
func (l *Linker) each(s *resolve.Session, f *facts.Fact) []*facts.Fact {
	if m, ok := f.Made.(*making); ok && m.statement.entry.Split {
		return split(f)
	}
	u, n, frame, ok := resolve.Code(f.Match)
	m, made := f.Made.(*making)
	if !ok || !made || !several(f.Key) {
		return apart(f)
	}
	t := &turns{l: l, s: s, made: m, at: f.At, loops: func() []resolve.Loop { return s.Loops(u, n, frame) }}
	if len(t.loops()) == 0 {
		return apart(f)
	}
	out := t.state(f, nil)
	s.InTurn(nil)
	if t.open {
		return apart(f)
	}
	return out
}

// several reports whether a key may be one of several.
func several(key *value.Value) bool { return key.Kind == value.Branch || key.Kind == value.Unknown }

// turns states one fact for each turn of loops.
type turns struct {
	l     *Linker
	s     *resolve.Session
	made  *making
	at    value.Place           // where the facts are placed
	loops func() []resolve.Loop // that are in no turn
	count int
	open  bool // something else than the loops makes the key differ, or there are too many turns
}

// state states the facts of the turns of the loops that are in none yet; f is the fact of those that are.
func (t *turns) state(f *facts.Fact, in []resolve.Turn) (out []*facts.Fact) {
	if !several(f.Key) {
		if t.count++; t.count > maxTurns {
			t.open = true
			return nil
		}
		return apart(f)
	}
	loop, ok := t.next(f.Key, in)
	if !ok {
		t.open = true
		return nil
	}
	for i := range loop.Elems {
		now := append(in[:len(in):len(in)], resolve.Turn{Loop: loop, Index: i})
		if one := t.turn(now); one != nil {
			out = append(out, t.state(one, now)...)
		}
		if t.open {
			return nil
		}
	}
	return out
}

// next returns the first loop of which one turn tells more of the key; ok is false if there is none.
func (t *turns) next(key *value.Value, in []resolve.Turn) (loop resolve.Loop, ok bool) {
	t.s.InTurn(in)
	for _, loop := range t.loops() {
		one := t.turn(append(in[:len(in):len(in)], resolve.Turn{Loop: loop}))
		switch {
		case one == nil, one.Key.Kind == value.Unknown:
		case one.Key.Kind != value.Branch, key.Kind == value.Unknown, len(one.Key.Alts) < len(key.Alts):
			return loop, true
		}
	}
	return resolve.Loop{}, false
}

// turn states the fact of one turn; nil where it does not hold. An object that stands in a list states it, since key and value
// stand there.
func (t *turns) turn(in []resolve.Turn) *facts.Fact {
	t.s.InTurn(in)
	d := t.l.draft(t.s, t.made.statement, t.made.frame, t.at)
	if !d.admitted {
		return nil
	}
	d.fact.Made.(*making).turns = in
	last := in[len(in)-1]
	if e := last.Loop.Elems[last.Index]; (e.Kind == value.Object || e.Kind == value.List) && !e.At.IsNone() {
		d.fact.At = e.At
	}
	return d.fact
}
