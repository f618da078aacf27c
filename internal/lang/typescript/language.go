package typescript

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// TypeScript and JavaScript are read alike; they differ in their files and grammars.
var (
	TypeScript = newLanguage("typescript", tsGrammar, ".ts", ".tsx", ".mts", ".cts")
	JavaScript = newLanguage("javascript", jsGrammar, ".js", ".jsx", ".mjs", ".cjs")
)

func newLanguage(name string, grammar func(ext string) *syntax.Grammar, extensions ...string) *lang.Language {
	l := &lang.Language{Name: name, Extensions: extensions, Grammar: grammar, Expr: lowerExpr}
	l.Lower = func(t *syntax.Tree) *lang.Module { return lower(l, t) }
	return l
}

// tsGrammar tells the two apart because <T>x is a cast in the one and the start of an element in the other.
func tsGrammar(ext string) *syntax.Grammar {
	if ext == ".tsx" {
		return syntax.TSX()
	}
	return syntax.TypeScript()
}

func jsGrammar(string) *syntax.Grammar { return syntax.JavaScript() }
