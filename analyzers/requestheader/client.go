package requestheader

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
)

const netHTTP = "net/http"

// changedDefaults notes where the package changes what http.DefaultClient, or any client, sends with.
func (t *tracer) changedDefaults() {
	for _, fn := range t.p.SSA.SrcFuncs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				s, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				if g := shared(s.Addr); g != nil && g.Package() != nil && g.Package().Pkg.Path() == netHTTP {
					t.global = "the package replaces http." + g.Name()
				}
			}
		}
	}
}

// shared is the variable that an address is of, or of a field of what it points to; nil for any other.
func shared(addr ssa.Value) *ssa.Global {
	if f, ok := addr.(*ssa.FieldAddr); ok {
		addr = f.X
		if load, ok := addr.(*ssa.UnOp); ok {
			addr = load.X
		}
	}
	g, _ := addr.(*ssa.Global)
	return g
}

// client adds what an *http.Client adds to all that it sends.
func (t *tracer) client(h *headers, e ast.Expr, f *flow.Frame, depth int) {
	e = ast.Unparen(e)
	if depth > maxCalls {
		h.opened("the client is not known")
		return
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		t.client(h, e.X, f, depth+1)
		return
	case *ast.StarExpr:
		t.client(h, e.X, f, depth+1)
		return
	case *ast.CompositeLit:
		if !flow.IsType(t.p.TypeOf(e), netHTTP, "Client") {
			h.opened("the client is embedded in an object")
			return
		}
		if tr := t.p.Field(e, "Transport"); tr != nil {
			t.transport(h, tr, f, depth+1)
		}
		t.assigned(h, madeBy{code: e}, f, depth)
		return
	case *ast.CallExpr:
		t.madeClient(h, e, f, depth)
		return
	}
	o := t.p.ObjectOf(e)
	if flow.IsType(t.p.TypeOf(e), netHTTP, "Client") {
		t.clientVar(h, e, o, f, depth)
		return
	}
	if inner := embeddedClient(t.p.TypeOf(e)); inner != nil {
		t.clientVar(h, e, inner, f, depth)
		return
	}
	h.opened("the client is not known")
}

// embeddedClient is the field of a struct through which it sends; nil if there is none.
func embeddedClient(typ types.Type) *types.Var {
	n := flow.Named(typ)
	if n == nil {
		return nil
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range st.NumFields() {
		if f := st.Field(i); f.Embedded() && flow.IsType(f.Type(), netHTTP, "Client") {
			return f
		}
	}
	return nil
}

// clientVar adds what the clients add that a variable or field holds.
func (t *tracer) clientVar(h *headers, e ast.Expr, o types.Object, f *flow.Frame, depth int) {
	v, ok := o.(*types.Var)
	switch {
	case !ok:
		h.opened("the client is not known")
		return
	case v.Pkg() != nil && v.Pkg().Path() == netHTTP && v.Name() == "DefaultClient":
		if t.global != "" {
			h.opened(t.global)
		}
		t.assigned(h, madeBy{}, f, depth)
		return
	case v.Pkg() != t.p.Pass.Pkg:
		t.importedClient(h, v)
		return
	}
	if arg, frame, ok := t.p.Bound(v, f); ok {
		t.client(h, arg, frame, depth+1)
		return
	}
	if fn, index, ok := t.p.ParamOf(v); ok {
		t.clientParam(h, v, fn, index, depth)
		return
	}
	writes, more := t.p.Writes(v)
	_, byPointer := types.Unalias(v.Type()).(*types.Pointer)
	if more && !(v.IsField() && v.Embedded()) {
		h.opened("the client may be replaced")
	}
	if len(writes) == 0 && byPointer {
		h.opened("it is not seen which client is used")
	}
	if len(writes) == 0 {
		t.assigned(h, madeBy{variable: v}, f, depth)
	}
	for _, w := range writes {
		if w.Tuple && w.Index > 0 || w.Ranged {
			h.opened("the client is not known")
			continue
		}
		t.client(h, w.Value, f, depth+1)
	}
}

func (t *tracer) clientParam(h *headers, v *types.Var, fn *types.Func, index, depth int) {
	if fn == nil {
		h.opened("the client is a parameter")
		return
	}
	calls, more := t.p.Callers(fn)
	if more || len(calls) == 0 {
		h.opened("the client is a parameter, and callers may not be seen")
		return
	}
	for _, c := range calls {
		if index >= len(c.Args) || c.Ellipsis.IsValid() || t.p.Skipped(c.Pos()) {
			continue
		}
		t.client(h, c.Args[index], nil, depth+2)
	}
}

// madeClient adds what a client adds that a call returns.
func (t *tracer) madeClient(h *headers, e *ast.CallExpr, f *flow.Frame, depth int) {
	if id, ok := ast.Unparen(e.Fun).(*ast.Ident); ok && id.Name == "new" {
		t.assigned(h, madeBy{code: e}, f, depth)
		return
	}
	fn := t.p.Callee(e)
	if fn == nil {
		h.opened("the client comes from a call that is not known")
		return
	}
	if fn.Pkg() != t.p.Pass.Pkg {
		t.importedClient(h, fn.Origin())
		return
	}
	d := t.p.Decl(fn)
	if d == nil || d.Body == nil {
		h.opened("the client comes from " + fn.Name() + ", which is not seen")
		return
	}
	frame := t.p.Bind(fn, e, f)
	for _, r := range flow.Returns(d.Body) {
		if len(r.Results) == 0 {
			h.opened("the client is a named result")
			continue
		}
		if tv := t.p.Pass.TypesInfo.Types[r.Results[0]]; !tv.IsNil() {
			t.client(h, r.Results[0], frame, depth+1)
		}
	}
}

// importedClient adds what a client of another package adds: an analysis fact says it.
func (t *tracer) importedClient(h *headers, o types.Object) {
	var fact clientFact
	if !t.pass.ImportObjectFact(o, &fact) {
		h.opened("the client comes from " + o.Name() + ", which is not seen")
		return
	}
	fact.onto(h)
}

// transport adds what an http.RoundTripper adds.
func (t *tracer) transport(h *headers, e ast.Expr, f *flow.Frame, depth int) {
	e = ast.Unparen(e)
	typ := t.p.TypeOf(e)
	switch {
	case depth > maxCalls:
		h.opened("the transport is not known")
		return
	case t.p.Pass.TypesInfo.Types[e].IsNil():
		return
	case isDefaultTransport(t.p.ObjectOf(e)):
		if t.global != "" {
			h.opened(t.global)
		}
		return
	case flow.IsType(typ, netHTTP, "Transport"):
		return
	case types.IsInterface(typ):
		t.transportVar(h, e, f, depth)
		return
	}
	n := flow.Named(typ)
	if n == nil {
		h.opened("the transport is not known")
		return
	}
	o, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, t.p.Pass.Pkg, "RoundTrip")
	fn, ok := o.(*types.Func)
	if !ok {
		h.opened("the transport is not known")
		return
	}
	t.roundTrip(h, fn, depth)
}

func isDefaultTransport(o types.Object) bool {
	return o != nil && o.Pkg() != nil && o.Pkg().Path() == netHTTP && o.Name() == "DefaultTransport"
}

// roundTrip adds what a RoundTrip method adds, and what it hands the request on to.
func (t *tracer) roundTrip(h *headers, fn *types.Func, depth int) {
	if fn.Pkg() != t.p.Pass.Pkg {
		if e := t.effectOf(give{fn: fn.Origin(), param: 0}); e != nil {
			e.onto(h)
			return
		}
		h.opened("the transport's " + fn.Name() + " is not seen")
		return
	}
	g := t.groupOfParam(fn, 0)
	if g == nil {
		h.opened("the transport is not known")
		return
	}
	t.fill(h, g, nil, depth+1)
	for _, s := range t.sendsOf(g, nil, depth+1) {
		h.lay(s)
	}
}

// transportVar adds what the transports add that a variable, field or parameter of interface type holds.
func (t *tracer) transportVar(h *headers, e ast.Expr, f *flow.Frame, depth int) {
	if c, ok := e.(*ast.CallExpr); ok {
		fn := t.p.Callee(c)
		if d := t.declOf(fn); d != nil {
			frame := t.p.Bind(fn, c, f)
			for _, r := range flow.Returns(d.Body) {
				if len(r.Results) > 0 {
					t.transport(h, r.Results[0], frame, depth+1)
				}
			}
			return
		}
		h.opened("the transport comes from a call that is not seen")
		return
	}
	v, ok := t.p.ObjectOf(e).(*types.Var)
	if !ok || v.Pkg() != t.p.Pass.Pkg {
		h.opened("the transport is not known")
		return
	}
	if arg, frame, ok := t.p.Bound(v, f); ok {
		t.transport(h, arg, frame, depth+1)
		return
	}
	if fn, index, ok := t.p.ParamOf(v); ok {
		calls, more := []*ast.CallExpr(nil), true
		if fn != nil {
			calls, more = t.p.Callers(fn)
		}
		if more || len(calls) == 0 {
			h.opened("the transport is a parameter")
		}
		for _, c := range calls {
			if index < len(c.Args) && !c.Ellipsis.IsValid() {
				t.transport(h, c.Args[index], nil, depth+2)
			}
		}
		return
	}
	writes, more := t.p.Writes(v)
	if more || len(writes) == 0 {
		h.opened("the transport may be any")
	}
	for _, w := range writes {
		if w.Tuple || w.Ranged {
			h.opened("the transport is not known")
			continue
		}
		t.transport(h, w.Value, f, depth+1)
	}
}

func (t *tracer) declOf(fn *types.Func) *ast.FuncDecl {
	if fn == nil || fn.Pkg() != t.p.Pass.Pkg {
		return nil
	}
	if d := t.p.Decl(fn); d != nil && d.Body != nil {
		return d
	}
	return nil
}
