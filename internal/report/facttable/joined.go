package facttable

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Joined writes the tables that rule files make of facts, and for kinds without one the table of Each. Wide
// cells are cut to the columns of a terminal; 0 for none.
func Joined(w io.Writer, l *diag.FactList, s terminal.Style, columns int) error {
	p := terminal.NewPrinter(w, s)
	joined := map[string]bool{}
	first := true
	gap := func() {
		if !first {
			p.Printf("\n")
		}
		first = false
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		if joined[t.Kind] = true; len(t.Rows) == 0 && t.Left == 0 {
			continue
		}
		gap()
		writeJoined(p, t, l.Repos > 1, columns)
	}
	for _, kind := range kindsOf(l.Facts) {
		if !joined[kind] {
			gap()
			writeKind(p, l, kind, columns)
		}
	}
	if first {
		p.Printf("no facts\n")
	}
	return p.Done()
}

// writeJoined writes one table: a line for each text and file, so that long cells stay legible.
func writeJoined(p *terminal.Printer, t *diag.FactTable, withRepo bool, columns int) {
	p.Printf("%s: %s\n", p.Style.Paint(terminal.Bold, terminal.Visible(t.Title)), terminal.Plural(len(t.Rows), "row", "rows"))
	newJoined(t, withRepo, columns).write(p, columns)
	if t.Left > 0 {
		p.Printf("%s\n", p.Style.Paint(terminal.Dim, fmt.Sprintf("%s of kind %s not in this table; --format list has all", terminal.Plural(t.Left, "fact", "facts"), terminal.Visible(t.Kind))))
	}
}

func newJoined(t *diag.FactTable, withRepo bool, columns int) table {
	var out table
	for _, h := range slices.Concat(t.Heads, t.Columns) {
		out = append(out, column{heading: strings.ToUpper(terminal.Visible(h))})
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		lines := make([][]entry, len(r.Cells))
		height := 1
		for c := range r.Cells {
			lines[c] = entriesOf(r, r.Cells[c], withRepo)
			height = max(height, len(lines[c]))
		}
		for line := range height {
			for c, head := range r.Heads {
				out[c].add(entry{said: terminal.Visible(head)}, line == 0)
			}
			for c := range lines {
				e, there := at(lines[c], line)
				out[len(r.Heads)+c].add(e, there)
			}
		}
	}
	out.keep(len(t.Heads), columns)
	return out.without()
}

// keep lets the first n columns whole where they leave half of the terminal to the others.
func (t table) keep(n, columns int) {
	used := 0
	for _, c := range t[:n] {
		widest := 0
		for _, x := range c.cells {
			widest = max(widest, terminal.Width(x.text()))
		}
		used += widest + 2
	}
	for i := range t[:n] {
		t[i].whole = used <= columns/2 || i == 0 && n > 1 && used <= columns
	}
}

// entry is one line of a cell: what is said, and the places in one file that say it. Either may be empty.
type entry struct{ said, places string }

func (e entry) text() string {
	if e.said == "" || e.places == "" {
		return e.said + e.places
	}
	return e.said + " (" + e.places + ")"
}

// cut keeps what is said and the end of the path, which tells files apart.
func (e entry) cut(limit int) string {
	if e.places == "" {
		return terminal.ClipRight(e.said, limit)
	}
	if room := limit - terminal.Width(entry{e.said, "x"}.text()) + 1; e.said == "" || room >= minCell {
		return entry{e.said, cutPath(e.places, room)}.text()
	}
	return terminal.ClipRight(e.said, limit)
}

// cutPath drops leading folders, then letters.
func cutPath(places string, limit int) string {
	rest := places
	for terminal.Width(rest) > limit-2 {
		_, after, ok := strings.Cut(rest, "/")
		if !ok {
			return terminal.ClipLeft(places, limit)
		}
		rest = after
	}
	return terminal.Ellipsis + "/" + rest
}

// add adds a cell, an empty one unless there is something to show.
func (c *column) add(e entry, there bool) {
	if !there {
		e = entry{}
	}
	c.cells = append(c.cells, e)
}

// without leaves out columns that have nothing to tell. A table keeps its first one, so that rows are counted.
func (t table) without() table {
	out := t[:1:1]
	for _, c := range t[1:] {
		if c.tells() {
			out = append(out, c)
		}
	}
	return out
}

func at(lines []entry, i int) (entry, bool) {
	if i < len(lines) {
		return lines[i], true
	}
	return entry{}, false
}

// entriesOf are the lines of a cell: one for each text and file.
func entriesOf(r *diag.FactRow, entries []diag.FactEntry, withRepo bool) []entry {
	var out []entry
	for _, e := range entries {
		files := filesOf(r, e.At, withRepo)
		if len(files) == 0 {
			files = []string{""}
		}
		for _, f := range files {
			out = append(out, entry{terminal.Visible(e.Text), f})
		}
	}
	return out
}

// filesOf names places, those of a file together: src/a.ts:3, 14. The repository stands in front where the row does not say it.
func filesOf(r *diag.FactRow, places []diag.Location, withRepo bool) []string {
	var out, names []string
	for _, l := range places {
		name := terminal.Visible(l.Path)
		if withRepo && l.Repo != "" && !slices.Contains(r.Heads, l.Repo) {
			name = terminal.Visible(l.Repo) + "/" + name
		}
		line := strconv.Itoa(l.Start.Line)
		switch i := slices.Index(names, name); {
		case i < 0:
			names, out = append(names, name), append(out, name+":"+line)
		case !strings.HasSuffix(out[i], ":"+line) && !strings.HasSuffix(out[i], " "+line):
			out[i] += ", " + line
		}
	}
	return out
}
