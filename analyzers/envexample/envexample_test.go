package envexample_test

import (
	"testing"

	"github.com/bytelyst/connaudit/analyzers/envexample"
	"github.com/bytelyst/connaudit/analyzers/internal/passtest"
)

func TestEnvExample(t *testing.T) {
	passtest.Run(t, envexample.Analyzer, "shop/config", "shop/app", "shop/scripts", "bare", "prefixed")
}
