package requestheader

import (
	"go/ast"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/internal/value"
)

// graphqlPackages have a function NewClient that takes an address and the client that sends: what that adds is all that is added.
var graphqlPackages = []string{"github.com/shurcooL/graphql", "github.com/Khan/genqlient/graphql"}

// graphql states the clients of GraphQL: their calls have no address and no headers of their own.
func (t *tracer) graphql() {
	t.p.EachCall(func(c *ast.CallExpr, fn *types.Func) {
		if len(c.Args) != 2 || !isGraphQL(fn) {
			return
		}
		t.request("client", c, func(f *flow.Frame) (*value.Value, *value.Value) {
			h := newHeaders()
			h.add("Content-Type", nil, value.Place{}, false)
			if t.p.Pass.TypesInfo.Types[c.Args[1]].IsNil() {
				if t.global != "" {
					h.opened(t.global)
				}
			} else {
				t.client(h, c.Args[1], f, 0)
			}
			return t.p.Eval(c.Args[0], f), h.value()
		})
	})
}

func isGraphQL(fn *types.Func) bool {
	for _, p := range graphqlPackages {
		if flow.Is(fn, p, "NewClient") {
			return true
		}
	}
	return false
}
