package requestheader

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
)

// held is a variable with the value of a header of the incoming request.
type held struct {
	held   types.Object
	header string // the header's name, as the code writes it
}

// inboundID finds the variable of a handler that holds the header of the incoming request where the request is made, and is
// surely not empty there: it is read before, in a list of statements around, and then made up or refused where it is found empty.
func inboundID(p *flow.Package, m madeRequest, name string) *held {
	if !isHandler(p, m.kind) {
		return nil
	}
	for _, list := range m.blocks {
		for i, s := range list {
			if s.End() > m.check.Pos() || i+1 == len(list) {
				break
			}
			if h := heldBy(p, s, name); h != nil && surelyHeld(p, m, h, s, list[i+1]) {
				return h
			}
		}
	}
	return nil
}

// isHandler reports the type of a function that answers a request: of net/http, or of a framework that gives it a context.
func isHandler(p *flow.Package, f *ast.FuncType) bool {
	for _, field := range f.Params.List {
		t := p.TypeOf(field.Type)
		if flow.IsType(t, netHTTP, "ResponseWriter") || flow.IsType(t, "github.com/gin-gonic/gin", "Context") {
			return true
		}
	}
	return false
}

// heldBy is the variable of `id := r.Header.Get(name)`.
func heldBy(p *flow.Package, s ast.Stmt, name string) *held {
	assign, ok := s.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
		return nil
	}
	call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !readsInbound(p, call, p.Callee(call)) {
		return nil
	}
	read := p.Pass.TypesInfo.Types[call.Args[0]].Value
	if read == nil || read.Kind() != constant.String || !strings.EqualFold(constant.StringVal(read), name) {
		return nil
	}
	v := variable(p, assign.Lhs[0])
	if v == nil {
		return nil
	}
	return &held{held: v, header: types.ExprString(call.Args[0])}
}

// surelyHeld reports whether the variable has the id where the request is made: the next statement sees to it that it is not empty,
// nothing else writes to it, and all names that the fix writes mean there what they mean here.
func surelyHeld(p *flow.Package, m madeRequest, h *held, read, next ast.Stmt) bool {
	check, ok := next.(*ast.IfStmt)
	if !ok || check.Init != nil || check.Else != nil || !compares(p, check.Cond, token.EQL, h.held, isEmpty) || m.within[check] {
		return false
	}
	writes, more := p.Writes(h.held)
	if more {
		return false
	}
	made := false
	for _, w := range writes {
		switch {
		case read.Pos() <= w.At && w.At < read.End():
		case isMade(p, m, w, check.Body):
			made = true
		default:
			return false
		}
	}
	return (made || leaves(p, check.Body) && !jumps(check.Body)) && sameThere(p, m, h, read)
}

// jumps reports a body that goes on at a label, behind which the request may be made.
func jumps(body *ast.BlockStmt) bool {
	last, ok := body.List[len(body.List)-1].(*ast.BranchStmt)
	return ok && last.Tok == token.GOTO
}

// isMade reports a value that a call makes up, in the only statement of a body. What comes of the incoming request may be empty, too:
// another header, say.
func isMade(p *flow.Package, m madeRequest, w flow.Write, body *ast.BlockStmt) bool {
	if len(body.List) != 1 || w.Tuple || w.Add || w.Ranged {
		return false
	}
	assign, ok := body.List[0].(*ast.AssignStmt)
	_, call := ast.Unparen(w.Value).(*ast.CallExpr)
	return ok && call && assign.Pos() <= w.At && w.At < assign.End() && !asksRequest(p, m, w.Value)
}

// requestTypes hold what came with a request.
var requestTypes = [][2]string{{netHTTP, "Request"}, {netHTTP, "Header"}, {netHTTP, "Cookie"}, {"net/url", "URL"}, {"net/url", "Values"}, {"context", "Context"}}

// asksRequest reports code with a parameter of the handler, or with something else that holds what came with the request.
func asksRequest(p *flow.Package, m madeRequest, e ast.Expr) (asks bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return !asks
		}
		v, ok := p.ObjectOf(id).(*types.Var)
		if !ok {
			return !asks
		}
		asks = asks || m.kind.Pos() <= v.Pos() && v.Pos() < m.kind.End()
		for _, t := range requestTypes {
			asks = asks || flow.IsType(v.Type(), t[0], t[1])
		}
		return !asks
	})
	return asks
}

// sameThere reports whether the variables, and the names in the header's, are not hidden where the fix stands.
func sameThere(p *flow.Package, m madeRequest, h *held, read ast.Stmt) bool {
	at := m.check.End()
	scope := p.Pass.Pkg.Scope().Innermost(at)
	if scope == nil {
		return false
	}
	same := true
	seen := func(name string, o types.Object) {
		_, there := scope.LookupParent(name, at)
		same = same && there == o
	}
	seen(h.held.Name(), h.held)
	seen(m.request.Name(), m.request)
	ast.Inspect(read.(*ast.AssignStmt).Rhs[0].(*ast.CallExpr).Args[0], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr: // of a package: its own name is not looked up
			if id, ok := n.X.(*ast.Ident); ok {
				seen(id.Name, p.Pass.TypesInfo.Uses[id])
			}
			return false
		case *ast.Ident:
			seen(n.Name, p.Pass.TypesInfo.Uses[n])
		}
		return true
	})
	return same
}
