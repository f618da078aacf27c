package terminal

import "strings"

// Table is lines of cells. Cells must be visible and without colour; the first row is the heading.
type Table struct {
	right []bool // columns that are set flush right: numbers
	rows  [][]string
}

// NewTable returns a table with its heading; right is as long as each row.
func NewTable(right []bool, heading ...string) *Table {
	return &Table{right: right, rows: [][]string{heading}}
}

// Add adds a row.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

// Write writes the rows in columns, two spaces apart.
func (t *Table) Write(p *Printer) {
	widths := make([]int, len(t.right))
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], Width(cell))
		}
	}
	for i, row := range t.rows {
		line := t.line(row, widths)
		if i == 0 {
			line = p.Style.Paint(Dim, line)
		}
		p.Printf("%s\n", line)
	}
}

func (t *Table) line(row []string, widths []int) string {
	var b strings.Builder
	for i, cell := range row {
		if i > 0 {
			b.WriteString("  ")
		}
		space := strings.Repeat(" ", widths[i]-Width(cell))
		if t.right[i] {
			b.WriteString(space + cell)
		} else {
			b.WriteString(cell + space)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
