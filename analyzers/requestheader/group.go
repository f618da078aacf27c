package requestheader

import (
	"go/ast"
	"go/types"
	"slices"
	"sort"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
)

// group is the values of a package that are one request, or its headers: a variable, what closures see of it, its clones.
type group struct {
	origins []origin
	sets    []set
	gives   []give // calls that are given it
	sends   []sending
	returns []returned
	open    string // why it may be changed unseen
	moved   bool   // its address is changed after it was made
}

// origin is where a request comes from: http.NewRequest, a function that returns one, or a parameter.
type origin struct {
	call    *ast.CallExpr // nil for a parameter
	fn      *types.Func   // that is called
	index   int           // of the result
	param   *ssa.Parameter
	unknown string
}

// set is a header that is added.
type set struct {
	name  ast.Expr // nil: the text
	text  string
	val   ast.Expr
	at    ast.Node
	instr ssa.Instruction
}

// give is a call that is given the request.
type give struct {
	fn    *types.Func
	call  *ast.CallExpr
	param int // of the signature, receivers not counted; -1 the receiver
	instr ssa.Instruction
}

// sending is where a request is sent.
type sending struct {
	call   *ast.CallExpr
	client ast.Expr // of *http.Client; nil where it is an interface, or a transport
	next   ast.Expr // of http.RoundTripper
	instr  ssa.Instruction
}

type returned struct {
	fn    *types.Func
	index int
	instr ssa.Instruction
}

// fromOutside reports a request that callers give, or of which nothing is known.
func (g *group) fromOutside() bool {
	return slices.ContainsFunc(g.origins, func(o origin) bool { return o.param != nil || o.unknown != "" })
}

func isRequest(t types.Type) bool {
	for {
		if flow.IsType(t, "net/http", "Request") {
			return true
		}
		ptr, ok := types.Unalias(t).(*types.Pointer)
		if !ok {
			return false
		}
		t = ptr.Elem()
	}
}

func isHeader(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	return flow.IsType(t, "net/http", "Header")
}

func tracked(v ssa.Value) bool { return v != nil && (isRequest(v.Type()) || isHeader(v.Type())) }

func newTracer(pass *analysis.Pass, p *flow.Package) *tracer {
	t := &tracer{pass: pass, p: p, parent: map[ssa.Value]ssa.Value{}, groups: map[ssa.Value]*group{}, inFunc: map[*ssa.Function]bool{}, entered: map[any]bool{}}
	t.changedDefaults()
	var rest []func()
	for _, fn := range p.SSA.SrcFuncs {
		for _, param := range fn.Params {
			if tracked(param) {
				t.find(param)
			}
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if effect := t.unite(instr); effect != nil {
					rest = append(rest, effect)
				}
			}
		}
	}
	for _, effect := range rest {
		effect()
	}
	t.parameters()
	return t
}

// find returns the representative of a value's group.
func (t *tracer) find(v ssa.Value) ssa.Value {
	up, ok := t.parent[v]
	if !ok {
		t.parent[v] = v
		return v
	}
	if up == v {
		return v
	}
	root := t.find(up)
	t.parent[v] = root
	return root
}

func (t *tracer) union(a, b ssa.Value) {
	if !tracked(a) || !tracked(b) {
		return
	}
	if c, ok := a.(*ssa.Const); ok && c.IsNil() {
		return
	}
	if c, ok := b.(*ssa.Const); ok && c.IsNil() {
		return
	}
	t.parent[t.find(a)] = t.find(b)
}

func (t *tracer) group(v ssa.Value) *group {
	root := t.find(v)
	if t.groups[root] == nil {
		t.groups[root] = &group{}
	}
	return t.groups[root]
}

// ordered lists the groups by where they come from in the text.
func (t *tracer) ordered() []*group {
	var out []*group
	for _, g := range t.groups {
		sort.SliceStable(g.origins, func(i, j int) bool { return g.origins[i].pos() < g.origins[j].pos() })
		out = append(out, g)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].pos() < out[j].pos() })
	return out
}

func (g *group) pos() int {
	if len(g.origins) == 0 {
		return 0
	}
	return g.origins[0].pos()
}

func (o origin) pos() int {
	switch {
	case o.call != nil:
		return int(o.call.Pos())
	case o.param != nil:
		return int(o.param.Pos())
	}
	return 0
}

// parameters makes parameters of functions the origins of their groups.
func (t *tracer) parameters() {
	for v := range t.parent {
		if param, ok := v.(*ssa.Parameter); ok {
			g := t.group(v)
			g.origins = append(g.origins, origin{param: param})
		}
	}
}

// groupOfParam is the group of a declared function's parameter; the receiver is -1. Nil if it is followed nowhere.
func (t *tracer) groupOfParam(fn *types.Func, index int) *group {
	f := t.p.SSA.Pkg.Prog.FuncValue(fn.Origin())
	if f == nil {
		return nil
	}
	if fn.Signature().Recv() != nil {
		index++
	}
	if index < 0 || index >= len(f.Params) || !tracked(f.Params[index]) {
		return nil
	}
	return t.group(f.Params[index])
}
