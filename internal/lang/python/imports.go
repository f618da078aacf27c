package python

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// importStatement reads `import a.b, c as d`.
func (lw *lowering) importStatement(n syntax.Node) {
	for c := range n.NamedChildren() {
		if c.Field() != fName {
			continue
		}
		path, alias := c, c.Child(fAlias)
		if !alias.IsNone() {
			path = c.Child(fName)
		}
		i := lang.Import{Module: dotted(path), Name: "*", Node: c.ID()}
		name := alias
		if alias.IsNone() {
			name, i.Root = only(path), strings.Contains(i.Module, ".")
		}
		lw.addImport(i, name)
	}
}

// importFrom reads `from a import b, c as d`, `from . import e`, `from f import *` and `from __future__ import g`.
func (lw *lowering) importFrom(n syntax.Node) {
	module := "__future__"
	if kindOf(n) == kImportFrom {
		module = dotted(n.Child(fModuleName))
	}
	for c := range n.NamedChildren() {
		switch {
		case c.Is("wildcard_import"):
			lw.addImport(lang.Import{Module: module, Name: "*", Star: true, Node: c.ID()}, syntax.Node{})
		case c.Field() == fName:
			path, alias := c, c.Child(fAlias)
			if !alias.IsNone() {
				path = c.Child(fName)
			} else {
				alias = only(path)
			}
			lw.addImport(lang.Import{Module: module, Name: dotted(path), Node: c.ID()}, alias)
		}
	}
}

// dotted returns the name of a module without the blanks and comments that may stand inside.
func dotted(n syntax.Node) string {
	text := n.Text()
	if !strings.ContainsAny(text, " \t\r\n\\#") {
		return text
	}
	var b strings.Builder
	for c := range n.All() {
		if kindOf(c) == kIdentifier || c.Type() == "." && !c.Named() {
			b.WriteString(c.Text())
		}
	}
	return b.String()
}

// addImport adds an import that binds the name, if there is one.
func (lw *lowering) addImport(i lang.Import, name syntax.Node) {
	id := lang.ImportID(len(lw.m.Imports))
	i.TypeOnly, i.Binding = lw.Ctx.typeOnly, lang.NoBinding
	if kindOf(name) == kIdentifier {
		i.Binding = lw.declare(lw.frameScope(), name, lang.Imported)
	}
	lw.m.Imports = append(lw.m.Imports, i)
	if i.Binding == lang.NoBinding {
		return
	}
	// The binding tells of its first import that is there at run time.
	if b := &lw.m.Bindings[i.Binding]; b.Kind == lang.Imported || b.Kind == lang.Variable {
		b.Kind = lang.Imported
		if b.Import == lang.NoImport || lw.m.Imports[b.Import].TypeOnly && !i.TypeOnly {
			b.Import = id
		}
	}
	lw.importsOf[i.Binding] = append(lw.importsOf[i.Binding], id)
	e := walk.Effect(lang.Write, lw.t.Node(i.Node))
	e.Source = lang.FromImport
	lw.add(e, root{name: name.ID(), typ: syntax.None})
}

// sameModule reports whether the imports of one name all mean the same: `import a.b` and `import a.c` both bind a.
func (lw *lowering) sameModule(imports []lang.ImportID) bool {
	top := func(i lang.ImportID) string {
		im := &lw.m.Imports[i]
		if im.Name != "*" {
			return im.Module + " " + im.Name
		}
		if im.Root {
			m, _, _ := strings.Cut(im.Module, ".")
			return m
		}
		return im.Module
	}
	for _, i := range imports[1:] {
		if top(i) != top(imports[0]) {
			return false
		}
	}
	return true
}
