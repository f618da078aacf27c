package markdown

import (
	"strings"
	"unicode"

	"github.com/bytelyst/connaudit/internal/source"
)

// Text writes text of messages, of which `code` stays code. It stands on one line and may stand in a table.
func Text(s string) string {
	parts := strings.Split(oneLine(s), "`")
	if len(parts)%2 == 0 {
		return plain(strings.Join(parts, "`"))
	}
	var b strings.Builder
	for i, p := range parts {
		if i%2 == 0 {
			b.WriteString(plain(p))
		} else if p != "" {
			b.WriteString(Code(p))
		}
	}
	return b.String()
}

// plain escapes whatever Markdown or HTML would read.
func plain(s string) string {
	var b strings.Builder
	runes := []rune(s)
	word := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	for i, r := range runes {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\*[]|`~", r) || r == '_' && !(word(i-1) && word(i+1)):
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Code writes text as a code span on one line, which may stand in a table.
func Code(s string) string {
	s = oneLine(s)
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + strings.ReplaceAll(s, "|", "\\|") + fence
}

// Fenced writes lines of code as a block.
func Fenced(s string) string {
	fence := "```"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	return fence + "\n" + s + "\n" + fence
}

// oneLine puts everything on one line, with one space for any white space.
func oneLine(s string) string { return source.Visible(strings.Join(strings.Fields(s), " ")) }
