package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// DebugFiles writes what was not read, one file or folder a line with its reason, then how much there is of each kind.
func DebugFiles(w io.Writer, r *diag.Result, o Options) error {
	p := newPrinter(w, o.Style)
	for _, s := range r.Skipped {
		p.Printf("%s: %s\n", p.Style.Paint(terminal.Bold, skippedName(s)), skippedReason(s))
	}
	p.Printf("%s read; not read: %s\n", terminal.Plural(r.Stats.Files, "file", "files"), skippedCounts(r.Skipped))
	for _, g := range groupBy(r.Skipped, func(s diag.Skipped) string { return s.Kind }) {
		p.Printf("  %d %s\n", len(g.members), terminal.Visible(cmp.Or(g.key, "without a reason")))
	}
	return p.Done()
}

// skippedCounts counts files and folders, and the files of which only the bodies were not read.
func skippedCounts(rows []diag.Skipped) string {
	files, folders, bodies := 0, 0, 0
	for _, s := range rows {
		switch {
		case s.Dir:
			folders++
		case s.Partly:
			bodies++
		default:
			files++
		}
	}
	text := terminal.Plural(files, "file", "files") + ", " + terminal.Plural(folders, "folder", "folders")
	if bodies > 0 {
		text += ", the bodies of " + terminal.Plural(bodies, "file", "files")
	}
	return text
}

// skippedName is repository and path; a folder ends in a slash.
func skippedName(s diag.Skipped) string {
	name := strings.Trim(s.Repo+"/"+s.Path, "/")
	if s.Dir {
		name += "/"
	}
	return terminal.Visible(name)
}

func skippedReason(s diag.Skipped) string {
	text := terminal.Visible(cmp.Or(s.Reason, s.Kind))
	if s.Dir && s.Partly {
		text += ", except for some files"
	}
	var from []string
	if s.Rule != "" {
		from = append(from, fmt.Sprintf("%q", s.Rule))
	}
	if s.Source != "" {
		from = append(from, terminal.Visible(s.Source))
	}
	if len(from) > 0 {
		text += " (" + strings.Join(from, ", ") + ")"
	}
	return text
}
