package pattern

import (
	"bytes"
	"strconv"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// equalDepth bounds the recursion on trees nested without end; below it, text decides.
const equalDepth = 500

// Equal reports whether a and b are the same code. White space, comments, quotes of strings, trailing commas,
// semicolons and parentheses around an expression do not matter.
func Equal(a, b syntax.Node) bool { return equal(a, b, 0) }

func equal(a, b syntax.Node, depth int) bool {
	a, b = strip(unwrap(a)), strip(unwrap(b))
	if a.IsNone() || b.IsNone() {
		return a.IsNone() && b.IsNone()
	}
	if a == b || a.Kind() == b.Kind() && bytes.Equal(raw(a), raw(b)) {
		return true
	}
	if depth > equalDepth {
		return false
	}
	if kStrings.has(a.Kind()) && kStrings.has(b.Kind()) {
		x, ok := literalString(a)
		y, ok2 := literalString(b)
		if ok && ok2 {
			return x == y && isBytes(a) == isBytes(b)
		}
	}
	if kNumbers.has(a.Kind()) && kNumbers.has(b.Kind()) {
		return sameNumber(a.Text(), b.Text())
	}
	if isLeaf(a) || isLeaf(b) {
		// One name has other node types as a property, a type or a shorthand.
		return kNames.has(a.Kind()) && kNames.has(b.Kind()) && bytes.Equal(raw(a), raw(b))
	}
	return a.Kind() == b.Kind() && equalChildren(a, b, depth+1)
}

func equalChildren(a, b syntax.Node, depth int) bool {
	x, y := content(a.First()), content(b.First())
	for !x.IsNone() && !y.IsNone() {
		if x.Named() != y.Named() || x.Field() != y.Field() {
			return false
		}
		if x.Named() && !equal(x, y, depth) || !x.Named() && x.Kind() != y.Kind() {
			return false
		}
		x, y = content(x.Next()), content(y.Next())
	}
	return x.IsNone() && y.IsNone()
}

// content returns n or the next sibling that means something: no comment, no separator.
func content(n syntax.Node) syntax.Node {
	for !n.IsNone() && (n.Extra() || n.Kind() == tComma || n.Kind() == tSemicolon) {
		n = n.Next()
	}
	return n
}

var (
	tComma     = syntax.Token(",")
	tSemicolon = syntax.Token(";")
	kExprStmt  = syntax.Named("expression_statement")
)

// unwrap returns the expression of an expression statement, else n.
func unwrap(n syntax.Node) syntax.Node {
	if n.Kind() == kExprStmt {
		if e := firstNamed(n); !e.IsNone() {
			return e
		}
	}
	return n
}

func isLeaf(n syntax.Node) bool { return n.First().IsNone() }

// raw is the source of n without copying it.
func raw(n syntax.Node) []byte {
	s := n.Span()
	return n.Tree().Text()[s.Start:s.End]
}

// number parses a literal of either language in any base: separators, exponents, suffixes of big or long integers.
func number(s string) (float64, bool) {
	t := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] != '_' {
			t = append(t, s[i])
		}
	}
	for len(t) > 1 && (t[len(t)-1] == 'n' || t[len(t)-1] == 'L' || t[len(t)-1] == 'l') {
		t = t[:len(t)-1]
	}
	if v, err := strconv.ParseInt(string(t), 0, 64); err == nil {
		return float64(v), true
	}
	v, err := strconv.ParseFloat(string(t), 64)
	return v, err == nil
}

func sameNumber(a, b string) bool {
	x, ok := number(a)
	y, ok2 := number(b)
	if !ok || !ok2 {
		return a == b
	}
	return x == y
}
