package requestheader

import (
	"go/ast"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// shortcuts states the requests of http.Get and the like, which cannot be given headers.
func (t *tracer) shortcuts() {
	t.p.EachCall(func(c *ast.CallExpr, fn *types.Func) {
		var client ast.Expr
		switch {
		case flow.Is(fn, netHTTP, "Get", "Head", "Post", "PostForm"):
		case flow.Is(fn, netHTTP, "Client.Get", "Client.Head", "Client.Post", "Client.PostForm"):
			client = receiver(c)
		default:
			return
		}
		if len(c.Args) == 0 {
			return
		}
		t.call(c, func(f *flow.Frame) (*value.Value, *value.Value) {
			h := newHeaders()
			if len(c.Args) > 1 {
				h.add("Content-Type", nil, value.Place{}, false)
			}
			if client != nil {
				t.client(h, client, f, 0)
			} else if t.global != "" {
				h.opened(t.global)
			}
			return t.p.Eval(c.Args[0], f), h.value()
		})
	})
}

// inbound states which headers are read off requests that come in, and where one is kept or made.
func (t *tracer) inbound() {
	t.p.EachCall(func(c *ast.CallExpr, fn *types.Func) {
		if len(c.Args) != 1 || !readsInbound(t.p, c, fn) {
			return
		}
		name := t.p.Eval(c.Args[0], nil)
		if name.Kind != value.String {
			return
		}
		lower := value.NewString(lowerASCII(name.Str))
		t.fact(c, func() *facts.Fact { return stating.Fact(t.p, "inbound-header", "read", c, lower, nil) })
		if t.kept(c) {
			h := newHeaders()
			h.add(name.Str, t.p.Eval(c, nil), t.p.Place(c), false)
			t.fact(c, func() *facts.Fact {
				return stating.Fact(t.p, "http", "server", c, stating.PlaceOf(t.p, c), nil, stating.Attr("client", nil), stating.Attr("url", nil),
					stating.Attr("headers", h.value()), stating.Attr("body", nil))
			})
		}
	})
}

func (t *tracer) fact(at ast.Node, state func() *facts.Fact) {
	t.out = append(t.out, stating.Draft{Node: at, Make: func(*flow.Frame) *facts.Fact { return state() }, On: stating.OnNothing})
}

// readsInbound reports a call that reads a header off an incoming request.
func readsInbound(p *flow.Package, c *ast.CallExpr, fn *types.Func) bool {
	if flow.Is(fn, "github.com/gin-gonic/gin", "Context.GetHeader") {
		return true
	}
	if !flow.Is(fn, netHTTP, "Header.Get") {
		return false
	}
	s, ok := ast.Unparen(receiver(c)).(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Header" || !flow.IsType(p.TypeOf(s.X), netHTTP, "Request") {
		return false
	}
	v, ok := p.ObjectOf(s.X).(*types.Var)
	if !ok {
		_, call := ast.Unparen(s.X).(*ast.CallExpr)
		return call // echo's c.Request()
	}
	_, _, param := p.ParamOf(v)
	return param
}

// kept reports whether what a call reads is kept in a variable that is given another value where it is found missing.
func (t *tracer) kept(c *ast.CallExpr) bool {
	for _, o := range t.p.Holding(c) {
		writes, _ := t.p.Writes(o)
		for _, w := range writes {
			if call, ok := ast.Unparen(w.Value).(*ast.CallExpr); ok && call != c && !w.Add {
				return true
			}
		}
	}
	return false
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
