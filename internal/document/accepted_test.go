package document

import (
	"bytes"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// TestAccepted lists what is accepted where it stands, and counts it neither as work that remains nor as mended.
func TestAccepted(t *testing.T) {
	r := result("x", "y")
	by := &diag.Suppression{Location: diag.Location{Repo: "shop", Path: "src/x.ts", Start: diag.Position{Line: 2}}, Rules: []string{"r"}, Reason: "<b>old</b> | `it`",
		Until: "2026-03-01", Findings: 1}
	over := &diag.Suppression{Location: diag.Location{Path: "connaudit.yaml", Start: diag.Position{Line: 5}}, Glob: "gen/**", Config: true, Reason: "generated",
		Until: "2026-01-31", Expired: true}
	r.Suppressions = []*diag.Suppression{by, over}
	for i := range r.Findings {
		if r.Findings[i].Fingerprint == "v1:x" {
			r.Findings[i].Status, r.Findings[i].SuppressedBy = diag.Suppressed, by
		}
	}
	d := built(t, r, timesOf("x y z"), "")
	if d.Scope.Findings != 1 || len(d.Accepted) != 2 || prints(d.Fixed) != "v1:z" {
		t.Errorf("%d findings, accepted %+v, fixed %s", d.Scope.Findings, d.Accepted, prints(d.Fixed))
	}
	if row := d.Summary.Rows[0]; row.Found != 2 || row.Remaining != 1 {
		t.Errorf("%+v", row)
	}
	for format, wants := range map[string][]string{
		"md":   {"## Accepted where they stand", "| `shop/src/x.ts:2` | r | &lt;b&gt;old&lt;/b&gt; ", "every rule in gen/\\*\\*", "over since 2026-01-31"},
		"html": {`<section id="accepted">`, "&lt;b&gt;old&lt;/b&gt;", "until 2026-03-01"},
		"json": {`"reason": "generated"`, `"expired": true`},
	} {
		var b bytes.Buffer
		write, _ := Lookup(format)
		if err := write(&b, d); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s has no %s", format, want)
			}
		}
	}
}
