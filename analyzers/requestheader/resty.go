package requestheader

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/internal/value"
)

// isResty reports a method of resty's clients (typ Client) or requests (Request), in any major version.
func isResty(fn *types.Func, typ string) bool {
	if fn == nil || fn.Pkg() == nil || !strings.HasPrefix(fn.Pkg().Path(), "github.com/go-resty/resty") && !strings.HasPrefix(fn.Pkg().Path(), "resty.dev/") {
		return false
	}
	return strings.HasPrefix(flow.NameOf(fn), typ+".")
}

var restyMethods = map[string]bool{"Get": true, "Post": true, "Put": true, "Patch": true, "Delete": true, "Head": true, "Options": true}

// resty states the requests of resty.
func (t *tracer) resty() {
	on := map[types.Object][]*ast.CallExpr{}
	t.p.EachCall(func(c *ast.CallExpr, fn *types.Func) {
		if isResty(fn, "Client") || isResty(fn, "Request") {
			if root := t.p.ObjectOf(rootOf(c)); root != nil {
				on[root] = append(on[root], c)
			}
		}
	})
	t.p.EachCall(func(c *ast.CallExpr, fn *types.Func) {
		url := 0
		switch {
		case !isResty(fn, "Request"):
			return
		case fn.Name() == "Execute" && len(c.Args) == 2:
			url = 1
		case !restyMethods[fn.Name()] || len(c.Args) != 1:
			return
		}
		t.call(c, func(f *flow.Frame) (*value.Value, *value.Value) {
			r := &restyChain{t: t, h: newHeaders(), on: on, f: f, seen: map[types.Object]bool{}}
			r.follow(receiver(c), 0)
			return r.url(t.p.Eval(c.Args[url], f)), r.h.value()
		})
	})
}

// rootOf is what a chain of calls begins with.
func rootOf(e ast.Expr) ast.Expr {
	for {
		c, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return e
		}
		r := receiver(c)
		if r == nil {
			return e
		}
		e = r
	}
}

// restyChain follows a request of resty back to its client.
type restyChain struct {
	t    *tracer
	h    *headers
	on   map[types.Object][]*ast.CallExpr // the chains that begin with an object
	f    *flow.Frame
	base *value.Value
	seen map[types.Object]bool
}

// url is an address below the client's base.
func (r *restyChain) url(u *value.Value) *value.Value {
	text := u.Str + u.Prefix
	if r.base == nil || strings.Contains(text, "://") {
		return u
	}
	if u.Kind == value.Unknown && u.Prefix == "" && r.base.Kind == value.Null {
		return u
	}
	return r.base
}

func (r *restyChain) follow(e ast.Expr, depth int) {
	e = ast.Unparen(e)
	if e == nil || depth > 4*maxCalls {
		r.h.opened("the client is not known")
		return
	}
	if c, ok := e.(*ast.CallExpr); ok {
		fn := r.t.p.Callee(c)
		switch {
		case isResty(fn, "Request"), isResty(fn, "Client"):
			r.step(c, fn)
			r.follow(receiver(c), depth+1)
			return
		case fn != nil && fn.Pkg() != nil && (strings.HasPrefix(fn.Pkg().Path(), "github.com/go-resty/") || strings.HasPrefix(fn.Pkg().Path(), "resty.dev/")):
			if fn.Name() != "New" {
				r.h.opened("the client is made of another one")
			}
			return
		}
		if d := r.t.declOf(fn); d != nil {
			for _, ret := range flow.Returns(d.Body) {
				if len(ret.Results) > 0 {
					r.follow(ret.Results[0], depth+4)
				}
			}
			return
		}
		r.h.opened("the client comes from a call that is not seen")
		return
	}
	r.variable(e, depth)
}

// variable follows what a variable or field holds, with all that is called on it anywhere.
func (r *restyChain) variable(e ast.Expr, depth int) {
	v, ok := r.t.p.ObjectOf(e).(*types.Var)
	if !ok || v.Pkg() != r.t.p.Pass.Pkg {
		r.h.opened("the client is not known")
		return
	}
	if r.seen[v] {
		return
	}
	r.seen[v] = true
	for _, c := range r.on[v] {
		fn := r.t.p.Callee(c)
		if isResty(fn, "Client") && !isClientUse(c) {
			r.step(c, fn)
		} else if isResty(fn, "Request") && flow.IsType(v.Type(), fn.Pkg().Path(), "Request") && !restyMethods[fn.Name()] {
			r.step(c, fn)
		}
	}
	if _, _, param := r.t.p.ParamOf(v); param {
		r.h.opened("the client is a parameter")
		return
	}
	writes, more := r.t.p.Writes(v)
	if more || len(writes) == 0 {
		r.h.opened("the client may be any")
	}
	for _, w := range writes {
		r.follow(w.Value, depth+1)
	}
}

// isClientUse reports R and NewRequest, which change nothing.
func isClientUse(c *ast.CallExpr) bool {
	s, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	return ok && (s.Sel.Name == "R" || s.Sel.Name == "NewRequest")
}

// step notes what one call in a chain adds.
func (r *restyChain) step(c *ast.CallExpr, fn *types.Func) {
	switch fn.Name() {
	case "SetHeader", "SetHeaderVerbatim":
		if len(c.Args) == 2 {
			r.t.set(r.h, set{name: c.Args[0], val: c.Args[1], at: c, instr: nil}, nil, r.f)
		}
	case "SetHeaders":
		r.literal(c.Args[0])
	case "SetBaseURL", "SetHostURL":
		r.base = r.t.p.Eval(c.Args[0], r.f)
	case "SetTransport":
		r.t.transport(r.h, c.Args[0], r.f, 0)
	case "OnBeforeRequest", "SetPreRequestHook", "AddRequestMiddleware":
		r.hook(c.Args[0])
	case "SetHeaderMultiValues", "SetScheme":
		r.h.opened("headers are added whose names are not read")
	case "SetAuthToken", "SetBasicAuth":
		r.h.add("Authorization", nil, value.Place{}, false)
	}
}

// literal notes the keys of a map.
func (r *restyChain) literal(e ast.Expr) {
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		r.h.opened("headers are added whose names are not read")
		return
	}
	for _, x := range lit.Elts {
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			r.t.set(r.h, set{name: kv.Key, val: kv.Value, at: kv}, nil, r.f)
		}
	}
}

// hook notes what a function adds that is called before each request.
func (r *restyChain) hook(e ast.Expr) {
	body := ast.Node(nil)
	switch x := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		body = x.Body
	default:
		if fn, ok := r.t.p.Pass.TypesInfo.Uses[identOf(x)].(*types.Func); ok {
			if d := r.t.declOf(fn); d != nil {
				body = d.Body
			}
		}
	}
	if body == nil {
		r.h.opened("a hook that is not seen may add headers")
		return
	}
	ast.Inspect(body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		fn := r.t.p.Callee(c)
		switch {
		case isResty(fn, "Request"):
			r.step(c, fn)
		case flow.Is(fn, netHTTP, "Header.Set", "Header.Add") && len(c.Args) == 2:
			r.t.set(r.h, set{name: c.Args[0], val: c.Args[1], at: c}, nil, r.f)
		case fn != nil && fn.Pkg() == r.t.p.Pass.Pkg:
			r.h.opened("a hook calls " + fn.Name())
		}
		return true
	})
}

func identOf(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}
