package report

import (
	"cmp"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// okSites lists the sites that conform, by rule, with how they do.
func (p *printer) okSites(r *diag.Result) {
	sites := sitesOf(r, diag.OK)
	p.Printf("%s: %s\n", p.Style.Paint(terminal.Bold, "Already correct"), terminal.Plural(len(sites), "site", "sites"))
	for _, group := range groupBy(sites, func(s diag.Site) string { return s.RuleID }) {
		p.Printf("  %s\n", p.Style.Paint(terminal.Cyan, terminal.Visible(group.key)))
		for _, s := range group.members {
			p.Printf("    %s\n", withMessage(place(s.Location), s.OK))
		}
	}
	p.Printf("\n")
}

// unknownSites lists the sites that cannot be judged, by rule and reason, the most frequent reason first.
func (p *printer) unknownSites(r *diag.Result) {
	sites := sitesOf(r, diag.Unknown)
	p.Printf("%s: %s, not reported because something about them cannot be told\n", p.Style.Paint(terminal.Bold, "Unknown"),
		terminal.Plural(len(sites), "site", "sites"))
	for _, rule := range groupBy(sites, func(s diag.Site) string { return s.RuleID }) {
		p.Printf("  %s\n", p.Style.Paint(terminal.Cyan, terminal.Visible(rule.key)))
		reasons := groupBy(rule.members, func(s diag.Site) string { return s.Reason })
		slices.SortStableFunc(reasons, func(a, b group[diag.Site]) int { return cmp.Compare(len(b.members), len(a.members)) })
		for _, reason := range reasons {
			p.Printf("    %d: %s\n", len(reason.members), terminal.Visible(cmp.Or(reason.key, "no reason was given")))
			for _, s := range reason.members {
				p.Printf("      %s\n", place(s.Location))
			}
		}
	}
	p.Printf("\n")
}

func sitesOf(r *diag.Result, v diag.Verdict) []diag.Site {
	var out []diag.Site
	for _, s := range r.Sites {
		if s.Verdict == v {
			out = append(out, s)
		}
	}
	return out
}

// group is what has the same key.
type group[T any] struct {
	key     string
	members []T
}

// groupBy groups values by key: groups sorted by key, members in the order they come in.
func groupBy[T any](values []T, key func(T) string) []group[T] {
	at := map[string]int{}
	var groups []group[T]
	for _, v := range values {
		k := key(v)
		i, ok := at[k]
		if !ok {
			i = len(groups)
			at[k] = i
			groups = append(groups, group[T]{key: k})
		}
		groups[i].members = append(groups[i].members, v)
	}
	slices.SortFunc(groups, func(a, b group[T]) int { return cmp.Compare(a.key, b.key) })
	return groups
}
