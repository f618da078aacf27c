package pattern

import (
	"regexp"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// op is how a piece of pattern is compared with code.
type op uint8

const (
	opTree      op = iota // a node of one of kinds whose significant children are kids
	opMeta                // $X
	opDots                // ..., any code; in a list, any number of elements
	opDotsMeta            // $...X
	opDeep                // <... left ...>
	opTyped               // ($X: T)
	opName                // an identifier, whatever node type its position gives it
	opString              // a string literal; str says which
	opTemplate            // a template or f-string with parts
	opNumber              // a number by value
	opWord                // true, false, null, None
	opMember              // left.right
	opChain               // left. ... .right
	opCall                // left(kids)
	opNew                 // new left(kids)
	opList                // [kids], tuples
	opObject              // {kids}, in any order
	opEntry               // left: right
	opShorthand           // {left}
	opKeyword             // left=right in a call
	opFunction            // fn
	opClass               // class
	opParam               // a parameter: left its name, right its default, typ
	opAssign              // left = right, also as a declaration or field; text is its keyword
	opBlock               // the statements kids, all of them
	opSequence            // the statements kids, wherever they stand in a block
	opLoop                // for (...) with any header; left is the body
	opBinary              // kids joined by the operator text
	opImport              // imp
	opElement             // el
	opAttribute           // left={right} in an element
	opDecorated           // kids are decorators, left the definition
	opPart                // text of a template
)

// node is one operation of a compiled pattern.
type node struct {
	op          op
	kinds       kindSet
	text        string // the metavariable, literal, operator or keyword
	kids        []*node
	left, right *node
	typ         *node
	src         syntax.Node // the pattern's own code
	field       syntax.Field
	dotted      string // of opMember and opName: the dotted name it spells out, else empty
	str         stringForm
	regex       *Regexp
	value       float64 // of opNumber
	fn          *function
	class       *class
	imp         *imported
	el          *element
	types       []string      // of opTyped
	bytes       bool          // of opString: bytes, not text
	needs       []syntax.Kind // keywords that the code must have too: async, static, default
}

// stringForm tells the kinds of string patterns.
type stringForm uint8

const (
	strLiteral  stringForm = iota // this content
	strAny                        // "..."
	strMeta                       // "$X"
	strRegex                      // "=~/re/"
	strTemplate                   // `...`
	strFormat                     // f"..."
)

// function is a function, method, lambda or arrow of a pattern.
type function struct {
	name       *node   // nil for none
	receiver   []*node // of a Go method; nil: any, or none
	anyForm    bool    // `function ... (…)`: every spelling of a function
	params     []*node
	result     *node // nil: any
	body       *node // opBlock or an expression; nil: any
	decorators []*node
}

// class is a class of a pattern.
type class struct {
	name       *node
	bases      []*node // nil: any
	hasBases   bool
	implements []*node
	body       []*node
	decorators []*node
}

// imported is an import statement of a pattern. Code may import more names than it has.
type imported struct {
	module    *node // opString or opName; nil: none written
	from      bool  // Python: from module import names
	dflt      *node
	namespace *node
	names     []importName
	all       bool // from m import *
	bare      bool // import 'm'
}

type importName struct{ name, alias *node }

// element is a JSX element of a pattern.
type element struct {
	name     *node // nil for a fragment
	attrs    []*node
	children []*node // nil and closed: none
	closed   bool    // <a />
}

// anything reports whether p matches whatever stands in its position.
func (p *node) anything() bool {
	return p == nil || p.op == opDots
}

func (p *node) gap() bool { return p.op == opDots || p.op == opDotsMeta }

// isExpression reports whether p may stand for an expression, so that in a statement sequence it is also looked for
// inside simple statements.
func (p *node) isExpression() bool {
	switch p.op {
	case opDeep, opTyped, opName, opString, opTemplate, opNumber, opWord, opMember, opChain, opCall, opNew, opList, opObject,
		opBinary, opElement:
		return true
	case opTree:
		for _, k := range p.kinds.list() {
			if kExpressions.has(k) {
				return true
			}
		}
	}
	return false
}

// legacy is the spelling of a regular expression in a string pattern.
var legacy = regexp.MustCompile(`^=~/(.*)/([a-z]*)$`)
