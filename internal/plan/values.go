package plan

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// literal is code that makes a document.
type literal struct {
	file *parsed
	node syntax.Node
}

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
				doc.made = append(doc.made, literal{p, n})
				noteObject(p, doc, n)
			}
		case "call":
			if p.language == "python" && n.ByField("function").Text() == doc.Name {
				doc.made = append(doc.made, literal{p, n.ByField("arguments")})
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

func noteObject(p *parsed, doc *Document, n syntax.Node) {
	for c := range n.NamedChildren() {
		switch c.Type() {
		case "pair":
			noteValue(doc, strings.Trim(c.ByField("key").Text(), `'"`), followed(p, c.ByField("value"), maxHops))
		case "shorthand_property_identifier":
			noteValue(doc, c.Text(), followed(p, c, maxHops))
		}
	}
}

// maxHops bounds how often a name is followed to what it stands for.
const maxHops = 3

// followed is what a name or a call stands for, where the same file says so in one place: a constant, a function that
// returns one expression.
func followed(p *parsed, v syntax.Node, hops int) syntax.Node {
	name := v
	if v.Is("call_expression") {
		name = v.ByField("function")
	}
	if hops == 0 || !name.Is("identifier") && !name.Is("shorthand_property_identifier") {
		return v
	}
	found := syntax.Node{}
	for n := range p.tree.Root().All() {
		if n.ByField("name").Text() != name.Text() {
			continue
		}
		var to syntax.Node
		switch n.Type() {
		case "variable_declarator":
			to = n.ByField("value")
		case "function_declaration":
			to = returned(n)
		}
		if to.IsNone() {
			continue
		}
		if !found.IsNone() {
			return v // of several nobody knows which
		}
		found = to
	}
	if found.IsNone() {
		return v
	}
	return followed(p, found, hops-1)
}

// returned is what a function returns, if it does so in one place.
func returned(f syntax.Node) syntax.Node {
	out := syntax.Node{}
	for n := range f.ByField("body").All() {
		if n.Is("return_statement") {
			if !out.IsNone() {
				return syntax.Node{}
			}
			out = n.NamedFirst()
		}
	}
	return out
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
