package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
)

// Timing writes where the time went: phases in their order, then rules and formulas, the dearest first. Phases are
// measured from start to end, rules and formulas summed over all workers, so that they may exceed their phase.
func Timing(w io.Writer, r *diag.Result, o Options) error {
	p := newPrinter(w, o.Style)
	phases(r.Stats.Phases).write(p)
	if len(r.Stats.Rules) > 0 {
		p.printf("\n")
		ruleTimes(r.Stats.Rules).write(p)
	}
	if len(r.Stats.Formulas) > 0 {
		p.printf("\n")
		formulaTimes(r.Stats.Formulas).write(p)
	}
	return p.done()
}

func phases(list []diag.Phase) *table {
	var all time.Duration
	for _, ph := range list {
		all += ph.Duration
	}
	t := newTable([]bool{true, true, false}, "ms", "share", "phase")
	for _, ph := range list {
		share := 0.0
		if all > 0 {
			share = 100 * float64(ph.Duration) / float64(all)
		}
		t.add(milliseconds(ph.Duration), fmt.Sprintf("%.0f %%", share), visible(ph.Name))
	}
	t.add(milliseconds(all), "", "total")
	return t
}

func ruleTimes(list []diag.RuleStats) *table {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b diag.RuleStats) int { return cmp.Compare(b.Duration, a.Duration) })
	t := newTable([]bool{true, true, false}, "ms", "sites", "rule")
	for _, s := range list {
		t.add(milliseconds(s.Duration), fmt.Sprint(s.Sites), visible(s.RuleID))
	}
	return t
}

func formulaTimes(list []diag.FormulaStats) *table {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b diag.FormulaStats) int { return cmp.Compare(b.Duration, a.Duration) })
	t := newTable([]bool{true, true, true, false, false}, "ms", "files", "matches", "list", "formula")
	for _, s := range list {
		t.add(milliseconds(s.Duration), fmt.Sprint(s.Files), fmt.Sprint(s.Matches), visible(s.List), visible(s.Name))
	}
	return t
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond))
}
