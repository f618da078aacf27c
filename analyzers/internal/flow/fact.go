package flow

import (
	"go/ast"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/wire"
	"github.com/bytelyst/connaudit/internal/value"
)

// valueFact is what other packages are told of a function's results, or of a variable: texts, and what is read from the
// environment. Parameters are holes that the caller's arguments fill.
type valueFact struct{ Results []wire.Value }

// AFact marks valueFact as an analysis fact.
func (*valueFact) AFact() {}

func (f *valueFact) String() string { return "value" }

// export tells other packages what exported functions return and exported variables hold, where that is worth knowing: a text,
// or a variable of the environment.
func (p *Package) export() {
	for fn, d := range p.decls {
		if d.Body == nil || fn.Signature().Recv() != nil || !fn.Exported() || p.Pass.Pkg.Name() == "main" {
			continue
		}
		fact := &valueFact{}
		telling := false
		for i := range fn.Signature().Results().Len() {
			v := value.NewUnknown("it is no text")
			if isText(fn.Signature().Results().At(i).Type()) {
				v = p.results(d.Name, d, i, nil, 0)
			}
			telling = telling || tells(v)
			fact.Results = append(fact.Results, wire.Pack(v))
		}
		if telling {
			p.Pass.ExportObjectFact(fn, fact)
		}
	}
	for _, name := range p.Pass.Pkg.Scope().Names() {
		v, ok := p.Pass.Pkg.Scope().Lookup(name).(*types.Var)
		if !ok || !v.Exported() || !isText(v.Type()) {
			continue
		}
		if got := p.written(ast.NewIdent(name), v, nil, 0); tells(got) {
			p.Pass.ExportObjectFact(v, &valueFact{[]wire.Value{wire.Pack(got)}})
		}
	}
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// tells reports whether a value is worth telling others.
func tells(v *value.Value) bool {
	for _, a := range alternatives(v) {
		if a.Kind == value.String || a.Prefix != "" || len(a.Env) > 0 || a.Ref != nil {
			return true
		}
	}
	return false
}

// fill is a value of another package, with the arguments of a call in its holes.
func (p *Package) fill(e *ast.CallExpr, w wire.Value, f *Frame, depth int) *value.Value {
	if w.Hole > 0 {
		if w.Hole > len(e.Args) || e.Ellipsis.IsValid() {
			return p.unknown(e, value.Parameter, "an argument that is spread")
		}
		arg := p.eval(e.Args[w.Hole-1], f, depth+1)
		switch {
		case w.EnvHole && value.Kind(w.Kind) == value.String:
			return join([]*value.Value{p.environment(e, arg), p.at(e, &value.Value{Kind: value.String, Str: w.Str, Origin: value.Literal})})
		case w.EnvHole:
			return p.environment(e, arg)
		case w.Start:
			return p.at(e, concat(arg, p.unknown(e, value.Computed, w.Reason)))
		case w.Prefix != "":
			return p.at(e, concat(&value.Value{Kind: value.String, Str: w.Prefix, Origin: value.Literal}, arg))
		}
		return arg
	}
	switch value.Kind(w.Kind) {
	case value.Branch:
		var alts []*value.Value
		for _, a := range w.Alts {
			alts = append(alts, p.fill(e, a, f, depth))
		}
		return join(alts)
	case value.List:
		v := p.wires.Value(w)
		for i, x := range w.Elems {
			v.Elems[i] = p.fill(e, x, f, depth)
		}
		return v
	case value.Object:
		v := p.wires.Value(w)
		for i, x := range w.Props {
			v.Props[i].Value = p.fill(e, x.Value, f, depth)
		}
		return v
	}
	return p.wires.Value(w)
}

// Fill is a value that another package has sent, with the arguments of a call in its holes.
func (p *Package) Fill(e *ast.CallExpr, w wire.Value, f *Frame) *value.Value {
	return p.fill(e, w, f, 0)
}

// Wires are the files in which what other packages have sent is placed.
func (p *Package) Wires() *wire.Files { return &p.wires }
