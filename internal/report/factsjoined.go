package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// FactsTable writes the tables that rule files make of facts, and for kinds without one the table of FactsEach. Only on a
// terminal are wide cells cut.
func FactsTable(w io.Writer, l *diag.FactList, o Options) error {
	p := newPrinter(w, o.Style)
	joined := map[string]bool{}
	first := true
	gap := func() {
		if !first {
			p.printf("\n")
		}
		first = false
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		if joined[t.Kind] = true; len(t.Rows) == 0 && t.Left == 0 {
			continue
		}
		gap()
		writeJoined(p, t, l.Repos > 1, o.Width)
	}
	for _, kind := range factKinds(l.Facts) {
		if !joined[kind] {
			gap()
			writeKind(p, l, kind, o.Width)
		}
	}
	if first {
		p.printf("no facts\n")
	}
	return p.done()
}

// writeJoined writes one table: a line for each text and file, so that long cells stay legible.
func writeJoined(p *printer, t *diag.FactTable, withRepo bool, columns int) {
	p.printf("%s: %s\n", p.style.paint(bold, visible(t.Title)), plural(len(t.Rows), "row", "rows"))
	var out factTable
	for _, h := range slices.Concat(t.Heads, t.Columns) {
		out = append(out, factColumn{heading: strings.ToUpper(visible(h))})
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		cells := make([][]string, len(r.Cells))
		height := 1
		for c := range r.Cells {
			cells[c] = cellLines(r, r.Cells[c], withRepo)
			height = max(height, len(cells[c]))
		}
		for line := range height {
			for c, head := range r.Heads {
				out[c].add(visible(head), line == 0)
			}
			for c := range cells {
				out[len(r.Heads)+c].add(at(cells[c], line), true)
			}
		}
	}
	out.without().write(p, columns)
	if t.Left > 0 {
		p.printf("%s\n", p.style.paint(dim, fmt.Sprintf("%s of kind %s not in this table; --format list has all", plural(t.Left, "fact", "facts"), visible(t.Kind))))
	}
}

// add adds a cell, an empty one unless shown.
func (c *factColumn) add(text string, shown bool) {
	if !shown {
		text = ""
	}
	c.cells = append(c.cells, cell{text})
}

// without leaves out columns that have nothing to tell. A table keeps its first one, so that rows are counted.
func (t factTable) without() factTable {
	out := t[:1:1]
	for _, c := range t[1:] {
		if c.tells() {
			out = append(out, c)
		}
	}
	return out
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// cellLines are the entries of a cell, a line for each text and file.
func cellLines(r *diag.FactRow, entries []diag.FactEntry, withRepo bool) []string {
	var out []string
	for _, e := range entries {
		files := filesOf(r, e.At, withRepo)
		text := visible(e.Text)
		switch {
		case len(files) == 0:
			out = append(out, text)
		case text == "":
			out = append(out, files...)
		}
		for _, f := range files {
			if text != "" {
				out = append(out, text+" ("+f+")")
			}
		}
	}
	return out
}

// filesOf names places, those of a file together: src/a.ts:3, 14. The repository stands in front where the row does not say it.
func filesOf(r *diag.FactRow, places []diag.Location, withRepo bool) []string {
	var out, names []string
	for _, l := range places {
		name := visible(l.Path)
		if withRepo && l.Repo != "" && !slices.Contains(r.Heads, l.Repo) {
			name = visible(l.Repo) + "/" + name
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
