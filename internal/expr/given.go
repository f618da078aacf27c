package expr

import (
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"github.com/bytelyst/connaudit/internal/value"
)

// Given is where code may write what an expression asks for: an argument of the matched call, or what a metavariable is bound to,
// and the members below it.
type Given struct {
	Metavar  string // with the $; empty: an argument
	Keyword  string // of the argument; empty: by position alone
	Position int    // of the argument from 0; -1: by keyword alone
	Members  []string
}

// Givens returns the places that the value of the expression is put together of, in the order in which they are laid over one
// another: of merge(arg(0).headers, arg(1).headers) both. What is neither merged nor asked for as it stands is left out; of a choice
// the side that its condition takes, or nothing where that is not known.
func (p *Program) Givens(in *Input) []Given {
	return p.givens(p.tree.Expr(), in)
}

func (p *Program) givens(e ast.Expr, in *Input) []Given {
	if e.Kind() == ast.CallKind {
		c := e.AsCall()
		switch args := c.Args(); c.FunctionName() {
		case "merge":
			var out []Given
			for _, a := range args {
				out = append(out, p.givens(a, in)...)
			}
			return out
		case operators.Conditional:
			switch taken := p.part(args[0]).Judge(in); {
			case isTrue(taken):
				return p.givens(args[1], in)
			case taken.Kind == value.Bool:
				return p.givens(args[2], in)
			}
			return nil
		}
	}
	if g, ok := given(e); ok {
		return []Given{g}
	}
	return nil
}

// part is a part of the expression as a program of its own.
func (p *Program) part(e ast.Expr) *Program {
	lib, err := sharedLibrary()
	if err != nil {
		return &Program{root: literal{value.NewUnknown(err.Error())}}
	}
	b := builder{tree: p.tree, lib: lib, offsets: p.offsets, src: p.src}
	root := b.build(e)
	return &Program{src: p.src, tree: p.tree, offsets: p.offsets, root: root, slots: b.slots, names: b.names}
}

func given(e ast.Expr) (Given, bool) {
	switch e.Kind() {
	case ast.SelectKind:
		g, ok := given(e.AsSelect().Operand())
		if !ok || e.AsSelect().IsTestOnly() {
			return Given{}, false
		}
		g.Members = append(g.Members[:len(g.Members):len(g.Members)], e.AsSelect().FieldName())
		return g, true
	case ast.IdentKind:
		if isMetavar(e) {
			return Given{Metavar: shown(e.AsIdent()), Position: -1}, true
		}
	case ast.CallKind:
		if e.AsCall().FunctionName() == "arg" {
			return givenArgument(e.AsCall().Args())
		}
	}
	return Given{}, false
}

func givenArgument(args []ast.Expr) (Given, bool) {
	g := Given{Position: -1}
	for _, a := range args {
		if s, ok := stringLiteral(a); ok {
			g.Keyword = s
			continue
		}
		n, ok := literalOf(a)
		if !ok || n.Kind != value.Number {
			return Given{}, false
		}
		g.Position = int(n.Num)
	}
	return g, true
}

func literalOf(e ast.Expr) (*value.Value, bool) {
	if e.Kind() != ast.LiteralKind {
		return nil, false
	}
	return fromCEL(e.AsLiteral()), true
}
