package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Timing writes where the time went: phases in their order, then rules and formulas, the dearest first. Phases are
// measured from start to end, rules and formulas summed over all workers, so that they may exceed their phase.
func Timing(w io.Writer, r *diag.Result, o Options) error {
	p := newPrinter(w, o.Style)
	phases(r.Stats.Phases).Write(p.Printer)
	if len(r.Stats.Rules) > 0 {
		p.Printf("\n")
		ruleTimes(r.Stats.Rules).Write(p.Printer)
	}
	if len(r.Stats.Formulas) > 0 {
		p.Printf("\n")
		formulaTimes(r.Stats.Formulas).Write(p.Printer)
	}
	return p.Done()
}

func phases(list []diag.Phase) *terminal.Table {
	var all time.Duration
	for _, ph := range list {
		all += ph.Duration
	}
	t := terminal.NewTable([]bool{true, true, false}, "ms", "share", "phase")
	for _, ph := range list {
		share := 0.0
		if all > 0 {
			share = 100 * float64(ph.Duration) / float64(all)
		}
		t.Add(milliseconds(ph.Duration), fmt.Sprintf("%.0f %%", share), terminal.Visible(ph.Name))
	}
	t.Add(milliseconds(all), "", "total")
	return t
}

func ruleTimes(list []diag.RuleStats) *terminal.Table {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b diag.RuleStats) int { return cmp.Compare(b.Duration, a.Duration) })
	t := terminal.NewTable([]bool{true, true, false}, "ms", "sites", "rule")
	for _, s := range list {
		t.Add(milliseconds(s.Duration), fmt.Sprint(s.Sites), terminal.Visible(s.RuleID))
	}
	return t
}

func formulaTimes(list []diag.FormulaStats) *terminal.Table {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b diag.FormulaStats) int { return cmp.Compare(b.Duration, a.Duration) })
	t := terminal.NewTable([]bool{true, true, true, false, false}, "ms", "files", "matches", "list", "formula")
	for _, s := range list {
		t.Add(milliseconds(s.Duration), fmt.Sprint(s.Files), fmt.Sprint(s.Matches), terminal.Visible(s.List), terminal.Visible(s.Name))
	}
	return t
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond))
}
