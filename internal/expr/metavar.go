package expr

import (
	"regexp"
	"strings"
)

// hideMetavars turns `$X` into `_X` and `$...X` into `____X` outside string literals. The text keeps its length, so
// that offsets hold.
func hideMetavars(src string) string {
	if !strings.Contains(src, "$") {
		return src
	}
	out := []byte(src)
	for i := 0; i < len(out); i++ {
		switch out[i] {
		case '\'', '"':
			end, _ := skipString(src, i)
			i = end - 1
		case '$':
			out[i] = '_'
			for j := i + 1; j < len(out) && j < i+4 && out[j] == '.'; j++ {
				out[j] = '_'
			}
		}
	}
	return string(out)
}

// skipString returns the offset behind the string literal that starts at src[start]; len(src) if it is not closed.
// CEL has four quotes; a raw string, r'…', knows no escapes.
func skipString(src string, start int) (end int, closed bool) {
	quote := src[start : start+1]
	if strings.HasPrefix(src[start:], strings.Repeat(quote, 3)) {
		quote = src[start : start+3]
	}
	raw := start > 0 && (src[start-1]|0x20 == 'r')
	for i := start + len(quote); i < len(src); i++ {
		if src[i] == '\\' && !raw {
			i++
			continue
		}
		if strings.HasPrefix(src[i:], quote) {
			return i + len(quote), true
		}
	}
	return len(src), false
}

func hidden(name string) string {
	if rest, ok := strings.CutPrefix(name, "$..."); ok {
		return "____" + rest
	}
	if rest, ok := strings.CutPrefix(name, "$"); ok {
		return "_" + rest
	}
	return name
}

var hiddenName = regexp.MustCompile(`\b(____|_)([A-Z][A-Z0-9_]*)\b`)

// shown is the name as the user wrote it.
func shown(name string) string {
	m := hiddenName.FindStringSubmatch(name)
	switch {
	case m == nil || m[0] != name:
		return name
	case m[1] == "_":
		return "$" + m[2]
	}
	return "$..." + m[2]
}
