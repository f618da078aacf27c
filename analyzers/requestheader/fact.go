package requestheader

import (
	"fmt"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/wire"
	"github.com/bytelyst/connaudit/internal/value"
)

// effect is what a function of another package adds to a request: names that are added, and why there may be more.
type effect struct {
	Names []string // in the spelling of the code
	Maybe []bool
	Open  string
	Sends bool
	// Index is that of the result, and URL the address, of a function that builds a request.
	Index int
	URL   wire.Value
}

func (e *effect) onto(h *headers) {
	for i, n := range e.Names {
		h.add(n, nil, value.Place{}, e.Maybe[i])
	}
	if e.Open != "" {
		h.opened(e.Open)
	}
}

func effectFrom(h *headers) effect {
	e := effect{Open: h.open}
	for _, p := range h.props {
		e.Names = append(e.Names, p.Key)
		e.Maybe = append(e.Maybe, p.Maybe)
	}
	return e
}

// requestFact is what other packages are told of a function that takes or returns a request.
type requestFact struct {
	Params map[int]effect // by parameter, the receiver not counted
	Builds *effect
}

// AFact marks requestFact as an analysis fact.
func (*requestFact) AFact() {}

func (f *requestFact) String() string { return fmt.Sprintf("requests: %d parameters", len(f.Params)) }

// clientFact is what other packages are told of a variable that holds a client, or of a function that returns one.
type clientFact struct{ Effect effect }

// AFact marks clientFact as an analysis fact.
func (*clientFact) AFact() {}

func (f *clientFact) String() string { return "client" }

func (f *clientFact) onto(h *headers) { f.Effect.onto(h) }

// effectOf is what an analysis fact says of a function that a request is given to; nil if none does.
func (t *tracer) effectOf(c give) *effect {
	var fact requestFact
	if c.fn.Pkg() == t.p.Pass.Pkg || !t.pass.ImportObjectFact(c.fn, &fact) {
		return nil
	}
	if e, ok := fact.Params[c.param]; ok {
		return &e
	}
	return nil
}

// export tells other packages of functions with requests and of clients.
func (t *tracer) export() {
	for _, fn := range t.p.Functions() {
		sig := fn.Signature()
		fact := &requestFact{Params: map[int]effect{}}
		for i := range sig.Params().Len() {
			if g := t.groupOfParam(fn, i); g != nil {
				fact.Params[i] = t.paramEffect(g)
			}
		}
		for i := range sig.Results().Len() {
			if isRequest(sig.Results().At(i).Type()) {
				fact.Builds = t.buildEffect(fn, i)
			}
		}
		if len(fact.Params) > 0 || fact.Builds != nil {
			t.pass.ExportObjectFact(fn, fact)
		}
		if sig.Results().Len() > 0 && flow.IsType(sig.Results().At(0).Type(), netHTTP, "Client") {
			t.exportClient(fn)
		}
	}
	scope := t.p.Pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if v, ok := scope.Lookup(name).(*types.Var); ok && v.Exported() && flow.IsType(v.Type(), netHTTP, "Client") {
			h := newHeaders()
			t.clientVar(h, nil, v, nil, 0)
			t.pass.ExportObjectFact(v, &clientFact{effectFrom(h)})
		}
	}
}

func (t *tracer) paramEffect(g *group) effect {
	h := newHeaders()
	t.fill(h, g, nil, 0)
	sends := t.sendsOf(g, nil, 0)
	for _, s := range sends {
		h.lay(s)
	}
	e := effectFrom(h)
	e.Sends = len(sends) > 0
	return e
}

func (t *tracer) buildEffect(fn *types.Func, index int) *effect {
	h := newHeaders()
	var alts []*value.Value
	for _, g := range t.returning(fn, index) {
		t.fill(h, g, nil, 0)
		for _, o := range g.origins {
			if o.param != nil || g.moved {
				return nil
			}
			t.built(h, o, nil, 0)
			alts = append(alts, t.urlFrom(o, nil, 0))
		}
	}
	if len(alts) == 0 {
		return nil
	}
	e := effectFrom(h)
	e.Index, e.URL = index, wire.Pack(value.NewBranch(alts...))
	return &e
}

func (t *tracer) exportClient(fn *types.Func) {
	d := t.declOf(fn)
	if d == nil {
		return
	}
	h := newHeaders()
	for _, r := range flow.Returns(d.Body) {
		switch {
		case len(r.Results) == 0:
			h.opened("a named result")
		case !t.p.Pass.TypesInfo.Types[r.Results[0]].IsNil():
			t.client(h, r.Results[0], nil, 0)
		}
	}
	t.pass.ExportObjectFact(fn, &clientFact{effectFrom(h)})
}
