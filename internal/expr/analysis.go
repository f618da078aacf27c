package expr

import (
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// Word is a piece of text without which code cannot match.
type Word struct {
	Text string
	// Fold says that case and separators do not count: Text is in lower case and has none (`productid` stands for
	// product_id, X-PRODUCT-ID and productId).
	Fold bool
}

// Words returns the words that the expression demands of the matched code: of each inner list one must be there. They
// come from what must hold of a metavariable: name_in, `in [..]`, ==, startsWith. param gives the words of a `params.P`
// that is a string or a list of strings, nil for others; it may be nil.
func (p *Program) Words(param func(name string) []string) [][]Word {
	w := wordFinder{p: p, param: param}
	var out [][]Word
	for _, c := range p.conjuncts() {
		if words := w.demanded(c); len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

// conjuncts returns the operands of the top-level `&&`.
func (p *Program) conjuncts() []ast.Expr { return operands(p.tree.Expr(), operators.LogicalAnd) }

func operands(e ast.Expr, operator string) []ast.Expr {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operator {
		return []ast.Expr{e}
	}
	var out []ast.Expr
	for _, a := range e.AsCall().Args() {
		out = append(out, operands(a, operator)...)
	}
	return out
}

type wordFinder struct {
	p     *Program
	param func(string) []string
}

// demanded returns words of which one is there where e is true; nil if none are known.
func (w wordFinder) demanded(e ast.Expr) []Word {
	var out []Word
	for _, alternative := range operands(e, operators.LogicalOr) {
		words := w.ofTest(alternative)
		if len(words) == 0 {
			return nil
		}
		out = append(out, words...)
	}
	return out
}

func (w wordFinder) ofTest(e ast.Expr) []Word {
	if e.Kind() != ast.CallKind {
		return nil
	}
	c := e.AsCall()
	args := c.Args()
	switch c.FunctionName() {
	case "name_in", "same_name":
		if isMetavar(args[0]) {
			return w.sharp(w.texts(args[1]), true)
		}
	case operators.In:
		if isMetavar(args[0]) {
			return w.sharp(w.texts(args[1]), false)
		}
	case operators.Equals:
		for i, a := range args {
			if isMetavar(a) {
				return w.sharp(w.texts(args[1-i]), false)
			}
		}
	case "startsWith":
		if c.IsMemberFunction() && isMetavar(knownStart(c.Target())) {
			return w.sharp(w.texts(args[0]), false)
		}
	}
	return nil
}

// knownStart looks through prefix(x).
func knownStart(e ast.Expr) ast.Expr {
	if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == "prefix" {
		return e.AsCall().Args()[0]
	}
	return e
}

func isMetavar(e ast.Expr) bool {
	return e.Kind() == ast.IdentKind && strings.HasPrefix(shown(e.AsIdent()), "$")
}

// texts returns the strings that e is or holds, nil if not all of them are known.
func (w wordFinder) texts(e ast.Expr) []string {
	switch e.Kind() {
	case ast.LiteralKind:
		if s, ok := stringLiteral(e); ok {
			return []string{s}
		}
	case ast.ListKind:
		var out []string
		for _, x := range e.AsList().Elements() {
			s, ok := stringLiteral(x)
			if !ok {
				return nil
			}
			out = append(out, s)
		}
		return out
	case ast.IdentKind:
		if name, ok := strings.CutPrefix(e.AsIdent(), "params."); ok && w.param != nil {
			return w.param(name)
		}
	}
	return nil
}

// sharp turns texts into words; nil if one of them is too short to look for.
func (w wordFinder) sharp(texts []string, fold bool) []Word {
	var out []Word
	for _, t := range texts {
		if fold {
			t = strings.Join(words(t, false), "")
		}
		if len(t) < 2 || !strings.ContainsFunc(t, func(r rune) bool { return r > '~' || isIdentifier("a"+string(r)) }) {
			return nil
		}
		out = append(out, Word{t, fold})
	}
	return out
}

// TypeTest is a condition `is_a($X, 'T')` that must hold.
type TypeTest struct{ Metavar, Type string }

// TypeTests returns the is_a conditions on metavariables among the conjuncts.
func (p *Program) TypeTests() []TypeTest { return p.typeTests }

func (p *Program) findTypeTests() (out []TypeTest) {
	for _, c := range p.conjuncts() {
		if c.Kind() != ast.CallKind || c.AsCall().FunctionName() != "is_a" {
			continue
		}
		args := c.AsCall().Args()
		if s, ok := stringLiteral(args[1]); ok && isMetavar(args[0]) {
			out = append(out, TypeTest{shown(args[0].AsIdent()), s})
		}
	}
	return out
}

// NameTest is a condition `$X in ['a', 'b']` that must hold. Where $X stands for a name, its text decides.
type NameTest struct {
	Metavar string
	Names   []string
}

// NameTests returns the conditions on metavariables among the conjuncts that list what the metavariable may be.
func (p *Program) NameTests() []NameTest { return p.nameTests }

func (p *Program) findNameTests() (out []NameTest) {
	w := wordFinder{p: p}
	for _, c := range p.conjuncts() {
		if c.Kind() != ast.CallKind || c.AsCall().FunctionName() != operators.In {
			continue
		}
		args := c.AsCall().Args()
		if names := w.texts(args[1]); names != nil && isMetavar(args[0]) {
			out = append(out, NameTest{shown(args[0].AsIdent()), names})
		}
	}
	return out
}

// Call is a call of one of our functions, for checks of literal names of types and lists. Offsets are bytes from 0 in
// the source, end exclusive.
type Call struct {
	Name        string
	Offset, End int // of the name
	Args        []Arg
}

// Arg is an argument of a call.
type Arg struct {
	Literal     string // what a string literal says
	IsLiteral   bool   // it is a string literal
	Offset, End int
}

func (c Call) moved(by int) Call {
	c.Offset, c.End = c.Offset+by, c.End+by
	args := make([]Arg, len(c.Args))
	for i, a := range c.Args {
		a.Offset, a.End = a.Offset+by, a.End+by
		args[i] = a
	}
	c.Args = args
	return c
}

// Calls returns the calls of our functions in the expression, in the order of the text.
func (p *Program) Calls() []Call {
	b := builder{tree: p.tree, offsets: p.offsets, src: p.src}
	var out []Call
	ast.PreOrderVisit(p.tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.CallKind || functionNamed(e.AsCall().FunctionName()) == nil {
			return
		}
		c := Call{Name: e.AsCall().FunctionName()}
		at, _ := b.span(e)
		if i := strings.LastIndex(p.src[:min(at+len(c.Name), len(p.src))], c.Name); i >= 0 {
			at = i
		}
		c.Offset, c.End = at, min(at+len(c.Name), len(p.src))
		for _, a := range e.AsCall().Args() {
			arg := Arg{}
			arg.Literal, arg.IsLiteral = stringLiteral(a)
			arg.Offset, arg.End = b.span(a)
			c.Args = append(c.Args, arg)
		}
		out = append(out, c)
	}))
	return out
}

// Equalities returns the string literals that the expression compares the name with (`role == 'call'`,
// `role in ['a', 'b']`), wherever they stand: for checks of literal names of roles.
func (p *Program) Equalities(name string) []Arg {
	b := builder{tree: p.tree, offsets: p.offsets, src: p.src}
	var out []Arg
	add := func(e ast.Expr) {
		if s, ok := stringLiteral(e); ok {
			start, end := b.span(e)
			out = append(out, Arg{s, true, start, end})
		}
	}
	ast.PreOrderVisit(p.tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.CallKind || len(e.AsCall().Args()) != 2 {
			return
		}
		args := e.AsCall().Args()
		switch e.AsCall().FunctionName() {
		case operators.Equals, operators.NotEquals:
			for i, a := range args {
				if a.Kind() == ast.IdentKind && a.AsIdent() == name {
					add(args[1-i])
				}
			}
		case operators.In:
			if args[0].Kind() == ast.IdentKind && args[0].AsIdent() == name && args[1].Kind() == ast.ListKind {
				for _, x := range args[1].AsList().Elements() {
					add(x)
				}
			}
		}
	}))
	return out
}
