package engine

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// TestTables states the rows of the built-in checks' tables, and what their findings count as.
func TestTables(t *testing.T) {
	r := checked(t, Options{Dir: filepath.Join(workspaceRoot, "bytelyst/before"), Report: true})
	var rows []string
	for _, c := range r.Checks {
		for _, row := range c.Rows {
			rows = append(rows, fmt.Sprintf("%s %s:%d %s", c.ID, row.Path, row.Start.Line, strings.Join(append(row.Cells, row.Group), "|")))
			if row.Fingerprint == "" {
				t.Errorf("%s:%d belongs to no finding", row.Path, row.Start.Line)
			}
		}
	}
	for _, want := range []string{
		"hardcoded-product-id web/src/lib/telemetry.ts:19 `productId: mindlyst`|`process.env.NEXT_PUBLIC_PRODUCT_ID`|",
		"partition-key services/platform-service/src/lib/cosmos-init.ts:15 /id|referrerId, at services",
		"partition-key web/src/lib/cosmos.ts:60 /userId|userId, at web/src/app/api/referral/route.ts:45",
		"partition-key user-dashboard-web/src/lib/cosmos.ts:30 /referrerId|none: calls NEXT_PUBLIC_PLATFORM_SERVICE_URL|Container `referrals`",
		"env-example user-dashboard-web/src/lib/feature-flags.ts:10 `NEXT_PUBLIC_PRODUCT_ID`|read here|learning_voice_ai_agent/user-dashboard-web/.env.example",
	} {
		if n := starting(rows, want); n != 1 {
			t.Errorf("%d rows %s", n, want)
		}
	}
	if got := countUnits(r); got != "client-per-request 1, env-example 4, hardcoded-product-id 2, partition-key 1, partition-key-use 3, product-id 6, "+
		"product-id-default 1, request-id 12, settings-field 2" {
		t.Error(got)
	}
}

func starting(rows []string, want string) int {
	n := 0
	for _, row := range rows {
		if strings.HasPrefix(row, want) {
			n++
		}
	}
	return n
}

func countUnits(r *diag.Result) string {
	units := map[string]map[string]bool{}
	for _, f := range r.Findings {
		if f.IsCause {
			continue
		}
		if units[f.RuleID] == nil {
			units[f.RuleID] = map[string]bool{}
		}
		unit := f.Unit
		if unit == "" {
			unit = f.Fingerprint
		}
		units[f.RuleID][unit] = true
	}
	var out []string
	for _, c := range r.Checks {
		if n := len(units[c.ID]); n > 0 {
			out = append(out, fmt.Sprint(c.ID, " ", n))
		}
	}
	return strings.Join(out, ", ")
}

// TestTextsOfChecks demands that formats can say why a rule is there without asking for tables.
func TestTextsOfChecks(t *testing.T) {
	r := checked(t, Options{Dir: filepath.Join(workspaceRoot, "orbit")})
	if len(r.Checks) == 0 || len(r.Views) > 0 || r.Root != "" {
		t.Fatalf("%d checks, %d views, root %q", len(r.Checks), len(r.Views), r.Root)
	}
	for _, c := range r.Checks {
		if c.Why == "" || c.Bad == "" || c.Good == "" || c.Severity == 0 {
			t.Errorf("%s lacks a text: %+v", c.ID, c)
		}
		if len(c.Rows)+len(c.Matrix)+len(c.Columns) > 0 {
			t.Errorf("%s has a table that nobody asked for", c.ID)
		}
	}
}
