package resolve

import "github.com/bytelyst/connaudit/internal/value"

// maxGiven bounds how deep in objects functions that were handed over are looked for.
const maxGiven = 3

// Given returns the functions that fn can use because they were handed to the functions around it or to the constructor
// of its object: a factory's `getToken`, say. What these do is not what fn was written to do.
func (s *Session) Given(fn *value.Value) map[FuncAt]bool {
	out := map[FuncAt]bool{}
	r := refOf(fn)
	if r == nil || r.Kind != FuncRef {
		return out
	}
	for f := r.Env; f != nil; f = f.Parent {
		s.givenTo(f, out)
	}
	if this := refOf(r.This); r.This != nil && this != nil && this.ctor != nil {
		s.givenTo(this.ctor, out)
	}
	return out
}

func (s *Session) givenTo(f *Frame, out map[FuncAt]bool) {
	for i := range f.Unit.Module().Funcs[f.Func].Params {
		if v, ok := s.param(f, i); ok {
			functionsIn(v, out, 0)
		}
	}
}

func functionsIn(v *value.Value, out map[FuncAt]bool, depth int) {
	if depth > maxGiven {
		return
	}
	if at, ok := Function(v); ok {
		out[at] = true
	}
	for _, a := range v.Alts {
		functionsIn(a, out, depth)
	}
	for _, p := range v.Props {
		functionsIn(p.Value, out, depth+1)
	}
}
