package productid

import (
	_ "embed"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/analyzers/envexample"
	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
	"github.com/bytelyst/connaudit/analyzers/requestheader"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

//go:embed doc.go
var doc string

const rule = "hardcoded-product-id"

// Analyzer is the pass.
var Analyzer = stating.New(stating.Pass[stater]{
	Name:     "productid",
	Source:   doc,
	Rules:    []string{rule},
	Requires: []*analysis.Analyzer{envexample.Analyzer, requestheader.Analyzer},
	State:    state,
})

// stater collects what one package calls a product id.
type stater struct {
	p     *flow.Package
	names []string
	lists [][2]token.Pos // where slices and arrays are written: what stands there is one of several
	out   []stating.Draft
}

func state(c stating.Code) []stating.Draft {
	s := &stater{p: c.Package}
	for _, n := range c.Param(rule, "names").Elems {
		s.names = append(s.names, n.Str)
	}
	s.p.Inspector.Preorder([]ast.Node{(*ast.CompositeLit)(nil), (*ast.ValueSpec)(nil), (*ast.AssignStmt)(nil), (*ast.CallExpr)(nil)}, func(n ast.Node) {
		if s.p.Skipped(n.Pos()) || judge.LeftOut(rule, s.p.Name(n.Pos())) {
			return
		}
		switch n := n.(type) {
		case *ast.CompositeLit:
			s.literal(n)
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) && len(n.Values) == len(n.Names) {
					s.given(name.Name, n.Values[i])
				}
			}
		case *ast.AssignStmt:
			s.assigned(n)
		case *ast.CallExpr:
			s.called(n)
		}
	})
	return s.out
}

// literal states the members of structs and maps.
func (s *stater) literal(n *ast.CompositeLit) {
	t := s.p.TypeOf(n)
	if t == nil {
		return
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Slice, *types.Array:
		s.lists = append(s.lists, [2]token.Pos{n.Pos(), n.End()})
	case *types.Struct:
		for i, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok {
					s.given(id.Name, kv.Value)
				}
			} else if i < u.NumFields() {
				s.given(u.Field(i).Name(), e)
			}
		}
	case *types.Map:
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				s.given(s.text(kv.Key), kv.Value)
			}
		}
	}
}

// assigned states what variables, fields and members of maps are given.
func (s *stater) assigned(n *ast.AssignStmt) {
	if len(n.Lhs) != len(n.Rhs) {
		return
	}
	for i, l := range n.Lhs {
		switch l := ast.Unparen(l).(type) {
		case *ast.Ident:
			s.given(l.Name, n.Rhs[i])
		case *ast.SelectorExpr:
			s.given(l.Sel.Name, n.Rhs[i])
		case *ast.IndexExpr:
			s.given(s.text(l.Index), n.Rhs[i])
		}
	}
}

// setters are methods that give a named thing a value: headers, query parameters.
var setters = map[string]bool{"Set": true, "Add": true, "SetHeader": true, "SetHeaderVerbatim": true, "SetQueryParam": true}

// called states arguments: for parameters of the name, and after a name.
func (s *stater) called(n *ast.CallExpr) {
	fn := s.p.Callee(n)
	if fn == nil || n.Ellipsis.IsValid() {
		return
	}
	if setters[fn.Name()] && len(n.Args) == 2 && fn.Signature().Recv() != nil {
		if name := s.text(n.Args[0]); name != "" {
			s.given(name, n.Args[1])
			return
		}
	}
	params := fn.Signature().Params()
	for i, a := range n.Args {
		if i < params.Len() && !(fn.Signature().Variadic() && i >= params.Len()-1) {
			s.given(params.At(i).Name(), a)
		}
	}
}

// text is a constant's text, empty for anything else.
func (s *stater) text(e ast.Expr) string {
	if v := s.p.Pass.TypesInfo.Types[e].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return ""
}

// given states that what is called name has a value.
func (s *stater) given(name string, e ast.Expr) {
	if !s.asked(name) || !isText(s.p.TypeOf(e)) || s.inList(e) {
		return
	}
	s.out = append(s.out, stating.Draft{Node: e, On: stating.OnNothing, Make: func(f *flow.Frame) *facts.Fact {
		v := s.p.Eval(e, f).With(func(c *value.Value) { c.Ref = nil })
		by := value.NewUnknown("where it comes from is not seen")
		if name := judge.SourceName(v); name != "" {
			by = value.NewString(name)
		}
		env := value.NewStrings(v.Env...)
		return stating.Fact(s.p, "product-id", "", e, value.NewString(name), v, stating.Attr("by", by), stating.Attr("env", env))
	}})
}

func (s *stater) asked(name string) bool {
	for _, n := range s.names {
		if name != "" && expr.SameName(name, n) {
			return true
		}
	}
	return false
}

func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (s *stater) inList(e ast.Expr) bool {
	for _, l := range s.lists {
		if l[0] <= e.Pos() && e.End() <= l[1] {
			return true
		}
	}
	return false
}
