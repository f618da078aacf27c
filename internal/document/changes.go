package document

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
)

// changes tells what went away between the times, and what is there now and was not at the first.
func (b *builder) changes() {
	b.doc.Fixed, b.doc.New = []Change{}, []Change{}
	times := b.times()
	for i, t := range times[1:] {
		gone, added := baseline.Diff(times[i].Records, t.Records)
		b.doc.Fixed = b.change(b.doc.Fixed, t.Label, gone, true)
		b.doc.New = b.change(b.doc.New, t.Label, added, false)
	}
}

func (b *builder) change(to []Change, label string, records []baseline.Record, fixed bool) []Change {
	if len(records) == 0 {
		return to
	}
	c := Change{Label: label}
	for _, r := range records {
		d := Changed{Place: Place{r.Repo, r.Path, r.Line}, Rule: r.Rule, Priority: r.Priority, Cause: r.Cause, Message: r.Message, Fingerprint: r.Fingerprint}
		if fixed {
			d.Now = b.conforms(r)
		}
		c.Records = append(c.Records, d)
	}
	slices.SortStableFunc(c.Records, func(x, y Changed) int { return comparePriorities(x.Priority, y.Priority) })
	return append(to, c)
}

// conforms says how the sites of a rule in a file conform now.
func (b *builder) conforms(r baseline.Record) string {
	var texts []string
	for _, s := range b.r.Sites {
		if s.Verdict == diag.OK && s.OK != "" && s.RuleID == r.Rule && s.Repo == r.Repo && s.Path == r.Path && !slices.Contains(texts, s.OK) {
			texts = append(texts, s.OK)
		}
	}
	return strings.Join(texts[:min(len(texts), 3)], " ")
}
