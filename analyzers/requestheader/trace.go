package requestheader

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/internal/value"
)

// maxCalls bounds the calls that a question about a request is followed through.
const maxCalls = 8

// enter guards against circles: it reports whether a question is new on this way, and leave ends it.
func (t *tracer) enter(key any, depth int) bool {
	if depth > maxCalls || t.entered[key] {
		return false
	}
	t.entered[key] = true
	return true
}

func (t *tracer) leave(key any) { delete(t.entered, key) }

type asking struct {
	g    *group
	what string
}

// fill adds the headers that a group's code adds, also in functions that it is given to.
func (t *tracer) fill(h *headers, g *group, f *flow.Frame, depth int) {
	key := asking{g, "fill"}
	if !t.enter(key, depth) {
		h.opened("functions call one another in a circle")
		return
	}
	defer t.leave(key)
	if g.open != "" {
		h.opened(g.open)
	}
	for _, s := range g.sets {
		t.set(h, s, g, f)
	}
	for _, c := range g.gives {
		t.fillGiven(h, c, g, f, depth)
	}
}

func (t *tracer) set(h *headers, s set, g *group, f *flow.Frame) {
	maybe := s.instr != nil && !surely(s.instr, g)
	var at value.Place
	if s.at != nil {
		at = t.p.Place(s.at)
	}
	if s.name == nil {
		h.add(s.text, nil, at, maybe)
		return
	}
	var v *value.Value
	if s.val != nil {
		v = t.p.Eval(s.val, f)
	}
	switch name := t.p.Eval(s.name, f); {
	case name.Kind == value.String:
		h.add(name.Str, v, at, maybe)
	case name.Kind == value.Branch && name.Alts[0].Kind == value.String:
		for _, a := range name.Alts {
			if a.Kind == value.String {
				h.add(a.Str, v, at, true)
			} else {
				h.opened("a header is added whose name is not known")
			}
		}
	default:
		h.opened("a header is added whose name is not known")
	}
}

// fillGiven adds what a function adds that the request is given to.
func (t *tracer) fillGiven(h *headers, c give, g *group, f *flow.Frame, depth int) {
	maybe := !surely(c.instr, g)
	add := newHeaders()
	if inner := t.groupOfParam(c.fn, c.param); inner != nil && c.fn.Pkg() == t.p.Pass.Pkg {
		frame := t.p.Bind(c.fn, c.call, f)
		if frame == nil {
			frame = f
		}
		t.fill(add, inner, frame, depth+1)
	} else if e := t.effectOf(c); e != nil {
		e.onto(add)
	} else {
		add.opened("it is given to " + c.fn.Name() + ", which is not seen")
	}
	for i := range add.props {
		add.props[i].Maybe = add.props[i].Maybe || maybe
	}
	h.lay(add)
}

// sendsOf returns what is added where the requests of a group are sent, once for each place; none if they are not sent here.
func (t *tracer) sendsOf(g *group, f *flow.Frame, depth int) []*headers {
	key := asking{g, "send"}
	if !t.enter(key, depth) {
		return nil
	}
	defer t.leave(key)
	var out []*headers
	for _, s := range g.sends {
		h := newHeaders()
		switch {
		case s.client != nil:
			t.client(h, s.client, f, 0)
		case s.next != nil:
			t.transport(h, s.next, f, 0)
		default:
			h.opened("the client that sends it is not known")
		}
		out = append(out, h)
	}
	for _, c := range g.gives {
		if inner := t.groupOfParam(c.fn, c.param); inner != nil && c.fn.Pkg() == t.p.Pass.Pkg {
			frame := t.p.Bind(c.fn, c.call, f)
			if frame == nil {
				frame = f
			}
			out = append(out, t.sendsOf(inner, frame, depth+1)...)
		} else if e := t.effectOf(c); e != nil && e.Sends {
			out = append(out, newHeaders()) // what sending adds is part of the effect
		}
	}
	return out
}

// returning finds the groups that a function of the package returns.
func (t *tracer) returning(fn *types.Func, index int) []*group {
	var out []*group
	for _, g := range t.ordered() {
		for _, r := range g.returns {
			if r.fn.Origin() == fn.Origin() && r.index == index {
				out = append(out, g)
				break
			}
		}
	}
	return out
}

// built adds what a request has when its origin hands it out.
func (t *tracer) built(h *headers, o origin, f *flow.Frame, depth int) {
	switch {
	case o.unknown != "":
		h.opened(o.unknown)
	case o.param != nil, newRequest(o.fn) >= 0:
	case o.fn.Pkg() == t.p.Pass.Pkg:
		t.builtHere(h, o, f, depth)
	default:
		var fact requestFact
		if t.pass.ImportObjectFact(o.fn, &fact) && fact.Builds != nil && fact.Builds.Index == o.index {
			fact.Builds.onto(h)
			return
		}
		h.opened("it comes from " + o.fn.Name() + ", which is not seen")
	}
}

func (t *tracer) builtHere(h *headers, o origin, f *flow.Frame, depth int) {
	groups := t.returning(o.fn, o.index)
	frame := t.p.Bind(o.fn, o.call, f)
	if len(groups) == 0 || frame == nil || depth > maxCalls {
		h.opened("it comes from " + o.fn.Name() + ", which is not seen")
		return
	}
	for _, g := range groups {
		t.fill(h, g, frame, depth+1)
		for _, inner := range g.origins {
			if inner.param != nil { // it returns what it is given
				h.opened("it comes through " + o.fn.Name())
				continue
			}
			t.built(h, inner, frame, depth+1)
		}
	}
}

// newRequest is the position of the address among the arguments of what makes requests; -1 for anything else.
func newRequest(fn *types.Func) int {
	switch {
	case flow.Is(fn, "net/http", "NewRequest"):
		return 1
	case flow.Is(fn, "net/http", "NewRequestWithContext"):
		return 2
	}
	return -1
}

// urlFrom is the address of a request by its origin.
func (t *tracer) urlFrom(o origin, f *flow.Frame, depth int) *value.Value {
	unknown := func(reason string) *value.Value {
		return &value.Value{Kind: value.Unknown, Origin: value.NoOrigin, Reason: reason}
	}
	if o.call == nil || o.fn == nil || depth > maxCalls {
		return unknown("the address is not seen")
	}
	if n := newRequest(o.fn); n >= 0 && n < len(o.call.Args) {
		return t.p.Eval(o.call.Args[n], f)
	}
	if o.fn.Pkg() != t.p.Pass.Pkg {
		var fact requestFact
		if t.pass.ImportObjectFact(o.fn, &fact) && fact.Builds != nil && fact.Builds.Index == o.index {
			return t.p.Fill(o.call, fact.Builds.URL, f)
		}
		return unknown("it comes from " + o.fn.Name() + ", which is not seen")
	}
	frame := t.p.Bind(o.fn, o.call, f)
	if frame == nil {
		return unknown("arguments that are spread")
	}
	var alts []*value.Value
	for _, g := range t.returning(o.fn, o.index) {
		if g.moved {
			return unknown("its address is changed")
		}
		for _, inner := range g.origins {
			alts = append(alts, t.urlFrom(inner, frame, depth+1))
		}
	}
	if len(alts) == 0 {
		return unknown("it comes from " + o.fn.Name() + ", which is not seen")
	}
	return value.NewBranch(alts...)
}

// surely reports whether an instruction comes before each place of its function where the group is sent, handed on or returned.
func surely(i ssa.Instruction, g *group) bool {
	var targets []ssa.Instruction
	note := func(to ssa.Instruction) {
		if to != i && to.Parent() == i.Parent() {
			targets = append(targets, to)
		}
	}
	for _, s := range g.sends {
		note(s.instr)
	}
	for _, r := range g.returns {
		note(r.instr)
	}
	if len(targets) == 0 {
		for _, b := range i.Parent().Blocks {
			if len(b.Instrs) > 0 {
				if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
					targets = append(targets, r)
				}
			}
		}
	}
	for _, to := range targets {
		if !before(i, to) {
			return false
		}
	}
	return true
}

// before reports whether i is on every way to the instruction to.
func before(i, to ssa.Instruction) bool {
	if i.Block() != to.Block() {
		return i.Block().Dominates(to.Block())
	}
	for _, x := range i.Block().Instrs {
		switch x {
		case i:
			return true
		case to:
			return false
		}
	}
	return false
}
