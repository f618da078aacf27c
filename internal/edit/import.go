package edit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Import returns the edits that make the names of an import statement mean what it says in the code at a node; none where they do.
// The error says that a name means something else there, or that the statement is none.
func Import(m *lang.Module, at syntax.Node, statement string) ([]Edit, error) {
	t := textOf(m.Tree)
	wanted, err := importsOf(m, statement)
	if err != nil {
		return nil, err
	}
	var missing []lang.Import
	for _, w := range wanted.Imports {
		there, err := boundAs(m, at, wanted.Bindings[w.Binding].Name, w)
		if err != nil {
			return nil, err
		}
		if !there {
			missing = append(missing, w)
		}
	}
	if len(missing) == 0 {
		return nil, nil
	}
	if len(missing) == 1 && missing[0].Name != "*" && missing[0].Name != "default" {
		if edits, ok := t.merge(m, missing[0], importedAs(wanted, missing[0])); ok {
			return edits, nil
		}
	}
	return t.newImport(m, strings.TrimSpace(statement)), nil
}

// importsOf reads an import statement.
func importsOf(m *lang.Module, statement string) (*lang.Module, error) {
	tree, err := syntax.Parse(m.Tree.Grammar, []byte(statement+"\n"))
	if err != nil {
		return nil, err
	}
	wanted := m.Language.Lower(tree)
	if len(tree.Errors) > 0 || len(wanted.Imports) == 0 {
		return nil, fmt.Errorf("`%s` is no import statement", statement)
	}
	for _, i := range wanted.Imports {
		if i.Binding == lang.NoBinding {
			return nil, fmt.Errorf("`%s` imports no name", statement)
		}
	}
	return wanted, nil
}

// boundAs reports whether a name means what an import of another file wants it to mean.
func boundAs(m *lang.Module, at syntax.Node, name string, w lang.Import) (bool, error) {
	id := m.Lookup(m.ScopeAt(at), name)
	if id == lang.NoBinding {
		return false, nil
	}
	b := &m.Bindings[id]
	if b.Kind == lang.Imported && b.Import != lang.NoImport && b.Scope == 0 {
		i := m.Imports[b.Import]
		if i.TypeOnly {
			return false, fmt.Errorf("`%s` is imported as a type only", name)
		}
		if bareModule(i.Module) == bareModule(w.Module) && (i.Name == w.Name || isWhole(i.Name) && isWhole(w.Name)) && !i.Star {
			return true, nil
		}
	}
	return false, fmt.Errorf("`%s` means something else in this file", name)
}

// isWhole reports whether an import binds the module itself; Node.js gives its own as default, too.
func isWhole(name string) bool { return name == "*" || name == "default" }

func bareModule(m string) string { return strings.TrimPrefix(m, "node:") }

// importedAs writes an imported name as it stands in the braces of an import.
func importedAs(wanted *lang.Module, w lang.Import) string {
	local := wanted.Bindings[w.Binding].Name
	if local == w.Name {
		return local
	}
	return w.Name + " as " + local
}

// merge adds a name to an import of its module that has names already.
func (t text) merge(m *lang.Module, w lang.Import, name string) ([]Edit, bool) {
	for _, i := range m.Imports {
		n := m.Node(i.Node)
		for !n.IsNone() && !n.Is("import_statement") && !n.Is("import_from_statement") {
			n = n.Parent()
		}
		if i.Module != w.Module || i.TypeOnly || i.Dynamic || i.Star || n.IsNone() || n.Parent() != m.Tree.Root() || n.HasError() {
			continue
		}
		if list := namedImports(n); !list.IsNone() {
			edits, err := t.insert(list, name, false)
			return edits, err == nil
		}
		if n.Is("import_from_statement") {
			return t.afterNames(n, name)
		}
	}
	return nil, false
}

// namedImports are the names in braces of an import of TypeScript; none for another one, and for one of types.
func namedImports(n syntax.Node) syntax.Node {
	if !n.Is("import_statement") || n.HasToken("type") {
		return syntax.Node{}
	}
	for c := range n.All() {
		if c.Is("named_imports") {
			return c
		}
	}
	return syntax.Node{}
}

// afterNames adds a name behind the last one of `from m import a, b`.
func (t text) afterNames(n syntax.Node, name string) ([]Edit, bool) {
	var last, closing syntax.Node
	for c := range n.Children() {
		switch {
		case c.Field() == nameField:
			last = c
		case c.Type() == ")":
			closing = c
		case c.Is("wildcard_import"):
			return nil, false
		}
	}
	switch {
	case last.IsNone():
		return nil, false
	case closing.IsNone():
		return []Edit{{last.End(), last.End(), ", " + name}}, true
	}
	return t.after(last, closing, name), true
}

var nameField = syntax.FieldNamed("name")

// newImport writes an import statement behind the last one, else at the top of the code.
func (t text) newImport(m *lang.Module, statement string) []Edit {
	statement = t.likeOthers(m, statement)
	var last syntax.Node
	for c := range m.Tree.Root().Children() {
		switch c.Type() {
		case "import_statement", "import_from_statement", "future_import_statement":
			last = c
		}
	}
	if !last.IsNone() {
		indent, _ := t.indent(last.Start())
		return t.line(last.End(), indent+statement)
	}
	return t.top(m, statement)
}

// line writes a line below that of an offset.
func (t text) line(at int, line string) []Edit {
	next := t.nextLine(at)
	if next == len(t.src) && (next == 0 || t.src[next-1] != '\n') {
		return []Edit{{next, next, t.eol + line + t.eol}}
	}
	return []Edit{{next, next, line + t.eol}}
}

// top writes the first import: below what must stand first, above the first statement and the comment that belongs to it.
func (t text) top(m *lang.Module, statement string) []Edit {
	var head, first syntax.Node
	for c := range m.Tree.Root().Children() {
		if t.standsFirst(c, head) {
			head = c
			continue
		}
		if !c.Extra() || c.Named() && !c.Is("comment") {
			first = c
			break
		}
	}
	if !head.IsNone() {
		at := t.nextLine(head.End())
		between := ""
		if !head.Is("comment") && !head.Is("hash_bang_line") {
			between = t.eol
		}
		after := ""
		if !first.IsNone() && strings.TrimSpace(string(t.src[at:t.nextLine(at)])) != "" {
			after = t.eol
		}
		if at == len(t.src) && t.src[at-1] != '\n' {
			between = t.eol + between
		}
		return []Edit{{at, at, between + statement + t.eol + after}}
	}
	if first.IsNone() {
		return []Edit{{0, 0, statement + t.eol}}
	}
	at, indent := t.aboveComments(first), ""
	if in, alone := t.indent(first.Start()); alone {
		indent = in
	}
	return []Edit{{at, at, indent + statement + t.eol + t.eol}}
}

// standsFirst reports whether a node must stay above imports: `#!`, an encoding, a docstring, 'use client'.
func (t text) standsFirst(n, head syntax.Node) bool {
	switch n.Type() {
	case "hash_bang_line":
		return true
	case "comment":
		s := n.Text()
		line := strings.Count(string(t.src[:n.Start()]), "\n")
		return t.python && line < 2 && (strings.HasPrefix(s, "#!") || strings.Contains(s, "coding"))
	case "expression_statement":
		only := n.NamedFirst()
		return only.Is("string") && only.Span().Start == n.Start() && (!t.python || !head.Is("expression_statement"))
	}
	return false
}

// aboveComments is where the comment starts that stands directly above a statement, else the statement's line.
func (t text) aboveComments(first syntax.Node) int {
	at := t.lineStart(first.Start())
	var comments []syntax.Node
	for c := range t.tree.Root().Children() {
		if c.Start() < first.Start() && c.Is("comment") {
			comments = append(comments, c)
		}
	}
	for _, c := range slices.Backward(comments) {
		start := t.lineStart(c.Start())
		if t.nextLine(c.End()) != at || strings.TrimSpace(string(t.src[start:c.Start()])) != "" {
			break
		}
		at = start
	}
	return at
}

// likeOthers gives an import of TypeScript the quotes and the semicolon of the file.
func (t text) likeOthers(m *lang.Module, statement string) string {
	if t.python {
		return statement
	}
	q := string(t.quote(m.Tree.Root()))
	statement = strings.TrimSuffix(strings.NewReplacer("'", q, `"`, q).Replace(statement), ";")
	with, without := 0, 0
	for c := range m.Tree.Root().Children() {
		switch {
		case !c.Is("import_statement") && !c.Is("lexical_declaration"):
		case strings.HasSuffix(c.Text(), ";"):
			with++
		default:
			without++
		}
	}
	if without > with {
		return statement
	}
	return statement + ";"
}
