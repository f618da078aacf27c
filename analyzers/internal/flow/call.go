package flow

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// call is a result of a call.
func (p *Package) call(e *ast.CallExpr, index int, f *Frame, depth int) *value.Value {
	if tv, ok := p.Pass.TypesInfo.Types[e.Fun]; ok && tv.IsType() && len(e.Args) == 1 {
		return p.eval(e.Args[0], f, depth+1) // a conversion
	}
	fn := p.Callee(e)
	if fn == nil {
		return p.unknown(e, value.Computed, "the result of a call")
	}
	switch fn.Pkg() {
	case nil: // error.Error is of no package
		return p.unknown(e, value.Computed, "the result of "+NameOf(fn))
	case p.Pass.Pkg:
		return p.entered(e, fn, index, f, depth)
	}
	if v := p.library(e, fn, index, f, depth); v != nil {
		return v
	}
	var fact valueFact
	if p.Pass.ImportObjectFact(fn.Origin(), &fact) && index < len(fact.Results) {
		return p.fill(e, fact.Results[index], f, depth)
	}
	return p.unknown(e, value.Computed, "the result of "+fn.Pkg().Name()+"."+NameOf(fn))
}

// library is the result of a function of a library that is known, nil for any other.
func (p *Package) library(e *ast.CallExpr, fn *types.Func, index int, f *Frame, depth int) *value.Value {
	arg := func(i int) *value.Value { return p.eval(e.Args[i], f, depth+1) }
	switch {
	case index > 0 || len(e.Args) == 0:
		return nil
	case Is(fn, "os", "Getenv", "LookupEnv"), Is(fn, "syscall", "Getenv"):
		return p.environment(e, arg(0))
	case Is(fn, "fmt", "Sprintf"):
		return p.sprintf(e, e.Args, f, depth)
	case Is(fn, "strings", "TrimSpace", "TrimRight", "TrimSuffix", "TrimLeft", "TrimPrefix", "Trim", "ToLower", "Clone"):
		return p.trimmed(e, fn.Name(), f, depth)
	case Is(fn, "net/url", "JoinPath"):
		return p.at(e, concat(concat(arg(0), &value.Value{Kind: value.String, Str: "/", Origin: value.Literal}), p.unknown(e, value.Computed, "a path")))
	case Is(fn, "cmp", "Or"):
		var alts []*value.Value
		for i := range e.Args {
			alts = append(alts, arg(i))
		}
		return join(alts)
	case Is(fn, "github.com/spf13/viper", "GetString", "Viper.GetString"):
		return &value.Value{Kind: value.Unknown, Origin: value.Config, Text: true, Reason: "it is read from configuration", At: p.Place(e)}
	}
	return nil
}

// environment is what the variable called name holds.
func (p *Package) environment(e ast.Expr, name *value.Value) *value.Value {
	v := &value.Value{Kind: value.Unknown, Origin: value.Env, Text: true, Reason: "it is read from the environment", At: p.Place(e)}
	if h, ok := name.Ref.(Hole); ok && !h.Env && h.Func != nil {
		h.Env = true
		v.Ref = h
		return v
	}
	for _, a := range alternatives(name) {
		if a.Kind != value.String {
			return p.unknown(e, value.Computed, "the name of the variable is not known")
		}
		v.Env = append(v.Env, a.Str)
	}
	return v
}

func (p *Package) trimmed(e *ast.CallExpr, name string, f *Frame, depth int) *value.Value {
	v := p.eval(e.Args[0], f, depth+1)
	if v.Kind != value.String {
		return v
	}
	what := ""
	if len(e.Args) > 1 {
		w := p.eval(e.Args[1], f, depth+1)
		if w.Kind != value.String {
			return p.unknown(e, value.Computed, "what is cut off is not known")
		}
		what = w.Str
	}
	trim := map[string]func(string) string{
		"TrimSpace": strings.TrimSpace, "ToLower": strings.ToLower, "Clone": strings.Clone,
		"TrimRight": func(s string) string { return strings.TrimRight(s, what) }, "TrimLeft": func(s string) string { return strings.TrimLeft(s, what) },
		"TrimSuffix": func(s string) string { return strings.TrimSuffix(s, what) }, "TrimPrefix": func(s string) string { return strings.TrimPrefix(s, what) },
		"Trim": func(s string) string { return strings.Trim(s, what) },
	}[name]
	return v.With(func(c *value.Value) { c.Str = trim(c.Str) })
}

// entered is what a function of the package returns for the arguments of a call.
func (p *Package) entered(e *ast.CallExpr, fn *types.Func, index int, f *Frame, depth int) *value.Value {
	d := p.decls[fn.Origin()]
	if d == nil || d.Body == nil {
		return p.unknown(e, value.Computed, "the result of a method of an interface")
	}
	inner := p.Bind(fn, e, f)
	if inner == nil {
		return p.unknown(e, value.Computed, "arguments that are spread")
	}
	return p.results(e, d, index, inner, depth+4)
}

// Bind returns the frame of a call: what the parameters of the function stand for. It is nil where arguments are spread.
func (p *Package) Bind(fn *types.Func, e *ast.CallExpr, f *Frame) *Frame {
	sig := fn.Origin().Signature()
	if e.Ellipsis.IsValid() || sig.Params().Len() > 0 && len(e.Args) == 1 && sig.Params().Len() > 1 && !sig.Variadic() {
		return nil
	}
	inner := &Frame{outer: f, params: map[types.Object]binding{}}
	for i := range sig.Params().Len() {
		switch {
		case sig.Variadic() && i == sig.Params().Len()-1:
			inner.params[sig.Params().At(i)] = binding{rest: e.Args[min(i, len(e.Args)):], list: true, frame: f}
		case i < len(e.Args):
			inner.params[sig.Params().At(i)] = binding{expr: e.Args[i], frame: f}
		}
	}
	return inner
}

// results is what the function returns at index: any of its return statements.
func (p *Package) results(e ast.Expr, d *ast.FuncDecl, index int, f *Frame, depth int) *value.Value {
	if depth > maxDepth {
		return p.unknown(e, value.Computed, "calls are nested too deeply")
	}
	var alts []*value.Value
	for _, r := range Returns(d.Body) {
		switch {
		case len(r.Results) > index && len(r.Results) > 0:
			if tv := p.Pass.TypesInfo.Types[r.Results[len(r.Results)-1]]; index < len(r.Results)-1 && !tv.IsNil() && isError(tv.Type) {
				continue // it fails: nobody uses the other results
			}
			alts = append(alts, p.eval(r.Results[index], f, depth))
		default:
			return p.unknown(e, value.Computed, "a named result")
		}
		if len(alts) > maxAlts {
			return p.unknown(e, value.Computed, "the function returns many values")
		}
	}
	if len(alts) == 0 {
		return p.unknown(e, value.Computed, "the function returns nothing")
	}
	return join(alts)
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// Returns lists the return statements of a function body, those of function literals in it left out.
func Returns(body *ast.BlockStmt) []*ast.ReturnStmt {
	var out []*ast.ReturnStmt
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			out = append(out, n)
		}
		return true
	})
	return out
}
