package golang

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/langtest"
)

var reader = langtest.Reader{Language: Language, Ext: ".go"}

func lower(t testing.TB, text string) *lang.Module {
	t.Helper()
	return reader.Lower(t, text)
}

// TestTables compares the tables of each source in testdata with those written below it.
func TestTables(t *testing.T) { reader.Tables(t) }
