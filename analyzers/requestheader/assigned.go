package requestheader

import (
	"go/ast"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
)

// madeBy is what makes a client: a literal or new(http.Client), or the declaration of a variable. Neither for one that others make.
type madeBy struct {
	code     ast.Expr
	variable *types.Var
}

// assigned adds what transports add that are assigned to a client after it is made. Which client a variable holds is followed only where
// it is made for that variable; any other assignment may be to this client.
func (t *tracer) assigned(h *headers, m madeBy, f *flow.Frame, depth int) {
	for _, w := range t.p.Assigned(netHTTP, "Client", "Transport") {
		if !t.mayBeTo(w, m) {
			continue
		}
		add := newHeaders()
		t.transport(add, w.Value, f, depth+1)
		for i := range add.props {
			add.props[i].Maybe = true
		}
		h.lay(add)
	}
}

// mayBeTo reports whether an assignment to a field may be one to the client.
func (t *tracer) mayBeTo(w flow.Write, m madeBy) bool {
	v, ok := w.Of.(*types.Var)
	if !ok || v.IsField() || v.Parent() == t.p.Pass.Pkg.Scope() {
		return true
	}
	if _, _, param := t.p.ParamOf(v); param {
		return true
	}
	writes, more := t.p.Writes(v)
	if more {
		return true
	}
	_, byPointer := types.Unalias(v.Type()).(*types.Pointer)
	if len(writes) == 0 {
		return byPointer || v == m.variable
	}
	for _, given := range writes {
		made := madeHere(given)
		if made == nil || made == m.code {
			return true
		}
	}
	return false
}

// madeHere is the code that makes the client which a variable is given; nil where that is not made for it.
func madeHere(w flow.Write) ast.Expr {
	if w.Tuple || w.Ranged || w.Add {
		return nil
	}
	e := ast.Unparen(w.Value)
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = ast.Unparen(u.X)
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return e
	case *ast.CallExpr:
		if id, ok := ast.Unparen(e.Fun).(*ast.Ident); ok && id.Name == "new" {
			return e
		}
	}
	return nil
}
