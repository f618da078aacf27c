package golang

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/lang/langtest"
)

// FuzzLower holds Lower and Expr to what they promise for any text.
func FuzzLower(f *testing.F) {
	texts := []string{
		"package p\nfunc f(:\n x := = 3\n\ntype A struct {\nfunc (a *) g( {\nvar x = map[string]{\"a\": 1, b\n",
		"func\ntype\nimport\nconst\nvar\nif {\nfor := range\nswitch x := .(type) {\ncase\nselect {\ngo\ndefer\nreturn",
	}
	for _, c := range exprs {
		texts = append(texts, "package p\nvar x = "+c.source)
	}
	langtest.Fuzz(f, texts, reader)
}
