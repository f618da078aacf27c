package plan

import (
	"fmt"
	"slices"
	"strings"
)

const none = "none"

// differences compares documents, one column each.
func (m *maker) differences() {
	docs := m.plan.Documents
	if len(docs) == 0 {
		return
	}
	m.aspect("Package", func(d *Document) string { return under(d.At.Repo, d.pkg) })
	m.aspect("Works with the key", func(d *Document) string { return orNone(m.userOf(d.At.Repo, d.pkg).own) })
	m.aspect("Fields", func(d *Document) string { return fmt.Sprint(len(d.Fields)) })
	m.aspect("Format of `id`", func(d *Document) string { return idFormat(d) })
	for _, k := range m.keys() {
		for _, p := range splitPaths(k) {
			if name := strings.TrimPrefix(p, "/"); name != "id" {
				m.aspect("Field `"+name+"`", func(d *Document) string { return fieldCell(d, name) })
			}
		}
	}
	m.aspect("Only there", func(d *Document) string { return onlyIn(d, docs) })
	for _, name := range literalFields(docs) {
		m.aspect("Values of `"+name+"`", func(d *Document) string { return literalCell(d, name) })
	}
	m.aspect("Lacks the key "+tick(m.target), func(d *Document) string {
		if d.Lacks {
			return "yes"
		}
		return "no"
	})
}

func (m *maker) aspect(name string, cell func(*Document) string) {
	if slices.ContainsFunc(m.plan.Differences, func(a Aspect) bool { return a.Name == name }) {
		return
	}
	a := Aspect{Name: name}
	for i := range m.plan.Documents {
		a.Cells = append(a.Cells, cell(&m.plan.Documents[i]))
	}
	m.plan.Differences = append(m.plan.Differences, a)
}

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}

func idFormat(d *Document) string {
	f := d.field("id")
	if f == nil {
		return none
	}
	if len(f.Written) == 0 && f.Type == "" {
		return "not known"
	}
	if len(f.Written) == 0 {
		return f.Type + "; no code that makes one was found"
	}
	return strings.Join(f.Written, ", ")
}

func fieldCell(d *Document, name string) string {
	f := d.field(name)
	if f == nil {
		return none
	}
	if f.Type == "" {
		return "there"
	}
	return f.Type
}

func literalCell(d *Document, name string) string {
	f := d.field(name)
	switch {
	case f == nil:
		return none
	case len(f.Literals) == 0:
		return strings.TrimSpace("any " + f.Type)
	}
	return strings.Join(f.Literals, ", ")
}

// literalFields are the fields of which some document allows certain values only.
func literalFields(docs []Document) []string {
	var out []string
	for _, d := range docs {
		for _, f := range d.Fields {
			if len(f.Literals) > 0 {
				out = appendNew(out, f.Name)
			}
		}
	}
	return out
}

// onlyIn are the fields that no other document has.
func onlyIn(d *Document, docs []Document) string {
	if len(docs) == 1 {
		return none
	}
	var out []string
	for _, f := range d.Fields {
		if !slices.ContainsFunc(docs, func(o Document) bool { return o.At != d.At && o.field(f.Name) != nil }) {
			out = append(out, f.Name)
		}
	}
	return orNone(strings.Join(out, ", "))
}
