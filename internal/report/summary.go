package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// summary writes the categories of what is shown, root causes first, then what was looked at and the notes.
func (p *printer) summary(r *diag.Result, o Options, shown []diag.Finding) {
	for _, c := range categories(shown) {
		p.category(c)
	}
	p.Printf("%s\n", p.Style.Paint(terminal.Bold, total(shown)+" in "+lookedAt(r.Stats)))
	p.Printf("%s\n", judged(r.Stats, o))
	if rest := hidden(r, o); rest != "" {
		p.Printf("%s\n", rest)
	}
	if b := r.Baseline; b != nil && len(b.Gone) > 0 {
		p.Printf("%s in %s gone ('connaudit baseline update' takes them out)\n", terminal.Plural(len(b.Gone), "finding", "findings"), terminal.Visible(b.File))
	}
	for _, n := range r.Notes {
		p.Printf("%s: %s\n", p.Style.Paint(terminal.Cyan, terminal.Visible(cmp.Or(n.RuleID, n.Category, "note"))), strings.Join(terminal.Lines(n.Message), " "))
	}
	if o.Stats {
		p.Printf("%d of %s parsed, %s in %d ms\n", r.Stats.FilesParsed, terminal.Plural(r.Stats.Files, "file", "files"), size(r.Stats.Bytes), r.Stats.DurationMS)
	}
}

// category is what a summary says about one category.
type category struct {
	name     string
	priority diag.Priority // the most urgent
	causes   []diag.Finding
	findings int // without root causes
	alone    int // of them, those without a root cause
}

// categories sums findings up: categories with root causes first, then the more urgent ones.
func categories(shown []diag.Finding) []category {
	var out []category
	for _, g := range groupBy(shown, func(f diag.Finding) string { return f.Category }) {
		c := category{name: cmp.Or(g.key, "no category"), priority: g.members[0].Priority}
		for _, f := range g.members {
			c.priority = urgent(c.priority, f.Priority)
			switch {
			case f.IsCause:
				c.causes = append(c.causes, f)
			default:
				c.findings++
				if f.RootCause == "" {
					c.alone++
				}
			}
		}
		slices.SortStableFunc(c.causes, func(a, b diag.Finding) int { return cmp.Compare(b.Explains, a.Explains) })
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b category) int {
		return cmp.Or(cmp.Compare(boolToInt(len(b.causes) > 0), boolToInt(len(a.causes) > 0)), byPriority(a.priority, b.priority))
	})
	return out
}

// urgent returns the more urgent priority.
func urgent(a, b diag.Priority) diag.Priority {
	if byPriority(a, b) <= 0 {
		return a
	}
	return b
}

// byPriority orders priorities, the most urgent first and none at all last: a foreign rule may state none.
func byPriority(a, b diag.Priority) int {
	return cmp.Or(cmp.Compare(boolToInt(a == ""), boolToInt(b == "")), cmp.Compare(a, b))
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *printer) category(c category) {
	p.Printf("%s: %s", p.Style.Paint(terminal.Bold, terminal.Visible(c.name)), terminal.Plural(c.findings, "finding", "findings"))
	if n := len(c.causes); n > 0 {
		p.Printf(", %s", terminal.Plural(n, "root cause", "root causes"))
	}
	if c.priority != "" {
		p.Printf("  %s", terminal.Visible(string(c.priority)))
	}
	p.Printf("\n")
	for _, f := range c.causes {
		p.Printf("  1 change in %s resolves %s\n", placeOfChange(f.Location), terminal.Plural(f.Explains, "finding", "findings"))
	}
	if len(c.causes) > 0 && c.alone > 0 {
		p.Printf("  %s without a root cause\n", terminal.Plural(c.alone, "finding", "findings"))
	}
}

// placeOfChange is file:line: what has to be changed is around there.
func placeOfChange(l diag.Location) string {
	l.Start.Column = 0
	return place(l)
}

// total counts findings by severity: "3 findings (2 errors, 1 warning) and 1 root cause".
func total(shown []diag.Finding) string {
	var severities [diag.Error + 1]int
	findings, causes := 0, 0
	for _, f := range shown {
		if f.IsCause {
			causes++
			continue
		}
		findings++
		if int(f.Severity) < len(severities) {
			severities[f.Severity]++
		}
	}
	if findings+causes == 0 {
		return "no findings"
	}
	var parts []string
	for s := diag.Error; s >= diag.Info; s-- {
		if n := severities[s]; n > 0 {
			parts = append(parts, terminal.Plural(n, s.String(), many(s)))
		}
	}
	text := terminal.Plural(findings, "finding", "findings")
	if len(parts) > 0 {
		text += " (" + strings.Join(parts, ", ") + ")"
	}
	if causes > 0 {
		text += " and " + terminal.Plural(causes, "root cause", "root causes")
	}
	return text
}

func many(s diag.Severity) string {
	if s == diag.Info {
		return s.String()
	}
	return s.String() + "s"
}

// lookedAt says how much was looked at.
func lookedAt(s diag.Stats) string {
	return terminal.Plural(s.Repos, "repository", "repositories") + ", " + terminal.Plural(s.Files, "file", "files")
}

// judged counts the sites that are no findings, and names the options that list them.
func judged(s diag.Stats, o Options) string {
	ok := terminal.Plural(s.SitesOK, "site", "sites") + " already correct"
	if s.SitesOK > 0 && !o.ShowOK {
		ok += " (--show-ok lists them)"
	}
	unknown := fmt.Sprintf("%d unknown", s.SitesUnknown)
	if s.SitesUnknown > 0 && !o.ShowUnknown {
		unknown += " (--show-unknown lists them)"
	}
	return ok + ", " + unknown
}

// hidden says what options left out, and which option shows it.
func hidden(r *diag.Result, o Options) string {
	known, suppressed := r.Count(diag.Known), r.Count(diag.Suppressed)
	switch {
	case known+suppressed == 0:
		return ""
	case o.All:
		return fmt.Sprintf("%d known and %d suppressed among them", known, suppressed)
	}
	return fmt.Sprintf("%d known and %d suppressed not shown (--all shows them)", known, suppressed)
}

// size writes a number of bytes as people say it.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return terminal.Plural(int(bytes), "byte", "bytes")
	case bytes < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1000_000)
}
