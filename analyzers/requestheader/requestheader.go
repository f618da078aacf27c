package requestheader

import (
	_ "embed"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

//go:embed doc.go
var doc string

// Analyzer is the pass.
var Analyzer = stating.New(stating.Pass[tracer]{
	Name:   "requestheader",
	Source: doc,
	Rules:  []string{"request-id", "product-id"},
	Needs:  []string{"net/http"},
	Facts:  []analysis.Fact{(*requestFact)(nil), (*clientFact)(nil)},
	State:  state,
	Fixes:  fixes,
})

// tracer follows the requests of one package.
type tracer struct {
	pass    *analysis.Pass
	p       *flow.Package
	parent  map[ssa.Value]ssa.Value // union-find over requests, the cells that hold them, and their headers
	groups  map[ssa.Value]*group
	inFunc  map[*ssa.Function]bool
	entered map[any]bool // what is being asked, against circles
	global  string       // why the default client or transport may add headers; empty if nothing here changes it
	out     []stating.Draft
}

func state(c stating.Code) []stating.Draft {
	t := newTracer(c.Pass, c.Package)
	t.sites()
	t.shortcuts()
	t.resty()
	t.graphql()
	t.inbound()
	t.export()
	return t.out
}

// sites states the requests that are made here, or come ready from a builder, and are sent.
func (t *tracer) sites() {
	for _, g := range t.ordered() {
		if len(g.origins) == 0 || g.fromOutside() {
			continue
		}
		sends := t.sendsOf(g, nil, 0)
		if len(sends) == 0 {
			continue
		}
		o := g.origins[0]
		if o.call == nil {
			continue
		}
		t.call(o.call, func(f *flow.Frame) (*value.Value, *value.Value) {
			return t.urlOf(g, f), t.headersOf(g, f)
		})
	}
}

// call states one request. made gives its address and its headers.
func (t *tracer) call(at ast.Node, made func(f *flow.Frame) (url, headers *value.Value)) {
	t.request("call", at, made)
}

// request states a request, or a client whose requests are all alike: a client is its own.
func (t *tracer) request(role string, at ast.Node, made func(f *flow.Frame) (url, headers *value.Value)) {
	var client *value.Value
	if role == "client" {
		client = stating.PlaceOf(t.p, at)
	}
	t.out = append(t.out, stating.Draft{
		Node: at,
		Make: func(f *flow.Frame) *facts.Fact {
			url, headers := made(f)
			return stating.Fact(t.p, "http", role, at, stating.PlaceOf(t.p, at), nil, stating.Attr("client", client),
				stating.Attr("url", url), stating.Attr("headers", headers), stating.Attr("body", nil))
		},
		On: func(f *facts.Fact) []*value.Value { return []*value.Value{f.Attributes[1].Value} },
	})
}

// headersOf is what requests of a group are sent with.
func (t *tracer) headersOf(g *group, f *flow.Frame) *value.Value {
	h := newHeaders()
	t.fill(h, g, f, 0)
	for _, o := range g.origins {
		t.built(h, o, f, 0)
	}
	for _, s := range t.sendsOf(g, f, 0) {
		h.lay(s)
	}
	return h.value()
}

// urlOf is where requests of a group are sent to.
func (t *tracer) urlOf(g *group, f *flow.Frame) *value.Value {
	if g.moved {
		return value.NewUnknown("its address is changed after it was made")
	}
	var alts []*value.Value
	for _, o := range g.origins {
		alts = append(alts, t.urlFrom(o, f, 0))
	}
	return value.NewBranch(alts...)
}
