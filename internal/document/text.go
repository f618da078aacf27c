package document

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// counted writes a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// String writes a place as repository/path:line.
func (p Place) String() string {
	s := p.Path
	if p.Repo != "" {
		s = p.Repo + "/" + p.Path
	}
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
	}
	return s
}

// In writes a place within its repository.
func (p Place) In() string { return Place{Path: p.Path, Line: p.Line}.String() }

// labelled names a snapshot; the one without a label is now.
func labelled(label string) string {
	if label == "" {
		return "now"
	}
	return label
}

// escaped writes text of messages as Markdown that shows it as it is, but that `code` stays code. It stands on one line and
// may stand in a table.
func escaped(s string) string {
	parts := strings.Split(strings.Join(strings.Fields(s), " "), "`")
	if len(parts)%2 == 0 {
		return plainText(strings.Join(parts, "`"))
	}
	var b strings.Builder
	for i, p := range parts {
		if i%2 == 0 {
			b.WriteString(plainText(p))
		} else if p != "" {
			b.WriteString(code(p))
		}
	}
	return b.String()
}

// plainText escapes whatever Markdown or HTML would read.
func plainText(s string) string {
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

// code writes text as a code span, whatever it holds.
func code(s string) string {
	s = strings.Join(strings.Fields(s), " ")
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

// fenced writes lines of code as a block, whatever they hold.
func fenced(s string) string {
	fence := "```"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	return fence + "\n" + s + "\n" + fence
}
