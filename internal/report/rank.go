package report

import (
	"cmp"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
)

// ranked orders findings for formats that show the first few only: those on changed lines, where that is known, then new
// ones, by priority, root causes before what they explain, the graver first. What agrees in all that keeps its order.
func ranked(findings []diag.Finding, o Options) []*diag.Finding {
	out := make([]*diag.Finding, len(findings))
	changed := make(map[*diag.Finding]bool, len(findings))
	for i := range findings {
		out[i] = &findings[i]
		changed[out[i]] = o.changed(out[i])
	}
	slices.SortStableFunc(out, func(a, b *diag.Finding) int {
		return cmp.Or(
			cmp.Compare(boolToInt(changed[b]), boolToInt(changed[a])),
			cmp.Compare(a.Status, b.Status),
			byPriority(a.Priority, b.Priority),
			cmp.Compare(boolToInt(b.IsCause), boolToInt(a.IsCause)),
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(b.Explains, a.Explains),
		)
	})
	return out
}

// changed reports whether the change under review touched a place of f.
func (o Options) changed(f *diag.Finding) bool {
	if o.Changed == nil {
		return false
	}
	return o.Changed(f.Location) || slices.ContainsFunc(f.Related, func(r diag.Related) bool { return !r.Evidence && o.Changed(r.Location) })
}

// grouped moves what a root cause among these explains behind everything else: one entry for the cause stands for it. What
// lies on changed lines keeps its place, since whoever made the change looks there.
func grouped(order []*diag.Finding, o Options) []*diag.Finding {
	causes := map[string]bool{}
	for _, f := range order {
		if f.IsCause {
			causes[f.Fingerprint] = true
		}
	}
	var first, explained []*diag.Finding
	for _, f := range order {
		if f.RootCause != "" && causes[f.RootCause] && !o.changed(f) {
			explained = append(explained, f)
		} else {
			first = append(first, f)
		}
	}
	return append(first, explained...)
}
