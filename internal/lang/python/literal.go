package python

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Why the text of a string is unknown.
const (
	namedCharacter = "a character written by its name"
	formatted      = "a value in a format of its own"
)

// prefix is how a string begins.
type prefix struct {
	raw, bytes, format bool
	quotes             int // the length of its quote
}

func prefixOf(s syntax.Node) (p prefix) {
	for _, c := range strings.ToLower(s.First().Text()) {
		switch c {
		case 'r':
			p.raw = true
		case 'b':
			p.bytes = true
		case 'f':
			p.format = true
		case '"', '\'':
			p.quotes++
		}
	}
	return p
}

// lowerString lowers a string, or several side by side, to their text; with substitutions to the parts of a template.
func lowerString(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	t := template{}
	t.addAll(n)
	switch {
	case t.reason != "":
		e.Str = t.reason
	case !t.substitutes:
		e.Op, e.Str = lang.OpString, t.text.String()
	default:
		t.flush()
		e.Op, e.Parts = lang.OpTemplate, t.parts
	}
}

// plainString returns the text of a string without substitutions.
func plainString(n syntax.Node) (string, bool) {
	t := template{}
	t.addAll(n)
	return t.text.String(), t.reason == "" && !t.substitutes && !n.HasError()
}

// template collects the pieces of a string.
type template struct {
	text        strings.Builder // literal text that is not yet a part
	parts       []lang.Part
	substitutes bool
	reason      string // why the text is unknown, or empty
}

func (t *template) addAll(n syntax.Node) {
	if kindOf(n) == kString {
		t.add(n)
		return
	}
	for c := range n.NamedChildren() {
		t.add(c)
	}
}

func (t *template) flush() {
	if t.text.Len() > 0 {
		t.parts = append(t.parts, lang.Part{Str: t.text.String()})
		t.text.Reset()
	}
}

// add adds the pieces of one literal: what stands between its quotes and substitutions. The nodes of the grammar for
// the text do not hold all of it: a blank may be missing, and \' at the end of a raw string belongs to string_end.
func (t *template) add(s syntax.Node) {
	p := prefixOf(s)
	text := s.Tree().Text()
	at := s.First().End()
	for c := s.First().Next(); !c.IsNone(); c = c.Next() {
		if kindOf(c) != kInterpolation && !c.Is("string_end") {
			continue
		}
		if kindOf(c) == kInterpolation {
			t.decode(string(text[at:c.Start()]), p)
			t.substitute(c)
		} else if end := c.End() - p.quotes; end > at {
			t.decode(string(text[at:end]), p)
		}
		at = c.End()
	}
}

// substitute adds {expression}. With a conversion or format of its own the part is the substitution itself, which
// lowers to something unknown.
func (t *template) substitute(n syntax.Node) {
	t.substitutes = true
	if n.HasToken("=") { // f"{x=}" writes the expression before its value.
		at := n.First()
		for c := range n.Children() {
			if c.Type() == "=" && !c.Named() {
				t.text.Write(n.Tree().Text()[at.End():c.End()])
				break
			}
		}
	}
	t.flush()
	x := n
	if plainFormat(n) {
		x = n.Child(fExpression)
	}
	t.parts = append(t.parts, lang.Part{Expr: x})
}

// plainFormat reports whether the value stands in the text as str() writes it.
func plainFormat(n syntax.Node) bool {
	if n.HasToken("=") || n.Child(fExpression).IsNone() {
		return false
	}
	for c := range n.NamedChildren() {
		switch c.Type() {
		case "type_conversion":
			if c.Text() != "!s" {
				return false
			}
		case "format_specifier":
			if f := c.Text(); f != ":" && f != ":s" && f != ":d" {
				return false
			}
		}
	}
	return true
}

func lowerInterpolation(e *lang.Expr, m *lang.Module, n syntax.Node) {
	if plainFormat(n) {
		*e = Expr(m, n.Child(fExpression))
		return
	}
	e.Str = formatted
}

// decode adds the text that the source s of a literal means.
func (t *template) decode(s string, p prefix) {
	for len(s) > 0 {
		i := strings.IndexAny(s, "\\{}\r")
		if i < 0 {
			t.text.WriteString(s)
			return
		}
		t.text.WriteString(s[:i])
		s = s[i:]
		switch c := s[0]; {
		case c == '\r': // Python reads all line ends as \n.
			t.text.WriteByte('\n')
			s = strings.TrimPrefix(s[1:], "\n")
		case c == '\\' && !p.raw:
			s = t.escape(s[1:], p)
		case (c == '{' || c == '}') && p.format && len(s) > 1 && s[1] == c:
			t.text.WriteByte(c)
			s = s[2:]
		default:
			t.text.WriteByte(c)
			s = s[1:]
		}
	}
}

// simpleEscapes are the characters that an escape of one letter stands for.
var simpleEscapes = map[byte]byte{
	'\\': '\\', '\'': '\'', '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
}

// escape adds what the escape means whose text after the backslash begins s, and returns what follows it. An escape
// that Python does not know stands for itself.
func (t *template) escape(s string, p prefix) string {
	if s == "" {
		t.text.WriteByte('\\')
		return s
	}
	c := s[0]
	if r, ok := simpleEscapes[c]; ok {
		t.text.WriteByte(r)
		return s[1:]
	}
	switch {
	case c == '\n':
		return s[1:]
	case c == '\r':
		return strings.TrimPrefix(s[1:], "\n")
	case c == 'x':
		return t.code(s, 2, 16, p)
	case c == 'u' && !p.bytes:
		return t.code(s, 4, 16, p)
	case c == 'U' && !p.bytes:
		return t.code(s, 8, 16, p)
	case c == 'N' && !p.bytes:
		t.reason = namedCharacter
		return s[1:]
	case '0' <= c && c <= '7':
		return t.octal(s, p)
	}
	t.text.WriteByte('\\')
	return s
}

// code adds the character whose number is the digits after the first letter of s.
func (t *template) code(s string, digits, base int, p prefix) string {
	if len(s) < 1+digits {
		t.text.WriteByte('\\')
		return s
	}
	v, err := strconv.ParseUint(s[1:1+digits], base, 32)
	if err != nil {
		t.text.WriteByte('\\')
		return s
	}
	t.char(v, p)
	return s[1+digits:]
}

func (t *template) octal(s string, p prefix) string {
	n := 1
	for n < 3 && n < len(s) && '0' <= s[n] && s[n] <= '7' {
		n++
	}
	v, _ := strconv.ParseUint(s[:n], 8, 32) // Three octal digits at most.
	t.char(v, p)
	return s[n:]
}

func (t *template) char(v uint64, p prefix) {
	switch {
	case p.bytes:
		t.text.WriteByte(byte(v))
	case v > utf8.MaxRune:
		t.text.WriteRune(utf8.RuneError)
	default:
		t.text.WriteRune(rune(v))
	}
}

// lowerNumber reads integers in all bases and floats.
func lowerNumber(e *lang.Expr, _ *lang.Module, n syntax.Node) {
	text := n.Text()
	e.Str = text
	s := strings.TrimRight(strings.ReplaceAll(text, "_", ""), "lL")
	v, err := strconv.ParseFloat(s, 64)
	if len(s) > 1 && s[0] == '0' && strings.ContainsAny(s[1:2], "xXoObB") {
		var i uint64
		i, err = strconv.ParseUint(s, 0, 64)
		v = float64(i)
	}
	if err != nil {
		e.Str = "an imaginary or very large number"
		return
	}
	e.Op, e.Num = lang.OpNumber, v
}
