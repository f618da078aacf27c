package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// missing is what a type allows where it allows undefined: JSON has no such value, and the document has no such field.
type missing struct{}

// limit notes the values that a type allows, where it allows no others.
func (f *Field) limit(values []any) {
	f.values = slices.DeleteFunc(slices.Clone(values), func(v any) bool { return v == missing{} })
	f.Optional = f.Optional || len(f.values) < len(values)
	for _, v := range f.values {
		if v != nil {
			f.Literals = appendNew(f.Literals, fmt.Sprint(v))
		}
	}
}

// literals are all values that a type allows: a string, bool, int, float64, nil for null, or missing; none where it allows others,
// or what it allows cannot be told.
func (m *maker) literals(p *parsed, t syntax.Node, deep int) []any {
	if deep == 0 {
		return nil
	}
	if p.language == "python" {
		return m.pythonLiterals(p, t, deep)
	}
	var out []any
	for c := range t.NamedChildren() {
		inner := m.literalsOf(p, c, deep)
		if inner == nil {
			return nil
		}
		out = append(out, inner...)
	}
	return out
}

// literalsOf are the values of one part of a type.
func (m *maker) literalsOf(p *parsed, n syntax.Node, deep int) []any {
	switch n.Type() {
	case "literal_type":
		return literal1(n.Text())
	case "union_type", "parenthesized_type":
		return m.literals(p, n, deep)
	case "type_identifier":
		if d := m.findType(p, n.Text()); d != nil {
			return m.named(d, deep)
		}
	}
	return nil
}

// literal1 is one literal as TypeScript and Python write it; none where it has escapes, which nothing here reads.
func literal1(text string) []any {
	switch text {
	case "null", "None":
		return []any{nil}
	case "undefined":
		return []any{missing{}}
	case "true", "True":
		return []any{true}
	case "false", "False":
		return []any{false}
	}
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] && !strings.Contains(text, `\`) {
		if inner := text[1 : n-1]; inner == "" || inner[0] != text[0] { // else it has three quotes
			return []any{inner}
		}
		return nil
	}
	if i, err := strconv.Atoi(text); err == nil {
		return []any{i}
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && text[0] != 'N' && text[0] != 'I' {
		return []any{f}
	}
	return nil
}

// named are the literals of a type that has a name: an alias or an enum whose members all say theirs.
func (m *maker) named(d *typeDecl, deep int) []any {
	if d.kind == "enum" {
		var out []any
		for n := range d.node.ByField("body").NamedChildren() {
			if n.Is("comment") {
				continue
			}
			v := literal1(n.ByField("value").Text())
			if v == nil {
				return nil
			}
			out = append(out, v...)
		}
		return out
	}
	v := d.node.ByField("value")
	if v.Is("union_type") && deep <= 1 {
		return nil
	}
	return m.literalsOf(d.file, v, deep-1)
}

// pythonLiterals reads Literal["a", "b"] and classes derived from Enum, also where None is allowed beside these.
func (m *maker) pythonLiterals(p *parsed, t syntax.Node, deep int) []any {
	text := t.Text()
	if name, args, ok := strings.Cut(text, "["); ok && (name == "Literal" || strings.HasSuffix(name, ".Literal")) {
		return pythonArguments(t, args)
	}
	name := firstType(t)
	d := m.findType(p, name)
	if d == nil || deep <= 1 || !strings.Contains(d.node.ByField("superclasses").Text(), "Enum") {
		return nil
	}
	members := pythonMembers(d.node.ByField("body"))
	switch {
	case text == name:
		return members
	case members != nil && (text == "Optional["+name+"]" || text == name+" | None"):
		return append(members, nil)
	}
	return nil
}

// pythonMembers are the values of an enum's members; none where one is not written as a literal.
func pythonMembers(body syntax.Node) []any {
	var out []any
	for s := range body.NamedChildren() {
		n := s.NamedFirst()
		if !s.Is("expression_statement") || !n.Is("assignment") {
			continue
		}
		v := literal1(n.ByField("right").Text())
		if v == nil {
			return nil
		}
		out = append(out, v...)
	}
	return out
}

// pythonArguments are the values of Literal[args; none where it has others, or is one of several types.
func pythonArguments(t syntax.Node, args string) []any {
	var out []any
	for c := range t.All() {
		switch c.Type() {
		case "string", "integer", "float", "true", "false", "none":
			v := literal1(c.Text())
			if v == nil {
				return nil
			}
			args = strings.Replace(args, c.Text(), "", 1)
			out = append(out, v...)
		}
	}
	if rest := strings.Map(func(r rune) rune {
		if strings.ContainsRune(", \t\r\n", r) {
			return -1
		}
		return r
	}, args); rest != "]" {
		return nil
	}
	return out
}
