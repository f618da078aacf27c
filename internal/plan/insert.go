package plan

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// insertField writes a field below the one whose value it gets, with that one's type.
func (e *edits) insertField(d *Document, like, name string) bool {
	f := e.m.text(d.At.Repo, d.At.Path)
	if f == nil || d.decl == nil || !identifier.MatchString(name) {
		return false
	}
	for n := range d.decl.node.All() {
		field := n.ByField("name")
		if n.Is("assignment") {
			field = n.ByField("left")
		}
		if !n.Is("property_signature") && !n.Is("assignment") || field.Text() != like || n.ByField("type").IsNone() {
			continue
		}
		line, ok := lineAround(f, n)
		if !ok || !n.ByField("right").IsNone() || !n.ByField("value").IsNone() { // a default may be that field's alone
			return false
		}
		at := strings.Index(line.text, like)
		e.add(d.At.Repo, d.At.Path, edit{line.next, line.next, line.text[:at] + name + withoutComment(line.text[at+len(like):]) + line.end})
		return true
	}
	return false
}

// fillField gives the field the value of another, below it, where a document is made.
func (e *edits) fillField(made literal, like, name string) bool {
	f := made.file.text
	for c := range made.node.NamedChildren() {
		value, mark := c.Text(), ": "
		switch c.Type() {
		case "pair":
			if strings.Trim(c.ByField("key").Text(), `'"`) != like {
				continue
			}
			value = c.ByField("value").Text()
		case "shorthand_property_identifier":
			if value != like {
				continue
			}
		case "keyword_argument":
			if c.ByField("name").Text() != like {
				continue
			}
			value, mark = c.ByField("value").Text(), "="
		default:
			continue
		}
		line, ok := lineAround(f, c)
		if !ok || !strings.HasPrefix(strings.TrimLeft(line.text[c.End()-line.start:], " "), ",") || strings.TrimSpace(line.text[:c.Start()-line.start]) != "" {
			return false
		}
		e.add(made.file.repo, made.file.path, edit{line.next, line.next, line.text[:c.Start()-line.start] + name + mark + value + "," + line.end})
		return true
	}
	return false
}

// whole is a line with its place in the text.
type whole struct {
	start, next int // where it and the next one start
	text, end   string
}

// lineAround is the line that a node stands on; false if it takes several, or no line follows.
func lineAround(f *source.File, n syntax.Node) (whole, bool) {
	start, end := f.Lines().LineToOffsets(f.Lines().OffsetToLine(n.Start()))
	next := end
	if next < len(f.Text) && f.Text[next] == '\r' {
		next++
	}
	if next >= len(f.Text) || n.End() > end {
		return whole{}, false
	}
	return whole{start, next + 1, string(f.Text[start:end]), string(f.Text[end : next+1])}, true
}

// withoutComment cuts a comment off the end of a line.
func withoutComment(s string) string {
	for _, mark := range []string{"//", "#", "/*"} {
		if i := strings.Index(s, mark); i >= 0 {
			s = strings.TrimRight(s[:i], " \t")
		}
	}
	return s
}
