package python

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/lang/langtest"
)

// FuzzLower holds Lower and Expr to what they promise for any text.
func FuzzLower(f *testing.F) {
	texts := []string{
		"def f(:\n  x = = 3\n\nclass A(\n  def g(self: pass\nx = {\"a\": 1, b\nf(a b)\nfor in x:\n  y\n",
		"class\ndef\nlambda\nimport\nfrom import\nwith as\nmatch x:\n case\ntry\nnonlocal x\nglobal\ndel\nreturn yield",
	}
	for _, c := range exprs {
		texts = append(texts, c.source)
	}
	langtest.Fuzz(f, texts, reader)
}
