package metamorph

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// telling are literals that matter to checks: header names and addresses.
var telling = regexp.MustCompile(`^(?i:x-[a-z-]+-id)$|^https?://`)

// names of properties that are written as strings
func isKey(n syntax.Node) bool {
	return role(n, "key") && is(n.Parent(), "pair") || role(n, "name") && is(n.Parent(), "method_definition")
}

// isValue reports whether a string stands where any other expression could.
func isValue(n syntax.Node) bool {
	return !isKey(n) && !role(n, "source") && !is(n.Parent(), "literal_type", "jsx_attribute", "expression_statement", "property_signature",
		"enum_assignment", "public_field_definition", "import_attribute", "import_require_clause") && within(n, "import_attribute").IsNone()
}

// MoveLiterals puts telling literals of the TypeScript family into a file of their own, from which they are imported.
func MoveLiterals(w *Workspace) error {
	added := map[string]string{}
	err := w.edit(isTyped, func(p string, t *syntax.Tree) visitor {
		w.fresh++
		base := fmt.Sprintf("%s-words-%d", strings.TrimSuffix(path.Base(p), path.Ext(p)), w.fresh)
		var exports, names []string
		name := func(content string) string {
			k := w.name("")
			exports, names = append(exports, fmt.Sprintf("export const %s = '%s';\n", k, content)), append(names, k)
			return k
		}
		texts := map[syntax.NodeID]string{}
		for n := range t.Root().All() {
			content, ok := plain(n)
			switch {
			case !ok || !telling.MatchString(content):
			case isKey(n):
				texts[n.ID()] = "[" + name(content) + "]"
			case isValue(n):
				texts[n.ID()] = name(content)
			}
		}
		if len(names) == 0 {
			return nil
		}
		added[path.Join(path.Dir(p), base+".ts")] = strings.Join(exports, "")
		return withImport(fmt.Sprintf("import { %s } from './%s.js';\n", strings.Join(names, ", "), base), replaced(texts))
	})
	for p, text := range added {
		w.Files[p] = text
	}
	return err
}

func replaced(texts map[syntax.NodeID]string) visitor {
	return func(_ *printer, n syntax.Node) (string, bool) {
		text, ok := texts[n.ID()]
		return text, ok
	}
}

// withImport writes a statement before the first import, or after the directives and comments at the start of a file.
func withImport(statement string, v visitor) visitor {
	return func(p *printer, n syntax.Node) (string, bool) {
		if before := n.Parent(); before.IsNone() || !before.Parent().IsNone() || n != firstStatement(before) {
			return v(p, n)
		}
		text, ok := v(p, n)
		if !ok {
			text = p.inside(n)
		}
		return statement + text, true
	}
}

func firstStatement(root syntax.Node) syntax.Node {
	for c := range root.NamedChildren() {
		if c.Is("import_statement") {
			return c
		}
	}
	for c := range root.NamedChildren() {
		if !(c.Is("expression_statement") && is(c.NamedFirst(), "string")) {
			return c
		}
	}
	return syntax.Node{}
}

// Quotes writes strings of the TypeScript family with other quotes, or as templates.
func Quotes(w *Workspace) error {
	return w.edit(isScript, func(_ string, _ *syntax.Tree) visitor {
		return func(_ *printer, n syntax.Node) (string, bool) {
			s, ok := plain(n)
			switch {
			case !ok:
				return "", false
			case isValue(n) && w.rand.Intn(2) == 0:
				return "`" + s + "`", true
			case n.Text()[0] == '\'' || is(n.Parent(), "jsx_attribute"):
				return `"` + s + `"`, true
			}
			return "'" + s + "'", true
		}
	})
}

// Concatenate writes templates of the TypeScript family as sums.
func Concatenate(w *Workspace) error {
	return w.edit(isScript, func(_ string, _ *syntax.Tree) visitor {
		return func(p *printer, n syntax.Node) (string, bool) {
			if !n.Is("template_string") || is(n.Parent(), "call_expression") && !role(n, "arguments") || strings.ContainsAny(n.Text(), "\\\n'") {
				return "", false
			}
			if is(n.Parent(), "literal_type", "template_literal_type") {
				return "", false
			}
			parts, at := []string{"''"}, n.Start()+1
			fixed := func(end int) {
				if end > at {
					parts = append(parts, "'"+string(n.Tree().Text()[at:end])+"'")
				}
			}
			for c := range n.NamedChildren() {
				if c.Is("template_substitution") {
					fixed(c.Start())
					parts, at = append(parts, "("+p.print(c.NamedFirst())+")"), c.End()
				}
			}
			fixed(n.End() - 1)
			return "(" + strings.Join(parts, " + ") + ")", true
		}
	})
}

// AsConst says of objects, lists and strings in variables and properties that they are constant.
func AsConst(w *Workspace) error {
	return w.edit(isTyped, func(_ string, _ *syntax.Tree) visitor {
		return func(p *printer, n syntax.Node) (string, bool) {
			if !role(n, "value") || !is(n.Parent(), "pair", "variable_declarator") || !is(n, "object", "array", "string") {
				return "", false
			}
			return p.inside(n) + " as const", true
		}
	})
}
