package edit

import (
	"fmt"
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// builtins are the functions of Python that code of fixes may call without an import.
var builtins = []string{"str", "int", "float", "bool", "bytes", "dict", "list", "set", "tuple", "repr", "len", "format", "hex", "getattr", "None", "True", "False"}

// Names reports an expression whose names would mean something else at a node than its author meant, or nothing: in Python a name
// must be bound by the file, by the import statement that comes with the code (empty for none), or be a built-in function; in
// TypeScript a name that the import does not bind is a global, and must not be bound by the file.
func Names(m *lang.Module, at syntax.Node, code, statement string) error {
	tree, err := syntax.Parse(m.Tree.Grammar, []byte("("+code+")\n"))
	if err != nil {
		return err
	}
	if len(tree.Errors) > 0 {
		return fmt.Errorf("`%s` is no expression", code)
	}
	var given []string
	if statement != "" {
		wanted, err := importsOf(m, statement)
		if err != nil {
			return err
		}
		for _, w := range wanted.Imports {
			given = append(given, wanted.Bindings[w.Binding].Name)
		}
	}
	written := m.Language.Lower(tree)
	for n := range tree.Root().All() {
		if !n.Is("identifier") || isMemberName(n) || slices.Contains(given, n.Text()) || written.Resolve(n) != lang.NoBinding {
			continue
		}
		if err := nameMeans(m, at, n.Text()); err != nil {
			return err
		}
	}
	return nil
}

func nameMeans(m *lang.Module, at syntax.Node, name string) error {
	id := m.Lookup(m.ScopeAt(at), name)
	python := m.Tree.Grammar.Name == "python"
	builtin := slices.Contains(builtins, name)
	switch {
	case python && id == lang.NoBinding && !builtin:
		return fmt.Errorf("`%s` is not defined in this file", name)
	case python && id != lang.NoBinding && builtin, !python && id != lang.NoBinding && !isOwnModule(m, id, name):
		return fmt.Errorf("`%s` means something else in this file", name)
	}
	return nil
}

// isOwnModule reports whether a name is bound to the module that the global of this name comes from: import crypto from 'node:crypto'.
func isOwnModule(m *lang.Module, id lang.BindingID, name string) bool {
	b := &m.Bindings[id]
	if b.Kind == lang.Imported && b.Import != lang.NoImport {
		i := m.Imports[b.Import]
		return isWhole(i.Name) && !i.TypeOnly && bareModule(i.Module) == name
	}
	for _, e := range b.Effects {
		f := &m.Effects[e]
		if f.Kind != lang.Write || len(f.Steps) > 0 || f.Value == syntax.None {
			return false
		}
		if x := m.Expr(m.Node(f.Value)); x.Op != lang.OpRequire || bareModule(x.Str) != name {
			return false
		}
	}
	return len(b.Effects) == 1
}

// isMemberName reports whether an identifier is the name of a member or of a keyword argument, and not a name of its own.
func isMemberName(n syntax.Node) bool {
	p := n.Parent()
	return p.Is("attribute") && p.ByField("attribute") == n || p.Is("keyword_argument") && p.ByField("name") == n
}
