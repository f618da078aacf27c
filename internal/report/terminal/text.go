package terminal

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/bytelyst/connaudit/internal/source"
)

// Ellipsis stands for what is left out.
const Ellipsis = "…"

// Width returns the columns that s takes on a terminal. Characters of ambiguous width count one, whatever the locale.
func Width(s string) int { return uniseg.StringWidth(s) }

// Visible is s on one line of a terminal, tabs as single spaces.
func Visible(s string) string { return strings.ReplaceAll(source.Visible(s), "\t", " ") }

// Lines splits a message into visible lines, without the blank ones at its ends.
func Lines(s string) []string {
	parts := strings.Split(strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")), "\n")
	for i := range parts {
		parts[i] = Visible(strings.TrimRight(parts[i], " \t"))
	}
	return parts
}

// tabWidth is the distance of tab stops, in columns of the
const tabWidth = 4

// Expand makes s, a piece of a line whose text before it takes column columns, visible with its tabs as spaces.
func Expand(s string, column int) string {
	var b strings.Builder
	for i, part := range strings.Split(s, "\t") {
		if i > 0 {
			n := tabWidth - column%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			column += n
		}
		part = source.Visible(part)
		b.WriteString(part)
		column += Width(part)
	}
	return b.String()
}

// ClipRight keeps the start of s that fits into limit columns; an ellipsis stands for the rest.
func ClipRight(s string, limit int) string {
	if Width(s) <= limit {
		return s
	}
	used, end := 0, 0
	for g := uniseg.NewGraphemes(s); g.Next() && used+g.Width() < limit; {
		used += g.Width()
		_, end = g.Positions()
	}
	return s[:end] + Ellipsis
}

// ClipLeft keeps the end of s that fits into limit columns; an ellipsis stands for the rest.
func ClipLeft(s string, limit int) string {
	left := Width(s) - limit + 1 // columns to drop, one more for the Ellipsis
	if left <= 1 {
		return s
	}
	start := 0
	for g := uniseg.NewGraphemes(s); left > 0 && g.Next(); {
		left -= g.Width()
		_, start = g.Positions()
	}
	return Ellipsis + s[start:]
}

// Plural counts things: "1 finding", "2 findings".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
