package doctest

import (
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/expr"
)

// TestFunctions demands that the table of functions is the one the engine has.
func TestFunctions(t *testing.T) {
	d := readDocument(t, language)
	from := slices.Index(d.lines, "<!-- functions: written by go test ./internal/doctest -update -->")
	to := slices.Index(d.lines, "<!-- end of functions -->")
	if from < 0 || to < from {
		t.Fatalf("%s has no place for the table of functions", d.path)
	}
	have := strings.Join(d.lines[from+1:to], "\n")
	want := "\n" + strings.TrimSpace(expr.FunctionsMarkdown()) + "\n"
	if have == want {
		return
	}
	if *update {
		d.write(t, from+2, to-from-1, strings.Split(want, "\n"))
		return
	}
	t.Errorf("%s\n(go test ./internal/doctest -update writes it anew)", difference([]byte(have), []byte(want)))
}
