package report

import (
	"strings"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/diag"
)

// Columns of a terminal that the code of a frame may take, and how many of them may stand before the marked code when
// the line is longer. Minified files have lines of a megabyte.
const (
	frameWidth  = 120
	frameBefore = 40
	frameBytes  = 20 * frameWidth // of each part that are looked at: measuring a megabyte takes too long
)

// frame is one line of code with a marker below.
type frame struct {
	code   string // visible
	indent int    // columns before the marker
	length int    // columns of the marker, at least 1
}

// newFrame marks the part of l that lies on its first line, whose text is line.
func newFrame(l diag.Location, line string) frame {
	start := boundary(line, l.Start.Column-1)
	end := len(strings.TrimRight(line, " \t\r"))
	if l.End.Line <= l.Start.Line {
		end = boundary(line, l.End.Column-1)
	}
	end = max(start, end)
	before := expand(line[boundary(line, start-frameBytes):start], 0)
	marked := expand(line[start:min(end, boundary(line, start+frameBytes))], width(before))
	after := expand(line[end:boundary(line, end+frameBytes)], width(before)+width(marked))
	if width(before)+width(marked)+width(after) > frameWidth {
		before = clipLeft(before, frameBefore)
		marked = clipRight(marked, frameWidth-width(before))
		after = clipRight(after, max(1, frameWidth-width(before)-width(marked)))
	}
	return frame{
		code:   strings.TrimRight(before+marked+after, " "),
		indent: width(before),
		length: max(1, width(marked)),
	}
}

// boundary moves a byte offset into s, and back to the start of the character that it lies in.
func boundary(s string, at int) int {
	at = min(max(at, 0), len(s))
	for back := at - 1; back >= 0 && back > at-utf8.UTFMax && at < len(s); back-- {
		if _, size := utf8.DecodeRuneInString(s[back:]); back+size > at {
			return back
		}
	}
	return at
}
