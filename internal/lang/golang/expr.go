package golang

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Expr lowers one expression of m. An expression with a syntax error inside is unknown; functions and types are not,
// since their parts are asked for one by one.
func Expr(m *lang.Module, n syntax.Node) lang.Expr {
	k := kindOf(n)
	e := lang.Expr{Node: n, Func: lang.NoFunc, Class: lang.NoClass}
	if n.HasError() && k != kFunction && k != kMethod && k != kFuncLiteral && k != kTypeSpec {
		e.Str = "not parsed"
		return e
	}
	if lower := lowerers[k]; lower != nil {
		lower(&e, m, n)
	} else if e.Str = strings.ReplaceAll(n.Type(), "_", " "); e.Str == "" {
		e.Str = "no code"
	}
	return e
}

// lowerers fill in the expression of their kind. What has none is unknown.
var lowerers [kindCount]func(*lang.Expr, *lang.Module, syntax.Node)

func init() {
	lowerers = [kindCount]func(*lang.Expr, *lang.Module, syntax.Node){
		kArgumentList:        reason("a value in a format of its own"),
		kAssignment:          lowerAssignment,
		kBinary:              lowerBinary,
		kCall:                lowerCall,
		kComposite:           lowerComposite,
		kConstSpec:           lowerRepeated,
		kConversion:          lowerConversion,
		kExpressionList:      lowerResults,
		kExpressionStatement: lowerInner,
		kFalse:               func(e *lang.Expr, _ *lang.Module, _ syntax.Node) { e.Op = lang.OpBool },
		kFloat:               lowerNumber,
		kFuncLiteral:         lowerDefinition,
		kFunction:            lowerDefinition,
		kGenericType:         child(lang.OpCast),
		kIdentifier:          walk.Identifier,
		kIndex:               lowerIndex,
		kInt:                 lowerNumber,
		kIota:                lowerIota,
		kLiteralElement:      lowerInner,
		kLiteralValue:        lowerElided,
		kMethod:              lowerDefinition,
		kNil:                 func(e *lang.Expr, _ *lang.Module, n syntax.Node) { e.Op, e.Str = lang.OpNull, n.Text() },
		kPackageIdentifier:   walk.Identifier,
		kParenthesized:       child(lang.OpCast),
		kParenthesizedType:   child(lang.OpCast),
		kPointerType:         child(lang.OpCast),
		kQualifiedType:       lowerQualified,
		kRawString:           lowerString,
		kReturn:              reason("what the names of its results hold"),
		kRune:                lowerRune,
		kSelector:            lowerSelector,
		kShortVar:            lowerAssignment,
		kSlice:               reason("a slice"),
		kString:              lowerString,
		kTrue:                func(e *lang.Expr, _ *lang.Module, _ syntax.Node) { e.Op, e.Num = lang.OpBool, 1 },
		kTypeAssertion:       func(e *lang.Expr, _ *lang.Module, n syntax.Node) { e.Op, e.X = lang.OpCast, n.Child(fOperand) },
		kTypeIdentifier:      walk.Identifier,
		kTypeSpec:            lowerDefinition,
		kUnary:               lowerUnary,
	}
}

// child lowers to an operator on the first expression inside.
func child(op lang.Op) func(*lang.Expr, *lang.Module, syntax.Node) {
	return func(e *lang.Expr, _ *lang.Module, n syntax.Node) { e.Op, e.X = op, only(n) }
}

func reason(why string) func(*lang.Expr, *lang.Module, syntax.Node) {
	return func(e *lang.Expr, _ *lang.Module, _ syntax.Node) { e.Str = why }
}

// lowerInner lowers what only stands around one expression: what patterns bind is often written as a statement.
func lowerInner(e *lang.Expr, m *lang.Module, n syntax.Node) {
	*e = lang.Expr{Node: n, Func: lang.NoFunc, Class: lang.NoClass, Str: "no expression"}
	if c := only(n); !c.IsNone() {
		*e = Expr(m, c)
	}
}

func lowerSelector(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Str = lang.OpMember, n.Child(fOperand), n.Child(fField).Text()
}

func lowerQualified(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Str = lang.OpMember, n.Child(fPackage), n.Child(fName).Text()
}

func lowerIndex(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Y = lang.OpIndex, n.Child(fOperand), n.Child(fIndex)
}

// conversions are types of the language whose values stay as they are when converted.
var conversions = map[string]bool{"string": true, "int": true, "int8": true, "int16": true, "int32": true, "int64": true, "uint": true,
	"uint8": true, "uint16": true, "uint32": true, "uint64": true, "float32": true, "float64": true, "any": true, "bool": true}

// lowerCall knows what the language itself provides, unless the file declares a name like it.
func lowerCall(e *lang.Expr, m *lang.Module, n syntax.Node) {
	f, args := n.Child(fFunction), n.Child(fArguments)
	if kindOf(f) == kIdentifier && m.Resolve(f) == lang.NoBinding {
		switch name := f.Text(); {
		case conversions[name]:
			e.Op, e.X = lang.OpCast, only(args)
			return
		case name == "new":
			e.Op, e.X = lang.OpObject, only(args)
			return
		case name == "make":
			lowerMake(e, args)
			return
		}
	}
	if lowerFormat(e, m, f, args) {
		return
	}
	e.Op, e.X = lang.OpCall, f
	for c := range args.NamedChildren() {
		if kindOf(c) == kVariadic {
			e.Args = append(e.Args, lang.Arg{Value: only(c), Spread: true})
			continue
		}
		e.Args = append(e.Args, lang.Arg{Value: c})
	}
	for c := range n.Child(fTypeArguments).NamedChildren() {
		e.TypeArgs = append(e.TypeArgs, c)
	}
}

// lowerMake lowers make(T, n): an empty map or slice.
func lowerMake(e *lang.Expr, args syntax.Node) {
	t := only(args)
	size := args.NamedLast()
	switch {
	case t.Is("map_type"):
		e.Op = lang.OpObject
	case t.Is("slice_type") && (size == t || t.Next().Next().Text() == "0"):
		e.Op = lang.OpList
	case t.Is("channel_type"):
		e.Str = "a channel"
	default:
		e.Str = "what make gives"
	}
}

// lowerConversion lowers []byte(x), and f[T](x), which the grammar takes for one.
func lowerConversion(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	t := n.Child(fType)
	if kindOf(t) != kGenericType {
		e.Op, e.X = lang.OpCast, n.Child(fOperand)
		return
	}
	e.Op, e.X, e.Args = lang.OpCall, t, []lang.Arg{{Value: n.Child(fOperand)}}
}

// lowerResults lowers the values of a return with several, and of an assignment.
func lowerResults(e *lang.Expr, m *lang.Module, n syntax.Node) {
	values := list(n)
	if len(values) == 1 {
		*e = Expr(m, values[0])
		return
	}
	e.Op = lang.OpList
	for _, v := range values {
		e.Elems = append(e.Elems, lang.Arg{Value: v})
	}
}

func lowerDefinition(e *lang.Expr, m *lang.Module, n syntax.Node) {
	if f, ok := m.FuncOf[n.ID()]; ok {
		e.Op, e.Func = lang.OpFunc, f
	} else if c, ok := m.ClassOf[n.ID()]; ok {
		e.Op, e.Class = lang.OpClass, c
	} else {
		e.Str = "a declaration without a value"
	}
}

func lowerBinary(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Op, e.X, e.Y, e.Str = lang.OpBinary, n.Child(fLeft), n.Child(fRight), n.Child(fOperator).Text()
	switch e.Str {
	case "&&":
		e.Op = lang.OpAnd
	case "||":
		e.Op = lang.OpOr
	}
}

// lowerUnary takes a pointer for what it points to.
func lowerUnary(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.X, e.Str = n.Child(fOperand), n.Child(fOperator).Text()
	switch e.Str {
	case "&", "*":
		e.Op, e.Str = lang.OpCast, ""
	case "<-":
		*e = lang.Expr{Node: n, Func: lang.NoFunc, Class: lang.NoClass, Str: "what a channel gives"}
	default:
		e.Op = lang.OpUnary
	}
}

func lowerAssignment(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	left, right := list(n.Child(fLeft)), list(n.Child(fRight))
	if len(left) == 0 || len(right) != 1 {
		e.Str = "an assignment of several values"
		return
	}
	e.Op, e.X, e.Y, e.Str = lang.OpAssign, left[0], right[0], n.Child(fOperator).Text()
	if kindOf(n) == kShortVar {
		e.Str = ":="
	}
}
