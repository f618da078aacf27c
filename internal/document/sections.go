package document

import (
	"cmp"
	"slices"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
)

// sections tells of each check that has findings or conforming sites, by priority.
func (b *builder) sections() {
	b.doc.Sections = []Section{}
	old := b.firstPrints()
	for _, c := range b.r.Checks {
		s := Section{Rule: c.ID, Category: c.Category, Priority: string(c.Priority), Severity: c.Severity.String(), Why: c.Why,
			Repos: b.findings(c.ID, old), Tables: tables(c), Matrix: matrix(c), Correct: b.correct(c.ID)}
		if len(s.Repos)+len(s.Tables)+len(s.Correct) > 0 {
			b.doc.Sections = append(b.doc.Sections, s)
		}
	}
	slices.SortStableFunc(b.doc.Sections, func(x, y Section) int {
		return cmp.Or(cmp.Compare(min(len(y.Repos), 1), min(len(x.Repos), 1)), comparePriorities(x.Priority, y.Priority), cmp.Compare(x.Rule, y.Rule))
	})
}

// firstPrints are the fingerprints of the first snapshot that is told of; nil without one.
func (b *builder) firstPrints() map[string]bool {
	if len(b.history.Snapshots) == 0 {
		return nil
	}
	out := map[string]bool{}
	for _, r := range b.history.Snapshots[0].Records {
		out[r.Fingerprint] = true
	}
	return out
}

// findings returns the findings of a check by repository. They are in order already.
func (b *builder) findings(rule string, old map[string]bool) []RepoGroup {
	out := []RepoGroup{}
	for _, f := range b.r.Findings {
		if f.RuleID != rule || f.IsCause {
			continue
		}
		d := Finding{Place: place(f.Location), Message: f.Message, Excerpt: b.excerpt(firstLineOf(f.Location)), Severity: f.Severity.String(),
			Priority: string(f.Priority), Status: f.Status.String(), New: old != nil && !old[f.Fingerprint], Cause: f.RootCause,
			Fingerprint: f.Fingerprint, Related: []Related{}}
		for _, r := range f.Related {
			d.Related = append(d.Related, Related{place(r.Location), r.Message})
		}
		if n := len(out); n == 0 || out[n-1].Repo != f.Repo {
			out = append(out, RepoGroup{Repo: f.Repo})
		}
		g := &out[len(out)-1]
		g.Findings = append(g.Findings, d)
	}
	return out
}

// firstLineOf is the line where a place begins.
func firstLineOf(l diag.Location) diag.Location {
	l.End = l.Start
	return l
}

func tables(c diag.Check) []Table {
	out := []Table{}
	at := map[string]int{}
	for _, r := range c.Rows {
		i, have := at[r.Group]
		if !have {
			i = len(out)
			at[r.Group] = i
			out = append(out, Table{Title: r.Group, Columns: c.Columns, Rows: []TableRow{}})
		}
		out[i].Rows = append(out[i].Rows, TableRow{place(r.Location), r.Verdict.String(), r.Cells})
	}
	if len(out) == 1 && out[0].Title == "" {
		out[0].Title = c.Title
	}
	return out
}

// worse orders verdicts: what disagrees comes before what cannot be told.
var worse = map[string]int{"": 0, "ok": 1, "unknown": 2, "violation": 3}

func worst(a, b string) string {
	if worse[b] > worse[a] {
		return b
	}
	return a
}

func matrix(c diag.Check) *Matrix {
	if len(c.Matrix) == 0 {
		return nil
	}
	m := &Matrix{Title: c.Title}
	var names []string
	for _, cell := range c.Matrix {
		names, m.Columns = append(names, cell.Row), append(m.Columns, cell.Column)
	}
	cells := cellsOf(c.Matrix)
	slices.Sort(names)
	slices.Sort(m.Columns)
	names, m.Columns = slices.Compact(names), slices.Compact(m.Columns)
	for _, name := range names {
		row := MatrixRow{Name: name}
		for _, column := range m.Columns {
			cell := cells[[2]string{name, column}]
			if cell == nil {
				cell = &MatrixCell{Texts: []string{}, Places: []Place{}}
			}
			row.Cells = append(row.Cells, *cell)
			row.Verdict = worst(row.Verdict, cell.Verdict)
		}
		m.Rows = append(m.Rows, row)
	}
	slices.SortStableFunc(m.Rows, func(x, y MatrixRow) int { return cmp.Compare(worse[y.Verdict], worse[x.Verdict]) })
	return m
}

// cellsOf gathers sites by row and column.
func cellsOf(all []diag.MatrixCell) map[[2]string]*MatrixCell {
	out := map[[2]string]*MatrixCell{}
	for _, c := range all {
		k := [2]string{c.Row, c.Column}
		if out[k] == nil {
			out[k] = &MatrixCell{}
		}
		cell := out[k]
		if !slices.Contains(cell.Texts, c.Text) {
			cell.Texts = append(cell.Texts, c.Text)
		}
		cell.Verdict = worst(cell.Verdict, c.Verdict.String())
		cell.Places = append(cell.Places, place(c.Location))
	}
	return out
}

func (b *builder) correct(rule string) []CorrectSet {
	out := []CorrectSet{}
	for _, s := range b.r.Sites {
		if s.RuleID != rule || s.Verdict != diag.OK {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Repo != s.Repo {
			out = append(out, CorrectSet{Repo: s.Repo})
		}
		c := &out[len(out)-1]
		c.Sites = append(c.Sites, Site{place(s.Location), rule, s.OK})
	}
	return out
}

// order proposes what to change first: by priority, then by the findings that one change resolves, then by effort.
func (b *builder) order() {
	b.doc.Order = []Step{}
	for _, c := range b.doc.Causes {
		b.doc.Order = append(b.doc.Order, Step{Priority: c.Priority, Rule: c.Rule, Text: c.Message, Resolves: len(c.Resolves), Places: 1, At: []Place{c.Place}})
	}
	for _, c := range b.r.Checks {
		if s := b.step(c); s != nil {
			b.doc.Order = append(b.doc.Order, *s)
		}
	}
	each := func(s Step) float64 { return float64(s.Resolves) / float64(s.Places) }
	slices.SortStableFunc(b.doc.Order, func(x, y Step) int {
		return cmp.Or(comparePriorities(x.Priority, y.Priority), cmp.Compare(each(y), each(x)), cmp.Compare(x.Places, y.Places), cmp.Compare(x.Rule, y.Rule))
	})
}

// step is what is left of a check once root causes are mended; nil where nothing is.
func (b *builder) step(c diag.Check) *Step {
	s := &Step{Priority: string(c.Priority), Rule: c.ID, At: []Place{}}
	units, files := map[string]bool{}, map[string]bool{}
	for _, f := range b.r.Findings {
		if f.RuleID != c.ID || f.IsCause || f.RootCause != "" {
			continue
		}
		s.Resolves++
		units[baseline.Record{Unit: f.Unit, Fingerprint: f.Fingerprint}.Counts()] = true
		files[f.Repo+"\x00"+f.Path] = true
		s.At = append(s.At, place(f.Location))
	}
	if s.Resolves == 0 {
		return nil
	}
	s.Places = len(units)
	s.Text = counted(len(units), c.Unit, c.Units)
	return s
}
