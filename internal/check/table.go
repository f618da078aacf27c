package check

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// TableRow is a row of joined facts.
type TableRow struct {
	Heads []string   // as the rows of the table say
	Cells [][]*Entry // one for each of its columns
	Facts []*facts.Fact
}

// Entry is what a cell says once: a text, and all places that say so, in their order.
type Entry struct {
	Text string
	At   []value.Place
}

// Join joins facts as a table says, in the order of its first columns. Left is how many facts of the kind no row shows. It judges
// nothing: a fact of which a condition cannot be told stands where it may belong.
func Join(t *rule.Table, all []*facts.Fact, l *link.Linker) (rows []*TableRow, left int) {
	j := &joiner{table: t, host: l.Host(), rows: map[string]*TableRow{}}
	for _, f := range all {
		if f.Kind == t.Kind && !j.add(f) {
			left++
		}
	}
	for _, r := range j.rows {
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b *TableRow) int { return slices.CompareFunc(a.Heads, b.Heads, compareText) })
	return rows, left
}

// joiner is one call of Join.
type joiner struct {
	table *rule.Table
	host  *link.Host
	rows  map[string]*TableRow
}

// add enters a fact, and reports whether some column shows it.
func (j *joiner) add(f *facts.Fact) bool {
	t, in := j.table, j.input(f, "")
	if !selects(t.Roles, t.Where, f, in) {
		return false
	}
	var row *TableRow
	for i, c := range t.Columns {
		if selects(c.Roles, c.Where, f, in) {
			if row == nil {
				row = j.row(in)
			}
			j.fill(&row.Cells[i], c, f)
		}
	}
	if row != nil {
		row.Facts = append(row.Facts, f)
	}
	return row != nil
}

// row returns the row that a fact belongs to.
func (j *joiner) row(in *expr.Input) *TableRow {
	var heads []string
	for _, c := range j.table.Rows {
		heads = append(heads, rendered(c.Text, in))
	}
	key := strings.Join(heads, "\x00")
	if j.rows[key] == nil {
		j.rows[key] = &TableRow{Heads: heads, Cells: make([][]*Entry, len(j.table.Columns))}
	}
	return j.rows[key]
}

// fill enters what a column says of a fact.
func (j *joiner) fill(cell *[]*Entry, c rule.FactColumn, f *facts.Fact) {
	if c.Of == nil {
		j.enter(cell, c, f, j.input(f, ""))
		return
	}
	of := c.Of.Eval(j.input(f, ""))
	for _, member := range members(of) {
		j.enter(cell, c, f, j.input(f, member))
	}
	reason := of.Open
	if of.Kind == value.Unknown {
		reason = of.Reason
	}
	if reason != "" {
		addPlace(entryOf(cell, "? ("+reason+")"), f.At)
	}
}

// members are the texts that a column has entries for.
func members(of *value.Value) []string {
	var out []string
	for _, p := range of.Props {
		out = append(out, p.Key)
	}
	for _, e := range of.Elems {
		if e.Kind == value.String {
			out = append(out, e.Str)
		} else {
			out = append(out, "?")
		}
	}
	if of.Kind == value.String {
		out = append(out, of.Str)
	}
	return out
}

func (j *joiner) enter(cell *[]*Entry, c rule.FactColumn, f *facts.Fact, in *expr.Input) {
	e := entryOf(cell, rendered(c.Text, in))
	at := f.At
	switch {
	case c.Bare:
		return
	case c.At != nil:
		at = c.At.Eval(in).At
	}
	addPlace(e, at)
}

func entryOf(cell *[]*Entry, text string) *Entry {
	for _, e := range *cell {
		if e.Text == text {
			return e
		}
	}
	e := &Entry{Text: text}
	*cell = append(*cell, e)
	return e
}

func addPlace(e *Entry, at value.Place) {
	if !at.IsNone() && !slices.Contains(e.At, at) {
		e.At = append(e.At, at)
	}
}

// input is what expressions about a fact may ask.
func (j *joiner) input(f *facts.Fact, item string) *expr.Input {
	in := &expr.Input{Host: j.host, Match: f.Match, Site: f.Self()}
	if f.At.File != nil {
		in.Repo = f.At.File.Repo
	}
	in.Lookup = func(name string) (expr.Var, bool) {
		if name == "item" {
			return expr.Var{Value: value.NewString(item)}, true
		}
		v, ok := f.Self().Ref.Select(name)
		return expr.Var{Value: v}, ok
	}
	return in
}

func selects(roles []string, where *expr.Program, f *facts.Fact, in *expr.Input) bool {
	return (len(roles) == 0 || slices.Contains(roles, f.Role)) && (where == nil || !isFalse(where.Eval(in)))
}

var digits = regexp.MustCompile(`\d+`)

// compareText orders texts as people do: numbers by their value, what is not known last.
func compareText(a, b string) int {
	key := func(s string) string {
		if strings.HasPrefix(s, "?") {
			s = "\U0010FFFF" + s
		}
		return digits.ReplaceAllStringFunc(s, func(n string) string { return strings.Repeat("0", max(0, 12-len(n))) + n })
	}
	return cmp.Or(strings.Compare(key(a), key(b)), strings.Compare(a, b))
}
