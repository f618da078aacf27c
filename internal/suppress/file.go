package suppress

import (
	"bytes"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// File is what a file says about findings in it.
type File struct {
	Markers []Place // in the order of the file

	lines    *source.Lines
	tree     *syntax.Tree // nil for a text
	comments map[int]bool // lines that hold comments and nothing else
}

// Place is a marker and the comment that is it.
type Place struct {
	Marker
	Comment
}

// mentions reports whether a text may hold a marker.
func mentions(text []byte) bool {
	return bytes.Contains(text, []byte(prefix)) || bytes.Contains(text, []byte("nosem"))
}

// InCode reads the comments of a parsed file; text is the whole of it, of which the tree may cover a part: the scripts of a .vue
// file, in the rest of which comments are those of HTML. It is nil without a marker.
func InCode(tree *syntax.Tree, text *source.File) *File {
	if !mentions(text.Text) {
		return nil
	}
	f := &File{lines: text.Lines(), tree: tree, comments: map[int]bool{}}
	for n := range tree.Root().All() {
		switch n.Type() {
		case "comment", "hash_bang_line", "html_comment":
			f.add(n.Span(), n.Text())
		}
	}
	code := tree.Text()
	if !bytes.Equal(code, text.Text) {
		for _, span := range htmlComments(text.Text) {
			if isBlank(code[span.Start:span.End]) {
				f.add(span, string(text.Text[span.Start:span.End]))
			}
		}
	}
	return f.orNil()
}

// isBlank reports whether a part of a tree's text was left out of it.
func isBlank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }

// InText reads the comments of a text file; name is its path, whose end says how comments are written. It is nil without a marker.
func InText(name string, text *source.File) *File {
	styles := stylesOf(name)
	if styles == 0 || !mentions(text.Text) {
		return nil
	}
	f := &File{lines: text.Lines(), comments: map[int]bool{}}
	if styles&html != 0 {
		for _, span := range htmlComments(text.Text) {
			f.add(span, string(text.Text[span.Start:span.End]))
		}
	}
	for _, span := range lineComments(text, styles) {
		f.add(span, string(text.Text[span.Start:span.End]))
	}
	return f.orNil()
}

func (f *File) orNil() *File {
	if len(f.Markers) == 0 {
		return nil
	}
	return f
}

// add notes a comment.
func (f *File) add(at syntax.Span, code string) {
	c := Comment{Span: at, Text: content(code), first: f.lines.OffsetToLine(at.Start), last: f.lines.OffsetToLine(max(at.Start, at.End-1))}
	from, _ := f.lines.LineToOffsets(c.first)
	_, to := f.lines.LineToOffsets(c.last)
	before, after := f.slice(from, at.Start), f.slice(at.End, to)
	// {/* … */} is how JSX writes a comment.
	if b, ok := strings.CutSuffix(before, "{"); ok && strings.HasPrefix(after, "}") {
		before, after = strings.TrimSpace(b), strings.TrimSpace(after[1:])
	}
	if c.alone = before == "" && after == ""; c.alone {
		for line := c.first; line <= c.last; line++ {
			f.comments[line] = true
		}
	}
	if m, ok := Parse(c.Text); ok {
		f.Markers = append(f.Markers, Place{m, c})
	}
}

// slice is the text between two offsets of one line, without the white space around it.
func (f *File) slice(from, to int) string {
	line := f.lines.OffsetToLine(from)
	start, _ := f.lines.LineToOffsets(line)
	text := f.lines.LineText(line)
	from, to = min(max(from-start, 0), len(text)), min(max(to-start, 0), len(text))
	if from > to {
		return ""
	}
	return strings.TrimSpace(text[from:to])
}

// before reports whether the comment stands on lines of its own directly before a line, but for other comments.
func (f *File) before(c *Comment, line int) bool {
	if !c.alone || c.last >= line {
		return false
	}
	for between := c.last + 1; between < line; between++ {
		if !f.comments[between] {
			return false
		}
	}
	return true
}

// For returns the markers that are about a finding at a place of the file, by their index. rules says that it is one of `rules:`.
func (f *File) For(id string, at syntax.Span, rules bool) []int {
	var out []int
	for i := range f.Markers {
		m := &f.Markers[i]
		switch {
		case m.Malformed != "" || !m.Names(id):
		case m.Semgrep && (!rules || !f.semgrep(&m.Comment, at)):
		case m.Semgrep || f.covers(&m.Comment, at):
			out = append(out, i)
		}
	}
	return out
}

// semgrep reports whether a comment stands on the first line of a match or by itself on the line before.
func (f *File) semgrep(c *Comment, at syntax.Span) bool {
	line := f.lines.OffsetToLine(at.Start)
	return c.first <= line && line <= c.last || c.alone && c.last == line-1
}
