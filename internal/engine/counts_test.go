package engine

import (
	"context"
	"path/filepath"
	"testing"
)

// TestAuditCounts compares the counts of the audit by hand with what is found in each of its states.
func TestAuditCounts(t *testing.T) {
	type count struct{ findings, files int }
	for _, row := range []struct {
		rule   string
		states [3]count // before, after-1, after-2
	}{
		{"request-id", [3]count{{12, 12}, {10, 10}, {0, 0}}},
		{"product-id", [3]count{{6, 6}, {6, 6}, {0, 0}}},
		{"hardcoded-product-id", [3]count{{3, 2}, {3, 2}, {0, 0}}},
		{"product-id-default", [3]count{{1, 1}, {1, 1}, {1, 1}}},
		{"client-per-request", [3]count{{1, 1}, {1, 1}, {0, 0}}},
	} {
		for i, state := range []string{"before", "after-1", "after-2"} {
			r, err := Check(context.Background(), Options{Dir: filepath.Join(workspaceRoot, "bytelyst", state)})
			if err != nil {
				t.Fatal(err)
			}
			got, files := count{}, map[string]bool{}
			for _, f := range r.Findings {
				if f.RuleID == row.rule && !f.IsCause {
					got.findings++
					files[f.Repo+"/"+f.Path] = true
				}
			}
			if got.files = len(files); got != row.states[i] {
				t.Errorf("%s in %s: %+v, want %+v", row.rule, state, got, row.states[i])
			}
		}
	}
}
