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
		if n := statementAround(place); !n.IsNone() {
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

// statementAround returns the innermost statement or class member that n is or lies in, none at the top of a file.
func statementAround(n syntax.Node) syntax.Node {
	for !n.IsNone() && !isStatement(n) {
		n = n.Parent()
	}
	return n
}

func isStatement(n syntax.Node) bool {
	switch n.Parent().Type() {
	case "program", "module", "statement_block", "block", "class_body", "switch_case", "export_statement":
		return n.Named()
	}
	return false
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
	case isBody(n) && !n.Parent().IsNone():
		s.token("{}")
	case n.First().IsNone():
		if t := tokenText(n); t != "" {
			s.token(t)
		}
	default:
		for c := range n.Children() {
			s.node(c)
		}
	}
}

func (s *stripped) token(t string) {
	s.b.WriteString(t)
	s.b.WriteByte('\n')
}

// beside reports whether n is a member of an object or a list around the place, and another one than that with the place.
func (s *stripped) beside(n syntax.Node) bool {
	around := n.Parent()
	return !s.whole && n.Named() && isLiteral(around) && around.Span().Contains(s.at) && around.Span() != s.at && !n.Span().Contains(s.at)
}

func isLiteral(n syntax.Node) bool {
	switch n.Type() {
	case "object", "array", "object_pattern", "array_pattern", "dictionary", "list", "set", "tuple":
		return true
	}
	return false
}

func isBody(n syntax.Node) bool {
	switch n.Type() {
	case "statement_block", "block", "class_body":
		return true
	}
	return false
}

// tokenText returns a token as it counts: empty for one that only separates or groups.
func tokenText(n syntax.Node) string {
	text, around := n.Text(), n.Parent()
	switch {
	case text == ";" || text == "," && (isClosing(n.Next()) || isLiteral(around)):
		return ""
	case (text == "(" || text == ")") && groups(around):
		return ""
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
	return n.Is("parenthesized_expression") || n.Is("formal_parameters") && n.Parent().Is("arrow_function")
}

var keyField = syntax.FieldNamed("key")

// isName reports whether a string is the name of a member, which some formatters quote only where they must.
func isName(n syntax.Node) bool { return n.Field() == keyField && n.Parent().Is("pair") }
