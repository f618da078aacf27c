package partitionkey

import (
	"go/ast"
	"go/types"
	"sort"
	"strings"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// parts finds the expressions that a partition key is made of. known is false where that is not seen.
func (s *stater) parts(e ast.Expr, f *flow.Frame, depth int) (parts []part, hangs *value.Value, known bool) {
	e = ast.Unparen(e)
	if depth > maxWay {
		return nil, nil, false
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return nil, nil, len(e.Elts) == 0
	case *ast.UnaryExpr, *ast.StarExpr:
		return nil, nil, false
	case *ast.CallExpr:
		return s.partsOfCall(e, f, depth)
	}
	v, ok := s.p.ObjectOf(e).(*types.Var)
	if !ok {
		return nil, nil, false
	}
	if arg, frame, ok := s.p.Bound(v, f); ok {
		return s.parts(arg, frame, depth+1)
	}
	if fn, index, ok := s.p.ParamOf(v); ok {
		return nil, hole(fn, index, "the key is the parameter "+v.Name()), false
	}
	return s.partsOfVariable(v, f, depth)
}

// part is one level of a key: an expression and what parameters stand for in it.
type part struct {
	expr  ast.Expr
	frame *flow.Frame
}

func (s *stater) partsOfCall(e *ast.CallExpr, f *flow.Frame, depth int) ([]part, *value.Value, bool) {
	fn := s.p.Callee(e)
	switch {
	case flow.Is(fn, azcosmos, "NewPartitionKeyString", "NewPartitionKeyNumber", "NewPartitionKeyBool") && len(e.Args) == 1:
		return []part{{e.Args[0], f}}, nil, true
	case flow.Is(fn, azcosmos, "NewPartitionKey"):
		return nil, nil, true
	case flow.Is(fn, azcosmos, "PartitionKey.AppendString", "PartitionKey.AppendNumber", "PartitionKey.AppendBool") && len(e.Args) == 1:
		before, hangs, known := s.parts(ast.Unparen(e.Fun).(*ast.SelectorExpr).X, f, depth+1)
		return append(before, part{e.Args[0], f}), hangs, known
	case fn == nil || fn.Pkg() != s.pass.Pkg || s.p.Decl(fn) == nil || s.p.Decl(fn).Body == nil:
		return nil, nil, false
	}
	returns := flow.Returns(s.p.Decl(fn).Body)
	frame := s.p.Bind(fn, e, f)
	if len(returns) != 1 || len(returns[0].Results) == 0 || frame == nil {
		return nil, nil, false
	}
	return s.parts(returns[0].Results[0], frame, depth+1)
}

// partsOfVariable follows a key that is put together step by step: pk = pk.AppendString(x).
func (s *stater) partsOfVariable(v *types.Var, f *flow.Frame, depth int) ([]part, *value.Value, bool) {
	writes, more := s.p.Writes(v)
	if more || v.IsField() || len(writes) == 0 {
		return nil, nil, false
	}
	sort.SliceStable(writes, func(i, j int) bool { return writes[i].At < writes[j].At })
	var out []part
	for i, w := range writes {
		if w.Tuple || w.Ranged || w.Add {
			return nil, nil, false
		}
		if i == 0 {
			first, hangs, known := s.parts(w.Value, f, depth+1)
			if !known {
				return nil, hangs, false
			}
			out = first
			continue
		}
		call, ok := ast.Unparen(w.Value).(*ast.CallExpr)
		if !ok || !flow.Is(s.p.Callee(call), azcosmos, "PartitionKey.AppendString", "PartitionKey.AppendNumber", "PartitionKey.AppendBool") ||
			s.p.ObjectOf(ast.Unparen(call.Fun).(*ast.SelectorExpr).X) != v {
			return nil, nil, false // another key on another way
		}
		out = append(out, part{call.Args[0], f})
	}
	return out, nil, true
}

// key is the list of access paths that a key is made of.
func (s *stater) key(e ast.Expr, f *flow.Frame) (v *value.Value, parts []part) {
	parts, hangs, known := s.parts(e, f, 0)
	switch {
	case hangs != nil:
		return hangs, nil
	case !known:
		return value.NewUnknown("what the key is made of is not seen"), nil
	}
	l := value.NewList()
	for _, x := range parts {
		l.Elems = append(l.Elems, s.path(x.expr, x.frame, 0))
	}
	return l, parts
}

// path is the access path that names a value.
func (s *stater) path(e ast.Expr, f *flow.Frame, depth int) *value.Value {
	e = ast.Unparen(e)
	unknown := func(reason string) *value.Value {
		return &value.Value{Kind: value.Unknown, Reason: reason, At: s.p.Place(e)}
	}
	if depth > maxWay || s.p.Pass.TypesInfo.Types[e].Value != nil {
		return unknown("a constant names no field")
	}
	text, reason := s.pathText(e, f, depth)
	if reason != "" {
		return unknown(reason)
	}
	return &value.Value{Kind: value.String, Str: text, At: s.p.Place(e)}
}

func (s *stater) pathText(e ast.Expr, f *flow.Frame, depth int) (text, reason string) {
	if depth > maxWay {
		return "", "it comes a long way"
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return s.pathText(e.X, f, depth+1)
	case *ast.Ident:
		return s.named(e, f, depth)
	case *ast.SelectorExpr:
		v, ok := s.p.ObjectOf(e).(*types.Var)
		if !ok || !v.IsField() {
			return e.Sel.Name, ""
		}
		root, reason := s.pathText(e.X, f, depth+1)
		if reason != "" {
			root = "it"
		}
		return root + "." + s.fieldName(s.p.TypeOf(e.X), v), ""
	case *ast.CallExpr:
		return s.pathOfCall(e, f, depth)
	}
	return "", "it is computed"
}

// named is a variable's name, or the path of what it is given once.
func (s *stater) named(e *ast.Ident, f *flow.Frame, depth int) (text, reason string) {
	v, ok := s.p.ObjectOf(e).(*types.Var)
	if !ok {
		return "", "it is no variable"
	}
	if arg, frame, ok := s.p.Bound(v, f); ok && isBasic(v.Type()) {
		if s.p.Pass.TypesInfo.Types[arg].Value != nil {
			return "", "a constant names no field"
		}
		if text, reason := s.pathText(arg, frame, depth+1); reason == "" {
			return text, ""
		}
	}
	if !isBasic(v.Type()) {
		return v.Name(), ""
	}
	writes, more := s.p.Writes(v)
	switch _, _, param := s.p.ParamOf(v); {
	case param && len(writes) == 0:
		return v.Name(), ""
	case more || len(writes) > 1 || param:
		return "", "it is given several values"
	case len(writes) == 0:
		return v.Name(), ""
	}
	w := writes[0]
	if w.Tuple || w.Ranged || w.Add {
		return "", "it is computed"
	}
	if s.p.Pass.TypesInfo.Types[w.Value].Value != nil {
		return "", "a constant names no field"
	}
	return s.pathText(w.Value, f, depth+1)
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// fieldName is a field's name in documents: that of its json tag, where it is another word.
func (s *stater) fieldName(t types.Type, v *types.Var) string {
	tag, _, _ := strings.Cut(s.p.Tag(t, v).Get("json"), ",")
	if tag == "" || tag == "-" || expr.SameName(tag, v.Name()) {
		return v.Name()
	}
	return tag
}

// pathOfCall is what a conversion or a getter names.
func (s *stater) pathOfCall(e *ast.CallExpr, f *flow.Frame, depth int) (text, reason string) {
	if s.p.Pass.TypesInfo.Types[e.Fun].IsType() && len(e.Args) == 1 {
		return s.pathText(e.Args[0], f, depth+1)
	}
	fn := s.p.Callee(e)
	sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
	if fn == nil || !ok || len(e.Args) > 0 || fn.Signature().Recv() == nil {
		return "", "it is the result of a call"
	}
	if fn.Name() == "String" && fn.Pkg() != s.pass.Pkg {
		return s.pathText(sel.X, f, depth+1)
	}
	d := s.p.Decl(fn)
	if d == nil || d.Body == nil || len(d.Recv.List) != 1 || len(d.Recv.List[0].Names) != 1 {
		return "", "it is the result of a call"
	}
	returns := flow.Returns(d.Body)
	if len(returns) != 1 || len(returns[0].Results) != 1 {
		return "", "it is the result of a call"
	}
	got, ok := ast.Unparen(returns[0].Results[0]).(*ast.SelectorExpr)
	if !ok || s.p.ObjectOf(got.X) == nil || s.p.ObjectOf(got.X) != s.p.ObjectOf(d.Recv.List[0].Names[0]) {
		return "", "it is the result of a call"
	}
	root, reason := s.pathText(sel.X, f, depth+1)
	if reason != "" {
		root = "it"
	}
	v, ok := s.p.ObjectOf(got).(*types.Var)
	if !ok {
		return "", "it is the result of a call"
	}
	return root + "." + s.fieldName(s.p.TypeOf(got.X), v), ""
}

// sameCode reports whether two expressions are the same text about the same things, without a call.
func (s *stater) sameCode(a, b ast.Expr) bool {
	a, b = ast.Unparen(a), ast.Unparen(b)
	if types.ExprString(a) != types.ExprString(b) {
		return false
	}
	same := true
	var left []types.Object
	ast.Inspect(a, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			left = append(left, s.p.Pass.TypesInfo.ObjectOf(n))
		case *ast.CallExpr:
			same = false
		}
		return true
	})
	i := 0
	ast.Inspect(b, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			same = same && i < len(left) && left[i] == s.p.Pass.TypesInfo.ObjectOf(id)
			i++
		}
		return true
	})
	return same
}
