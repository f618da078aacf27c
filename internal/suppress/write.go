package suppress

import (
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Line returns the number of the line, from 1, before which a marker about a place goes on a line of its own: that of the entry of a
// table or an options object which the place lies in, where the entry begins its line, else that of the statement. Comments about the
// next line stay with it, and so do lines that go on. tree is nil for a text. Whether the marker is then about the place is for
// [File.For] to say.
func Line(tree *syntax.Tree, text *source.File, at syntax.Span) int {
	f := &File{lines: text.Lines(), tree: tree}
	line := f.begin(at)
	for line > 1 && f.belongsToNext(f.lines.LineText(line-1)) {
		line--
	}
	return line
}

// nextLine is in comments by which other tools leave out the line after them.
var nextLine = regexp.MustCompile(`(?i)^\s*(?://|#|/\*).*\b(?:disable|ignore)[- ]next\b`)

// belongsToNext reports whether nothing may be written between a line and the next one.
func (f *File) belongsToNext(line string) bool {
	if f.tree == nil {
		return strings.HasSuffix(line, `\`)
	}
	return nextLine.MatchString(line)
}

// begin is the line where the statement or the entry of a place begins.
func (f *File) begin(at syntax.Span) int {
	first, _ := f.linesOf(at)
	if f.tree == nil {
		return first
	}
	tree := f.tree
	place := tree.At(at)
	statement := syntax.Statement(place)
	for n := place; !n.IsNone() && n != statement; n = n.Parent() {
		if line, _ := f.linesOf(n.Span()); syntax.IsLiteral(n.Parent()) && f.begins(n, line) {
			return line
		}
	}
	if statement.IsNone() {
		return first
	}
	line, _ := f.linesOf(statement.Span())
	return f.decorated(statement, line)
}

// begins reports whether nothing stands before a node on its line.
func (f *File) begins(n syntax.Node, line int) bool {
	start, _ := f.lines.LineToOffsets(line)
	return f.slice(start, n.Start()) == ""
}

// codeSigns are the signs of languages whose comments do not begin with two slashes.
var codeSigns = map[string][2]string{"python": {"# ", ""}}

// Signs returns what stands before and after a comment in a file: of code in a language, or of a text by its name if the language is
// empty. ok is false where there are no comments.
func Signs(language, name string) (before, after string, ok bool) {
	if language != "" {
		if s, special := codeSigns[language]; special {
			return s[0], s[1], true
		}
		return "// ", "", true
	}
	switch styles := stylesOf(name); {
	case styles&hash != 0:
		return "# ", "", true
	case styles&slashes != 0:
		return "// ", "", true
	case styles&html != 0:
		return "<!-- ", " -->", true
	}
	return "", "", false
}

// Write returns the text of a marker, without the signs around it.
func Write(rule, reason string) string {
	return strings.TrimSpace(prefix + keyword + " " + rule + " -- " + reason)
}
