package edit

import (
	"fmt"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Replace returns the edit that puts an expression in the place of a literal, and the node that is replaced. The error says why no
// expression may stand there.
func Replace(m *lang.Module, at syntax.Span, code string) ([]Edit, syntax.Node, error) {
	n := m.Tree.At(at)
	for n.Span() == at && n.Parent().Span() == at && !isLiteral(n) {
		n = n.Parent()
	}
	if n.Span() != at || !isLiteral(n) || n.HasError() {
		return nil, n, fmt.Errorf("what stands there is no literal")
	}
	if why := notReplaced(n); why != "" {
		return nil, n, fmt.Errorf("the literal is %s", why)
	}
	if n.Parent().Is("jsx_attribute") {
		code = "{" + code + "}"
	}
	return []Edit{{at.Start, at.End, code}}, n, nil
}

func isLiteral(n syntax.Node) bool {
	switch n.Type() {
	case "string", "template_string", "concatenated_string", "number", "integer", "float", "true", "false", "none", "null":
		return n.Named()
	}
	return false
}

// notReplaced says what a literal is that must stay one; empty for any other.
func notReplaced(n syntax.Node) string {
	p := n.Parent()
	switch {
	case p.Is("literal_type"), p.Is("type"):
		return "a type"
	case p.Is("import_statement"), p.Is("export_statement"), p.Is("import_clause"):
		return "the name of a module"
	case p.Is("pair") && p.ByField("key") == n, p.Is("property_signature"), p.Is("method_definition"), p.Is("enum_assignment") && p.ByField("name") == n:
		return "a key"
	case p.Is("expression_statement"):
		return "a statement"
	case p.Is("case_clause"), p.Is("case_pattern"):
		return "a pattern"
	}
	for a := p; !a.IsNone(); a = a.Parent() {
		switch a.Type() {
		case "enum_declaration":
			return "a member of an enum"
		case "type", "type_annotation", "type_alias_declaration", "interface_declaration", "decorator":
			return "part of a type or a decorator"
		case "statement_block", "block", "function_definition", "arrow_function", "class_body":
			return ""
		}
	}
	return ""
}
