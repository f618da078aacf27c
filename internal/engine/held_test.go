package engine

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// TestHeldCode audits each sample workspace in the smallest parts, with no code kept between them: the result is the same, with
// its steps.
func TestHeldCode(t *testing.T) {
	for _, name := range sampleWorkspaces {
		t.Run(name, func(t *testing.T) {
			o := Options{Dir: filepath.Join(workspaceRoot, name), ShowOK: true, ShowUnknown: true, Trace: TraceAll, Report: true}
			want := resultText(t, o)
			o.HeldCode = 1
			got := resultText(t, o)
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("when code is given back, line %d is\n%s, not\n%s", i+1, got[i], want[i])
				}
			}
			if len(got) != len(want) {
				t.Errorf("when code is given back, the result has %d lines, not %d", len(got), len(want))
			}
		})
	}
}

// resultText returns what an audit says, in lines, but for its notes: these count matches as often as they were asked about, which hangs on
// what is linked together.
func resultText(t *testing.T, o Options) []string {
	t.Helper()
	r, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	type finding struct {
		diag.Finding
		Trace []diag.Step // in place of the function that makes them
		Offer *struct{}   // in place of the function that fixes are had by, which is not asked for here
	}
	fs := make([]finding, len(r.Findings))
	for i, f := range r.Findings {
		if fs[i].Finding = f; f.Trace != nil {
			fs[i].Trace = f.Trace()
		}
	}
	text, err := json.MarshalIndent([]any{fs, r.Sites, r.Checks, r.Errors}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(text), "\n")
}
