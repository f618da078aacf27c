package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/value"
)

// FactFormat writes facts completely. It returns what w returned when it failed.
type FactFormat func(w io.Writer, l *diag.FactList, o Options) error

// factFormats are all there are for facts. A new one is a file and a line here.
var factFormats = map[string]FactFormat{
	"json":  FactsJSON,
	"list":  FactsEach,
	"table": FactsTable,
}

// FactFormats lists the names of the formats of facts, sorted.
func FactFormats() []string { return sortedNames(factFormats) }

// LookupFacts returns the format of facts of that name.
func LookupFacts(name string) (f FactFormat, ok bool) {
	f, ok = factFormats[name]
	return f, ok
}

// FactsEach writes a table for each kind, a row for each fact, in the order of keys, so that all that is said of one thing stands
// together. Columns are those that have something to tell. Only on a terminal are wide cells cut.
func FactsEach(w io.Writer, l *diag.FactList, o Options) error {
	p := newPrinter(w, o.Style)
	kinds := factKinds(l.Facts)
	for i, kind := range kinds {
		if i > 0 {
			p.printf("\n")
		}
		writeKind(p, l, kind, o.Width)
	}
	if len(kinds) == 0 {
		p.printf("no facts\n")
	}
	return p.done()
}

// factKinds are the kinds of facts, sorted.
func factKinds(fs []diag.Fact) []string {
	var kinds []string
	for _, f := range fs {
		kinds = append(kinds, f.Kind)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

func writeKind(p *printer, l *diag.FactList, kind string, columns int) {
	var fs []diag.Fact
	for _, f := range l.Facts {
		if f.Kind == kind {
			fs = append(fs, f)
		}
	}
	p.printf("%s: %s\n", p.style.paint(bold, visible(kind)), plural(len(fs), "fact", "facts"))
	newFactTable(fs, l.Repos > 1).write(p, columns)
}

// factColumn is one column: its heading and its cells.
type factColumn struct {
	heading string
	cells   []shownCell
	whole   bool // is never cut
}

type factTable []factColumn

func newFactTable(fs []diag.Fact, withRepo bool) factTable {
	slices.SortStableFunc(fs, func(a, b diag.Fact) int {
		return cmp.Or(cmp.Compare(sortKey(a.Key), sortKey(b.Key)), a.Location.Compare(b.Location), cmp.Compare(a.Role, b.Role))
	})
	columns := []factColumn{{heading: "KEY"}, {heading: "ROLE"}, {heading: "VALUE"}}
	for _, name := range attributeNames(fs) {
		columns = append(columns, factColumn{heading: strings.ToUpper(visible(name))})
	}
	columns = append(columns, factColumn{heading: "REPO"}, factColumn{heading: "PLACE", whole: true})
	last := len(columns) - 1
	for i := range fs {
		f := &fs[i]
		columns[0].cells = append(columns[0].cells, newCell(f.Key, f.Location))
		columns[1].cells = append(columns[1].cells, cell{visible(f.Role)})
		columns[2].cells = append(columns[2].cells, newCell(f.Value, f.Location))
		for c, name := range attributeNames(fs) {
			columns[3+c].cells = append(columns[3+c].cells, newCell(attributeOf(f, name), f.Location))
		}
		repo := cell{}
		if withRepo {
			repo = cell{visible(f.Repo)}
		}
		columns[last-1].cells = append(columns[last-1].cells, repo)
		columns[last].cells = append(columns[last].cells, cell{visible(fmt.Sprintf("%s:%d", f.Path, f.Start.Line))})
	}
	return slices.DeleteFunc(columns, func(c factColumn) bool { return !c.tells() })
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
func (c *factColumn) tells() bool {
	return slices.ContainsFunc(c.cells, func(x shownCell) bool { t := x.text(); return t != "" && t != here })
}

// write writes the table, cut to a terminal of so many columns; 0 for none.
func (t factTable) write(p *printer, columns int) {
	limit := t.limit(columns)
	var headings []string
	for i := range t {
		headings = append(headings, t[i].heading)
	}
	out := newTable(make([]bool, len(t)), headings...)
	for row := range t[0].cells {
		var cells []string
		for i := range t {
			if text := t[i].cells[row].text(); limit == 0 || t[i].whole || width(text) <= limit {
				cells = append(cells, text)
			} else {
				cells = append(cells, t[i].cells[row].cut(limit))
			}
		}
		out.add(cells...)
	}
	out.write(p)
}

// minCell is the least that wide cells are cut to: a terminal of few columns wraps lines.
const minCell = 12

// limit returns the width that no cell may exceed, so that lines fit; 0 where all fit as they are.
func (t factTable) limit(columns int) int {
	if columns == 0 {
		return 0
	}
	widest := make([]int, len(t))
	for i := range t {
		widest[i] = width(t[i].heading)
		for _, c := range t[i].cells {
			widest[i] = max(widest[i], width(c.text()))
		}
	}
	total := func(limit int) int {
		sum := 2 * (len(t) - 1)
		for i, w := range widest {
			if limit > 0 && !t[i].whole {
				w = min(w, max(limit, width(t[i].heading)))
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
