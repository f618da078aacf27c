// Package flow knows what passes ask about the code of one package: what an expression's value is, what a variable or field
// is ever given, who calls a function, and where the object behind an expression was made.
//
// It is a pass itself (Analyzer), required by the others, so that each package is read once. It evaluates source expressions
// with types at hand, not instructions: a value must say where in the text it comes from. Evaluation does not follow the
// order of statements; a variable that is given several values has all of them. What needs order asks the SSA form, which is
// at hand too (Package.SSA).
//
// Beyond the package, analysis facts say what a function returns or a variable holds: see funcFact. What cannot be known is
// an unknown with its reason, as everywhere.
package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/bytelyst/connaudit/analyzers/internal/module"
	"github.com/bytelyst/connaudit/analyzers/internal/wire"
	"github.com/bytelyst/connaudit/internal/value"
)

// Analyzer reads a package for the passes. It reports nothing.
var Analyzer = &analysis.Analyzer{
	Name:       "connauditflow",
	Doc:        "reads a package for the passes of connaudit\n\nIt reports nothing itself.",
	URL:        "https://pkg.go.dev/github.com/bytelyst/connaudit/analyzers/internal/flow",
	Requires:   []*analysis.Analyzer{inspect.Analyzer, buildssa.Analyzer},
	ResultType: reflect.TypeFor[*Package](),
	FactTypes:  []analysis.Fact{(*valueFact)(nil)},
	Run:        run,
}

// Package is what is known of a package. It is immutable but for what it remembers, and is for one goroutine at a time: passes
// of one package that run together each take a lock by Do.
type Package struct {
	Pass      *analysis.Pass
	SSA       *buildssa.SSA
	Inspector *inspector.Inspector

	files   map[*token.File]*value.File
	wires   wire.Files
	calls   map[token.Pos]*ast.CallExpr // by the opening parenthesis, as SSA has it
	writes  map[types.Object][]Write
	taken   map[types.Object]bool // its address is taken, so that more may be written
	callers map[*types.Func][]*ast.CallExpr
	asValue map[*types.Func]bool // used other than by being called
	decls   map[*types.Func]*ast.FuncDecl
	around  map[ast.Node]ast.Node // the nearest function around a call or composite literal: FuncDecl or FuncLit
	lits    map[types.Object]*ast.FuncLit
	skipped map[*token.File]bool
	fields  map[*types.Var]string // tags
	params  map[*types.Var]Hole
	tagged  map[*types.Var]*ast.Field
	root    string // the module's folder
	others  bool
	lock    chan struct{}
}

// Write is one value that a variable or field is given.
type Write struct {
	Value  ast.Expr
	Index  int  // of the result, where Value is a call with several; else 0
	Tuple  bool // Value has several results
	Add    bool // += and the like: what it had is kept
	Ranged bool // one of the elements of Value
	Key    bool // with Ranged: the key, not the element
	// Assigned says that a statement gives it, not a literal or declaration; Of is the variable whose field it is given to, nil where
	// that is no variable, or it is no field.
	Assigned bool
	Of       types.Object
	At       token.Pos
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		Pass: pass, SSA: pass.ResultOf[buildssa.Analyzer].(*buildssa.SSA), Inspector: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector),
		files: map[*token.File]*value.File{}, calls: map[token.Pos]*ast.CallExpr{}, writes: map[types.Object][]Write{},
		taken: map[types.Object]bool{}, callers: map[*types.Func][]*ast.CallExpr{}, asValue: map[*types.Func]bool{},
		decls: map[*types.Func]*ast.FuncDecl{}, around: map[ast.Node]ast.Node{}, lits: map[types.Object]*ast.FuncLit{},
		skipped: map[*token.File]bool{}, fields: map[*types.Var]string{}, params: map[*types.Var]Hole{}, tagged: map[*types.Var]*ast.Field{}, lock: make(chan struct{}, 1),
	}
	for _, f := range pass.Files {
		p.skipped[pass.Fset.File(f.FileStart)] = ast.IsGenerated(f) || strings.HasSuffix(pass.Fset.File(f.FileStart).Name(), "_test.go")
	}
	if p.others = module.IsForeign(p.Dir()) || module.IsStandard(p.Dir(), pass.Pkg.Path()); p.others {
		return p, nil
	}
	p.root = module.Root(p.Dir())
	p.read()
	if Contains(pass, "os", "net/http") {
		p.export()
	}
	return p, nil
}

// Contains reports whether a package is worth reading: it is, or imports, even through others, one of the packages.
func Contains(pass *analysis.Pass, paths ...string) bool {
	seen := map[*types.Package]bool{}
	var reaches func(*types.Package) bool
	reaches = func(at *types.Package) bool {
		if seen[at] {
			return false
		}
		seen[at] = true
		for _, p := range paths {
			if at.Path() == p {
				return true
			}
		}
		for _, i := range at.Imports() {
			if reaches(i) {
				return true
			}
		}
		return false
	}
	return reaches(pass.Pkg)
}

// Do runs f for another pass over the package while no other asks it.
func (p *Package) Do(f func()) {
	p.lock <- struct{}{}
	defer func() { <-p.lock }()
	f()
}

// EachCall visits all calls of declared functions and methods in the order of the text.
func (p *Package) EachCall(visit func(*ast.CallExpr, *types.Func)) {
	p.Inspector.Preorder([]ast.Node{(*ast.CallExpr)(nil)}, func(n ast.Node) {
		c := n.(*ast.CallExpr)
		if fn := p.Callee(c); fn != nil && !p.Skipped(c.Pos()) {
			visit(c, fn)
		}
	})
}

// Skipped reports whether code stands in a test or in a generated file.
func (p *Package) Skipped(at token.Pos) bool {
	return !at.IsValid() || p.skipped[p.Pass.Fset.File(at)]
}

// Dir is the folder of the package; empty for one without files.
func (p *Package) Dir() string {
	for _, f := range p.Pass.Files {
		return filepath.Dir(p.Pass.Fset.File(f.FileStart).Name())
	}
	return ""
}

// Others reports a package of the standard library or of a module that is only used. It is not read: to build the SSA form of all that a
// service imports takes minutes, and verdicts must not depend on which driver has the patience.
func (p *Package) Others() bool { return p.others }

// Place is the place of code.
func (p *Package) Place(n ast.Node) value.Place {
	f := p.Pass.Fset.File(n.Pos())
	if f == nil {
		return value.Place{}
	}
	return value.Place{File: p.file(f), Start: f.Offset(n.Pos()), End: f.Offset(n.End())}
}

func (p *Package) file(f *token.File) *value.File {
	if p.files[f] == nil {
		p.files[f] = &value.File{Path: f.Name(), Display: f.Name(), Language: "go", Line: func(offset int) int {
			if offset > f.Size() {
				return 0
			}
			return f.Line(f.Pos(offset))
		}}
	}
	return p.files[f]
}

// Range returns the positions of a place in a file of the package; NoPos for any other.
func (p *Package) Range(at value.Place) (start, end token.Pos) {
	for f, v := range p.files {
		if v == at.File {
			return f.Pos(at.Start), f.Pos(at.End)
		}
	}
	return token.NoPos, token.NoPos
}

// CallAt returns the call whose opening parenthesis stands at pos, nil if there is none.
func (p *Package) CallAt(pos token.Pos) *ast.CallExpr { return p.calls[pos] }

// Callers returns the calls of a function of the package, and whether there may be others.
func (p *Package) Callers(f *types.Func) (calls []*ast.CallExpr, more bool) {
	f = f.Origin()
	return p.callers[f], p.asValue[f] || p.visible(f)
}

// visible reports whether other packages can name a function or field.
func (p *Package) visible(o types.Object) bool {
	if o.Pkg() != p.Pass.Pkg || p.Pass.Pkg.Name() == "main" || !o.Exported() {
		return o.Pkg() != p.Pass.Pkg
	}
	if f, ok := o.(*types.Func); ok {
		if r := f.Signature().Recv(); r != nil {
			return true // also through interfaces
		}
	}
	return true
}

// FieldAt returns where a field of a struct of the package is declared; nil for any other.
func (p *Package) FieldAt(f *types.Var) *ast.Field { return p.tagged[f.Origin()] }

// Decl returns the declaration of a function of the package; nil for any other.
func (p *Package) Decl(f *types.Func) *ast.FuncDecl { return p.decls[f.Origin()] }

// FuncAround returns the function that a call or composite literal stands in: a FuncDecl, a FuncLit, or nil at package level.
func (p *Package) FuncAround(n ast.Node) ast.Node { return p.around[n] }

// DeclAround returns the declared function that a call or composite literal stands in, also within function literals.
func (p *Package) DeclAround(n ast.Node) *types.Func {
	for at := p.around[n]; at != nil; at = p.around[at] {
		if d, ok := at.(*ast.FuncDecl); ok {
			f, _ := p.Pass.TypesInfo.Defs[d.Name].(*types.Func)
			return f
		}
	}
	return nil
}

// Callee returns the function or method that a call calls, if it is a declared one; nil for values, interfaces' methods
// included as they are.
func (p *Package) Callee(call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	return fn
}

// Is reports whether a function is the one of that package and name; a method's name is `Type.Method`.
func Is(f *types.Func, pkg string, names ...string) bool {
	if f == nil || f.Pkg() == nil || f.Pkg().Path() != pkg {
		return false
	}
	name := NameOf(f)
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// NameOf is a function's name, for a method with that of its type: `Client.Do`.
func NameOf(f *types.Func) string {
	if r := f.Signature().Recv(); r != nil {
		if t := Named(r.Type()); t != nil {
			return t.Obj().Name() + "." + f.Name()
		}
	}
	return f.Name()
}

// Named returns the named type behind a type, through a pointer and an alias; nil if there is none.
func Named(t types.Type) *types.Named {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// IsType reports whether a type, or what it points to, is the named one.
func IsType(t types.Type, pkg string, names ...string) bool {
	if t == nil {
		return false
	}
	n := Named(t)
	if n == nil || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != pkg {
		return false
	}
	for _, name := range names {
		if n.Obj().Name() == name {
			return true
		}
	}
	return false
}

// TypeOf returns the type of an expression.
func (p *Package) TypeOf(e ast.Expr) types.Type { return p.Pass.TypesInfo.TypeOf(e) }

// ObjectOf returns the variable, constant or field that an expression names; nil for anything else.
func (p *Package) ObjectOf(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return p.Pass.TypesInfo.ObjectOf(e)
	case *ast.SelectorExpr:
		return p.Pass.TypesInfo.ObjectOf(e.Sel)
	}
	return nil
}

// Writes returns what a variable or field is given in the package, and whether it may be given more.
func (p *Package) Writes(o types.Object) (writes []Write, more bool) {
	if v, ok := o.(*types.Var); ok {
		o = v.Origin()
	}
	return p.writes[o], p.taken[o] || o.Pkg() != p.Pass.Pkg || p.outside(o)
}

// outside reports whether code of other packages may write a variable or field.
func (p *Package) outside(o types.Object) bool {
	v, ok := o.(*types.Var)
	if !ok || p.Pass.Pkg.Name() == "main" {
		return false
	}
	return v.IsField() && v.Exported()
}

// Bound returns what a parameter stands for in a frame.
func (p *Package) Bound(v *types.Var, f *Frame) (ast.Expr, *Frame, bool) {
	b, ok := f.find(v)
	return b.expr, b.frame, ok && !b.list
}

// ParamOf finds the function of which v is a parameter, and which one: nil for one of a function literal.
func (p *Package) ParamOf(v *types.Var) (fn *types.Func, index int, ok bool) {
	h, ok := p.paramOf(v)
	return h.Func, h.Param, ok
}

// Functions lists the declared functions and methods of the package in the order of the text.
func (p *Package) Functions() []*types.Func {
	out := slices.Collect(maps.Keys(p.decls))
	slices.SortFunc(out, func(a, b *types.Func) int { return int(a.Pos() - b.Pos()) })
	return out
}

// Assigned returns what is assigned to a field of a library's struct, composite literals left out.
func (p *Package) Assigned(pkg, typ, field string) []Write {
	var out []Write
	for o, writes := range p.writes {
		v, ok := o.(*types.Var)
		if !ok || !v.IsField() || v.Name() != field || v.Pkg() == nil || v.Pkg().Path() != pkg {
			continue
		}
		for _, w := range writes {
			if w.Assigned && p.fieldOf(v, typ) {
				out = append(out, w)
			}
		}
	}
	slices.SortFunc(out, func(a, b Write) int { return int(a.At - b.At) })
	return out
}

// fieldOf reports whether a field is one of the named type of its package.
func (p *Package) fieldOf(f *types.Var, typ string) bool {
	o := f.Pkg().Scope().Lookup(typ)
	if o == nil {
		return false
	}
	s, ok := o.Type().Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range s.NumFields() {
		if s.Field(i) == f {
			return true
		}
	}
	return false
}

// Holding lists the variables and fields that are given just this expression.
func (p *Package) Holding(e ast.Expr) []types.Object {
	var out []types.Object
	for o, writes := range p.writes {
		for _, w := range writes {
			if ast.Unparen(w.Value) == e && !w.Ranged && !w.Add {
				out = append(out, o)
			}
		}
	}
	slices.SortFunc(out, func(a, b types.Object) int { return int(a.Pos() - b.Pos()) })
	return out
}

// Name is a file's name below the module's folder, with slashes.
func (p *Package) Name(at token.Pos) string {
	f := p.Pass.Fset.File(at)
	if f == nil {
		return ""
	}
	if rel, err := filepath.Rel(p.root, f.Name()); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(f.Name())
}
