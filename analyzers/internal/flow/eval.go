package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"github.com/bytelyst/connaudit/analyzers/internal/wire"
	"github.com/bytelyst/connaudit/internal/value"
)

// The bounds of one evaluation.
const (
	maxDepth = 40 // expressions nested in one another, over calls and fields
	maxAlts  = 8  // values of one variable, results of one function
)

// Frame says what parameters stand for: those of the functions that an evaluation has entered, and of those whose callers are
// gone through one by one. A nil Frame binds none. It is immutable.
type Frame struct {
	outer  *Frame
	params map[types.Object]binding
}

type binding struct {
	expr  ast.Expr
	rest  []ast.Expr // of a variadic parameter, instead of expr
	list  bool       // it is one
	frame *Frame
}

func (f *Frame) find(o types.Object) (binding, bool) {
	for at := f; at != nil; at = at.outer {
		if b, ok := at.params[o]; ok {
			return b, true
		}
	}
	return binding{}, false
}

// Hole is the Ref of a value that a parameter stands for which nobody has bound, or of what is read from the variable of the
// environment that it names.
type Hole struct {
	Func  *types.Func
	Param int
	Env   bool
}

// Select implements value.Ref: there is nothing to select.
func (Hole) Select(string) (*value.Value, bool) { return nil, false }

// Hole implements wire.Holed.
func (h Hole) Hole() (param int, env bool) { return h.Param, h.Env }

// Eval returns what is known of an expression.
func (p *Package) Eval(e ast.Expr, f *Frame) *value.Value {
	return p.eval(e, f, 0)
}

func (p *Package) eval(e ast.Expr, f *Frame, depth int) *value.Value {
	if depth > maxDepth {
		return p.unknown(e, value.NoOrigin, "it is nested too deeply")
	}
	e = ast.Unparen(e)
	if tv, ok := p.Pass.TypesInfo.Types[e]; ok {
		if tv.IsNil() {
			return value.NewNull()
		}
		if tv.Value != nil {
			return p.constant(e, tv.Value, f, depth)
		}
	}
	switch e := e.(type) {
	case *ast.Ident:
		return p.variable(e, p.Pass.TypesInfo.ObjectOf(e), f, depth)
	case *ast.SelectorExpr:
		return p.selector(e, f, depth)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return p.at(e, concat(p.eval(e.X, f, depth+1), p.eval(e.Y, f, depth+1)))
		}
	case *ast.CallExpr:
		return p.call(e, 0, f, depth)
	case *ast.CompositeLit:
		return p.list(e, f, depth)
	case *ast.StarExpr:
		return p.eval(e.X, f, depth+1)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return p.eval(e.X, f, depth+1)
		}
	case *ast.SliceExpr, *ast.IndexExpr:
		return p.unknown(e, value.Computed, "a part of something")
	}
	return p.unknown(e, value.Computed, "it is computed")
}

func (p *Package) unknown(e ast.Expr, o value.Origin, reason string) *value.Value {
	return &value.Value{Kind: value.Unknown, Origin: o, Reason: reason, At: p.Place(e)}
}

// at gives a value a place if it has none.
func (p *Package) at(e ast.Expr, v *value.Value) *value.Value {
	if !v.At.IsNone() || v.Kind == value.Null {
		return v
	}
	return v.With(func(c *value.Value) { c.At = p.Place(e) })
}

// constant is a value that the type checker knows. It stands where the constant is declared.
func (p *Package) constant(e ast.Expr, c constant.Value, f *Frame, depth int) *value.Value {
	v := &value.Value{Origin: value.Literal, At: p.Place(e)}
	switch c.Kind() {
	case constant.String:
		v.Kind, v.Str = value.String, constant.StringVal(c)
	case constant.Bool:
		v.Kind, v.Bool = value.Bool, constant.BoolVal(c)
	case constant.Int, constant.Float:
		v.Kind = value.Number
		v.Num, _ = constant.Float64Val(constant.ToFloat(c))
	default:
		return p.unknown(e, value.Computed, "a complex number")
	}
	if k, ok := p.ObjectOf(e).(*types.Const); ok && k.Pkg() == p.Pass.Pkg {
		if at := p.constPlace(k); !at.IsNone() {
			v.At = at
		}
	}
	return v
}

// constPlace is where the value of a constant of the package is written; nowhere for one that repeats another's.
func (p *Package) constPlace(k *types.Const) value.Place {
	for _, f := range p.Pass.Files {
		if f.FileStart > k.Pos() || k.Pos() > f.FileEnd {
			continue
		}
		var at value.Place
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.ValueSpec); ok {
				for i, name := range s.Names {
					if name.Pos() == k.Pos() && i < len(s.Values) {
						at = p.Place(s.Values[i])
					}
				}
			}
			return n != nil && n.Pos() <= k.Pos() && k.Pos() < n.End()
		})
		return at
	}
	return value.Place{}
}

func (p *Package) variable(e ast.Expr, o types.Object, f *Frame, depth int) *value.Value {
	v, ok := o.(*types.Var)
	if !ok {
		return p.unknown(e, value.Computed, "it is no variable")
	}
	if b, ok := f.find(v); ok {
		return p.bound(e, b, depth)
	}
	if v.Pkg() != p.Pass.Pkg {
		return p.imported(e, v)
	}
	if h, ok := p.paramOf(v); ok {
		if len(p.writes[v]) > 0 || p.taken[v] {
			return p.unknown(e, value.Computed, "the parameter is given another value")
		}
		return &value.Value{Kind: value.Unknown, Origin: value.Parameter, Reason: "the parameter " + v.Name(), At: p.Place(e), Ref: h}
	}
	return p.written(e, v, f, depth)
}

// bound is what a parameter stands for.
func (p *Package) bound(e ast.Expr, b binding, depth int) *value.Value {
	if !b.list {
		return p.eval(b.expr, b.frame, depth+1)
	}
	l := &value.Value{Kind: value.List, At: p.Place(e)}
	for _, x := range b.rest {
		l.Elems = append(l.Elems, p.eval(x, b.frame, depth+1))
	}
	return l
}

// paramOf finds the function of which v is a parameter.
func (p *Package) paramOf(v *types.Var) (Hole, bool) {
	if h, ok := p.params[v]; ok {
		return h, true
	}
	return Hole{Param: -1}, v.Kind() == types.ParamVar || v.Kind() == types.RecvVar
}

// written is what a variable or field is given.
func (p *Package) written(e ast.Expr, v *types.Var, f *Frame, depth int) *value.Value {
	writes, more := p.Writes(v)
	switch {
	case more:
		return p.unknown(e, value.Computed, "`"+v.Name()+"` may be given other values")
	case len(writes) == 0 && v.Kind() != types.ParamVar && !v.IsField():
		return p.zero(e, v)
	case len(writes) == 0:
		return p.unknown(e, value.Computed, "nothing is seen that is given to `"+v.Name()+"`")
	case len(writes) > maxAlts:
		return p.unknown(e, value.Computed, "`"+v.Name()+"` is given many values")
	}
	var alts []*value.Value
	added := false
	for _, w := range writes {
		switch {
		case w.Add:
			added = true
		case w.Ranged && w.Key:
			return p.unknown(e, value.Computed, "a key of a loop")
		case w.Ranged:
			list := p.eval(w.Value, f, depth+2)
			if list.Kind != value.List || list.Open != "" || len(list.Elems) == 0 {
				return p.unknown(e, value.Computed, "an element of a list that is not known")
			}
			alts = append(alts, list.Elems...)
		case w.Tuple:
			alts = append(alts, p.tuple(w, f, depth))
		default:
			if selfAdded(p, v, w.Value) {
				added = true
				continue
			}
			alts = append(alts, p.eval(w.Value, f, depth+2))
		}
	}
	out := join(alts)
	if added {
		return p.at(e, concat(out, p.unknown(e, value.Computed, "more is added to `"+v.Name()+"`")))
	}
	return out
}

// selfAdded reports x = x + more.
func selfAdded(p *Package, v *types.Var, e ast.Expr) bool {
	b, ok := ast.Unparen(e).(*ast.BinaryExpr)
	for ok && b.Op == token.ADD {
		if p.ObjectOf(b.X) == v {
			return true
		}
		b, ok = ast.Unparen(b.X).(*ast.BinaryExpr)
	}
	return false
}

func (p *Package) zero(e ast.Expr, v *types.Var) *value.Value {
	if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		return &value.Value{Kind: value.String, At: p.Place(e)}
	}
	return value.NewNull()
}

func (p *Package) tuple(w Write, f *Frame, depth int) *value.Value {
	if c, ok := ast.Unparen(w.Value).(*ast.CallExpr); ok {
		return p.call(c, w.Index, f, depth+1)
	}
	return p.unknown(w.Value, value.Computed, "a result of an operation")
}

func (p *Package) selector(e *ast.SelectorExpr, f *Frame, depth int) *value.Value {
	o := p.Pass.TypesInfo.ObjectOf(e.Sel)
	v, ok := o.(*types.Var)
	if !ok {
		return p.unknown(e, value.Computed, "it is a function")
	}
	if !v.IsField() {
		return p.variable(e, o, f, depth)
	}
	t := p.TypeOf(e.X)
	tag := p.Tag(t, v)
	if name := EnvTag(tag); name != "" {
		return &value.Value{Kind: value.Unknown, Origin: value.Env, Text: true, Env: []string{name}, Reason: "it is read from the environment", At: p.Place(e)}
	}
	out := p.written(e, v, f, depth)
	if h, ok := out.Ref.(Hole); ok && h.Func != nil && !h.Env {
		out = p.overCallers(e, out, h, depth)
	}
	if out.Kind == value.Unknown && out.Origin == value.Computed && configured(t, tag) {
		return &value.Value{Kind: value.Unknown, Origin: value.Config, Text: true, Reason: "it is read from configuration", At: p.Place(e)}
	}
	return out
}

// overCallers is what a parameter that a field keeps is given by all callers, if all are seen.
func (p *Package) overCallers(e ast.Expr, v *value.Value, h Hole, depth int) *value.Value {
	calls, more := p.Callers(h.Func)
	if more || len(calls) == 0 || len(calls) > maxAlts {
		return v
	}
	var alts []*value.Value
	for _, c := range calls {
		if h.Param >= len(c.Args) || c.Ellipsis.IsValid() {
			return p.unknown(e, value.Parameter, "an argument that is spread")
		}
		alts = append(alts, p.eval(c.Args[h.Param], nil, depth+3))
	}
	return join(alts)
}

// EnvTag is the variable that a field's tags read it from, without prefixes of what it is nested in; empty for none.
func EnvTag(tag reflect.StructTag) string {
	for _, k := range []string{"env", "envconfig"} {
		name, _, _ := strings.Cut(tag.Get(k), ",")
		if name != "" && name != "-" {
			return name
		}
	}
	return ""
}

// configured reports whether a field is filled from a configuration file: its tags say so, or its type's name.
func configured(t types.Type, tag reflect.StructTag) bool {
	for _, k := range []string{"mapstructure", "koanf", "env", "envconfig", "split_words"} {
		if _, ok := tag.Lookup(k); ok {
			return true
		}
	}
	n := Named(t)
	if n == nil {
		return false
	}
	_, y := tag.Lookup("yaml")
	_, m := tag.Lookup("toml")
	name := n.Obj().Name()
	return (y || m) && (strings.HasSuffix(name, "Config") || strings.HasSuffix(name, "Settings"))
}

// list is a literal of a slice or array; other literals are not evaluated.
func (p *Package) list(e *ast.CompositeLit, f *Frame, depth int) *value.Value {
	switch p.TypeOf(e).Underlying().(type) {
	case *types.Slice, *types.Array:
	default:
		return p.unknown(e, value.Computed, "an object")
	}
	l := &value.Value{Kind: value.List, Origin: value.Literal, At: p.Place(e)}
	for _, x := range e.Elts {
		if _, keyed := x.(*ast.KeyValueExpr); keyed {
			return p.unknown(e, value.Computed, "a list with indexes")
		}
		l.Elems = append(l.Elems, p.eval(x, f, depth+1))
	}
	return l
}

// imported is what an analysis fact says of a variable of another package.
func (p *Package) imported(e ast.Expr, v *types.Var) *value.Value {
	var fact valueFact
	if p.Pass.ImportObjectFact(v, &fact) {
		if w := fact.Results[0]; w.Hole == 0 {
			return p.wires.Value(w)
		}
	}
	return p.unknown(e, value.Computed, "a variable of another package")
}

var _ wire.Holed = Hole{}
