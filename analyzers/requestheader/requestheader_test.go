package requestheader_test

import (
	"testing"

	"github.com/bytelyst/connaudit/analyzers/internal/passtest"
	"github.com/bytelyst/connaudit/analyzers/requestheader"
)

// TestConvention: without settings the module's own habit decides. It comes first, since flags stay set.
func TestConvention(t *testing.T) {
	passtest.Run(t, requestheader.Analyzer, "quiet", "habit/a", "habit/b")
}

func TestDemanded(t *testing.T) {
	if err := requestheader.Analyzer.Flags.Set("request-id.header", "x-request-id"); err != nil {
		t.Fatal(err)
	}
	passtest.Run(t, requestheader.Analyzer, "orders/httpx", "orders/client", "orders/traps")
}
