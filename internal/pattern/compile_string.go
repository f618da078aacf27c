package pattern

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// string compiles string literals: "..." is any string, "$X" binds the content, "=~/re/" searches it.
func (c *compiler) string(n syntax.Node) *node {
	if n.Kind() == kTemplate || isFString(n) {
		return c.template(n)
	}
	value, ok := literalString(n)
	if !ok {
		return nil
	}
	p := &node{op: opString, text: value, kinds: kStrings}
	if isBytes(n) {
		p.bytes = true // a bytes literal equals none but bytes
	}
	switch {
	case value == "...":
		p.str = strAny
	case isMetavar(value):
		p.str = strMeta
	case legacy.MatchString(value):
		m := legacy.FindStringSubmatch(value)
		flags := ""
		if m[2] != "" {
			flags = "(?" + m[2] + ")"
		}
		re, err := CompileRegexp(flags + m[1])
		if err != nil {
			c.fail(n, "the regular expression "+quoted(n)+" does not compile: "+err.Error(), "mend it")
			return nil
		}
		p.str, p.regex = strRegex, re
	}
	return p
}

// template compiles `a${x}b` and f"a{x}b"; dots in the text stand for any text and interpolations.
func (c *compiler) template(n syntax.Node) *node {
	p := &node{op: opTemplate, kinds: kStrings, str: strTemplate}
	if n.Kind() != kTemplate {
		p.str = strFormat
	}
	if value, ok := literalString(n); ok {
		switch {
		case value == "...":
			p.op = opString
			return p
		case n.Kind() == kTemplate:
			return &node{op: opString, text: value, kinds: kStrings}
		}
	}
	for _, part := range partsOf(n) {
		if part.expr.IsNone() {
			p.kids = append(p.kids, textParts(part.text)...)
		} else {
			p.kids = append(p.kids, c.node(part.expr))
		}
	}
	return p
}

// part is a piece of an interpolated string: text, or the expression of an interpolation.
type part struct {
	text string
	expr syntax.Node
}

// partsOf splits an interpolated string. Text keeps its escapes as written.
func partsOf(n syntax.Node) []part {
	var out []part
	at := -1
	flush := func(to int) {
		if at >= 0 && to > at {
			out = append(out, part{text: string(n.Tree().Text()[at:to])})
		}
	}
	for c := range n.Children() {
		switch {
		case at < 0:
			at = c.End() // the opening quote
		case kSubstitution.has(c.Kind()):
			flush(c.Start())
			out = append(out, part{expr: firstNamed(c)})
			at = c.End()
		case c.Kind() == kStringEnd || c.Next().IsNone():
			flush(c.Start())
		}
	}
	return out
}

// textParts splits literal text at its dots, which stand for any text and interpolations.
func textParts(text string) []*node {
	var out []*node
	for i, s := range strings.Split(text, "...") {
		if i > 0 {
			out = append(out, &node{op: opDots})
		}
		if s != "" {
			out = append(out, &node{op: opPart, text: s})
		}
	}
	return out
}
