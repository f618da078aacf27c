package expr

import (
	"sort"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
)

// Program is a compiled expression. It is immutable.
type Program struct {
	src     string
	tree    *ast.AST
	offsets runeOffsets
	root    node
	slots   int // variables of macros that are alive at once
	names   []string

	typeTests []TypeTest
	nameTests []NameTest
}

// Compile parses and checks an expression. Problems are in the order of the text; where there is one, the program is
// nil.
func (e *Env) Compile(src string) (*Program, []Problem) {
	lib, err := sharedLibrary()
	if err != nil {
		return nil, []Problem{{End: len(src), Message: err.Error()}}
	}
	if p := checkSize(src); p != nil {
		return nil, []Problem{*p}
	}
	offsets := newRuneOffsets(src)
	source := common.NewTextSource(hideMetavars(src))
	tree, errs := lib.parser.Parse(source)
	if len(errs.GetErrors()) > 0 {
		return nil, syntaxProblems(src, offsets, errs.GetErrors())
	}
	tree, errs = checker.Check(tree, source, e.check)
	t := translator{env: e, src: src, tree: tree, offsets: offsets}
	if len(errs.GetErrors()) > 0 {
		return nil, t.problems(errs.GetErrors())
	}
	b := builder{tree: tree, lib: lib, offsets: offsets, src: src}
	root := b.build(tree.Expr())
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	p := &Program{src: src, tree: tree, offsets: offsets, root: root, slots: b.slots, names: b.names}
	p.typeTests, p.nameTests = p.findTypeTests(), p.findNameTests()
	return p, nil
}

func checkSize(src string) *Problem {
	if strings.TrimSpace(src) == "" {
		return &Problem{End: len(src), Message: "empty expression", Hint: "write `null` for nothing"}
	}
	if !utf8.ValidString(src) {
		return &Problem{End: len(src), Message: "the expression is not valid UTF-8"}
	}
	if n := utf8.RuneCountInString(src); n > maxCharacters {
		return &Problem{End: len(src), Message: "the expression is too long: at most 10000 characters are allowed",
			Hint: "divide it by `let`"}
	}
	return nil
}

// Type returns the type that the checker knows for the expression; Dyn where it knows none.
func (p *Program) Type() Type { return Type{p.tree.GetType(p.tree.Expr().ID())} }

// Names returns the names that the expression uses and does not bind itself, each once, in the order of the text:
// identifiers, `params.P`, `$X`.
func (p *Program) Names() []string { return p.names }

// Source returns the text the program was compiled from.
func (p *Program) Source() string { return p.src }

// runeOffsets turns cel-go's positions, which count code points from 0, into bytes. It is nil for plain ASCII.
type runeOffsets []int

func newRuneOffsets(src string) runeOffsets {
	if utf8.RuneCountInString(src) == len(src) {
		return nil
	}
	var o runeOffsets
	for i := range src {
		o = append(o, i)
	}
	return append(o, len(src))
}

func (o runeOffsets) bytes(runes int) int {
	switch {
	case o == nil:
		return runes
	case runes < 0:
		return 0
	case runes >= len(o):
		return o[len(o)-1]
	}
	return o[runes]
}

// at turns a line from 1 and a column from 0, in code points, into an offset in bytes of src.
func (o runeOffsets) at(src string, l common.Location) int {
	line, start := 1, 0
	for line < l.Line() {
		i := strings.IndexByte(src[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
		line++
	}
	runes := utf8.RuneCountInString(src[:start]) + max(l.Column(), 0)
	return min(o.bytes(runes), len(src))
}

func sortProblems(ps []Problem) []Problem {
	sort.SliceStable(ps, func(i, j int) bool { return ps[i].Offset < ps[j].Offset })
	return ps
}
