package fix

import (
	"bytes"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
)

// outcome tells what came of everything.
func (m *maker) outcome() *Outcome {
	out := &Outcome{Done: m.done, Result: m.state.result}
	for i := range m.state.result.Findings {
		f := &m.state.result.Findings[i]
		if f.Status != diag.New || f.Outside {
			continue
		}
		out.remaining(f, m)
	}
	for _, abs := range slices.Sorted(maps.Keys(m.state.contents)) {
		if f := m.disk[abs]; !bytes.Equal(f.old, m.state.contents[abs]) {
			out.Changes = append(out.Changes, Change{f.shown, abs, f.old, m.state.contents[abs]})
		}
	}
	return out
}

// remaining says why a finding is still there.
func (out *Outcome) remaining(f *diag.Finding, m *maker) {
	review := false
	for _, x := range f.Fixes {
		switch r, ok := m.refused[keyOf(f, x.Title)]; {
		case ok:
			out.Refused = append(out.Refused, Refused{*f, x.Title, r.Why})
			return
		case x.Safety != diag.Safe && !m.o.All:
			review = true
		}
	}
	switch {
	case review:
		out.Unsafe++
	case len(f.Fixes) > 0:
		out.Refused = append(out.Refused, Refused{*f, f.Fixes[0].Title, "it touches what another fix changed"})
	case len(f.Unfixed) > 0:
		out.Refused = append(out.Refused, Refused{Finding: *f, Why: f.Unfixed[0]})
	default:
		out.None++
	}
}
