package requestheader

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
)

// fixes offers to send on what the function itself has of the incoming request: the one header whose value is no decision. All of it
// must be seen in one function: a handler that keeps the header in a variable that is not empty, and a request that is made there,
// whose error is dealt with. See handler, inboundID and madeRequest for what each of these is.
func fixes(c stating.Code, f judge.Finding) []analysis.SuggestedFix {
	name := c.Param(f.Check.ID, "header").Str
	start, end := c.Range(f.Fact.At)
	made, ok := madeRequestAt(c.Package, start, end)
	if !ok {
		return nil
	}
	id := inboundID(c.Package, made, name)
	if id == nil {
		return nil
	}
	text := fmt.Sprintf("%s.Header.Set(%s, %s)", made.request.Name(), id.header, id.held.Name())
	indent := strings.Repeat("\t", max(0, c.Pass.Fset.Position(made.check.Pos()).Column-1))
	at := made.check.End()
	return []analysis.SuggestedFix{{
		Message:   fmt.Sprintf("Send on `%s`, which `%s` holds", name, id.held.Name()),
		TextEdits: []analysis.TextEdit{{Pos: at, End: at, NewText: []byte("\n" + indent + text)}},
	}}
}

// madeRequest is `request, err := http.NewRequest(...)` with the `if err != nil` after it, which leaves.
type madeRequest struct {
	request types.Object
	check   *ast.IfStmt
	fn      ast.Node          // the function, or function literal, around both
	kind    *ast.FuncType     // of fn
	blocks  [][]ast.Stmt      // the lists of statements around it in fn, the innermost first
	within  map[ast.Node]bool // its parents in fn
}

func madeRequestAt(p *flow.Package, start, end token.Pos) (m madeRequest, ok bool) {
	path := enclosing(p, start, end)
	if len(path) < 3 {
		return m, false
	}
	call, isCall := path[0].(*ast.CallExpr)
	assign, isAssign := path[1].(*ast.AssignStmt)
	if !isCall || newRequest(p.Callee(call)) < 0 || !isAssign || len(assign.Lhs) != 2 || len(assign.Rhs) != 1 {
		return m, false
	}
	m.request = variable(p, assign.Lhs[0])
	err := variable(p, assign.Lhs[1])
	if m.request == nil || err == nil || !m.around(path[2:]) {
		return m, false
	}
	m.check = checkAfter(p, m.blocks[0], assign, err)
	return m, m.check != nil && onlyRequest(p, m)
}

// around notes the function and the lists of statements around a statement. It must stand in one of these itself: not in the head of
// an if, for example.
func (m *madeRequest) around(path []ast.Node) bool {
	m.within = map[ast.Node]bool{}
	for i, n := range path {
		m.within[n] = true
		list := statements(n)
		if i == 0 && list == nil {
			return false
		}
		if list != nil {
			m.blocks = append(m.blocks, list)
		}
		switch n := n.(type) {
		case *ast.FuncDecl:
			m.fn, m.kind = n, n.Type
			return true
		case *ast.FuncLit:
			m.fn, m.kind = n, n.Type
			return true
		}
	}
	return false
}

func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// variable is what a name on the left of an assignment stands for; nil for `_`, fields and variables of the package.
func variable(p *flow.Package, e ast.Expr) types.Object {
	id, ok := e.(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	v, ok := p.ObjectOf(id).(*types.Var)
	if !ok || v.Parent() == nil || v.Parent() == p.Pass.Pkg.Scope() {
		return nil
	}
	return v
}

// checkAfter is the statement after the request is made: `if err != nil` that leaves the block at its end, without an else.
func checkAfter(p *flow.Package, list []ast.Stmt, assign ast.Stmt, err types.Object) *ast.IfStmt {
	for i, s := range list {
		if s != assign || i+1 == len(list) {
			continue
		}
		check, ok := list[i+1].(*ast.IfStmt)
		if !ok || check.Init != nil || check.Else != nil || !compares(p, check.Cond, token.NEQ, err, isNil) || !leaves(p, check.Body) {
			return nil
		}
		return check
	}
	return nil
}

// compares reports a comparison of a variable with what other accepts.
func compares(p *flow.Package, cond ast.Expr, op token.Token, v types.Object, other func(types.TypeAndValue) bool) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && b.Op == op && p.ObjectOf(b.X) == v && other(p.Pass.TypesInfo.Types[b.Y])
}

func isNil(tv types.TypeAndValue) bool { return tv.IsNil() }

func isEmpty(tv types.TypeAndValue) bool {
	return tv.Value != nil && tv.Value.Kind() == constant.String && constant.StringVal(tv.Value) == ""
}

// leaves reports a body after which nothing of its block is reached.
func leaves(p *flow.Package, body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Tok == token.CONTINUE || last.Tok == token.BREAK || last.Tok == token.GOTO
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		b, ok := p.ObjectOf(call.Fun).(*types.Builtin)
		return ok && b.Name() == "panic"
	}
	return false
}

// onlyRequest reports whether the variable holds this request alone, and no code takes the header away again: by giving it other
// headers, or by deleting one.
func onlyRequest(p *flow.Package, m madeRequest) bool {
	if writes, more := p.Writes(m.request); more || len(writes) != 1 {
		return false
	}
	ok := true
	ast.Inspect(m.fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			ok = ok && !slices.ContainsFunc(n.Lhs, func(l ast.Expr) bool { return isHeaderOf(p, l, m.request) })
		case *ast.CallExpr:
			ok = ok && !(flow.Is(p.Callee(n), netHTTP, "Header.Del") && isHeaderOf(p, receiver(n), m.request))
		}
		return ok
	})
	return ok
}

func isHeaderOf(p *flow.Package, e ast.Expr, request types.Object) bool {
	s, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Header" && p.ObjectOf(s.X) == request
}

// enclosing lists the nodes around a piece of code, the innermost first.
func enclosing(p *flow.Package, start, end token.Pos) []ast.Node {
	for _, f := range p.Pass.Files {
		if f.FileStart <= start && end <= f.FileEnd {
			path, _ := astutil.PathEnclosingInterval(f, start, end)
			return path
		}
	}
	return nil
}
