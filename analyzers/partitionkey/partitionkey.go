package partitionkey

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

//go:embed doc.go
var doc string

const azcosmos = "github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"

// Analyzer is the pass.
var Analyzer = stating.New(stating.Pass[stater]{
	Name:   "partitionkey",
	Source: doc,
	Rules:  []string{"partition-key", "partition-key-use", "partition-key-type"},
	Needs:  []string{azcosmos},
	Facts:  []analysis.Fact{(*containerFact)(nil)},
	State:  state,
})

// stater collects what one package states of containers.
type stater struct {
	pass  *analysis.Pass
	p     *flow.Package
	out   []stating.Draft
	steps map[fieldOf]ast.Expr // what is assigned to a field of a variable
	keyed bool                 // maps of containers have them by their names
}

type fieldOf struct {
	of   types.Object
	name string
}

func state(c stating.Code) []stating.Draft {
	pass, p := c.Pass, c.Package
	if pass.Pkg.Path() == azcosmos {
		return nil
	}
	s := &stater{pass: pass, p: p, steps: map[fieldOf]ast.Expr{}}
	s.assignments()
	p.Inspector.Preorder([]ast.Node{(*ast.CompositeLit)(nil)}, func(n ast.Node) { s.declared(n.(*ast.CompositeLit)) })
	p.EachCall(s.call)
	s.export()
	return s.out
}

// assignments notes what is assigned to fields of variables, and how maps of containers are filled.
func (s *stater) assignments() {
	mapped, byName := 0, 0
	s.p.Inspector.Preorder([]ast.Node{(*ast.AssignStmt)(nil)}, func(n ast.Node) {
		a := n.(*ast.AssignStmt)
		for i, l := range a.Lhs {
			switch l := ast.Unparen(l).(type) {
			case *ast.SelectorExpr:
				if o := s.p.ObjectOf(l.X); o != nil && len(a.Lhs) == len(a.Rhs) {
					s.steps[fieldOf{o, l.Sel.Name}] = a.Rhs[i]
				}
			case *ast.IndexExpr:
				if flow.IsType(s.p.TypeOf(l), azcosmos, "ContainerClient") {
					mapped++
					if s.filledByName(l, a, i) {
						byName++
					}
				}
			}
		}
	})
	s.keyed = mapped > 0 && mapped == byName
}

// filledByName reports m[name] = c where c was opened by that name.
func (s *stater) filledByName(l *ast.IndexExpr, a *ast.AssignStmt, i int) bool {
	rhs := a.Rhs[0]
	if len(a.Rhs) == len(a.Lhs) {
		rhs = a.Rhs[i]
	}
	call, ok := ast.Unparen(rhs).(*ast.CallExpr)
	if o := s.p.ObjectOf(rhs); o != nil {
		if writes, _ := s.p.Writes(o); len(writes) == 1 {
			call, ok = ast.Unparen(writes[0].Value).(*ast.CallExpr)
		}
	}
	if !ok || opening(s.p.Callee(call)) < 0 {
		return false
	}
	name := call.Args[opening(s.p.Callee(call))]
	return s.p.ObjectOf(name) != nil && s.p.ObjectOf(name) == s.p.ObjectOf(l.Index)
}

// opening is the position of the container's name among the arguments of what opens one; -1 for anything else.
func opening(fn *types.Func) int {
	switch {
	case flow.Is(fn, azcosmos, "Client.NewContainer"):
		return 1
	case flow.Is(fn, azcosmos, "DatabaseClient.NewContainer"):
		return 0
	}
	return -1
}

// declared states a container's properties.
func (s *stater) declared(lit *ast.CompositeLit) {
	if !flow.IsType(s.p.TypeOf(lit), azcosmos, "ContainerProperties") || s.p.Skipped(lit.Pos()) {
		return
	}
	id, def := s.p.Field(lit, "ID"), s.p.Field(lit, "PartitionKeyDefinition")
	for _, o := range s.p.Holding(lit) {
		if id == nil {
			id = s.steps[fieldOf{o, "ID"}]
		}
		if def == nil {
			def = s.steps[fieldOf{o, "PartitionKeyDefinition"}]
		}
	}
	if id == nil || def == nil {
		return
	}
	s.out = append(s.out, stating.Draft{Node: lit, On: keyAndValue, Make: func(f *flow.Frame) *facts.Fact {
		return s.fact("declared", lit, s.p.Eval(id, f), s.paths(def, f, 0), nil, stating.Attr("resource", nil))
	}})
}

// fact makes a fact of a container. The database is known only where it is written down.
func (s *stater) fact(role string, at ast.Node, name, val, database *value.Value, more ...facts.Attr) *facts.Fact {
	if database != nil && (database.Kind != value.String || database.Origin != value.Literal) {
		database = nil
	}
	attributes := append([]facts.Attr{stating.Attr("database", database), stating.Attr("account", nil)}, more...)
	return stating.Fact(s.p, "cosmos-container", role, at, name, val, attributes...)
}

// keyAndValue is what facts of containers hang on.
func keyAndValue(f *facts.Fact) []*value.Value { return []*value.Value{f.Key, f.Value} }

// paths is the list of paths in a partition key definition.
func (s *stater) paths(e ast.Expr, f *flow.Frame, depth int) *value.Value {
	e = ast.Unparen(e)
	if depth > 8 {
		return value.NewUnknown("the definition is not seen")
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return s.paths(e.X, f, depth+1)
	case *ast.CompositeLit:
		if p := s.p.Field(e, "Paths"); p != nil {
			return withoutPlace(s.p.Eval(p, f))
		}
		for _, o := range s.p.Holding(e) {
			if p := s.steps[fieldOf{o, "Paths"}]; p != nil {
				return withoutPlace(s.p.Eval(p, f))
			}
		}
	case *ast.CallExpr:
		return s.returnedPaths(e, f, depth)
	}
	v, ok := s.p.ObjectOf(e).(*types.Var)
	if !ok {
		return value.NewUnknown("the definition is not seen")
	}
	if arg, frame, ok := s.p.Bound(v, f); ok {
		return s.paths(arg, frame, depth+1)
	}
	if fn, index, ok := s.p.ParamOf(v); ok {
		return hole(fn, index, "the definition is a parameter")
	}
	if writes, more := s.p.Writes(v); len(writes) == 1 && !more && !writes[0].Tuple {
		return s.paths(writes[0].Value, f, depth+1)
	}
	return value.NewUnknown("the definition is not seen")
}

// withoutPlace is a list of paths that compares by what it says.
func withoutPlace(v *value.Value) *value.Value {
	if v.Kind == value.String {
		return value.NewList(v)
	}
	return v
}

func hole(fn *types.Func, index int, reason string) *value.Value {
	v := &value.Value{Kind: value.Unknown, Origin: value.Parameter, Reason: reason}
	if fn != nil {
		v.Ref = flow.Hole{Func: fn, Param: index}
	}
	return v
}

func (s *stater) returnedPaths(e *ast.CallExpr, f *flow.Frame, depth int) *value.Value {
	fn := s.p.Callee(e)
	if fn == nil || fn.Pkg() != s.pass.Pkg || s.p.Decl(fn) == nil || s.p.Decl(fn).Body == nil {
		return value.NewUnknown("the definition comes from a call")
	}
	returns := flow.Returns(s.p.Decl(fn).Body)
	frame := s.p.Bind(fn, e, f)
	if len(returns) != 1 || len(returns[0].Results) == 0 || frame == nil {
		return value.NewUnknown("the definition comes from a call")
	}
	return s.paths(returns[0].Results[0], frame, depth+1)
}
