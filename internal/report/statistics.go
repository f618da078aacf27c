package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Statistics writes how many findings each rule has and how its sites were judged, the rules with most findings first. A
// rule that judged nothing is there too: that it is silent is worth knowing.
func Statistics(w io.Writer, r *diag.Result, o Options) error {
	p := newPrinter(w, o.Style)
	t := terminal.NewTable([]bool{true, false, false, true, true, true, true, true, true},
		"findings", "rule", "category", "known", "suppressed", "sites", "ok", "unknown", "no convention")
	for _, c := range countRules(r) {
		t.Add(fmt.Sprint(c.new), terminal.Visible(c.RuleID), terminal.Visible(c.Category), fmt.Sprint(c.known), fmt.Sprint(c.suppressed),
			fmt.Sprint(c.Sites), fmt.Sprint(c.OK), fmt.Sprint(c.Unknown), fmt.Sprint(c.NoConvention))
	}
	t.Write(p.Printer)
	return p.Done()
}

// ruleCount is what is known of a rule after a run.
type ruleCount struct {
	diag.RuleStats
	new, known, suppressed int
}

// countRules counts the findings of each rule, also of rules without counters of their own.
func countRules(r *diag.Result) []ruleCount {
	at := map[string]int{}
	var out []ruleCount
	entry := func(id, category string) *ruleCount {
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, ruleCount{RuleStats: diag.RuleStats{RuleID: id, Category: category}})
		}
		return &out[i]
	}
	for _, s := range r.Stats.Rules {
		entry(s.RuleID, s.Category).RuleStats = s
	}
	for _, f := range r.Findings {
		c := entry(f.RuleID, f.Category)
		switch f.Status {
		case diag.Known:
			c.known++
		case diag.Suppressed:
			c.suppressed++
		default:
			c.new++
		}
	}
	slices.SortFunc(out, func(a, b ruleCount) int {
		return cmp.Or(cmp.Compare(b.new, a.new), cmp.Compare(a.RuleID, b.RuleID))
	})
	return out
}
