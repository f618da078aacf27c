package edit

import (
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// insert adds a member to what stands in brackets: an object, a dict, arguments, imported names. With first it stands before the
// first spread.
func (t text) insert(list syntax.Node, member string, first bool) ([]Edit, error) {
	open, closing := list.First(), lastChild(list)
	if !isList(list) || open.IsNone() || open.Named() || closing.Named() || open == closing || closing.Missing() {
		return nil, fmt.Errorf("`%s` is no list in brackets", list.Type())
	}
	var members []syntax.Node
	for c := range list.NamedChildren() {
		members = append(members, c)
	}
	if len(members) == 0 {
		return t.fill(list, open, closing, member), nil
	}
	if first {
		for _, m := range members {
			if isSpread(m) {
				return t.before(m, member), nil
			}
		}
	}
	return t.after(members[len(members)-1], closing, member), nil
}

func isList(n syntax.Node) bool {
	switch n.Type() {
	case "object", "dictionary", "arguments", "argument_list", "named_imports":
		return n.Named()
	}
	return false
}

func lastChild(n syntax.Node) syntax.Node {
	var last syntax.Node
	for c := range n.Children() {
		last = c
	}
	return last
}

func isSpread(n syntax.Node) bool {
	return n.Is("spread_element") || n.Is("dictionary_splat") || n.Is("list_splat")
}

// before puts a member before m.
func (t text) before(m syntax.Node, member string) []Edit {
	between := ", "
	if indent, alone := t.indent(m.Start()); alone {
		between = "," + t.eol + indent
	}
	return []Edit{{m.Start(), m.Start(), member + between}}
}

// after puts a member behind the last one: on a line of its own where that has one.
func (t text) after(last, closing syntax.Node, member string) []Edit {
	comma := trailingComma(last, closing)
	indent, alone := t.indent(last.Start())
	if !alone {
		return []Edit{{last.End(), last.End(), ", " + member}}
	}
	end := last.End()
	if !comma.IsNone() {
		end = comma.End()
	}
	at := t.pastComments(end, closing)
	if !comma.IsNone() {
		return []Edit{{at, at, t.eol + indent + member + ","}}
	}
	if at == last.End() {
		return []Edit{{at, at, "," + t.eol + indent + member}}
	}
	return []Edit{{last.End(), last.End(), ","}, {at, at, t.eol + indent + member}}
}

// trailingComma is the comma behind the last member, none where there is none.
func trailingComma(last, closing syntax.Node) syntax.Node {
	for n := last.Next(); !n.IsNone() && n != closing; n = n.Next() {
		if n.Type() == "," {
			return n
		}
	}
	return syntax.Node{}
}

// pastComments is where the comments end that stand on the same line behind an offset.
func (t text) pastComments(at int, closing syntax.Node) int {
	end := min(t.lineEnd(at), closing.Start())
	rest := strings.TrimSpace(string(t.src[at:end]))
	if rest == "" || !strings.HasPrefix(rest, "//") && !strings.HasPrefix(rest, "#") && !strings.HasPrefix(rest, "/*") {
		return at
	}
	comment := t.tree.At(syntax.Span{Start: at + strings.Index(string(t.src[at:end]), rest), End: end - trailingSpace(t.src[at:end])})
	if !comment.Is("comment") {
		return at
	}
	return comment.End()
}

func trailingSpace(b []byte) int { return len(b) - len(strings.TrimRight(string(b), " \t")) }

// fill puts the first member between brackets. Comments that stand there stay.
func (t text) fill(list, open, closing syntax.Node, member string) []Edit {
	var comment syntax.Node
	for c := range list.Children() {
		if c.Extra() {
			comment = c
		}
	}
	switch {
	case comment.IsNone() && closing.Type() == "}" && !t.python:
		return []Edit{{open.End(), closing.Start(), " " + member + " "}}
	case comment.IsNone():
		return []Edit{{open.End(), closing.Start(), member}}
	}
	if indent, alone := t.indent(comment.Start()); alone {
		return []Edit{{comment.End(), comment.End(), t.eol + indent + member + trailing(closing)}}
	}
	if strings.Contains(string(t.src[comment.End():closing.Start()]), "\n") { // { // a remark
		indent, _ := t.indent(comment.Start())
		return []Edit{{comment.End(), comment.End(), t.eol + indent + t.step() + member + trailing(closing)}}
	}
	return []Edit{{comment.End(), comment.End(), " " + member}}
}

// trailing is the comma behind the only member of several lines, where formatters put one.
func trailing(closing syntax.Node) string {
	if closing.Type() == "}" {
		return ","
	}
	return ""
}

// step is one level of indentation as the file has it: that of its first indented line.
func (t text) step() string {
	for _, line := range strings.Split(string(t.src), "\n") {
		rest := strings.TrimLeft(line, " \t")
		if n := len(line) - len(rest); n > 0 && rest != "" && rest != "\r" && rest[0] != '*' {
			return line[:n]
		}
	}
	return "  "
}
