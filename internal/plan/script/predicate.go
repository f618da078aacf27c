package script

import (
	"fmt"
	"slices"
	"strings"
)

// Predicate is a condition in Cosmos SQL over c that tells the documents to copy from those that stay.
type Predicate struct {
	SQL       string // empty: every document
	Target    string // the same of the documents as they are in the target, where fields may have other names
	Undecided string // why the types do not tell; the other fields are empty then
}

// Derive finds the predicate in the types: fields that have one literal value in each document of a type, and fields whose
// absence shows that a document is of no other type. It claims nothing that the types do not say.
// Where no others are known it is everything: documents of types that nobody declares must not be left behind.
func Derive(types, others []DocumentType, renames []Rename) Predicate {
	switch {
	case len(others) == 0:
		return Predicate{}
	case len(types) == 0:
		return Predicate{Undecided: "no type is known of the documents to copy"}
	}
	var alternatives, renamed []string
	for _, t := range types {
		conditions, unlike := t.conditions(others)
		if unlike != "" {
			return Predicate{Undecided: fmt.Sprintf("no literal field tells %s from %s", t.Name, unlike)}
		}
		alternatives = appendNew(alternatives, join(conditions, nil))
		renamed = appendNew(renamed, join(conditions, renames))
	}
	return Predicate{SQL: either(alternatives), Target: either(renamed)}
}

// condition demands a value of a field, or that the field is missing.
type condition struct {
	field   string
	literal any // nil: the field is missing
}

func (c condition) sql(name string) string {
	field := "c[" + sqlValue(name) + "]" // c.order and the like are reserved words
	if c.literal == nil {
		return "NOT IS_DEFINED(" + field + ")"
	}
	return field + " = " + sqlValue(c.literal)
}

// conditions hold for documents of the type and for none of the others; unlike names a type for which that cannot be said.
func (t DocumentType) conditions(others []DocumentType) (all []condition, unlike string) {
	for _, f := range t.Fields {
		if f.tells() {
			all = append(all, condition{f.Name, f.Literals[0]})
		}
	}
	own := len(all)
	for _, o := range others {
		if slices.ContainsFunc(all[:own], o.excludes) {
			continue
		}
		i := slices.IndexFunc(o.Fields, func(f Field) bool { return f.tells() && t.field(f.Name) == nil })
		if i < 0 {
			return nil, o.Name
		}
		if c := (condition{field: o.Fields[i].Name}); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all, ""
}

// tells reports whether each document of the type has one and the same value in the field.
func (f Field) tells() bool { return len(f.Literals) == 1 && !f.Optional }

// excludes reports whether no document of the type fulfils a condition.
func (t DocumentType) excludes(c condition) bool {
	f := t.field(c.field)
	return f == nil || len(f.Literals) > 0 && !slices.ContainsFunc(f.Literals, func(l any) bool { return sqlValue(l) == sqlValue(c.literal) })
}

func (t DocumentType) field(name string) *Field {
	for i := range t.Fields {
		if t.Fields[i].Name == name {
			return &t.Fields[i]
		}
	}
	return nil
}

func join(conditions []condition, renames []Rename) string {
	var parts []string
	for _, c := range conditions {
		name := c.field
		for _, r := range renames {
			if r.From == name {
				name = r.To
			}
		}
		parts = append(parts, c.sql(name))
	}
	return strings.Join(parts, " AND ")
}

func either(alternatives []string) string {
	if len(alternatives) < 2 {
		return strings.Join(alternatives, "")
	}
	return "(" + strings.Join(alternatives, ") OR (") + ")"
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
