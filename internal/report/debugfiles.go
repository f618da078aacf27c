package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// DebugFiles writes what was not read, one file or folder a line with its reason, then how much there is of each kind.
func DebugFiles(w io.Writer, r *diag.Result, o Options) error {
	p := newPrinter(w, o.Style)
	for _, s := range r.Skipped {
		p.printf("%s: %s\n", p.style.paint(bold, skippedName(s)), skippedReason(s))
	}
	folders := 0
	for _, s := range r.Skipped {
		if s.Dir {
			folders++
		}
	}
	p.printf("%s read; not read: %s, %s\n", plural(r.Stats.Files, "file", "files"),
		plural(len(r.Skipped)-folders, "file", "files"), plural(folders, "folder", "folders"))
	for _, g := range groupBy(r.Skipped, func(s diag.Skipped) string { return s.Kind }) {
		p.printf("  %d %s\n", len(g.members), visible(cmp.Or(g.key, "without a reason")))
	}
	return p.done()
}

// skippedName is repository and path; a folder ends in a slash.
func skippedName(s diag.Skipped) string {
	name := strings.Trim(s.Repo+"/"+s.Path, "/")
	if s.Dir {
		name += "/"
	}
	return visible(name)
}

func skippedReason(s diag.Skipped) string {
	text := visible(cmp.Or(s.Reason, s.Kind))
	if s.Partly {
		text += ", except for some files"
	}
	var from []string
	if s.Rule != "" {
		from = append(from, fmt.Sprintf("%q", s.Rule))
	}
	if s.Source != "" {
		from = append(from, visible(s.Source))
	}
	if len(from) > 0 {
		text += " (" + strings.Join(from, ", ") + ")"
	}
	return text
}
