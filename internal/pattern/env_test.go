package pattern

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// lastExpression returns the expression of the last statement.
func lastExpression(t *testing.T, g *syntax.Grammar, code string) syntax.Node {
	t.Helper()
	ns := namedChildren(parse(t, g, code).Root())
	return unwrap(ns[len(ns)-1])
}

func TestQualifiedNames(t *testing.T) {
	for _, tt := range []struct {
		g          *syntax.Grammar
		code, want string
	}{
		{syntax.Python(), "from httpx import Client as c\nc", "httpx.Client"},
		{syntax.Python(), "import a.b as x\nx.y.z", "a.b.y.z"},
		{syntax.Python(), "import a.b\na.b.c", "a.b.c"},
		{syntax.Python(), "from .m import f\nf", ".m.f"},
		{syntax.Python(), "x = 1\nx", ""},
		{syntax.Python(), "from m import f\n(lambda f: f.x)(1)", ""},
		{syntax.TypeScript(), "import { a as b } from '@x/y';\nb.c", "@x/y.a.c"},
		{syntax.TypeScript(), "import d from 'm';\nd.e", "m.e"},
		{syntax.TypeScript(), "import * as n from 'm';\nn", "m"},
		{syntax.TypeScript(), "import q = require('m');\nq.f", "m.f"},
		{syntax.JavaScript(), "const { a: b } = require('m');\nb", "m.a"},
		{syntax.JavaScript(), "const e = require('m').f;\ne", "m.f"},
		{syntax.JavaScript(), "import 'm';\nm", ""},
	} {
		n := lastExpression(t, tt.g, tt.code)
		got, ok := NewFileEnv(n.Tree()).QualifiedName(n)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: %q (%v), want %q", tt.code, got, ok, tt.want)
		}
	}
}

func TestConstants(t *testing.T) {
	for _, tt := range []struct {
		g    *syntax.Grammar
		code string
		kind ConstKind
		want string
	}{
		{syntax.TypeScript(), "const a = 'x';\na", ConstString, "x"},
		{syntax.TypeScript(), "const a = 'x' + `y`;\na + 'z'", ConstString, "xyz"},
		{syntax.TypeScript(), "const a = 'x';\n`${a}-\\n`", ConstString, "x-\n"},
		{syntax.TypeScript(), "const a = 5 as const;\na", ConstNumber, "5"},
		{syntax.TypeScript(), "-5", ConstNumber, "-5"},
		{syntax.TypeScript(), "const a = true;\na", ConstBool, "true"},
		{syntax.TypeScript(), "let a = 'x';\na = b;\na", 0, ""},
		{syntax.TypeScript(), "let a = 1;\na++;\na", 0, ""},
		{syntax.TypeScript(), "const a = 'x';\nfunction f(a) {}\na", 0, ""},
		{syntax.TypeScript(), "const a = 'x';\nfor (const a of b) {}\na", 0, ""},
		{syntax.TypeScript(), "const a = 'x';\nconst { a: c, ...d } = e;\na", ConstString, "x"},
		{syntax.TypeScript(), "const a = a;\na", 0, ""},
		{syntax.TypeScript(), "1 + 2", 0, ""},
		{syntax.Python(), "A = 'x'\nA", ConstString, "x"},
		{syntax.Python(), "A = 'x'\nA += 'y'\nA", 0, ""},
		{syntax.Python(), "A = 'x'\nf'{A}{{'", ConstString, "x{"},
		{syntax.Python(), "A = 'x'\na, A = b\nA", 0, ""},
		{syntax.Python(), "A = 'x'\nwith f() as A: pass\nA", 0, ""},
		{syntax.Python(), "A = 'x'\nf(A=1)\nA", ConstString, "x"},
		{syntax.Python(), "'a' \"b\"", ConstString, "ab"},
	} {
		n := lastExpression(t, tt.g, tt.code)
		kind, got, ok := NewFileEnv(n.Tree()).Constant(n)
		if kind != tt.kind || got != tt.want || ok != (tt.kind != 0) {
			t.Errorf("%s: %d %q (%v), want %d %q", tt.code, kind, got, ok, tt.kind, tt.want)
		}
	}
}

func TestEqual(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"f(a, b)", "f( a,b )", true},
		{"f(a, b)", "f(a, b,)", true},
		{"f(a)", "f(a /* c */)", true},
		{"'a'", `"a"`, true},
		{"'a'", "`a`", true},
		{`'\x61'`, "'a'", true},
		{"((a))", "a", true},
		{"(a).b", "a.b", true},
		{"16", "0x10", true},
		{"a + b", "a - b", false},
		{"a + b", "b + a", false},
		{"f(a)", "f(a, b)", false},
		{"a.b", "a.c", false},
		{"{ a: 1 }", "[1]", false},
		{"!a", "-a", false},
		{"`a${b}`", "`a${ b }`", true},
		{"`a${b}`", "`b${b}`", false},
		{"x = 1", "x = 1;", true},
	} {
		a := lastExpression(t, syntax.TypeScript(), "("+tt.a+")")
		b := lastExpression(t, syntax.TypeScript(), "("+strings.TrimSuffix(tt.b, ";")+")")
		if Equal(a, b) != tt.want || Equal(b, a) != tt.want {
			t.Errorf("Equal(%s, %s) is %v, want %v", tt.a, tt.b, !tt.want, tt.want)
		}
	}
	if Equal(lastExpression(t, syntax.Python(), "'a'"), lastExpression(t, syntax.Python(), "b'a'")) {
		t.Error("bytes equal text")
	}
}

// TestDeepCode meets code nested and chained beyond all use: no panic, an answer, or the budget's error.
func TestDeepCode(t *testing.T) {
	patterns := []string{"$X", "f(...)", "$A + $B", "'...' + $X", "[..., $X, ...]", "$X === $X", "f(<... g() ...>)", "$X = $Y;\n...\n$Z = $Y;", "$A && ...", "$X. ... .m()"}
	for _, code := range []string{
		strings.Repeat("[", 1500) + strings.Repeat("]", 1500),
		strings.Repeat("f(", 1500) + strings.Repeat(")", 1500),
		"x = a" + strings.Repeat(" + a", 8000),
		"x = a" + strings.Repeat(" && a", 8000),
		"x" + strings.Repeat(".m()", 2000),
		strings.Repeat("{", 2000) + strings.Repeat("}", 2000),
		strings.Repeat("x = y;\n", 2000),
		strings.Repeat("[", 1000) + " === " + strings.Repeat("[", 1000) + strings.Repeat("]", 2000),
	} {
		tree := parse(t, syntax.TypeScript(), code)
		for _, src := range patterns {
			if _, err := compile(t, src, TypeScript).Find(tree, nil); err != nil {
				t.Logf("%s: %v", src, err)
			}
		}
	}
}
