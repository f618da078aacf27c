package pattern

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/syntax"
)

var (
	kString       = syntax.Named("string")
	kTemplate     = syntax.Named("template_string")
	kConcat       = syntax.Named("concatenated_string")
	kSubstitution = kindsOf("template_substitution", "interpolation")
	kStringStart  = syntax.Named("string_start")
	kStringEnd    = syntax.Named("string_end")
)

// literalString returns the value of a string literal that stands as written: quotes and escapes undone, Python's
// adjacent literals joined. ok is false where it holds an interpolation or n is no string.
func literalString(n syntax.Node) (value string, ok bool) {
	switch n.Kind() {
	case kConcat:
		var sb strings.Builder
		for c := range n.NamedChildren() {
			s, ok := literalString(c)
			if !ok {
				return "", false
			}
			sb.WriteString(s)
		}
		return sb.String(), true
	case kInterpreted, kRaw:
		return goString(n)
	case kString, kTemplate:
		if hasSubstitution(n) {
			return "", false
		}
		return unescape(stringBody(n))
	}
	return "", false
}

func hasSubstitution(n syntax.Node) bool {
	for c := range n.Children() {
		if kSubstitution.has(c.Kind()) {
			return true
		}
	}
	return false
}

// stringBody returns the source between a literal's quotes, and whether backslashes are plain characters in it.
func stringBody(n syntax.Node) (body string, rawText, format bool) {
	text := n.Text()
	first, last := n.First(), syntax.Node{}
	for c := range n.Children() {
		last = c
	}
	if first.IsNone() {
		return text, false, false
	}
	start, end := first.End()-n.Start(), last.Start()-n.Start()
	if first == last || start > end {
		return "", false, false
	}
	if first.Kind() == kStringStart {
		prefix := strings.ToLower(strings.TrimRight(first.Text(), `"'`))
		return text[start:end], strings.Contains(prefix, "r"), strings.Contains(prefix, "f")
	}
	return text[start:end], false, false
}

// stringPrefix returns the letters before a Python literal's quotes, lower case.
func stringPrefix(n syntax.Node) string {
	if f := n.First(); f.Kind() == kStringStart {
		return strings.ToLower(strings.TrimRight(f.Text(), `"'`))
	}
	return ""
}

func isBytes(n syntax.Node) bool   { return strings.Contains(stringPrefix(n), "b") }
func isFString(n syntax.Node) bool { return strings.Contains(stringPrefix(n), "f") }

// unescape undoes the escapes that JavaScript and Python share; an unknown one keeps its character.
func unescape(s string, rawText, format bool) (string, bool) {
	if format {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "{{", "{"), "}}", "}")
	}
	if rawText || !strings.Contains(s, `\`) {
		return s, true
	}
	var sb strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 == len(s) {
			sb.WriteByte(s[i])
			i++
			continue
		}
		r, size := escape(s[i+1:])
		if r >= 0 {
			sb.WriteRune(r)
		}
		i += 1 + size
	}
	return sb.String(), true
}

var simpleEscapes = map[byte]rune{'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 'f': '\f', 'v': '\v', '0': 0, '\n': -1}

// escape reads one escape after its backslash: the character it stands for, -1 for none, and its length in bytes.
func escape(s string) (rune, int) {
	if r, ok := simpleEscapes[s[0]]; ok {
		return r, 1
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[0]]
	if s[0] == 'u' && strings.HasPrefix(s, "u{") {
		if end := strings.IndexByte(s, '}'); end > 0 {
			if v, err := strconv.ParseUint(s[2:end], 16, 32); err == nil {
				return rune(v), end + 1
			}
		}
	}
	if digits > 0 && len(s) > digits {
		if v, err := strconv.ParseUint(s[1:1+digits], 16, 32); err == nil {
			return rune(v), 1 + digits
		}
	}
	return utf8.DecodeRuneInString(s)
}
