package facttable

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/report/terminal"
)

func TestCellsAreCutWithACount(t *testing.T) {
	list := cell{"accept", "authorization", "content-type", "x-request-id"}
	for _, row := range []struct {
		cell  cell
		limit int
		want  string
	}{
		{list, 30, "accept, authorization +2"},
		{list, 12, "accept +3"},
		{list, 8, "acce… +3"},
		{cell{"http://localhost:4003"}, 12, "http://loca…"},
		{cell{"漢字漢字漢字"}, 6, "漢字…"},
	} {
		if got := row.cell.cut(row.limit); got != row.want || terminal.Width(got) > row.limit {
			t.Errorf("%q to %d: %q, want %q", row.cell, row.limit, got, row.want)
		}
	}
}
