package suppress

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// covers reports whether a comment is about a place: see the package comment.
func (f *File) covers(c *Comment, at syntax.Span) bool {
	first, last := f.linesOf(at)
	if f.tree == nil {
		return f.before(c, first) || c.first <= last && first <= c.last
	}
	place := f.tree.At(at)
	statement := syntax.Statement(place)
	if !statement.IsNone() {
		first, last = f.linesOf(statement.Span())
		first = f.decorated(statement, first)
	}
	switch {
	case f.before(c, first):
		return true
	case c.last < first || last < c.first:
		return false
	}
	comment := f.tree.At(c.Span)
	if statement.IsNone() || !comment.Within(statement) {
		return true // before or after it, on a line of it
	}
	return f.belongs(comment, c, place, first)
}

// linesOf returns the first and the last line of a span.
func (f *File) linesOf(at syntax.Span) (first, last int) {
	return f.lines.OffsetToLine(at.Start), f.lines.OffsetToLine(max(at.Start, at.End-1))
}

// decorated is the line where the decorators of a class member begin, or else the given one.
func (f *File) decorated(statement syntax.Node, line int) int {
	before := syntax.Node{}
	for n := range statement.Parent().NamedChildren() {
		switch {
		case n == statement && !before.IsNone():
			first, _ := f.linesOf(before.Span())
			return first
		case n == statement:
			return line
		case !n.Is("decorator"):
			before = syntax.Node{}
		case before.IsNone():
			before = n
		}
	}
	return line
}

// belongs decides about a comment inside the statement of a place, which begins on the line first.
func (f *File) belongs(comment syntax.Node, c *Comment, place syntax.Node, first int) bool {
	member, around := comment, comment.Parent()
	for !around.IsNone() && !place.Within(around) {
		if syntax.IsBody(around) {
			return c.first == first // else it is in a function inside the statement
		}
		member, around = around, around.Parent()
	}
	if around == place || !isList(around) {
		return true
	}
	if !isComment(member) {
		return false // it is in a member beside
	}
	return f.attached(member, c, memberWith(around, place), around)
}

// isList reports whether the children of a node stand beside one another, each by itself.
func isList(n syntax.Node) bool {
	return syntax.IsLiteral(n) || n.Is("jsx_element") || n.Is("jsx_fragment")
}

// isComment reports whether a node is a comment, or the braces that JSX writes one in.
func isComment(n syntax.Node) bool {
	if n.Is("jsx_expression") {
		return n.NamedFirst().IsNone()
	}
	return n.Extra() || n.Type() == "comment"
}

// memberWith is the child of a node that holds a place.
func memberWith(around, place syntax.Node) syntax.Node {
	for n := range around.Children() {
		if place.Within(n) {
			return n
		}
	}
	return syntax.Node{}
}

// attached decides about a comment that is itself among the members of a list: it is about the member on whose lines it
// stands, or before which it stands by itself; after the opening bracket about all of them.
func (f *File) attached(comment syntax.Node, c *Comment, member, around syntax.Node) bool {
	if !c.alone {
		opening, _ := f.linesOf(around.Span())
		if c.first == opening && f.isFirst(comment, around) {
			return true
		}
		first, last := f.linesOf(member.Span())
		return c.first <= last && first <= c.last
	}
	next := comment.Next()
	for !next.IsNone() && (isComment(next) || next.Is("jsx_text") && strings.TrimSpace(next.Text()) == "" || !next.Named()) {
		next = next.Next()
	}
	return next == member
}

// isFirst reports whether only punctuation stands before a comment in its list.
func (f *File) isFirst(comment, around syntax.Node) bool {
	for n := range around.Children() {
		switch {
		case n == comment:
			return true
		case n.Named() && !isComment(n) && !n.Is("jsx_opening_element") && !n.Is("jsx_text"):
			return false
		}
	}
	return false
}
