package typescript

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// TestGrammar: every extension has the grammar that can read its files.
func TestGrammar(t *testing.T) {
	for ext, want := range map[string]*syntax.Grammar{
		".ts": syntax.TypeScript(), ".mts": syntax.TypeScript(), ".cts": syntax.TypeScript(), ".tsx": syntax.TSX(),
	} {
		if got := TypeScript.Grammar(ext); got != want {
			t.Errorf("%s is read as %s, want %s", ext, got.Name, want.Name)
		}
	}
	for _, ext := range JavaScript.Extensions {
		if got := JavaScript.Grammar(ext); got != syntax.JavaScript() {
			t.Errorf("%s is read as %s", ext, got.Name)
		}
	}
}
