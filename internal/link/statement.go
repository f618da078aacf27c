package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Statement returns the code of the statement around a place and the code of the place itself, in a form for fingerprints
// that tools which only rearrange code leave as it is: without comments, line breaks, trailing commas, semicolons and
// parentheses that group, and with one kind of quotes. Of a table or an options object around the place only the members
// that lead to it are kept, and bodies of functions inside the statement are left out: what stands beside it changes without it.
func (l *Linker) Statement(p value.Place) string {
	f := l.prog.FileOf(p.File)
	if f == nil {
		return ""
	}
	if u := f.Unit(); u != nil {
		at := syntax.Span{Start: p.Start, End: p.End}
		place := u.Module().Tree.At(at)
		if n := syntax.Statement(place); !n.IsNone() {
			s, own := stripped{at: at}, stripped{at: at, whole: true}
			s.node(n)
			own.node(place)
			return s.b.String() + "\x00" + own.b.String()
		}
	}
	if t := f.Text(); t != nil && p.End <= len(t.Text) {
		return string(t.Text[p.Start:p.End])
	}
	return ""
}

// stripped gathers the tokens of a statement, one a line.
type stripped struct {
	b     strings.Builder
	at    syntax.Span // the place that the statement is looked at for
	whole bool        // members beside the place are kept: the statement is the place
}

func (s *stripped) node(n syntax.Node) {
	switch {
	case n.Extra() || n.Type() == "comment" || s.beside(n):
	case syntax.IsBody(n) && !n.Parent().IsNone():
		s.token("{}")
	case n.Is("string_content"):
		// Of what stands between its escape sequences there are no nodes.
		s.token(unquote.Replace(n.Text()))
	case n.First().IsNone():
		if t := tokenText(n); t != "" {
			s.token(t)
		}
	default:
		for c := range n.Children() {
			s.node(c)
		}
		if n.Is("new_expression") && n.ByField("arguments").IsNone() {
			s.token("(")
			s.token(")")
		}
	}
}

// unquote writes quotes as they are in a string of the other kind.
var unquote = strings.NewReplacer(`\"`, `"`, `\'`, `'`, `\\`, `\\`)

func (s *stripped) token(t string) {
	s.b.WriteString(t)
	s.b.WriteByte('\n')
}

// beside reports whether n is a member of an object or a list around the place, and another one than that with the place.
func (s *stripped) beside(n syntax.Node) bool {
	around := n.Parent()
	return !s.whole && n.Named() && syntax.IsLiteral(around) && around.Span().Contains(s.at) && around.Span() != s.at && !n.Span().Contains(s.at)
}

// tokenText returns a token as it counts: empty for one that only separates or groups.
func tokenText(n syntax.Node) string {
	text, around := n.Text(), n.Parent()
	switch {
	case text == ";" || text == "," && (isClosing(n.Next()) || syntax.IsLiteral(around)):
		return ""
	case (text == "(" || text == ")") && groups(around):
		return ""
	case n.Is("number") || n.Is("integer") || n.Is("float"):
		return numberText(text)
	case n.Is("string_start"):
		// F"…", u"…"
		return strings.TrimPrefix(strings.ReplaceAll(strings.ToLower(text), `"`, "'"), "u")
	case around.Is("string") && (n.Type() == "string_start" || n.Type() == "string_end" || text == `"` || text == "'"):
		if isName(around) {
			return ""
		}
		return strings.ReplaceAll(text, `"`, "'")
	case n.Is("escape_sequence") && (text == `\"` || text == `\'`):
		return text[1:]
	}
	return text
}

// numberText writes a number in one of the ways in which formatters do: 0XAB, .5, 5., 1E5.
func numberText(text string) string {
	text = strings.ToLower(text)
	if strings.HasPrefix(text, "0x") || !strings.Contains(text, ".") {
		return text
	}
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "ej"); i >= 0 {
		mantissa, exponent = text[:i], text[i:]
	}
	if mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), "."); mantissa == "" || mantissa[0] == '.' {
		mantissa = "0" + mantissa
	}
	return mantissa + exponent
}

// isClosing reports whether the next token but comments closes a bracket.
func isClosing(n syntax.Node) bool {
	for !n.IsNone() && n.Extra() {
		n = n.Next()
	}
	switch n.Type() {
	case ")", "]", "}", ">":
		return !n.Named()
	}
	return false
}

// groups reports whether the parentheses of a node say nothing: formatters add and remove them.
func groups(n syntax.Node) bool {
	return n.Is("parenthesized_expression") || n.Is("tuple") || n.Is("formal_parameters") && n.Parent().Is("arrow_function")
}

var keyField = syntax.FieldNamed("key")

// isName reports whether a string is the name of a member, which some formatters quote only where they must.
func isName(n syntax.Node) bool {
	switch n.Parent().Type() {
	case "pair":
		return n.Field() == keyField
	case "public_field_definition", "field_definition", "method_definition":
		return n == n.Parent().ByField("name") || n == n.Parent().ByField("property")
	}
	return false
}
