package report

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/source"
)

// tabWidth is the distance of tab stops in a frame, in columns of the terminal.
const tabWidth = 4

const ellipsis = "…"

// width returns the columns that s takes on a terminal. Characters of ambiguous width count one, whatever the locale.
func width(s string) int { return uniseg.StringWidth(s) }

// visible is s on one line of a terminal, tabs as single spaces.
func visible(s string) string { return strings.ReplaceAll(source.Visible(s), "\t", " ") }

// lines splits a message into visible lines, without the blank ones at its ends.
func lines(s string) []string {
	parts := strings.Split(strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")), "\n")
	for i := range parts {
		parts[i] = visible(strings.TrimRight(parts[i], " \t"))
	}
	return parts
}

// expand makes s, a piece of a line whose text before it takes column columns, visible with its tabs as spaces.
func expand(s string, column int) string {
	var b strings.Builder
	for i, part := range strings.Split(s, "\t") {
		if i > 0 {
			n := tabWidth - column%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			column += n
		}
		part = source.Visible(part)
		b.WriteString(part)
		column += width(part)
	}
	return b.String()
}

// clipRight keeps the start of s that fits into limit columns; an ellipsis stands for the rest.
func clipRight(s string, limit int) string {
	if width(s) <= limit {
		return s
	}
	used, end := 0, 0
	for g := uniseg.NewGraphemes(s); g.Next() && used+g.Width() < limit; {
		used += g.Width()
		_, end = g.Positions()
	}
	return s[:end] + ellipsis
}

// clipLeft keeps the end of s that fits into limit columns; an ellipsis stands for the rest.
func clipLeft(s string, limit int) string {
	left := width(s) - limit + 1 // columns to drop, one more for the ellipsis
	if left <= 1 {
		return s
	}
	start := 0
	for g := uniseg.NewGraphemes(s); left > 0 && g.Next(); {
		left -= g.Width()
		_, start = g.Positions()
	}
	return ellipsis + s[start:]
}

// place names a location so that editors and terminals can open it: file:line:column. Where no file can be opened,
// repository and path stand for it.
func place(l diag.Location) string {
	name := l.File
	if name == "" {
		name = strings.Trim(l.Repo+"/"+l.Path, "/")
	}
	name = visible(name)
	switch {
	case l.Start.Line == 0:
		return name
	case l.Start.Column == 0:
		return fmt.Sprintf("%s:%d", name, l.Start.Line)
	}
	return fmt.Sprintf("%s:%d:%d", name, l.Start.Line, l.Start.Column)
}

// plural counts things: "1 finding", "2 findings".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
