package typescript

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/langtest"
)

// reader reads with the grammar of an extension.
func reader(ext string) langtest.Reader {
	if slices.Contains(JavaScript.Extensions, ext) {
		return langtest.Reader{Language: JavaScript, Ext: ext, Exact: true}
	}
	return langtest.Reader{Language: TypeScript, Ext: ext, Exact: true}
}

// module lowers text with the grammar of an extension; ok is false when the grammar does not know something in it.
func module(t testing.TB, ext, text string) (m *lang.Module, ok bool) {
	t.Helper()
	r := reader(ext)
	tree := r.Parse(t, []byte(text))
	return r.Language.Lower(tree), len(tree.Errors) == 0
}

var extensions = []string{".ts", ".tsx", ".js"}

// TestTables reads testdata/*.txtar. An archive holds pairs of files, a source and its tables. Every grammar that can parse
// the source must lower it alike; the source's own extension names one that can.
func TestTables(t *testing.T) {
	langtest.Tables(t, func(t *testing.T, name, text string) string {
		m, ok := module(t, filepath.Ext(name), text)
		if !ok && !strings.HasPrefix(name, "unknown") { // to the grammars
			t.Errorf("%s: syntax errors at %v", name, m.Tree.Errors)
		}
		got := lang.Dump(m)
		sameInAllGrammars(t, name, text, got)
		return got
	})
}

func sameInAllGrammars(t *testing.T, name, text, want string) {
	t.Helper()
	for _, ext := range extensions {
		m, ok := module(t, ext, text)
		if err := lang.Verify(m); err != nil {
			t.Errorf("%s as %s: %v", name, ext, err)
		}
		if got := lang.Dump(m); ok && got != want {
			t.Errorf("%s as %s: got\n%s\nwant\n%s", name, ext, got, want)
		}
	}
}
