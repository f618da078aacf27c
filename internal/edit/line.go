package edit

import (
	"bytes"
	"regexp"
	"strings"
)

// assignment is a line of an example file that is no comment.
var assignment = regexp.MustCompile(`^(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=(.*)$`)

// Append returns the edit that adds lines to a text, in its line ends: at the end, but a `NAME=` behind the last name that shares
// the most words with it from the start. There is none if the text sets the name already, or ends with the lines.
func Append(old []byte, added string) []Edit {
	eol := EOL(old)
	added = strings.ReplaceAll(strings.TrimSuffix(strings.ReplaceAll(added, "\r\n", "\n"), "\n"), "\n", eol)
	if added == "" {
		return nil
	}
	if m := assignment.FindStringSubmatch(added); m != nil {
		at, there := beside(old, m[1])
		if there {
			return nil
		}
		if at > 0 {
			return []Edit{{at, at, added + eol}}
		}
	} else if bytes.HasSuffix(bytes.TrimRight(old, "\r\n"), []byte(added)) {
		return nil
	}
	end := []Edit{{len(old), len(old), added + eol}}
	if len(old) > 0 && old[len(old)-1] != '\n' {
		// The end that the last line lacks is an edit of its own, which is made once however many lines are added.
		return append([]Edit{{len(old), len(old), eol}}, end...)
	}
	return end
}

// beside finds the place for a name among assignments: the start of the line behind its nearest relative, 0 for none. there says that
// the text sets the name.
func beside(old []byte, name string) (at int, there bool) {
	best, offset := 0, 0
	open := byte(0) // the quote of a value that goes over several lines
	for line := range bytes.Lines(old) {
		offset += len(line)
		s := strings.TrimRight(string(line), "\r\n")
		if open != 0 {
			if strings.IndexByte(s, open) >= 0 {
				open = 0
			}
			continue
		}
		m := assignment.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		if m[1] == name {
			return 0, true
		}
		if open = openQuote(m[2]); open != 0 || !strings.HasSuffix(string(line), "\n") {
			continue
		}
		if n := sharedWords(m[1], name); n > 0 && n >= best {
			best, at = n, offset
		}
	}
	return at, false
}

func openQuote(value string) byte {
	value = strings.TrimLeft(value, " \t")
	if value == "" || value[0] != '"' && value[0] != '\'' || strings.Count(value, value[:1])%2 == 0 {
		return 0
	}
	return value[0]
}

// sharedWords counts the words that two names have in common from the start.
func sharedWords(a, b string) int {
	x, y := strings.Split(a, "_"), strings.Split(b, "_")
	n := 0
	for n < len(x) && n < len(y) && strings.EqualFold(x[n], y[n]) {
		n++
	}
	return n
}
