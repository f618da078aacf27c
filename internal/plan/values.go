package plan

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// maxWritten bounds how many expressions are told of one field.
const maxWritten = 4

// writtenValues looks for code that makes documents, and notes what it gives their fields: the format of ids, first values.
func (m *maker) writtenValues() {
	for i := range m.plan.Documents {
		doc := &m.plan.Documents[i]
		for j := range m.survey.Files {
			f := &m.survey.Files[j]
			if f.Repo != doc.At.Repo || languageOf(f.Path) == nil || isTest(f.Path) || !m.mentions(f.Repo, f.Path, doc.Name) {
				continue
			}
			if p := m.tree(f.Repo, f.Path); p != nil {
				m.valuesIn(p, doc)
			}
		}
	}
}

func (m *maker) valuesIn(p *parsed, doc *Document) {
	for n := range p.tree.Root().All() {
		switch n.Type() {
		case "object":
			if objectType(n) == doc.Name {
				noteObject(doc, n)
			}
		case "call":
			if p.language == "python" && n.ByField("function").Text() == doc.Name {
				noteArguments(doc, n.ByField("arguments"))
			}
		}
	}
}

// objectType is the type that the code around an object literal says it has.
func objectType(n syntax.Node) string {
	p := n.Parent()
	for p.Is("parenthesized_expression") || p.Is("satisfies_expression") || p.Is("as_expression") {
		if !p.Is("parenthesized_expression") {
			return lastType(p)
		}
		p = p.Parent()
	}
	if p.Is("variable_declarator") {
		return firstType(p.ByField("type"))
	}
	if p.Is("arrow_function") {
		return firstType(p.ByField("return_type"))
	}
	if !p.Is("return_statement") {
		return ""
	}
	for ; !p.IsNone(); p = p.Parent() {
		switch p.Type() {
		case "function_declaration", "arrow_function", "function_expression", "function", "method_definition":
			return firstType(p.ByField("return_type"))
		}
	}
	return ""
}

func lastType(n syntax.Node) string {
	out := ""
	for c := range n.NamedChildren() {
		if c.Is("type_identifier") {
			out = c.Text()
		}
	}
	return out
}

func noteObject(doc *Document, n syntax.Node) {
	for c := range n.NamedChildren() {
		if c.Is("pair") {
			noteValue(doc, strings.Trim(c.ByField("key").Text(), `'"`), c.ByField("value"))
		}
	}
}

func noteArguments(doc *Document, n syntax.Node) {
	for c := range n.NamedChildren() {
		if c.Is("keyword_argument") {
			noteValue(doc, c.ByField("name").Text(), c.ByField("value"))
		}
	}
}

// noteValue keeps what says something of the data: literals, strings put together, what a call makes for an id. A name alone
// does not.
func noteValue(doc *Document, field string, v syntax.Node) {
	i := slices.IndexFunc(doc.Fields, func(f Field) bool { return f.Name == field })
	if i < 0 || len(doc.Fields[i].Written) >= maxWritten {
		return
	}
	switch v.Type() {
	case "string", "template_string", "number", "true", "false", "null", "none", "integer", "float", "concatenated_string", "binary_expression", "binary_operator":
	case "call_expression", "call", "new_expression":
		if field != "id" {
			return
		}
	default:
		return
	}
	doc.Fields[i].Written = appendNew(doc.Fields[i].Written, oneLine(v.Text()))
}

// field returns a document's field, nil if it has none.
func (d *Document) field(name string) *Field {
	for i := range d.Fields {
		if d.Fields[i].Name == name {
			return &d.Fields[i]
		}
	}
	return nil
}
