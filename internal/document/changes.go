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
	how := b.conforming()
	times := b.times()
	for i, t := range times[1:] {
		gone, added := baseline.Diff(times[i].Records, t.Records)
		b.doc.Fixed = b.change(b.doc.Fixed, t.Label, gone, how)
		b.doc.New = b.change(b.doc.New, t.Label, added, nil)
	}
}

func (b *builder) change(to []Change, label string, records []baseline.Record, how map[[3]string][]string) []Change {
	if len(records) == 0 {
		return to
	}
	c := Change{Label: label}
	for _, r := range records {
		d := Changed{Place: Place{r.Repo, r.Path, r.Line}, Rule: r.Rule, Priority: r.Priority, Cause: r.Cause, Message: r.Message, Fingerprint: r.Fingerprint}
		texts := how[[3]string{r.Rule, r.Repo, r.Path}]
		d.Now = strings.Join(texts[:min(len(texts), 3)], " ")
		c.Records = append(c.Records, d)
	}
	slices.SortStableFunc(c.Records, func(x, y Changed) int { return comparePriorities(x.Priority, y.Priority) })
	return append(to, c)
}

// conforming says how sites stand now, by rule, repository and path: how they conform, or that it cannot be told. What is gone
// may have been mended, deleted, or changed so that nobody can judge it.
func (b *builder) conforming() map[[3]string][]string {
	out := map[[3]string][]string{}
	add := func(s diag.Site, text string) {
		if k := [3]string{s.RuleID, s.Repo, s.Path}; text != "" && !slices.Contains(out[k], text) {
			out[k] = append(out[k], text)
		}
	}
	for _, s := range b.r.Sites {
		if s.Verdict == diag.Unknown {
			add(s, "It cannot be told now: "+s.Reason+".")
		}
	}
	for _, s := range b.r.Sites {
		if s.Verdict == diag.OK {
			add(s, s.OK)
		}
	}
	return out
}
