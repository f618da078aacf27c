package metamorph

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// visitor returns what replaces a node; ok is false where the node stays and its children are visited. It prints parts of
// the node, rewritten themselves, by p.
type visitor func(p *printer, n syntax.Node) (text string, ok bool)

// printer writes a tree as it was written, but for what its visitor replaces.
type printer struct{ visit visitor }

func (p *printer) print(n syntax.Node) string {
	if n.IsNone() {
		return ""
	}
	if text, ok := p.visit(p, n); ok {
		return text
	}
	return p.inside(n)
}

// inside prints n itself as it is, and visits its children.
func (p *printer) inside(n syntax.Node) string { return p.span(n, n.Start(), n.End(), nil) }

// span prints the part of n from start to end, by the replacements of its children where there are such.
func (p *printer) span(n syntax.Node, start, end int, replaced map[syntax.NodeID]string) string {
	var b strings.Builder
	text, at := n.Tree().Text(), start
	if n.Parent().IsNone() {
		at, end = 0, len(text) // also the blanks around the whole
	}
	for c := range n.Children() {
		if c.Start() < at || c.End() > end {
			continue
		}
		b.Write(text[at:c.Start()])
		if r, ok := replaced[c.ID()]; ok {
			b.WriteString(r)
		} else {
			b.WriteString(p.print(c))
		}
		at = c.End()
	}
	b.Write(text[at:end])
	return b.String()
}

// permuted prints n with some of its children put into each other's places.
func (p *printer) permuted(n syntax.Node, places, order []syntax.Node) string {
	texts := map[syntax.NodeID]string{}
	for i, c := range places {
		texts[c.ID()] = p.print(order[i])
	}
	return p.span(n, n.Start(), n.End(), texts)
}

// is reports whether n is of one of the types.
func is(n syntax.Node, types ...string) bool { return n.Named() && slices.Contains(types, n.Type()) }

// role reports whether n has the named role in its parent.
func role(n syntax.Node, name string) bool { return !n.IsNone() && n.Parent().ByField(name) == n }

// within returns the nearest node of one of the types around n, or none.
func within(n syntax.Node, types ...string) syntax.Node {
	for n = n.Parent(); !n.IsNone(); n = n.Parent() {
		if is(n, types...) {
			return n
		}
	}
	return n
}

// plain returns what a string literal without escapes holds.
func plain(n syntax.Node) (content string, ok bool) {
	t := n.Text()
	if !is(n, "string") || len(t) < 2 || t[0] != '\'' && t[0] != '"' || strings.ContainsAny(t, "\\\n\r") {
		return "", false
	}
	content = t[1 : len(t)-1]
	return content, !strings.ContainsAny(content, "'\"`$")
}
