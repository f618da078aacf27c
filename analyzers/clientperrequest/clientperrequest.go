package clientperrequest

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

//go:embed doc.go
var doc string

const (
	rule    = "client-per-request"
	netHTTP = "net/http"
)

// Analyzer is the pass.
var Analyzer = stating.New(stating.Pass[lives]{
	Name:   "clientperrequest",
	Source: doc,
	Rules:  []string{rule},
	State:  state,
})

// made is a client, or a transport for one, that an instruction makes.
type made struct {
	value ssa.Value
	name  string   // what people call it
	at    ast.Node // the code
}

func state(c stating.Code) []stating.Draft {
	l := newLives(c.Package)
	var out []stating.Draft
	for _, fn := range c.SSA.SrcFuncs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				m, ok := l.made(instr)
				if !ok || m.at == nil || c.Skipped(m.at.Pos()) || judge.LeftOut(rule, c.Name(m.at.Pos())) {
					continue
				}
				life := l.of(m, fn)
				out = append(out, stating.Draft{Node: m.at, On: stating.OnNothing, Make: func(*flow.Frame) *facts.Fact {
					return stating.Fact(c.Package, "pooled-client", "", m.at, value.NewString(m.name), life)
				}})
			}
		}
	}
	return out
}

// made reports whether an instruction makes a client with connections of its own.
func (l *lives) made(instr ssa.Instruction) (made, bool) {
	switch i := instr.(type) {
	case *ssa.Alloc:
		if flow.IsType(i.Type(), netHTTP, "Transport") && isLiteral(i) && !keepsNothing(i) {
			return l.ofTransport(i), true
		}
	case *ssa.Call:
		fn := calledFunc(i.Common())
		switch {
		case fn == nil || fn.Pkg() == nil:
		case flow.Is(fn, netHTTP, "Transport.Clone"):
			return l.ofTransport(i), true
		case fn.Signature().Recv() == nil && judge.Listed(fn.Pkg().Path()+"."+fn.Name(), "go-pooled-clients"):
			return made{value: result(i), name: nameOf(fn), at: nodeOf(l.p.CallAt(i.Pos()))}, true
		}
	}
	return made{}, false
}

func nodeOf(c *ast.CallExpr) ast.Node {
	if c == nil {
		return nil
	}
	return c
}

// isLiteral reports an allocation that a composite literal makes, and not a variable.
func isLiteral(a *ssa.Alloc) bool { return a.Comment == "complit" || a.Comment == "new" }

// keepsNothing reports a transport that keeps no connections open: each request has its own anyway.
func keepsNothing(a *ssa.Alloc) bool {
	for _, r := range *a.Referrers() {
		f, ok := r.(*ssa.FieldAddr)
		if !ok || flow.FieldName(f) != "DisableKeepAlives" {
			continue
		}
		for _, s := range *f.Referrers() {
			if st, ok := s.(*ssa.Store); ok {
				if k, ok := st.Val.(*ssa.Const); !ok || k.Value != nil && k.Value.String() == "true" {
					return true
				}
			}
		}
	}
	return false
}

// ofTransport is the client that a transport is made for, where it stands in the client's literal; else the transport itself.
func (l *lives) ofTransport(v ssa.Value) made {
	m := made{value: v, name: "http.Transport", at: l.node(v)}
	var outer ast.Node
	for _, r := range *v.Referrers() {
		i, ok := r.(*ssa.MakeInterface)
		if !ok {
			continue
		}
		for _, s := range *i.Referrers() {
			if st, ok := s.(*ssa.Store); ok {
				if f, ok := st.Addr.(*ssa.FieldAddr); ok && flow.IsType(f.X.Type(), netHTTP, "Client") && flow.FieldName(f) == "Transport" {
					outer = l.node(f.X)
				}
			}
		}
	}
	if outer != nil && m.at != nil && outer.Pos() <= m.at.Pos() && m.at.End() <= outer.End() {
		m.name, m.at = "http.Client", outer
	}
	return m
}

// node is the code that makes a value: a call or a composite literal.
func (l *lives) node(v ssa.Value) ast.Node {
	switch v := v.(type) {
	case *ssa.Call:
		return nodeOf(l.p.CallAt(v.Pos()))
	case *ssa.Alloc:
		return l.literals[v.Pos()]
	}
	return nil
}

// result is what a call returns first.
func result(c *ssa.Call) ssa.Value {
	if _, ok := c.Type().(*types.Tuple); !ok {
		return c
	}
	for _, r := range *c.Referrers() {
		if e, ok := r.(*ssa.Extract); ok && e.Index == 0 {
			return e
		}
	}
	return c
}

// nameOf is the type that a function makes, as people write it: `azcosmos.Client`.
func nameOf(fn *types.Func) string {
	if fn.Signature().Results().Len() > 0 {
		if n := flow.Named(fn.Signature().Results().At(0).Type()); n != nil && n.Obj().Pkg() != nil {
			return n.Obj().Pkg().Name() + "." + n.Obj().Name()
		}
	}
	return fn.Pkg().Name() + "." + fn.Name()
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

// literals finds composite literals by where SSA says that their objects are made: at the opening brace.
func literals(p *flow.Package) map[token.Pos]ast.Node {
	out := map[token.Pos]ast.Node{}
	p.Inspector.Preorder([]ast.Node{(*ast.CompositeLit)(nil), (*ast.CallExpr)(nil)}, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CompositeLit:
			out[n.Lbrace] = n
		case *ast.CallExpr:
			out[n.Lparen] = n
		}
	})
	return out
}
