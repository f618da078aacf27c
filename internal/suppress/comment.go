package suppress

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Comment is one comment of a file.
type Comment struct {
	syntax.Span        // in the file's text
	Text        string // without the signs around it
	first, last int    // lines, from 1
	alone       bool   // nothing else stands on its lines
}

// signs are those around a comment.
var signs = []struct{ open, end string }{{"/*", "*/"}, {"<!--", "-->"}, {"//", ""}, {"#", ""}}

// content is a comment without its signs, and without the stars at the start of its lines.
func content(code string) string {
	for _, s := range signs {
		rest, ok := strings.CutPrefix(code, s.open)
		if !ok {
			continue
		}
		rest = strings.TrimSuffix(rest, s.end)
		if s.end == "" {
			// Documentation: ///, //!, #:
			return strings.TrimLeft(rest, s.open[:1]+"!:")
		}
		lines := strings.Split(rest, "\n")
		for i, line := range lines {
			lines[i] = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "*"))
		}
		return strings.TrimSpace(strings.Join(lines, " "))
	}
	return ""
}
