package typescript

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// literalString returns the text of a string, or of a template without substitutions.
func literalString(n syntax.Node) (string, bool) {
	switch n.Type() {
	case "string":
		if !n.Named() || n.HasError() {
			return "", false
		}
		return unescape(inside(n.Text())), true
	case "template_string":
		for c := range n.NamedChildren() {
			if c.Is("template_substitution") || n.HasError() {
				return "", false
			}
		}
		return unescape(cooked(inside(n.Text()))), true
	}
	return "", false
}

// literalKey returns the name of a key written as a string or number, in brackets or not.
func literalKey(n syntax.Node) (string, bool) {
	if n.Is("computed_property_name") {
		n = n.NamedFirst()
	}
	n = uncast(n)
	if n.Is("number") {
		v, ok := number(n.Text())
		return strconv.FormatFloat(v, 'f', -1, 64), ok
	}
	return literalString(n)
}

// inside strips the quotes.
func inside(s string) string {
	if len(s) < 2 {
		return ""
	}
	return s[1 : len(s)-1]
}

// cooked turns the line ends of a template into the one that the language says they are.
func cooked(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// unescape decodes the escapes of strings and templates. What is no valid escape stands for itself, without the
// backslash.
func unescape(s string) string {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '\\') {
		b.WriteString(s[:i])
		if i+1 == len(s) {
			return b.String()
		}
		s = s[i+1:]
		s = s[escape(&b, s):]
	}
	b.WriteString(s)
	return b.String()
}

var simpleEscapes = map[byte]string{
	'n': "\n", 't': "\t", 'r': "\r", 'b': "\b", 'f': "\f", 'v': "\v", '\n': "",
}

// escape writes what the escape at the start of s (behind the backslash) means, and returns its length.
func escape(b *strings.Builder, s string) int {
	if text, ok := simpleEscapes[s[0]]; ok {
		b.WriteString(text)
		return 1
	}
	switch c := s[0]; {
	case c == '\r' && strings.HasPrefix(s, "\r\n"):
		return 2
	case c == '\r':
		return 1
	case c == 'x':
		if r, n, ok := hex(s[1:], 2); ok {
			b.WriteRune(r)
			return 1 + n
		}
	case c == 'u':
		if r, n, ok := unicodeEscape(s); ok {
			b.WriteRune(r)
			return n
		}
	case '0' <= c && c <= '7':
		return octal(b, s)
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == '\u2028' || r == '\u2029' {
		return n
	}
	b.WriteString(s[:n])
	return n
}

// hex reads exactly n hexadecimal digits.
func hex(s string, n int) (r rune, length int, ok bool) {
	if len(s) < n {
		return 0, 0, false
	}
	v, err := strconv.ParseUint(s[:n], 16, 32)
	return rune(v), n, err == nil
}

// unicodeEscape reads uXXXX, two of them for a surrogate pair, and u{X...}.
func unicodeEscape(s string) (r rune, length int, ok bool) {
	if strings.HasPrefix(s, "u{") {
		end := strings.IndexByte(s, '}')
		if end < 0 {
			return 0, 0, false
		}
		v, err := strconv.ParseUint(s[2:end], 16, 32)
		return rune(v), end + 1, err == nil && v <= utf8.MaxRune
	}
	r, n, ok := hex(s[1:], 4)
	n++
	if ok && utf16.IsSurrogate(r) && strings.HasPrefix(s[n:], "\\u") {
		if low, m, ok := hex(s[n+2:], 4); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, n + 2 + m, true
			}
		}
	}
	return r, n, ok
}

// octal reads \0 and the octal escapes of old.
func octal(b *strings.Builder, s string) int {
	n, v := 0, 0
	for n < 3 && n < len(s) && '0' <= s[n] && s[n] <= '7' && v*8+int(s[n]-'0') < 256 {
		v, n = v*8+int(s[n]-'0'), n+1
	}
	b.WriteRune(rune(v))
	return n
}

// number reads a numeric literal.
func number(text string) (float64, bool) {
	s := strings.ToLower(strings.ReplaceAll(text, "_", ""))
	if v, err := strconv.ParseUint(strings.TrimSuffix(s, "n"), 0, 64); err == nil {
		return float64(v), true // decimal, 0x, 0o, 0b, and the old 017
	}
	if strings.HasPrefix(s, "0x") { // ParseFloat reads hexadecimal fractions, which the language does not have
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "n"), 64)
	return v, err == nil
}
