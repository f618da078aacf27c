package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// kindObject is the kind of a document of which an object that code writes is all that is known.
const kindObject = "object"

// typeDecl is the declaration of a type of documents.
type typeDecl struct {
	name string
	kind string
	file *parsed
	node syntax.Node
}

// Bounds of the search for types.
const (
	maxDocuments = 24
	maxParents   = 8   // types that one is put together from, one above the other
	maxFields    = 200 // of one document
)

// documents finds the types of what is read from the container and written to it.
func (m *maker) documents() {
	for i := range m.said {
		s := &m.said[i]
		if !s.is(read, written) {
			continue
		}
		p := m.tree(s.Repo, s.Path)
		if p == nil {
			continue
		}
		for _, name := range typeNames(p, s) {
			m.document(p, name, s)
		}
	}
	m.objects()
	slices.SortStableFunc(m.plan.Documents, func(a, b Document) int { return compareSpots(a.At, b.At) })
	m.writtenValues()
}

// objects stand for documents where a package writes what no type describes: their fields are known by name alone.
func (m *maker) objects() {
	for _, u := range m.users {
		if m.documented(u, false) {
			continue
		}
		for _, s := range u.said {
			if !s.is(written) || len(s.keys) == 0 || len(m.plan.Documents) >= maxDocuments {
				continue
			}
			d := Document{Name: fmt.Sprintf("object of %s:%d", path.Base(s.Path), s.Start.Line), Kind: kindObject, At: spotOf(s), Used: []Spot{spotOf(s)}, pkg: s.pkg}
			if l := languageOf(s.Path); l != nil {
				d.Language = l.Name
			}
			for _, k := range s.keys {
				if !strings.Contains(k, ".") {
					d.Fields = putField(d.Fields, Field{Name: k})
				}
			}
			d.Lacks = !s.open && !hasKey(d.Fields, m.target)
			m.plan.Documents = append(m.plan.Documents, d)
		}
	}
}

// document adds a type, or one more place that uses it.
func (m *maker) document(from *parsed, name string, s *statement) {
	d := m.findType(from, name)
	if d == nil {
		return
	}
	at := d.file.spot(d.node)
	for i := range m.plan.Documents {
		if doc := &m.plan.Documents[i]; doc.At == at {
			doc.Used = appendNew(doc.Used, spotOf(s))
			return
		}
	}
	fields := m.fields(d, maxParents)
	if len(fields) == 0 || len(m.plan.Documents) >= maxDocuments || !sharesField(fields, s) {
		return
	}
	m.plan.Documents = append(m.plan.Documents, Document{Name: d.name, Kind: d.kind, At: at, Language: d.file.language, Fields: fields,
		Lacks: !hasKey(fields, m.target), Used: []Spot{spotOf(s)}, pkg: s.pkg, decl: d})
}

// sharesField tells a document's type from one that only helps to write it, such as an options' type, where fields are known.
func sharesField(fields []Field, s *statement) bool {
	return len(s.keys) == 0 || slices.ContainsFunc(fields, func(f Field) bool { return slices.Contains(s.keys, f.Name) })
}

// hasKey reports whether there is a field for each path of a key.
func hasKey(fields []Field, key string) bool {
	for _, p := range splitPaths(key) {
		first, _, _ := strings.Cut(strings.TrimPrefix(p, "/"), "/")
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Name == first }) {
			return false
		}
	}
	return true
}

// typeNames are the names of types that the code of a statement gives its documents.
func typeNames(p *parsed, s *statement) []string {
	n := p.tree.At(spanOf(p, s))
	var out []string
	for c := range n.All() {
		switch c.Type() {
		case "type_arguments":
			for t := range c.All() {
				if t.Is("type_identifier") {
					out = appendNew(out, t.Text())
				}
			}
		case "identifier":
			if insideArguments(c, n) {
				if name := annotationOf(p, c); name != "" {
					out = appendNew(out, name)
				}
			}
		}
	}
	return out
}

// spanOf is the statement's code in the text: its positions count the bytes of the file.
func spanOf(p *parsed, s *statement) syntax.Span {
	from := p.text.Lines().ByteColumnToOffset(s.Start.Line, s.Start.Column)
	return syntax.Span{Start: from, End: max(from, p.text.Lines().ByteColumnToOffset(s.End.Line, s.End.Column))}
}

func insideArguments(n, top syntax.Node) bool {
	for p := n.Parent(); !p.IsNone() && p != top.Parent(); p = p.Parent() {
		if p.Is("arguments") || p.Is("argument_list") {
			return true
		}
	}
	return false
}

// annotationOf returns the type that the nearest declaration before a name gives it: of a variable or a parameter, or the
// class whose call it is.
func annotationOf(p *parsed, name syntax.Node) string {
	out := ""
	for n := range p.tree.Root().All() {
		if n.Start() > name.Start() {
			break
		}
		switch n.Type() {
		case "variable_declarator", "required_parameter", "optional_parameter", "typed_parameter", "typed_default_parameter", "assignment":
			if declaredName(n) != name.Text() {
				continue
			}
			if t := n.ByField("type"); !t.IsNone() {
				out = firstType(t)
			} else if v := n.ByField("right"); v.Is("call") && v.ByField("function").Is("identifier") {
				out = v.ByField("function").Text()
			}
		}
	}
	return out
}

// declaredName is the simple name that a declaration declares.
func declaredName(n syntax.Node) string {
	for _, role := range []string{"name", "pattern", "left"} {
		if c := n.ByField(role); !c.IsNone() {
			return c.Text()
		}
	}
	return n.NamedFirst().Text()
}

// wrappers are types of the two languages around the type that is meant.
var wrappers = []string{"Promise", "Partial", "Readonly", "Awaited", "Required", "Optional", "Annotated"}

// firstType is the name of the type in an annotation.
func firstType(n syntax.Node) string {
	for c := range n.All() {
		if (c.Is("type_identifier") || c.Is("identifier")) && !slices.Contains(wrappers, c.Text()) {
			return c.Text()
		}
	}
	return ""
}

// findType finds the declaration of a name as seen from a file: there, in a file that an import there seems to mean, or the
// only one in the repository. Several that fit are none.
func (m *maker) findType(from *parsed, name string) *typeDecl {
	key := typeKey{from, name}
	if d, ok := m.types[key]; ok {
		return d
	}
	d := m.lookUpType(from, name)
	m.types[key] = d
	return d
}

// typeKey is a name as seen from a file.
type typeKey struct {
	from *parsed
	name string
}

func (m *maker) lookUpType(from *parsed, name string) *typeDecl {
	if d := declarationIn(from, name); d != nil {
		return d
	}
	var all, meant []*typeDecl
	for i := range m.survey.Files {
		f := &m.survey.Files[i]
		if f.Repo != from.repo || languageOf(f.Path) == nil || !m.mentions(f.Repo, f.Path, name) {
			continue
		}
		p := m.tree(f.Repo, f.Path)
		if p == nil || p == from {
			continue
		}
		if d := declarationIn(p, name); d != nil {
			all = append(all, d)
			if importsFrom(from, f.Path, name) {
				meant = append(meant, d)
			}
		}
	}
	switch {
	case len(meant) == 1:
		return meant[0]
	case len(all) == 1:
		return all[0]
	}
	return nil
}

func (m *maker) mentions(repo, path, word string) bool {
	t := m.text(repo, path)
	return t != nil && strings.Contains(string(t.Text), word)
}

// importsFrom reports whether a line of from that imports the name ends in the file's name.
func importsFrom(from *parsed, file, name string) bool {
	stem := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if stem == "index" || stem == "__init__" {
		stem = path.Base(path.Dir(file))
	}
	for n := range from.tree.Root().NamedChildren() {
		if !n.Is("import_statement") && !n.Is("import_from_statement") || !strings.Contains(n.Text(), name) {
			continue
		}
		source := n.ByField("source")
		if source.IsNone() {
			source = n.ByField("module_name")
		}
		spec := strings.Trim(source.Text(), `'"`)
		spec = strings.TrimSuffix(strings.TrimSuffix(spec, ".js"), ".ts")
		if spec[strings.LastIndexAny(spec, "./")+1:] == stem {
			return true
		}
	}
	return false
}

// declarationIn returns the type of this name that a file declares at its top.
func declarationIn(p *parsed, name string) *typeDecl {
	for n := range p.tree.Root().NamedChildren() {
		for _, c := range []syntax.Node{n, n.ByField("declaration"), n.ByField("definition")} {
			kind, ok := typeKinds[c.Type()]
			if ok && c.ByField("name").Text() == name {
				return &typeDecl{name: name, kind: kind, file: p, node: c}
			}
		}
	}
	return nil
}

var typeKinds = map[string]string{
	"interface_declaration": "interface", "type_alias_declaration": "type", "class_declaration": "class", "abstract_class_declaration": "class",
	"class_definition": "class", "enum_declaration": "enum",
}
