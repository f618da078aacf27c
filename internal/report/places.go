package report

import (
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
	"github.com/bytelyst/connaudit/internal/source"
)

// path returns the path by which a host of code knows a place. ok is false for what is not in the repository that the
// output is for.
func (o Options) path(l diag.Location) (path string, ok bool) {
	if l.File == "" {
		return "", false
	}
	if o.Home != nil {
		return o.Home.Path(l.File)
	}
	path = filepath.ToSlash(filepath.Clean(l.File))
	return path, filepath.IsLocal(l.File)
}

// shownAt returns where a host can show a finding: at its own place or, where that is in another repository, at the first
// place in this one that has a part in it. ok is false where there is none.
func (o Options) shownAt(f *diag.Finding) (at diag.Location, path string, ok bool) {
	if path, ok := o.path(f.Location); ok {
		return f.Location, path, true
	}
	for _, r := range f.Related {
		if path, ok := o.path(r.Location); ok && !r.Evidence {
			return r.Location, path, true
		}
	}
	return diag.Location{}, "", false
}

// named names a place so that people find it in whatever checkout of its repository they have: repository:path:line:column.
func named(l diag.Location) string {
	if l.Repo == "" || l.Path == "" {
		return place(l)
	}
	l.File = l.Repo + ":" + l.Path
	return place(l)
}

// span16 is a part of a file: lines from 1, columns from 1 in UTF-16 code units, the end exclusive.
type span16 struct{ startLine, startColumn, endLine, endColumn int }

// span16 restates a place in UTF-16 code units. ok is false where the columns cannot be told: the file cannot be read, has
// no such line, or no more than the file or a line is known.
func (o Options) span16(l diag.Location) (s span16, ok bool) {
	if l.Start.Line <= 0 || l.Start.Column <= 0 || l.End.Line < l.Start.Line {
		return span16{}, false
	}
	f := o.file(l.File)
	if f == nil || f.Lines().Count() < l.End.Line {
		return span16{}, false
	}
	index := f.Lines()
	start := index.ByteColumnToOffset(l.Start.Line, l.Start.Column)
	end := max(start, index.ByteColumnToOffset(l.End.Line, l.End.Column))
	s.startLine, s.startColumn = index.OffsetToUTF16Column(start)
	s.endLine, s.endColumn = index.OffsetToUTF16Column(end)
	return s, true
}

// file returns what a file holds, or nil.
func (o Options) file(name string) *source.File {
	if o.Source == nil || name == "" {
		return nil
	}
	return o.Source.File(name)
}

// message is the message of a finding as visible lines; one without says at least which rule it breaks.
func message(f *diag.Finding) []string {
	m := terminal.Lines(f.Message)
	if len(m) == 1 && m[0] == "" {
		m[0] = terminal.Visible(f.RuleID)
	}
	return m
}

// heading names rule and priority.
func heading(f *diag.Finding) string {
	return terminal.Visible(strings.TrimSpace(f.RuleID + " " + string(f.Priority)))
}

// cut keeps the start of s that fits into limit bytes, whole characters only; an ellipsis stands for the rest.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return s[:boundary(s, limit-len(terminal.Ellipsis))] + terminal.Ellipsis
}
