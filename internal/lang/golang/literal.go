package golang

import (
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// textOf returns the text of a string literal.
func textOf(n syntax.Node) (string, bool) {
	switch kindOf(n) {
	case kRawString:
		text := n.Text()
		if len(text) < 2 {
			return "", false
		}
		return strings.ReplaceAll(text[1:len(text)-1], "\r", ""), true
	case kString:
		text, err := strconv.Unquote(n.Text())
		return text, err == nil
	case kParenthesized:
		return textOf(only(n))
	}
	return "", false
}

func lowerString(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	text, ok := textOf(n)
	if !ok {
		e.Str = "not a string of Go"
		return
	}
	e.Op, e.Str = lang.OpString, text
}

func lowerRune(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	text := n.Text()
	r, _, tail, err := strconv.UnquoteChar(strings.Trim(text, "'"), '\'')
	if err != nil || tail != "" {
		e.Str = "a character"
		return
	}
	e.Op, e.Num, e.Str = lang.OpNumber, float64(r), text
}

// lowerNumber reads integers in all bases and floats.
func lowerNumber(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	e.Str = n.Text()
	if i, err := strconv.ParseInt(e.Str, 0, 64); err == nil {
		e.Op, e.Num = lang.OpNumber, float64(i)
		return
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(e.Str, "_", ""), 64)
	if err != nil {
		e.Str = "a very large number"
		return
	}
	e.Op, e.Num = lang.OpNumber, v
}

// lowerIota is the index of its spec in the const declaration.
func lowerIota(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	spec := n
	for !spec.IsNone() && kindOf(spec) != kConstSpec {
		spec = spec.Parent()
	}
	if spec.IsNone() {
		e.Str = "iota outside a const declaration"
		return
	}
	_, i := repeated(spec)
	e.Op, e.Num, e.Str = lang.OpNumber, float64(i), n.Text()
}

// lowerRepeated lowers a const spec without values: the number that the expression before it has in its place. What is
// more than sums, products and shifts of iota is not worked out.
func lowerRepeated(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	source, i := repeated(n)
	values := list(source.Child(fValue))
	if len(values) == 1 && len(named(n)) == 1 {
		if v, ok := withIota(values[0], int64(i), 0); ok {
			e.Op, e.Num, e.Str = lang.OpNumber, float64(v), n.Text()
			return
		}
	}
	e.Str = "a constant of a series"
}

// withIota works out an expression where iota is index.
func withIota(n syntax.Node, index int64, depth int) (int64, bool) {
	switch {
	case depth > 20:
		return 0, false
	case kindOf(n) == kIota:
		return index, true
	case kindOf(n) == kInt:
		v, err := strconv.ParseInt(n.Text(), 0, 64)
		return v, err == nil
	case kindOf(n) == kParenthesized:
		return withIota(only(n), index, depth+1)
	case kindOf(n) == kCall && conversionOf(n):
		return withIota(only(n.Child(fArguments)), index, depth+1)
	case kindOf(n) != kBinary:
		return 0, false
	}
	x, ok := withIota(n.Child(fLeft), index, depth+1)
	y, ok2 := withIota(n.Child(fRight), index, depth+1)
	if !ok || !ok2 {
		return 0, false
	}
	switch n.Child(fOperator).Text() {
	case "+":
		return x + y, true
	case "-":
		return x - y, true
	case "*":
		return x * y, true
	case "<<":
		return x << (y & 63), y >= 0
	}
	return 0, false
}

// conversionOf reports whether a call converts its one argument to a type of the language.
func conversionOf(n syntax.Node) bool { return conversions[n.Child(fFunction).Text()] }
