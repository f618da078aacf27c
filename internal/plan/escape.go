package plan

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
)

// text writes any text as a piece of one line of Markdown that means nothing but itself. Code between backticks that
// the plan itself writes stays code: names in it may hold anything all the same.
func text(s string) string {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 { // a backtick without another: all of it is text
		return escape(s)
	}
	var b strings.Builder
	for i, p := range parts {
		if i%2 == 0 {
			b.WriteString(escape(p))
		} else {
			b.WriteString(code(p))
		}
	}
	return b.String()
}

var special = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
	"|", "&#124;", "~", `\~`, "$", `\$`)

func escape(s string) string {
	return special.Replace(visible(s))
}

// visible puts what may have several lines on one, without characters that could move or reorder it.
func visible(s string) string {
	return source.Visible(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s))
}

// code writes a span of code. In a cell of a table its bars are escaped by row.
func code(s string) string {
	s = visible(s)
	if strings.TrimSpace(s) == "" {
		return ""
	}
	ticks := strings.Repeat("`", longest(s, '`')+1)
	pad := ""
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.HasPrefix(s, " ") && strings.HasSuffix(s, " ") {
		pad = " "
	}
	return ticks + pad + s + pad + ticks
}

// fence writes a block of code; the fence is longer than any in it.
func fence(info, s string) string {
	marks := strings.Repeat("`", max(3, longest(s, '`')+1))
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"), "\n")
	for i, l := range lines {
		lines[i] = source.Visible(strings.ReplaceAll(l, "\r", ""))
	}
	return marks + info + "\n" + strings.Join(lines, "\n") + "\n" + marks + "\n"
}

// longest is the length of the longest run of a character.
func longest(s string, c byte) int {
	most, run := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			run++
			most = max(most, run)
		} else {
			run = 0
		}
	}
	return most
}
