package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible returns s, a piece of one line, fit for a terminal: what could move the cursor, change its colours, reorder
// the text or end the line is written as an escape (\x1b, \u202e) and shown as it stands in the source. These are
// control characters (C0, DEL and C1) except the tab, characters of bidirectional control, line and paragraph
// separators, the byte order mark, and bytes that are no UTF-8, among which a terminal may see C1.
//
// Visible of two pieces cut between characters is Visible of the whole, so that a marker below a line can be placed by
// the width of what Visible makes of the text before it.
func Visible(s string) string {
	if i := strings.IndexFunc(s, hidden); i < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case !hidden(r) || r == utf8.RuneError && size > 1:
			b.WriteString(s[:size])
		case r == utf8.RuneError:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r < utf8.RuneSelf:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		s = s[size:]
	}
	return b.String()
}

// hidden is true also of U+FFFD, which is what a byte that is no UTF-8 looks like.
func hidden(r rune) bool {
	switch r {
	case '\t':
		return false
	case utf8.RuneError, '\u2028', '\u2029', '\ufeff':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
