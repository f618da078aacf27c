package document

import (
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/markdown"
)

// Accepted is a comment in the code or an entry of the configuration by which somebody accepts findings.
type Accepted struct {
	Place
	Rules    []string `json:"rules"` // empty: every rule
	Glob     string   `json:"glob"`  // files that an entry of the configuration is about; empty for a comment, and for every file
	Config   bool     `json:"config"`
	Reason   string   `json:"reason"`
	Until    string   `json:"until"` // last day, YYYY-MM-DD; empty: for good
	Expired  bool     `json:"expired"`
	Findings int      `json:"findings"` // how many it accepts
}

// State says what the acceptance does now.
func (a Accepted) State() string {
	switch {
	case a.Expired:
		return "over since " + a.Until
	case a.Until != "":
		return "until " + a.Until
	}
	return ""
}

// What names the rules that it is about, and the files if it is not about its own place.
func (a Accepted) What() string {
	what := strings.Join(a.Rules, ", ")
	if what == "" {
		what = "every rule"
	}
	if a.Glob != "" {
		what += " in " + a.Glob
	}
	return what
}

// accepted lists what is accepted where it stands, by whom it is said, and why.
func (b *builder) accepted() {
	b.doc.Accepted = []Accepted{}
	for _, s := range b.suppressions {
		b.doc.Accepted = append(b.doc.Accepted, Accepted{Place: place(s.Location), Rules: append([]string{}, s.Rules...), Glob: s.Glob, Config: s.Config,
			Reason: s.Reason, Until: s.Until, Expired: s.Expired, Findings: s.Findings})
	}
}

// withoutSuppressed returns a result without the findings that are accepted where they stand. They are no work that remains, and
// accepting is no mending.
func withoutSuppressed(r *diag.Result) *diag.Result {
	out := *r
	out.Findings = nil
	for _, f := range r.Findings {
		if f.Status != diag.Suppressed {
			out.Findings = append(out.Findings, f)
		}
	}
	return &out
}

// acceptedNow returns a history without what is accepted by now: else it would count as fixed.
func acceptedNow(h *baseline.History, r *diag.Result) *baseline.History {
	gone := map[string]bool{}
	for _, f := range r.Findings {
		if f.Status == diag.Suppressed {
			gone[f.Fingerprint] = true
		}
	}
	out := &baseline.History{}
	for _, s := range h.Snapshots {
		var kept []baseline.Record
		for _, rec := range s.Records {
			if !gone[rec.Fingerprint] && rec.Status != diag.Suppressed.String() {
				kept = append(kept, rec)
			}
		}
		s.Records = kept
		out.Snapshots = append(out.Snapshots, s)
	}
	return out
}

func (m *prose) accepted() {
	if len(m.d.Accepted) == 0 {
		return
	}
	m.heading(2, "Accepted where they stand")
	var rows [][]string
	for _, a := range m.d.Accepted {
		rows = append(rows, []string{markdown.Code(a.Place.String()), markdown.Text(a.What()), markdown.Text(a.Reason), markdown.Text(a.State()), fmt.Sprint(a.Findings)})
	}
	m.table([]string{"Place", "Rules", "Reason", "Until", "Findings"}, rows, 4)
}
