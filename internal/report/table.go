package report

import "strings"

// table is lines of cells. Cells must be visible and without colour; the first row is the heading.
type table struct {
	right []bool // columns that are set flush right: numbers
	rows  [][]string
}

func newTable(right []bool, heading ...string) *table {
	return &table{right: right, rows: [][]string{heading}}
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write writes the rows in columns, two spaces apart.
func (t *table) write(p *printer) {
	widths := make([]int, len(t.right))
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], width(cell))
		}
	}
	for i, row := range t.rows {
		line := t.line(row, widths)
		if i == 0 {
			line = p.style.paint(dim, line)
		}
		p.printf("%s\n", line)
	}
}

func (t *table) line(row []string, widths []int) string {
	var b strings.Builder
	for i, cell := range row {
		if i > 0 {
			b.WriteString("  ")
		}
		space := strings.Repeat(" ", widths[i]-width(cell))
		if t.right[i] {
			b.WriteString(space + cell)
		} else {
			b.WriteString(cell + space)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
