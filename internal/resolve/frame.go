package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Frame is one call under evaluation: what the parameters and this of a function are. Arguments are evaluated when they
// are asked for, in the frame of the caller.
//
// A frame without call stands for a function that is looked into from a call of the function around it: its own
// parameters are not bound, the names of the functions around it are.
type Frame struct {
	Unit   *Unit
	Func   lang.FuncID
	Parent *Frame       // of the function around it, nil where that is the module or is not under evaluation
	This   *value.Value // nil where it is not known

	bound  bool
	from   *Unit
	caller *Frame
	call   syntax.Node
	args   []lang.Arg
	values []*value.Value // arguments given as values, for callbacks; they stand before args
	calls  int            // calls nested around it
}

// Call returns the call that the frame stands for.
func (f *Frame) Call() (u *Unit, n syntax.Node, caller *Frame, ok bool) {
	if f == nil || f.from == nil {
		return nil, syntax.Node{}, nil, false
	}
	return f.from, f.call, f.caller, true
}

// find returns the frame of function fn in the chain of f, nil if it is not under evaluation.
func (f *Frame) find(u *Unit, fn lang.FuncID) *Frame {
	for ; f != nil; f = f.Parent {
		if f.Unit == u && f.Func == fn {
			return f
		}
	}
	return nil
}

// frameFor returns the frame in which code of function fn is evaluated when f is the frame at hand: fn's own frame in the
// chain, else a frame that binds nothing but knows the functions around it, else nil.
func (s *Session) frameFor(u *Unit, fn lang.FuncID, f *Frame) *Frame {
	if fn <= 0 {
		return nil
	}
	if own := f.find(u, fn); own != nil {
		return own
	}
	fun := &u.Module().Funcs[fn]
	parent := s.frameFor(u, fun.Parent, f)
	this := s.thisOf(u, fun, f, parent)
	if parent == nil && this == nil {
		return nil
	}
	k := looseKey{u, fn, parent, this}
	if g, ok := s.loose[k]; ok {
		return g
	}
	g := &Frame{Unit: u, Func: fn, Parent: parent, This: this}
	put(&s.loose, k, g)
	return g
}

type looseKey struct {
	u      *Unit
	fn     lang.FuncID
	parent *Frame
	this   *value.Value
}

// thisOf returns the object that a method's this is when another method of the same object is under evaluation.
func (s *Session) thisOf(u *Unit, fun *lang.Func, f *Frame, parent *Frame) *value.Value {
	if fun.Class == lang.NoClass {
		return nil
	}
	for g := f; g != nil; g = g.Parent {
		if g.This == nil {
			continue
		}
		if r := refOf(g.This); r != nil && r.Kind == InstanceRef && s.derives(r.Home, r.Class, u, fun.Class) {
			return g.This
		}
	}
	return nil
}

// open returns the frame of a call of fn, nil when it is not followed; see next.
func (s *Session) open(fn *Ref, from *Unit, call syntax.Node, args []lang.Arg, caller *Frame) *Frame {
	calls, ok := caller.next(fn)
	if !ok {
		return nil
	}
	k := callKey{fn.Home, fn.Func, from, call.ID(), caller, fn.Env, fn.This}
	if g, ok := s.opened[k]; ok {
		return g
	}
	g := &Frame{
		Unit: fn.Home, Func: fn.Func, Parent: fn.Env, This: fn.This, bound: true,
		from: from, call: call, args: args, caller: caller, calls: calls,
	}
	put(&s.opened, k, g)
	return g
}

// next returns how many calls a call of fn from f is nested in; ok is false when it is not followed. A function that calls itself, over others
// or not, is followed a few times, as far as merging nested options takes: each further time multiplies the work by the calls in it, and
// what ends it is hardly ever known. The same code around other variables, or of another object, is another function: wrappers wrap wrappers.
func (f *Frame) next(fn *Ref) (calls int, ok bool) {
	if f == nil {
		return 0, true
	}
	within := 0
	for g := f; g != nil; g = g.caller {
		if g.Unit == fn.Home && g.Func == fn.Func && g.Parent == fn.Env && g.This == fn.This {
			within++
		}
	}
	return f.calls + 1, f.calls < maxCalls && within < maxWithin
}

type callKey struct {
	u      *Unit
	fn     lang.FuncID
	from   *Unit
	call   syntax.NodeID
	caller *Frame
	env    *Frame
	this   *value.Value
}

// param returns the value of parameter i of the frame's function. ok is false when the frame does not bind it.
func (s *Session) param(f *Frame, i int) (v *value.Value, ok bool) {
	if f == nil || !f.bound || i >= len(f.Unit.Module().Funcs[f.Func].Params) {
		return nil, false
	}
	// The parameter's own node stands for it among the questions, so that an argument that depends on it is seen to.
	node := f.Unit.Module().Funcs[f.Func].Params[i].Node
	return s.remember(memoKey{u: f.Unit, n: node, f: f, kind: ofParam}, func() *value.Value { return s.bind(f, i) }), true
}

// Arguments returns what the call behind a frame gives to the parameters of the function, and the object it is called on.
func (s *Session) Arguments(f *Frame) []*value.Value {
	var out []*value.Value
	for i := range f.Unit.Module().Funcs[f.Func].Params {
		if v, ok := s.param(f, i); ok {
			out = append(out, v)
		}
	}
	if f.This != nil {
		out = append(out, f.This)
	}
	return out
}

func (s *Session) bind(f *Frame, i int) *value.Value {
	fun := &f.Unit.Module().Funcs[f.Func]
	p := &fun.Params[i]
	switch {
	case p.Rest:
		return s.restArgs(f, i)
	case p.KeywordRest:
		return s.keywordRest(f, fun)
	}
	v := s.argument(f, fun, i)
	if v == nil {
		v = s.argumentIn(f, i, p.Name)
	}
	def := f.Unit.Module().Node(p.Default)
	switch {
	case v == nil && p.Default == syntax.None:
		return value.NewNull()
	case v == nil, v.Kind == value.Null && p.Default != syntax.None && !isPython(f.Unit):
		return s.defaultOf(f.Unit, def, f)
	case v.Kind == value.Branch && p.Default != syntax.None && !isPython(f.Unit):
		return s.orDefault(f.Unit, f, v, def)
	}
	return v
}

// argument finds the argument for parameter i by position or keyword, nil if none is written.
func (s *Session) argument(f *Frame, fun *lang.Func, i int) *value.Value {
	p := &fun.Params[i]
	if !p.KeywordOnly {
		at := i
		if at < len(f.values) {
			return f.values[at]
		}
		at -= len(f.values)
		for _, a := range f.args {
			if a.Name != "" || a.KeywordSpread {
				continue
			}
			if a.Spread {
				return s.spreadArg(f, a, at)
			}
			if at == 0 {
				return s.Eval(f.from, a.Value, f.caller)
			}
			at--
		}
	}
	if p.Name == "" {
		return nil
	}
	for _, a := range f.args {
		if a.Name == p.Name {
			return s.Eval(f.from, a.Value, f.caller)
		}
	}
	return nil
}

func (s *Session) spreadArg(f *Frame, a lang.Arg, at int) *value.Value {
	l := s.Eval(f.from, a.Value, f.caller)
	if l.Kind == value.List && at < len(l.Elems) {
		return l.Elems[at]
	}
	if l.Kind == value.List && l.Open == "" {
		return nil
	}
	return s.unknown(f.from, a.Value, f.caller, "spread arguments: "+reasonFor(l))
}

// argumentIn looks for a parameter that no argument names in the **spreads of the call; nil if it is nowhere.
func (s *Session) argumentIn(f *Frame, i int, name string) *value.Value {
	for _, a := range f.args {
		if !a.KeywordSpread || name == "" {
			continue
		}
		o := s.Eval(f.from, a.Value, f.caller)
		if o.Kind != value.Object {
			return s.unknown(f.from, a.Value, f.caller, "spread arguments: "+reasonFor(o))
		}
		if p, ok := o.Get(name); ok {
			return p.Value
		}
		if o.Open != "" {
			return s.unknown(f.from, a.Value, f.caller, "spread arguments: "+o.Open)
		}
	}
	return nil
}

func (s *Session) restArgs(f *Frame, i int) *value.Value {
	l := value.NewList()
	if i < len(f.values) {
		l.Elems = append(l.Elems, f.values[i:]...)
	}
	skip := max(i-len(f.values), 0)
	for _, a := range f.args {
		var vs []*value.Value
		switch {
		case a.Name != "" || a.KeywordSpread:
			continue
		case !a.Spread:
			vs = []*value.Value{s.Eval(f.from, a.Value, f.caller)}
		default:
			v := s.Eval(f.from, a.Value, f.caller)
			if v.Kind != value.List || v.Open != "" {
				return l.Opened("spread arguments: " + reasonFor(v))
			}
			vs = v.Elems
		}
		from := min(skip, len(vs))
		skip -= from
		l.Elems = append(l.Elems, vs[from:]...)
	}
	return l
}

func (s *Session) keywordRest(f *Frame, fun *lang.Func) *value.Value {
	taken := map[string]bool{}
	for _, p := range fun.Params {
		taken[p.Name] = true
	}
	o := value.NewObject()
	for _, a := range f.args {
		switch {
		case a.KeywordSpread:
			v := s.Eval(f.from, a.Value, f.caller)
			o = s.overlay(o, v, false)
		case a.Name != "" && !taken[a.Name]:
			o = o.Set(value.Prop{Key: a.Name, Value: s.Eval(f.from, a.Value, f.caller), At: f.from.Place(a.Value)})
		}
	}
	for name := range taken {
		if _, ok := o.Get(name); ok {
			o = o.Delete(name, false)
		}
	}
	return o
}

// Fresh returns a frame equal to f of which nothing is remembered, so that evaluating in it leaves a trace. nil stays nil.
func (f *Frame) Fresh() *Frame {
	if f == nil {
		return nil
	}
	g := *f
	g.caller, g.Parent = f.caller.Fresh(), f.Parent.Fresh()
	return &g
}
