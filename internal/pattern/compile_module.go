package pattern

import (
	"bytes"

	"github.com/bytelyst/connaudit/internal/syntax"
)

var (
	fModule     = syntax.FieldNamed("module_name")
	fSource     = syntax.FieldNamed("source")
	fAlias      = syntax.FieldNamed("alias")
	kAliased    = syntax.Named("aliased_import")
	kWildcard   = syntax.Named("wildcard_import")
	kClause     = syntax.Named("import_clause")
	kNamed      = syntax.Named("named_imports")
	kNamespace  = syntax.Named("namespace_import")
	kRequire    = syntax.Named("import_require_clause")
	kFromImport = syntax.Named("import_from_statement")
)

// importView is what an import statement says, of either language.
type importView struct {
	module          syntax.Node
	from, all       bool
	bare            bool
	dflt, namespace syntax.Node
	names           []importItem
}

type importItem struct{ name, alias syntax.Node }

func viewImport(n syntax.Node) importView {
	if !n.ByField("module_name").IsNone() || n.Kind() == kFromImport {
		return viewFromImport(n)
	}
	if n.Kind() == kImportSpec {
		return importView{module: n.Child(fPath), namespace: n.Child(fName)}
	}
	if n.Tree().Grammar == syntax.Python() {
		return importView{names: importItems(n)}
	}
	v := importView{module: n.Child(fSource)}
	clause := syntax.Node{}
	for _, c := range namedChildren(n) {
		switch c.Kind() {
		case kClause:
			clause = c
		case kRequire:
			v.module, v.dflt = c.Child(fSource), firstNamed(c)
			return v
		}
	}
	v.bare = clause.IsNone()
	for _, c := range namedChildren(clause) {
		switch c.Kind() {
		case kNamed:
			for _, s := range namedChildren(c) {
				v.names = append(v.names, importItem{s.Child(fName), s.Child(fAlias)})
			}
		case kNamespace:
			v.namespace = firstNamed(c)
		default:
			v.dflt = c
		}
	}
	return v
}

func viewFromImport(n syntax.Node) importView {
	v := importView{module: n.Child(fModule), from: true, names: importItems(n)}
	for _, c := range namedChildren(n) {
		v.all = v.all || c.Kind() == kWildcard
	}
	return v
}

// importItems returns the imported names of a Python statement.
func importItems(n syntax.Node) []importItem {
	var out []importItem
	for _, c := range namedChildren(n) {
		if c.Field() != fName {
			continue
		}
		if c.Kind() == kAliased {
			out = append(out, importItem{c.Child(fName), c.Child(fAlias)})
		} else {
			out = append(out, importItem{name: c})
		}
	}
	return out
}

func (c *compiler) importing(n syntax.Node) *node {
	v := viewImport(n)
	im := &imported{from: v.from, all: v.all, bare: v.bare}
	im.module = c.dottedName(v.module)
	im.dflt, im.namespace = c.node(v.dflt), c.node(v.namespace)
	if im.dflt != nil && im.dflt.op == opDots {
		im.dflt = nil // import ... from 'm'
	}
	for _, it := range v.names {
		name := c.dottedName(it.name)
		if name.op != opDots {
			im.names = append(im.names, importName{name, c.node(it.alias)})
		}
	}
	return &node{op: opImport, imp: im, kinds: kImports}
}

// dottedName compiles a.b of an import as one name; a hole alone stays a hole.
func (c *compiler) dottedName(n syntax.Node) *node {
	if n.IsNone() {
		return nil
	}
	if n.Is("dotted_name") {
		if in := namedChildren(n); len(in) == 1 {
			if h := c.placeholder(in[0]); h != nil {
				return h
			}
		}
		return &node{op: opName, text: n.Text(), dotted: n.Text(), src: n}
	}
	if n.Is("relative_import") {
		return &node{op: opName, text: n.Text(), src: n}
	}
	return c.node(n)
}

var (
	kJSXText   = syntax.Named("jsx_text")
	kSelfClose = syntax.Named("jsx_self_closing_element")
	kJSXAttr   = syntax.Named("jsx_attribute")
	fOpenTag   = syntax.FieldNamed("open_tag")
	fCloseTag  = syntax.FieldNamed("close_tag")
)

// elementView is what a JSX element says, self-closing or not.
type elementView struct {
	name     syntax.Node
	attrs    []syntax.Node
	children []syntax.Node
	closed   bool
}

func viewElement(n syntax.Node) elementView {
	v := elementView{closed: n.Kind() == kSelfClose}
	tag := n
	if !v.closed {
		tag = n.Child(fOpenTag)
		for _, c := range namedChildren(n) {
			blank := c.Kind() == kJSXText && isBlank(raw(c))
			if c.Field() != fOpenTag && c.Field() != fCloseTag && !blank {
				v.children = append(v.children, c)
			}
		}
	}
	v.name = tag.Child(fName)
	for _, c := range namedChildren(tag) {
		if c.Field() != fName && c.Field() != fTypeArgs {
			v.attrs = append(v.attrs, c)
		}
	}
	return v
}

func isBlank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

func (c *compiler) element(n syntax.Node) *node {
	v := viewElement(n)
	el := &element{name: c.node(v.name), closed: v.closed}
	for _, a := range v.attrs {
		el.attrs = append(el.attrs, c.attribute(a))
	}
	for _, ch := range v.children {
		el.children = append(el.children, c.elementChild(ch))
	}
	return &node{op: opElement, el: el, kinds: kElements}
}

func (c *compiler) attribute(n syntax.Node) *node {
	if n.Kind() != kJSXAttr {
		return c.node(n)
	}
	in := namedChildren(n)
	name := c.node(in[0])
	if len(in) == 1 {
		if name.gap() {
			return name
		}
		return &node{op: opAttribute, left: name, src: n}
	}
	return &node{op: opAttribute, left: name, right: c.node(in[1]), src: n}
}

func (c *compiler) elementChild(n syntax.Node) *node {
	if n.Kind() == kJSXText && string(bytes.TrimSpace(raw(n))) == c.src.source.mark+wordDots {
		return &node{op: opDots, src: n}
	}
	return c.node(n)
}
