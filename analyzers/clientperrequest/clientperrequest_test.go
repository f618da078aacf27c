package clientperrequest_test

import (
	"testing"

	"github.com/bytelyst/connaudit/analyzers/clientperrequest"
	"github.com/bytelyst/connaudit/analyzers/internal/passtest"
)

func TestClientPerRequest(t *testing.T) {
	passtest.Run(t, clientperrequest.Analyzer, "shop/app", "shop/rest", "shop/scripts")
}
