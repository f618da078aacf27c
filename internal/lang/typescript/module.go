package typescript

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// pendingImport is a require() or import() that counts if its name is not one of the file's own.
type pendingImport struct {
	lang.Import
	scope lang.ScopeID
	name  syntax.Node // none for import()
}

// pendingExport is an export that waits for the names of the file: { name } resolves to a binding, exports.x counts if
// module and exports are the surroundings' own.
type pendingExport struct {
	index int // of the entry in Exports that name belongs to, -1 for a CommonJS export
	lang.Export
	scope lang.ScopeID
	name  syntax.Node
}

func (l *lowerer) importStatement(n syntax.Node) {
	source, ok := literalString(n.ByField("source"))
	im := lang.Import{Module: source, TypeOnly: n.HasToken("type"), Binding: lang.NoBinding, Node: n.ID()}
	named := false
	for c := range n.NamedChildren() {
		switch c.Type() {
		case "import_clause":
			if ok {
				l.importClause(c, im)
			}
			named = true
		case "import_require_clause":
			if im.Module, ok = literalString(c.ByField("source")); ok {
				l.importName(c.NamedFirst(), "*", im)
			}
			named = true
		}
	}
	if ok && !named {
		l.m.Imports = append(l.m.Imports, im)
	}
}

func (l *lowerer) importClause(n syntax.Node, im lang.Import) {
	for c := range n.NamedChildren() {
		switch c.Type() {
		case "identifier":
			l.importName(c, "default", im)
		case "namespace_import":
			l.importName(c.NamedFirst(), "*", im)
		case "named_imports":
			for s := range c.NamedChildren() {
				l.importSpecifier(s, im)
			}
		}
	}
}

func (l *lowerer) importSpecifier(n syntax.Node, im lang.Import) {
	name, local := n.ByField("name"), n.ByField("alias")
	if local.IsNone() {
		local = name
	}
	im.TypeOnly = im.TypeOnly || n.HasToken("type")
	if key, ok := l.keyName(name); ok {
		l.importName(local, key, im)
	}
}

// importName binds the identifier local to what the module exports as name.
func (l *lowerer) importName(local syntax.Node, name string, im lang.Import) lang.BindingID {
	if local.IsNone() {
		return lang.NoBinding
	}
	known := len(l.m.Bindings)
	b := l.declare(l.top().scope, lang.Imported, local, syntax.Node{})
	im.Name, im.Binding, im.Node = name, b, local.ID()
	if int(b) == known {
		l.m.Bindings[b].Import = lang.ImportID(len(l.m.Imports))
	}
	l.m.Imports = append(l.m.Imports, im)
	return b
}

// importAlias is `import a = b.c`, and `export import a = require("x")`, which the grammar reads as an alias and a
// statement in parentheses.
func (l *lowerer) importAlias(n syntax.Node) {
	name := n.NamedFirst()
	var value syntax.Node
	for c := range n.NamedChildren() {
		value = c
	}
	if name.IsNone() || value == name {
		return
	}
	if p := n.Parent(); p.Is("export_statement") && value.Text() == "require" {
		arg := uncast(p.Next().NamedFirst())
		if module, ok := literalString(arg); ok {
			b := l.importName(name, "*", lang.Import{Module: module})
			l.exportDeclared(n, b)
			return
		}
	}
	b := l.declare(l.top().scope, lang.Constant, name, syntax.Node{})
	l.exportDeclared(n, b)
	l.write(b, target{}, lang.Effect{Node: n.ID(), Value: value.ID()})
}

// isRequire reports whether the identifier is spelled require; whether it is the surroundings' own shows at the end.
func (l *lowerer) isRequire(n syntax.Node) bool {
	return string(l.t.Text()[n.Start():n.End()]) == "require"
}

// require records require("x") and import("x").
func (l *lowerer) require(n, fn, args syntax.Node) {
	module, ok := literalString(args.NamedFirst())
	if !ok {
		return
	}
	im := pendingImport{scope: l.top().scope, name: fn, Import: lang.Import{
		Module: module, Name: "*", Dynamic: true, Binding: lang.NoBinding, Node: n.ID(),
	}}
	if fn.Is("import") {
		im.name = syntax.Node{}
	}
	l.requires = append(l.requires, im)
}

func (l *lowerer) exportStatement(n syntax.Node) {
	if l.top().local {
		return
	}
	from, reexports := literalString(n.ByField("source"))
	star, equals := reexports, false
	for c := range n.Children() {
		switch {
		case c.Type() == "=" && !c.Named():
			equals = true
		case c.Is("namespace_export"):
			star = false
			if name, ok := l.keyName(c.NamedFirst()); ok {
				l.export(lang.Export{Name: name, From: from, Source: "*", Node: c.ID()})
			}
		case c.Is("export_clause"):
			star = false
			for s := range c.NamedChildren() {
				l.exportSpecifier(s, from, reexports)
			}
		case equals && c.Named() && !c.Extra():
			l.export(lang.Export{Name: "=", Value: c.ID(), Node: n.ID()})
			equals = false
		}
	}
	if star {
		l.export(lang.Export{Name: "*", From: from, Node: n.ID()})
	}
	if value := n.ByField("value"); !value.IsNone() {
		l.export(lang.Export{Name: "default", Value: value.ID(), Node: n.ID()})
	}
}

func (l *lowerer) exportSpecifier(n syntax.Node, from string, reexports bool) {
	local := n.ByField("name")
	name, ok := l.keyName(local)
	if !ok {
		return
	}
	e := lang.Export{Name: name, From: from, Node: n.ID()}
	if alias, ok := l.keyName(n.ByField("alias")); ok {
		e.Name = alias
	}
	if reexports {
		e.Source = name
		l.export(e)
		return
	}
	l.reexport = append(l.reexport, pendingExport{index: l.export(e), scope: l.top().scope, name: local})
}

// export adds an entry whose Binding is still unknown. Value 0, the root, is no expression.
func (l *lowerer) export(e lang.Export) int {
	if e.Value == 0 {
		e.Value = syntax.None
	}
	e.Binding = lang.NoBinding
	l.m.Exports = append(l.m.Exports, e)
	return len(l.m.Exports) - 1
}

func (l *lowerer) exportBinding(name string, b lang.BindingID, n syntax.Node) {
	i := l.export(lang.Export{Name: name, Node: n.ID()})
	l.m.Exports[i].Binding = b
}

// exported returns "default" or "*" (its own names) for a declaration that is exported, else "".
func (l *lowerer) exported(decl syntax.Node) string {
	if l.top().local {
		return ""
	}
	p := decl.Parent()
	if p.Is("ambient_declaration") || p.Is("expression_statement") { // `export namespace` is an expression to the grammar
		p = p.Parent()
	}
	switch {
	case !p.Is("export_statement"):
		return ""
	case p.HasToken("default"):
		return "default"
	}
	return "*"
}

// exportDeclared exports the binding b if its declaration n is exported. Overloads and merged declarations are one
// export.
func (l *lowerer) exportDeclared(n syntax.Node, b lang.BindingID) {
	name := l.exported(n)
	switch name {
	case "":
		return
	case "*":
		name = l.m.Bindings[b].Name
	}
	if k := len(l.m.Exports); k > 0 && l.m.Exports[k-1].Name == name && l.m.Exports[k-1].Binding == b {
		return
	}
	l.exportBinding(name, b, n)
}

// commonExport sees module.exports = v, module.exports.x = v and exports.x = v.
func (l *lowerer) commonExport(n, left, right syntax.Node) {
	name, base := "=", left
	if !isModuleExports(left) {
		key, ok := l.memberName(left)
		if base = object(left); !ok || base.IsNone() {
			return
		}
		name = key
	}
	if isModuleExports(base) {
		base = object(base)
	} else if !base.Is("identifier") || base.Text() != "exports" {
		return
	}
	l.reexport = append(l.reexport, pendingExport{
		index: -1, scope: l.top().scope, name: base,
		Export: lang.Export{Name: name, Value: right.ID(), Node: n.ID()},
	})
}

func isModuleExports(n syntax.Node) bool {
	return n.Is("member_expression") && n.ByField("object").Is("identifier") && n.Text() == "module.exports"
}

// finishModules resolves what waited for the names of the file.
func (l *lowerer) finishModules() {
	for _, e := range l.reexport {
		b := l.lookup(e.scope, e.name)
		switch {
		case e.index >= 0:
			l.m.Exports[e.index].Binding = b
		case b == lang.NoBinding:
			l.export(e.Export)
		}
	}
	for _, im := range l.requires {
		if im.name.IsNone() || l.lookup(im.scope, im.name) == lang.NoBinding {
			l.m.Imports = append(l.m.Imports, im.Import)
		}
	}
}
