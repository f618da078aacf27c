package stating

import (
	"go/ast"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/wire"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// maxContext bounds the calls on the way from a statement to where its parameters are settled.
const maxContext = 3

// step is a call that settles the parameters of a function.
type step struct {
	fn   *types.Func
	call *ast.CallExpr
}

// settle states a draft: at the code itself, or at the calls that settle what it hangs on.
func (r *run[T]) settle(d Draft) {
	r.settleAt(d, nil)
}

// settleAt states a draft for a way of calls, the outermost last.
func (r *run[T]) settleAt(d Draft, way []step) {
	var frame *flow.Frame
	at := d.Node
	for i := len(way) - 1; i >= 0; i-- {
		if frame = r.code.Bind(way[i].fn, way[i].call, frame); frame == nil {
			return // arguments that are spread
		}
	}
	if len(way) > 0 {
		at = way[len(way)-1].call
	}
	f := d.Make(frame)
	if f == nil {
		return
	}
	if at != d.Node {
		r.move(f, at)
	}
	hole := holeIn(d.On(f))
	if hole == nil {
		r.facts = append(r.facts, f)
		return
	}
	calls, more := r.code.Callers(hole)
	if more {
		r.wait(hole, f)
	}
	if hole != r.code.DeclAround(at) || len(calls) == 0 || len(way) == maxContext {
		r.facts = append(r.facts, f)
		return
	}
	if len(way) == 0 {
		head := *f
		head.Head = true // it stands for what its callers state
		r.facts = append(r.facts, &head)
	}
	for _, c := range calls {
		if !r.code.Skipped(c.Pos()) {
			r.settleAt(d, append(way[:len(way):len(way)], step{hole, c}))
		}
	}
}

// move places a fact at a call that settles it.
func (r *run[T]) move(f *facts.Fact, at ast.Node) {
	f.Origin, f.At = f.At, r.code.Place(at)
	if f.Key.Kind == value.Opaque && f.Key.Ref == nil {
		f.Key = &value.Value{Kind: value.Opaque, At: f.At} // its place is its name
	}
}

// holeIn finds the function on whose parameters values hang; nil if there is none.
func holeIn(vs []*value.Value) *types.Func {
	for _, v := range vs {
		if v == nil {
			continue
		}
		switch h := v.Ref.(type) {
		case flow.Hole:
			if h.Func != nil {
				return h.Func
			}
		case flow.Start:
			if h.Func != nil {
				return h.Func
			}
		}
		inner := append(append([]*value.Value{}, v.Elems...), v.Alts...)
		if f := holeIn(inner); f != nil {
			return f
		}
	}
	return nil
}

// wait keeps a fact for callers in other packages.
func (r *run[T]) wait(fn *types.Func, f *facts.Fact) {
	w := wire.PackFact(f)
	var have pending[T]
	r.driver.ImportObjectFact(fn, &have)
	have.Root = r.disk.Root
	have.Facts = append(have.Facts, w)
	r.driver.ExportObjectFact(fn, &have)
}

// sent are the facts that functions of other packages of the module state for calls in this one.
func (r *run[T]) sent() []Draft {
	var out []Draft
	r.code.EachCall(func(c *ast.CallExpr, fn *types.Func) {
		var have pending[T]
		if fn.Pkg() == r.driver.Pkg || !r.driver.ImportObjectFact(fn.Origin(), &have) || have.Root != r.disk.Root {
			return
		}
		for _, w := range have.Facts {
			out = append(out, Draft{Node: c, Make: func(f *flow.Frame) *facts.Fact { return r.filled(c, w, f) }, On: allOf})
		}
	})
	return out
}

// filled is a fact of another package, at a call that settles it.
func (r *run[T]) filled(c *ast.CallExpr, w wire.Fact, f *flow.Frame) *facts.Fact {
	out := &facts.Fact{Kind: w.Kind, Role: w.Role, Key: r.code.Fill(c, w.Key, f), Value: r.code.Fill(c, w.Value, f),
		At: r.code.Place(c), Origin: r.code.Wires().Place(w.At)}
	if out.Key.Kind == value.Opaque {
		out.Key = &value.Value{Kind: value.Opaque, At: out.At}
	}
	for i, n := range w.Names {
		out.Attributes = append(out.Attributes, facts.Attr{Name: n, Value: r.code.Fill(c, w.Attributes[i], f)})
	}
	return out
}

func allOf(f *facts.Fact) []*value.Value {
	out := []*value.Value{f.Key, f.Value}
	for _, a := range f.Attributes {
		out = append(out, a.Value)
	}
	return out
}
