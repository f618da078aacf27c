package report

import (
	"strings"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Columns of a terminal that the code of a frame may take where nobody says how many there are, and the fewest. A third of
// them may stand before the marked code when the line is longer. Minified files have lines of a megabyte.
const (
	frameWidth = 120
	frameLeast = 30
	frameBytes = 20 * frameWidth // of each part that are looked at: measuring a megabyte takes too long
)

// frame is one line of code with a marker below.
type frame struct {
	code   string // visible
	indent int    // columns before the marker
	length int    // columns of the marker, at least 1
}

// newFrame marks the part of l that lies on its first line, whose text is line, within limit columns.
func newFrame(l diag.Location, line string, limit int) frame {
	start := boundary(line, l.Start.Column-1)
	end := len(strings.TrimRight(line, " \t\r"))
	if l.End.Line <= l.Start.Line {
		end = boundary(line, l.End.Column-1)
	}
	end = max(start, end)
	before := terminal.Expand(line[boundary(line, start-frameBytes):start], 0)
	marked := terminal.Expand(line[start:min(end, boundary(line, start+frameBytes))], terminal.Width(before))
	after := terminal.Expand(line[end:boundary(line, end+frameBytes)], terminal.Width(before)+terminal.Width(marked))
	if terminal.Width(before)+terminal.Width(marked)+terminal.Width(after) > limit {
		before = terminal.ClipLeft(before, limit/3)
		marked = terminal.ClipRight(marked, limit-terminal.Width(before))
		after = terminal.ClipRight(after, max(1, limit-terminal.Width(before)-terminal.Width(marked)))
	}
	return frame{
		code:   strings.TrimRight(before+marked+after, " "),
		indent: terminal.Width(before),
		length: max(1, terminal.Width(marked)),
	}
}

// frameLimit is how many columns code may take behind a gutter.
func (o Options) frameLimit(gutter string) int {
	if o.Width <= 0 {
		return frameWidth
	}
	// One column for the ellipsis of what follows code that takes all of them; one that terminals wrap at when it is full.
	return min(frameWidth, max(frameLeast, o.Width-terminal.Width(gutter)-len("| ")-2))
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
