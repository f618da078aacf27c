package facttable

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
	"github.com/bytelyst/connaudit/internal/value"
)

// Each writes a table for each kind, a row for each fact, in the order of keys, so that all that is said of one thing stands
// together. Columns are those that have something to tell. Wide cells are cut to the columns of a terminal; 0 for none.
func Each(w io.Writer, l *diag.FactList, s terminal.Style, columns int) error {
	p := terminal.NewPrinter(w, s)
	kinds := kindsOf(l.Facts)
	for i, kind := range kinds {
		if i > 0 {
			p.Printf("\n")
		}
		writeKind(p, l, kind, columns)
	}
	if len(kinds) == 0 {
		p.Printf("no facts\n")
	}
	return p.Done()
}

// kindsOf are the kinds of facts, sorted.
func kindsOf(fs []diag.Fact) []string {
	var kinds []string
	for _, f := range fs {
		kinds = append(kinds, f.Kind)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

func writeKind(p *terminal.Printer, l *diag.FactList, kind string, columns int) {
	var fs []diag.Fact
	for _, f := range l.Facts {
		if f.Kind == kind {
			fs = append(fs, f)
		}
	}
	p.Printf("%s: %s\n", p.Style.Paint(terminal.Bold, terminal.Visible(kind)), terminal.Plural(len(fs), "fact", "facts"))
	newRows(fs, l.Repos > 1).write(p, columns)
}

// column is one column: its heading and its cells.
type column struct {
	heading string
	cells   []shownCell
	whole   bool // is never cut
}

type table []column

func newRows(fs []diag.Fact, withRepo bool) table {
	slices.SortStableFunc(fs, func(a, b diag.Fact) int {
		return cmp.Or(cmp.Compare(sortKey(a.Key), sortKey(b.Key)), a.Location.Compare(b.Location), cmp.Compare(a.Role, b.Role))
	})
	columns := []column{{heading: "KEY"}, {heading: "ROLE"}, {heading: "VALUE"}}
	for _, name := range attributeNames(fs) {
		columns = append(columns, column{heading: strings.ToUpper(terminal.Visible(name))})
	}
	columns = append(columns, column{heading: "REPO"}, column{heading: "PLACE", whole: true})
	last := len(columns) - 1
	for i := range fs {
		f := &fs[i]
		columns[0].cells = append(columns[0].cells, newCell(f.Key, f.Location))
		columns[1].cells = append(columns[1].cells, cell{terminal.Visible(f.Role)})
		columns[2].cells = append(columns[2].cells, newCell(f.Value, f.Location))
		for c, name := range attributeNames(fs) {
			columns[3+c].cells = append(columns[3+c].cells, newCell(attributeOf(f, name), f.Location))
		}
		repo := cell{}
		if withRepo {
			repo = cell{terminal.Visible(f.Repo)}
		}
		columns[last-1].cells = append(columns[last-1].cells, repo)
		columns[last].cells = append(columns[last].cells, cell{terminal.Visible(fmt.Sprintf("%s:%d", f.Path, f.Start.Line))})
	}
	return slices.DeleteFunc(columns, func(c column) bool { return !c.tells() })
}

// sortKey is what facts are ordered by; what is not known stands last, and keys that are places leave the order as it is.
func sortKey(v *value.Value) string {
	switch {
	case v.Kind == value.Opaque:
		return ""
	case v.Kind == value.Unknown:
		return "\U0010FFFF"
	}
	return strings.Join(newCell(v, diag.Location{}), ", ")
}

// attributeNames lists the attributes of facts in the order in which they come up.
func attributeNames(fs []diag.Fact) []string {
	var out []string
	for i := range fs {
		for _, a := range fs[i].Attributes {
			if !slices.Contains(out, a.Name) {
				out = append(out, a.Name)
			}
		}
	}
	return out
}

func attributeOf(f *diag.Fact, name string) *value.Value {
	for _, a := range f.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return value.NewNull()
}

// tells reports whether some cell has something to tell.
func (c *column) tells() bool {
	return slices.ContainsFunc(c.cells, func(x shownCell) bool { t := x.text(); return t != "" && t != here })
}

// write writes the table, cut to a terminal of so many columns; 0 for none.
func (t table) write(p *terminal.Printer, columns int) {
	limit := t.limit(columns)
	var headings []string
	for i := range t {
		headings = append(headings, t[i].heading)
	}
	out := terminal.NewTable(make([]bool, len(t)), headings...)
	for row := range t[0].cells {
		var cells []string
		for i := range t {
			if text := t[i].cells[row].text(); limit == 0 || t[i].whole || terminal.Width(text) <= limit {
				cells = append(cells, text)
			} else {
				cells = append(cells, t[i].cells[row].cut(limit))
			}
		}
		out.Add(cells...)
	}
	out.Write(p)
}

// minCell is the least that wide cells are cut to: a terminal of few columns wraps lines.
const minCell = 12

// limit returns the width that no cell may exceed, so that lines fit; 0 where all fit as they are.
func (t table) limit(columns int) int {
	if columns == 0 {
		return 0
	}
	widest := make([]int, len(t))
	for i := range t {
		widest[i] = terminal.Width(t[i].heading)
		for _, c := range t[i].cells {
			widest[i] = max(widest[i], terminal.Width(c.text()))
		}
	}
	total := func(limit int) int {
		sum := 2 * (len(t) - 1)
		for i, w := range widest {
			if limit > 0 && !t[i].whole {
				w = min(w, max(limit, terminal.Width(t[i].heading)))
			}
			sum += w
		}
		return sum
	}
	if total(0) <= columns {
		return 0
	}
	limit := columns
	for limit > minCell && total(limit) > columns {
		limit--
	}
	return limit
}
