package productid_test

import (
	"testing"

	"github.com/bytelyst/connaudit/analyzers/internal/passtest"
	"github.com/bytelyst/connaudit/analyzers/productid"
)

func TestProductID(t *testing.T) {
	passtest.Run(t, productid.Analyzer, "mind/config", "mind/app", "mind/catalogue", "plain")
}
