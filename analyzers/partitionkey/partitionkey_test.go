package partitionkey_test

import (
	"testing"

	"github.com/bytelyst/connaudit/analyzers/internal/passtest"
	"github.com/bytelyst/connaudit/analyzers/partitionkey"
)

func TestPartitionKey(t *testing.T) {
	passtest.Run(t, partitionkey.Analyzer, "shop/decl", "shop/schema", "shop/use", "shop/docs", "shop/traps")
}
