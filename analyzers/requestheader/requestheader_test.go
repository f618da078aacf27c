package requestheader_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/bytelyst/connaudit/analyzers/internal/passtest"
	"github.com/bytelyst/connaudit/analyzers/requestheader"
)

// TestConvention: without settings the module's own habit decides. It comes first, since flags stay set.
func TestConvention(t *testing.T) {
	passtest.Run(t, requestheader.Analyzer, "quiet", "quiet/one", "habit/a", "habit/b")
}

func TestDemanded(t *testing.T) {
	if err := requestheader.Analyzer.Flags.Set("request-id.header", "x-request-id"); err != nil {
		t.Fatal(err)
	}
	passtest.Run(t, requestheader.Analyzer, "orders/httpx", "orders/client", "orders/traps", "orders/global")
}

// TestFix: what a handler has of the incoming request is sent on, and where anything about that is not sure nothing is offered. What
// was mended has no finding.
func TestFix(t *testing.T) {
	if err := requestheader.Analyzer.Flags.Set("request-id.header", "x-request-id"); err != nil {
		t.Fatal(err)
	}
	passtest.RunWithFixes(t, requestheader.Analyzer, "onward/fixed", "onward/kept") // a fix in a file without a golden one is an error

	dir := t.TempDir()
	fixed, err := os.ReadFile("testdata/src/onward/fixed/fixed.go.golden")
	if err != nil {
		t.Fatal(err)
	}
	src := filepath.Join(dir, "src", "onward")
	if err := os.MkdirAll(src, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"go.mod": "module onward\n", "fixed.go": string(fixed)} {
		if err := os.WriteFile(filepath.Join(src, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range analysistest.Run(quiet{t}, dir, requestheader.Analyzer, "onward") {
		for _, d := range r.Diagnostics {
			t.Errorf("%s: %s", r.Pass.Fset.Position(d.Pos), d.Message)
		}
	}
}

// quiet leaves what is wanted to the caller.
type quiet struct{ *testing.T }

func (quiet) Errorf(string, ...any) {}
