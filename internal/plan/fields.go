package plan

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// fields are the members of a type with those it takes over; deep bounds how often that is followed.
func (m *maker) fields(d *typeDecl, deep int) []Field {
	if deep == 0 {
		return nil
	}
	if d.file.language == "python" {
		return m.pythonFields(d, deep)
	}
	return m.scriptFields(d, deep)
}

func (m *maker) scriptFields(d *typeDecl, deep int) []Field {
	var out []Field
	body := d.node.ByField("body")
	if body.IsNone() {
		body = d.node.ByField("value")
	}
	for n := range d.node.NamedChildren() { // extends A, B
		if strings.HasPrefix(n.Type(), "extends") || n.Is("class_heritage") {
			out = m.inherit(out, d, n, deep)
		}
	}
	if body.Is("intersection_type") {
		return m.intersection(out, d, body, deep)
	}
	return m.scriptMembers(out, d, body)
}

// intersection puts the fields of A & { … } together.
func (m *maker) intersection(out []Field, d *typeDecl, n syntax.Node, deep int) []Field {
	for c := range n.NamedChildren() {
		switch {
		case c.Is("intersection_type"):
			out = m.intersection(out, d, c, deep)
		case c.Is("object_type"):
			out = m.scriptMembers(out, d, c)
		default:
			out = m.inherit(out, d, c, deep)
		}
	}
	return out
}

func (m *maker) inherit(out []Field, d *typeDecl, n syntax.Node, deep int) []Field {
	for c := range n.All() {
		if !c.Is("type_identifier") && !c.Is("identifier") {
			continue
		}
		if base := m.findType(d.file, c.Text()); base != nil && base.node != d.node {
			for _, f := range m.fields(base, deep-1) {
				out = putField(out, f)
			}
		}
	}
	return out
}

func (m *maker) scriptMembers(out []Field, d *typeDecl, body syntax.Node) []Field {
	for n := range body.NamedChildren() {
		if !n.Is("property_signature") && !n.Is("public_field_definition") {
			continue
		}
		name := n.ByField("name")
		f := Field{Name: strings.Trim(name.Text(), `'"`), Optional: n.HasToken("?")}
		if t := n.ByField("type"); !t.IsNone() {
			f.Type = oneLine(strings.TrimSpace(strings.TrimPrefix(t.Text(), ":")))
			f.limit(m.literals(d.file, t, maxParents))
		}
		if v := n.ByField("value"); !v.IsNone() {
			f.Default = oneLine(v.Text())
		}
		out = putField(out, f)
	}
	return out
}

// pythonFields are the annotated names of a class: pydantic's, a dataclass's, a TypedDict's.
func (m *maker) pythonFields(d *typeDecl, deep int) []Field {
	var out []Field
	if bases := d.node.ByField("superclasses"); !bases.IsNone() {
		out = m.inherit(out, d, bases, deep)
	}
	for s := range d.node.ByField("body").NamedChildren() {
		n := s.NamedFirst()
		if !s.Is("expression_statement") || !n.Is("assignment") || !n.ByField("left").Is("identifier") || n.ByField("type").IsNone() {
			continue
		}
		t := n.ByField("type")
		f := Field{Name: n.ByField("left").Text(), Type: oneLine(t.Text())}
		f.limit(m.literals(d.file, t, maxParents))
		if strings.HasPrefix(f.Type, "ClassVar") {
			continue
		}
		if v := n.ByField("right"); !v.IsNone() {
			f.Default = oneLine(v.Text())
			if alias := aliasOf(v); alias != "" {
				f.Name = alias
			}
		}
		out = putField(out, f)
	}
	return out
}

// aliasOf is the name under which a field is stored, where Field(alias=…) gives it another.
func aliasOf(v syntax.Node) string {
	if !v.Is("call") {
		return ""
	}
	for a := range v.ByField("arguments").NamedChildren() {
		if name := a.ByField("name").Text(); a.Is("keyword_argument") && (name == "alias" || name == "serialization_alias") {
			return strings.Trim(a.ByField("value").Text(), `'"`)
		}
	}
	return ""
}

func putField(out []Field, f Field) []Field {
	if i := slices.IndexFunc(out, func(g Field) bool { return g.Name == f.Name }); i >= 0 {
		out[i] = f
		return out
	}
	if len(out) >= maxFields || f.Name == "" {
		return out
	}
	return append(out, f)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
