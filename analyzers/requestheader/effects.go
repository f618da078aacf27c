package requestheader

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
)

// unite puts together what an instruction makes the same, and returns what it does besides: that is noted when all groups
// stand.
func (t *tracer) unite(instr ssa.Instruction) func() {
	switch i := instr.(type) {
	case *ssa.Phi:
		for _, e := range i.Edges {
			t.union(i, e)
		}
	case *ssa.UnOp:
		if i.Op == token.MUL && tracked(i) && tracked(i.X) {
			t.union(i, i.X)
			return t.loaded(i)
		}
	case *ssa.FieldAddr:
		if isRequest(i.X.Type()) && isHeader(i.Type()) {
			t.union(i, i.X)
		}
	case *ssa.ChangeType:
		t.union(i, i.X)
	case *ssa.Store:
		return t.stored(i)
	case *ssa.MakeClosure:
		for n, b := range i.Bindings {
			t.union(b, i.Fn.(*ssa.Function).FreeVars[n])
		}
	case *ssa.MapUpdate:
		if isHeader(i.Map.Type()) {
			return func() { t.mapUpdate(i) }
		}
	case *ssa.MakeInterface:
		if tracked(i.X) {
			return func() { t.opened(i.X, "it is given away as an interface") }
		}
	case *ssa.Send:
		if tracked(i.X) {
			return func() { t.opened(i.X, "it is sent over a channel") }
		}
	case *ssa.Return:
		return func() { t.returned(i) }
	case *ssa.Extract:
		return nil
	case ssa.CallInstruction:
		t.sameResult(i)
		return func() { t.called(i) }
	}
	return nil
}

// loaded notes a request that is read from where others may put it.
func (t *tracer) loaded(i *ssa.UnOp) func() {
	switch i.X.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		return nil
	case *ssa.FieldAddr:
		if isHeader(i.Type()) {
			return nil
		}
	}
	return func() {
		g := t.group(i)
		g.origins = append(g.origins, origin{unknown: "it is read from a field"})
	}
}

func (t *tracer) stored(i *ssa.Store) func() {
	if req := movedBy(i.Addr); req != nil {
		return func() { t.group(req).moved = true }
	}
	if !tracked(i.Val) {
		return nil
	}
	switch a := i.Addr.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		t.union(i.Addr, i.Val)
		return nil
	case *ssa.FieldAddr:
		if isRequest(a.X.Type()) && isHeader(i.Val.Type()) {
			t.union(i.Addr, i.Val)
			return func() { t.headerMap(i.Val) }
		}
	}
	return func() { t.opened(i.Val, "it is kept in an object") }
}

// movedBy is the request whose address, or host, a store to addr changes; nil for any other store.
func movedBy(addr ssa.Value) ssa.Value {
	a, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	name := flow.FieldName(a)
	if isRequest(a.X.Type()) && (name == "URL" || name == "Host") {
		return a.X
	}
	if load, ok := a.X.(*ssa.UnOp); ok && (name == "Host" || name == "Scheme") && flow.IsType(a.X.Type(), "net/url", "URL") {
		if of, ok := load.X.(*ssa.FieldAddr); ok && isRequest(of.X.Type()) {
			return of.X
		}
	}
	return nil
}

// headerMap notes where a map of headers comes from that a request is given.
func (t *tracer) headerMap(v ssa.Value) {
	switch v := v.(type) {
	case *ssa.MakeMap, *ssa.Phi, *ssa.UnOp, *ssa.ChangeType:
	case *ssa.Call:
		if fn := calledFunc(v.Common()); fn != nil && fn.Pkg() == t.p.Pass.Pkg {
			return // what it returns is read
		}
		t.opened(v, "its headers are those of a call")
	default:
		t.opened(v, "its headers are given as a whole")
	}
}

// opened says why a request may be changed unseen. The first reason stays.
func (t *tracer) opened(v ssa.Value, reason string) {
	if g := t.group(v); g.open == "" {
		g.open = reason
	}
}

func (t *tracer) mapUpdate(i *ssa.MapUpdate) {
	k, ok := i.Key.(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.String {
		t.opened(i.Map, "a header is added whose name is not known")
		return
	}
	g := t.group(i.Map)
	g.sets = append(g.sets, set{text: constant.StringVal(k.Value), instr: i})
}

func (t *tracer) returned(i *ssa.Return) {
	fn, _ := i.Parent().Object().(*types.Func)
	for n, v := range i.Results {
		if c, isConst := v.(*ssa.Const); !tracked(v) || isConst && c.IsNil() {
			continue
		}
		if fn == nil {
			t.opened(v, "a function literal returns it")
			continue
		}
		g := t.group(v)
		g.returns = append(g.returns, returned{fn, n, i})
	}
}

func calledFunc(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if f := c.StaticCallee(); f != nil {
		if o, ok := f.Object().(*types.Func); ok {
			return o.Origin()
		}
	}
	return nil
}

// sameResult puts together what methods of requests and headers return with what they are called on.
func (t *tracer) sameResult(i ssa.CallInstruction) {
	fn, v := calledFunc(i.Common()), i.Value()
	if v == nil || !flow.Is(fn, "net/http", "Request.WithContext", "Request.Clone", "Header.Clone") {
		return
	}
	t.union(v, i.Common().Args[0])
}

// called notes what a call does with requests and headers that it is given, and those it returns.
func (t *tracer) called(i ssa.CallInstruction) {
	c := i.Common()
	fn := calledFunc(c)
	call := t.p.CallAt(c.Pos())
	t.made(i, fn, call)
	args := c.Args
	if c.IsInvoke() {
		args = append([]ssa.Value{c.Value}, args...)
	}
	for n, a := range args {
		if tracked(a) {
			t.given(i, fn, call, n, a)
		}
	}
}

// made notes a request that a call returns.
func (t *tracer) made(i ssa.CallInstruction, fn *types.Func, call *ast.CallExpr) {
	v := i.Value()
	if v == nil || flow.Is(fn, "net/http", "Request.WithContext", "Request.Clone", "Header.Clone") {
		return
	}
	note := func(v ssa.Value, index int) {
		g := t.group(v)
		o := origin{call: call, fn: fn, index: index}
		if call == nil || fn == nil || i.Common().IsInvoke() {
			o = origin{unknown: "it is the result of a call that is not seen"}
		}
		g.origins = append(g.origins, o)
	}
	if tracked(v) {
		note(v, 0)
		return
	}
	if _, ok := v.Type().(*types.Tuple); !ok || v.Referrers() == nil {
		return
	}
	for _, r := range *v.Referrers() {
		if e, ok := r.(*ssa.Extract); ok && tracked(e) {
			note(e, e.Index)
		}
	}
}

// reading are functions and methods of the standard library that send nothing and add no header of anybody's own.
func reading(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "net/http/httputil":
		return strings.HasPrefix(fn.Name(), "Dump")
	case "net/http":
		name := flow.NameOf(fn)
		return strings.HasPrefix(name, "Request.") || strings.HasPrefix(name, "Header.") || name == "Error" || name == "Redirect" || name == "NotFound"
	}
	return false
}

// given notes what a call does with one request. n counts the receiver.
func (t *tracer) given(i ssa.CallInstruction, fn *types.Func, call *ast.CallExpr, n int, v ssa.Value) {
	g := t.group(v)
	isMethod := fn != nil && fn.Signature().Recv() != nil
	switch {
	case fn == nil || call == nil:
		if b, ok := i.Common().Value.(*ssa.Builtin); ok && (b.Name() == "len" || b.Name() == "delete" || b.Name() == "print") {
			return
		}
		t.opened(v, "it is given to a function that is not known")
	case flow.Is(fn, "net/http", "Header.Set", "Header.Add") && n == 0:
		g.sets = append(g.sets, set{name: call.Args[0], val: call.Args[1], at: call, instr: i})
	case flow.Is(fn, "net/http", "Request.SetBasicAuth"):
		g.sets = append(g.sets, set{text: "Authorization", at: call, instr: i})
	case flow.Is(fn, "net/http", "Client.Do") && n == 1:
		g.sends = append(g.sends, sending{call: call, client: receiver(call), instr: i})
	case fn.Name() == "RoundTrip" && isMethod:
		g.sends = append(g.sends, sending{call: call, next: receiver(call), instr: i})
	case flow.Is(fn, "net/http", "Request.WithContext", "Request.Clone", "Header.Clone"), reading(fn):
	case i.Common().IsInvoke():
		if fn.Name() == "Do" {
			g.sends = append(g.sends, sending{call: call, instr: i})
		}
		t.opened(v, "it is given to a method of an interface, "+fn.Name())
	default:
		if isMethod {
			n--
		}
		g.gives = append(g.gives, give{fn: fn, call: call, param: n, instr: i})
	}
}

// receiver is what a method is called on.
func receiver(call *ast.CallExpr) ast.Expr {
	if s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return s.X
	}
	return nil
}
