package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// TestManyPlaces lists the first places of a finding and counts the rest; with its trace all of them.
func TestManyPlaces(t *testing.T) {
	f := diag.Finding{RuleID: "r", Message: "m", Severity: diag.Warning, Status: diag.New, Location: diag.Location{File: "a.ts", Start: diag.Position{Line: 1, Column: 1}}}
	for line := range 13 {
		f.Related = append(f.Related, diag.Related{Location: diag.Location{File: "b.ts", Start: diag.Position{Line: line + 1, Column: 1}}, Message: diag.AlsoHere})
	}
	f.Related = append(f.Related, diag.Related{Location: diag.Location{File: "c.ts"}, Message: "the convention", Evidence: true})
	write := func() string {
		var b bytes.Buffer
		if err := Text(&b, &diag.Result{Findings: []diag.Finding{f}}, Options{}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	got := write()
	for _, want := range []string{"= also at b.ts:10:1\n", "= also at c.ts: the convention\n", "= and at 3 other places (--explain lists them)\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "b.ts:11") {
		t.Errorf("too many places in\n%s", got)
	}
	f.Trace = func() []diag.Step { return nil }
	if got := write(); !strings.Contains(got, fmt.Sprintf("= also at b.ts:%d:1\n", 13)) || strings.Contains(got, "other places") {
		t.Errorf("with its trace:\n%s", got)
	}
}
