package document

import (
	"cmp"
	"slices"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
)

// times returns what was found at each time that is told of, the last one being now: a last snapshot that has what is
// there now stands for it.
func (b *builder) times() []baseline.Snapshot {
	out := slices.Clone(b.history.Snapshots)
	if n := len(out); n > 0 {
		if gone, added := baseline.Diff(out[n-1].Records, b.now); len(gone)+len(added) == 0 {
			out[n-1].Records = b.now
			return out
		}
	}
	return append(out, baseline.Snapshot{Date: b.o.Date, Records: b.now})
}

func (b *builder) snapshots() {
	b.doc.Snapshots = []Snapshot{}
	for _, s := range b.times() {
		d := Snapshot{Label: s.Label, Date: s.Date, Priorities: []Priority{}}
		for _, p := range []diag.Priority{diag.P0, diag.P1, diag.P2, diag.P3, ""} {
			n := 0
			for _, r := range s.Records {
				if !r.Cause && r.Priority == string(p) {
					n++
				}
			}
			d.Findings += n
			if p != "" || n > 0 {
				d.Priorities = append(d.Priorities, Priority{string(p), n})
			}
		}
		b.doc.Snapshots = append(b.doc.Snapshots, d)
	}
}

// counter says which records a row counts, and as what.
type counter struct {
	row    Row
	counts func(baseline.Record) (unit string, ok bool)
}

func (b *builder) summary() {
	times := b.times()
	b.doc.Summary = Summary{Fixed: []string{}, Rows: []Row{}}
	for _, t := range times[1:] {
		b.doc.Summary.Fixed = append(b.doc.Summary.Fixed, t.Label)
	}
	for _, c := range b.counters(times) {
		if row := c.over(times); row.Found > 0 {
			b.doc.Summary.Rows = append(b.doc.Summary.Rows, row)
		}
	}
}

// over counts the units found at any of the times, those that went away at each but the first, and those there at the last.
func (c counter) over(times []baseline.Snapshot) Row {
	row, found, before := c.row, map[string]bool{}, map[string]bool{}
	row.Fixed = []int{}
	for i, t := range times {
		here := map[string]bool{}
		for _, r := range t.Records {
			if unit, ok := c.counts(r); ok && !r.Cause {
				here[unit], found[unit] = true, true
			}
		}
		fixed := 0
		for unit := range before {
			if !here[unit] {
				fixed++
			}
		}
		if i > 0 {
			row.Fixed = append(row.Fixed, fixed)
		}
		before = here
	}
	row.Found, row.Remaining = len(found), len(before)
	return row
}

// counters returns a row for each rule that has a finding at some time, by priority, then the views as configured.
func (b *builder) counters(times []baseline.Snapshot) []counter {
	rows := map[string]Row{}
	for _, t := range times {
		for _, r := range t.Records {
			rows[r.Rule] = Row{Name: r.Rule, Priority: r.Priority, Unit: "finding", Units: "findings"}
		}
	}
	for _, c := range b.r.Checks {
		if _, ok := rows[c.ID]; ok {
			rows[c.ID] = Row{Name: c.ID, Priority: string(c.Priority), Unit: c.Unit, Units: c.Units}
		}
	}
	var out []counter
	for id, row := range rows {
		out = append(out, counter{row, func(r baseline.Record) (string, bool) { return r.Counts(), r.Rule == id }})
	}
	slices.SortFunc(out, func(x, y counter) int {
		return cmp.Or(comparePriorities(x.row.Priority, y.row.Priority), cmp.Compare(x.row.Name, y.row.Name))
	})
	for _, v := range b.r.Views {
		out = append(out, viewCounter(v))
	}
	return out
}

var plurals = map[string]string{"finding": "findings", "file": "files", "repository": "repositories"}

func viewCounter(v diag.View) counter {
	return counter{Row{Name: v.Name, View: true, Unit: v.Unit, Units: plurals[v.Unit]}, func(r baseline.Record) (string, bool) {
		unit := r.Rule + "\x00" + r.Counts()
		switch v.Unit {
		case "file":
			unit = r.Repo + "\x00" + r.Path
		case "repository":
			unit = r.Repo
		}
		return unit, inView(v, r)
	}}
}

func inView(v diag.View, r baseline.Record) bool {
	among := func(list []string, s string) bool { return len(list) == 0 || slices.Contains(list, s) }
	if !among(v.Rules, r.Rule) || !among(v.Categories, r.Category) || !among(v.Repos, r.Repo) {
		return false
	}
	return len(v.Paths) == 0 || slices.ContainsFunc(v.Paths, func(glob string) bool {
		return doublestar.MatchUnvalidated(glob, r.Path) || doublestar.MatchUnvalidated(glob, r.Repo+"/"+r.Path)
	})
}
