package report

import (
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// place names a location so that editors and terminals can open it: file:line:column. Where no file can be opened,
// repository and path stand for it.
func place(l diag.Location) string {
	name := l.File
	if name == "" {
		name = strings.Trim(l.Repo+"/"+l.Path, "/")
	}
	name = terminal.Visible(name)
	switch {
	case l.Start.Line == 0:
		return name
	case l.Start.Column == 0:
		return fmt.Sprintf("%s:%d", name, l.Start.Line)
	}
	return fmt.Sprintf("%s:%d:%d", name, l.Start.Line, l.Start.Column)
}
