package python

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Expr lowers one expression of m. An expression with a syntax error inside is unknown; functions and classes are not,
// since their parts are asked for one by one.
func Expr(m *lang.Module, n syntax.Node) lang.Expr {
	k := kindOf(n)
	if k == kDecorated {
		n = n.NamedLast()
		k = kindOf(n)
	}
	e := lang.Expr{Node: n, Func: lang.NoFunc, Class: lang.NoClass}
	if n.HasError() && k != kFunction && k != kClass && k != kLambda {
		e.Str = "not parsed"
		return e
	}
	if lower := lowerers[k]; lower != nil {
		lower(&e, m, n)
	} else {
		e.Str = strings.ReplaceAll(n.Type(), "_", " ")
	}
	return e
}

// lowerers fill in the expression of their kind. What has none is unknown.
var lowerers [kindCount]func(*lang.Expr, *lang.Module, syntax.Node)

func init() {
	lowerers = [kindCount]func(*lang.Expr, *lang.Module, syntax.Node){
		kAsPattern:           child(lang.OpCast),
		kAssignment:          lowerAssignment,
		kAttribute:           lowerAttribute,
		kAugmented:           lowerAssignment,
		kAwait:               child(lang.OpAwait),
		kBinary:              lowerBinary,
		kBoolean:             lowerBoolean,
		kCall:                lowerCall,
		kClass:               lowerDefinition,
		kComparison:          lowerComparison,
		kConcatenated:        lowerString,
		kConditional:         lowerConditional,
		kDictComprehension:   lowerComprehension,
		kDictSplat:           child(lang.OpSpread),
		kDictionary:          lowerDictionary,
		kEllipsis:            func(e *lang.Expr, _ *lang.Module, _ syntax.Node) { e.Str = "..." },
		kExpressionList:      lowerList,
		kExpressionStatement: lowerStatement,
		kFalse:               func(e *lang.Expr, _ *lang.Module, _ syntax.Node) { e.Op = lang.OpBool },
		kFloat:               lowerNumber,
		kFunction:            lowerDefinition,
		kGenerator:           lowerComprehension,
		kGenericType:         lowerGeneric,
		kIdentifier:          walk.Identifier,
		kInteger:             lowerNumber,
		kInterpolation:       lowerInterpolation,
		kLambda:              lowerDefinition,
		kList:                lowerList,
		kListComprehension:   lowerComprehension,
		kListSplat:           child(lang.OpSpread),
		kNamedExpression:     lowerAssignment,
		kNone:                func(e *lang.Expr, _ *lang.Module, n syntax.Node) { e.Op, e.Str = lang.OpNull, n.Text() },
		kNot:                 lowerUnary,
		kParenthesized:       child(lang.OpCast),
		kPatternList:         lowerList,
		kSet:                 lowerList,
		kSetComprehension:    lowerComprehension,
		kSlice:               func(e *lang.Expr, _ *lang.Module, _ syntax.Node) { e.Str = "a slice" },
		kString:              lowerString,
		kSubscript:           lowerSubscript,
		kTrue:                func(e *lang.Expr, _ *lang.Module, _ syntax.Node) { e.Op, e.Num = lang.OpBool, 1 },
		kTuple:               lowerList,
		kType:                child(lang.OpCast),
		kUnary:               lowerUnary,
		kYield:               lowerYield,
	}
}

// child lowers to an operator on the one expression inside.
func child(op lang.Op) func(*lang.Expr, *lang.Module, syntax.Node) {
	return func(e *lang.Expr, _ *lang.Module, n syntax.Node) { e.Op, e.X = op, only(n) }
}

func lowerAttribute(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Str = lang.OpMember, n.Child(fObject), n.Child(fAttribute).Text()
}

// lowerSubscript gives x[a, b] no Y: all parts are in Elems.
func lowerSubscript(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X = lang.OpIndex, n.Child(fValue)
	for c := range n.NamedChildren() {
		if c.Field() == fSubscript {
			e.Elems = append(e.Elems, argument(c))
		}
	}
	if len(e.Elems) == 1 && !e.Elems[0].Spread {
		e.Y, e.Elems = e.Elems[0].Value, nil
	}
}

// lowerGeneric lowers the annotation Name[T, ...] like the subscript it is.
func lowerGeneric(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X = lang.OpIndex, only(n)
	for c := range n.NamedLast().NamedChildren() {
		if kindOf(c) == kType {
			c = only(c)
		}
		e.Elems = append(e.Elems, argument(c))
	}
	if len(e.Elems) == 1 && !e.Elems[0].Spread {
		e.Y, e.Elems = e.Elems[0].Value, nil
	}
}

// lowerCall knows one function by name: super, unless the file has its own.
func lowerCall(e *lang.Expr, m *lang.Module, n syntax.Node) {
	f := n.Child(fFunction)
	if kindOf(f) == kIdentifier && f.Text() == "super" && m.Resolve(f) == lang.NoBinding {
		e.Op = lang.OpSuper
		return
	}
	e.Op, e.X = lang.OpCall, f
	args := n.Child(fArguments)
	if kindOf(args) == kGenerator {
		e.Args = []lang.Arg{{Value: args}}
		return
	}
	for c := range args.NamedChildren() {
		e.Args = append(e.Args, argument(c))
	}
}

// argument reads an argument of a call, or an element of a list.
func argument(n syntax.Node) lang.Arg {
	switch kindOf(n) {
	case kKeywordArgument:
		return lang.Arg{Name: n.Child(fName).Text(), Value: n.Child(fValue)}
	case kListSplat, kListSplatPattern:
		return lang.Arg{Value: only(n), Spread: true}
	case kDictSplat:
		return lang.Arg{Value: only(n), KeywordSpread: true}
	}
	return lang.Arg{Value: n}
}

func lowerList(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op = lang.OpList
	for c := range n.NamedChildren() {
		e.Elems = append(e.Elems, argument(c))
	}
}

func lowerDictionary(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op = lang.OpObject
	for c := range n.NamedChildren() {
		entry := lang.Entry{Node: c, Func: lang.NoFunc}
		if kindOf(c) == kDictSplat {
			entry.Spread, entry.Value = true, only(c)
		} else {
			entry.KeyAt, entry.Value = c.Child(fKey), c.Child(fValue)
			entry.Key, entry.Comp = dictKey(entry.KeyAt)
		}
		e.Entries = append(e.Entries, entry)
	}
}

// dictKey returns the key that is written as a string or number; any other is computed.
func dictKey(n syntax.Node) (key string, computed bool) {
	switch kindOf(n) {
	case kString, kConcatenated:
		if text, ok := plainString(n); ok {
			return text, false
		}
	case kInteger, kFloat:
		return n.Text(), false
	}
	return "", true
}

func lowerDefinition(e *lang.Expr, m *lang.Module, n syntax.Node) {
	if f, ok := m.FuncOf[n.ID()]; ok {
		e.Op, e.Func = lang.OpFunc, f
	} else if c, ok := m.ClassOf[n.ID()]; ok {
		e.Op, e.Class = lang.OpClass, c
	}
}

// lowerStatement lowers a statement that is one expression: what patterns bind is often written as a statement.
func lowerStatement(e *lang.Expr, m *lang.Module, n syntax.Node) {
	if c := only(n); kindOf(c) != kExpressionStatement && c.ID() == n.NamedLast().ID() {
		*e = Expr(m, c)
		return
	}
	lowerList(e, m, n)
}

// conditionalParts returns y, x and z of `y if x else z`.
func conditionalParts(n syntax.Node) (yes, test, no syntax.Node) {
	i := 0
	for c := range n.NamedChildren() {
		switch i {
		case 0:
			yes = c
		case 1:
			test = c
		case 2:
			no = c
		}
		i++
	}
	return yes, test, no
}

func lowerConditional(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op = lang.OpCond
	e.Y, e.X, e.Z = conditionalParts(n)
}

func lowerBoolean(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Y = lang.OpAnd, n.Child(fLeft), n.Child(fRight)
	if n.Child(fOperator).Text() == "or" {
		e.Op = lang.OpOr
	}
}

func lowerBinary(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Y, e.Str = lang.OpBinary, n.Child(fLeft), n.Child(fRight), n.Child(fOperator).Text()
}

func lowerComparison(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	operands := 0
	for c := range n.NamedChildren() {
		switch operands++; operands {
		case 1:
			e.X = c
		case 2:
			e.Y = c
		default:
			*e = lang.Expr{Node: n, Func: lang.NoFunc, Class: lang.NoClass, Str: "a chain of comparisons"}
			return
		}
	}
	e.Op, e.Str = lang.OpBinary, n.Child(fOperators).Type()
}

func lowerUnary(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Str = lang.OpUnary, n.Child(fArgument), n.First().Text()
}

// lowerYield says "from" of what passes another generator's values on.
func lowerYield(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X = lang.OpYield, only(n)
	if n.HasToken("from") {
		e.Str = "from"
	}
}

func lowerAssignment(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Y, e.Str = lang.OpAssign, n.Child(fLeft), n.Child(fRight), "="
	switch kindOf(n) {
	case kAugmented:
		e.Str = n.Child(fOperator).Text()
	case kNamedExpression:
		e.X, e.Y, e.Str = n.Child(fName), n.Child(fValue), ":="
	}
}

func lowerComprehension(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	unknown := *e
	e.Op, e.X = lang.OpComprehension, n.Child(fBody)
	if kindOf(e.X) == kPair {
		e.X, e.Y, e.Str = e.X.Child(fKey), e.X.Child(fValue), "dict"
	}
	for c := range n.NamedChildren() {
		switch {
		case kindOf(c) == kForIn && !e.Z.IsNone():
			*e = unknown
			e.Str = "a comprehension with more than one for"
			return
		case kindOf(c) == kForIn:
			e.Z = c.Child(fRight)
		case c.Is("if_clause"):
			e.Elems = append(e.Elems, lang.Arg{Value: only(c)})
		}
	}
}
