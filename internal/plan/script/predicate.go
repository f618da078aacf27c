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

// Predicate is the one of the script.
func (o Options) Predicate() Predicate {
	switch {
	case o.Where != "":
		return Predicate{SQL: o.Where, Target: o.Where}
	case o.Undecided != "":
		return Predicate{Undecided: o.Undecided}
	}
	renames := o.Renames
	if o.Keep {
		renames = nil // the old names are there as well
	}
	return Derive(o.Types, o.Others, renames)
}

// Derive finds the predicate in the types: in fields that are limited to literals which documents of other types do not have,
// and in the absence of such a field. It claims nothing that the types do not say, and asks for no more than tells the types
// apart: each further condition would leave documents behind. Where no others are known nothing is to be told apart.
func Derive(types, others []DocumentType, renames []Rename) Predicate {
	switch {
	case len(others) == 0:
		return Predicate{}
	case len(types) == 0:
		return Predicate{Undecided: "no type is known of the documents to copy"}
	}
	var alternatives [][]condition
	for _, t := range types {
		conditions, unlike := t.conditions(others)
		if unlike != "" {
			return Predicate{Undecided: fmt.Sprintf("no literal field tells %s from %s", t.Name, unlike)}
		}
		alternatives = append(alternatives, conditions)
	}
	alternatives = merged(alternatives)
	return Predicate{SQL: either(alternatives, nil), Target: either(alternatives, renames)}
}

// merged puts alternatives together that ask for values of the same single field.
func merged(alternatives [][]condition) [][]condition {
	var out [][]condition
	for _, a := range alternatives {
		at := slices.IndexFunc(out, func(o []condition) bool {
			return len(a) == 1 && len(o) == 1 && a[0].field == o[0].field && (len(a[0].values) > 0) == (len(o[0].values) > 0)
		})
		if at < 0 {
			out = append(out, slices.Clone(a))
			continue
		}
		c := &out[at][0]
		c.values = slices.Clone(c.values)
		for _, v := range a[0].values {
			if !slices.ContainsFunc(c.values, func(have any) bool { return sqlValue(have) == sqlValue(v) }) {
				c.values = append(c.values, v)
			}
		}
	}
	return out
}

// condition demands one of some values of a field, or that the field is missing.
type condition struct {
	field  string
	values []any // none: the field is missing
}

func (c condition) sql(name string) string {
	field := "c[" + sqlValue(name) + "]" // c.order and the like are reserved words
	var values []string
	for _, v := range c.values {
		values = append(values, sqlValue(v))
	}
	switch len(values) {
	case 0:
		return "NOT IS_DEFINED(" + field + ")"
	case 1:
		return field + " = " + values[0]
	}
	return field + " IN (" + strings.Join(values, ", ") + ")"
}

// conditions hold for documents of the type and for none of the others; unlike names a type for which that cannot be said.
func (t DocumentType) conditions(others []DocumentType) (all []condition, unlike string) {
	for _, o := range others {
		if slices.ContainsFunc(all, o.excludes) {
			continue
		}
		c, ok := t.unlike(o)
		if !ok {
			return nil, o.Name
		}
		all = append(all, c)
	}
	return all, ""
}

// unlike finds what holds for each document of the type and for none of another: best one value of a field, then that a field is
// missing, then one of several values, such as a state's, which code adds to more easily.
func (t DocumentType) unlike(o DocumentType) (condition, bool) {
	marks := func(several bool) (condition, bool) {
		for _, f := range t.Fields {
			if c := (condition{f.Name, f.Literals}); f.tells() && len(f.Literals) > 1 == several && o.excludes(c) {
				return c, true
			}
		}
		return condition{}, false
	}
	if c, ok := marks(false); ok {
		return c, true
	}
	for _, f := range o.Fields {
		if f.tells() && t.field(f.Name) == nil {
			return condition{field: f.Name}, true
		}
	}
	return marks(true)
}

// tells reports whether each document of the type has a value in the field, out of a known few.
func (f Field) tells() bool {
	return !f.Optional && len(f.Literals) > 0 && !slices.Contains(f.Literals, nil)
}

// excludes reports whether no document of the type fulfils a condition.
func (t DocumentType) excludes(c condition) bool {
	f := t.field(c.field)
	switch {
	case len(c.values) == 0:
		return f != nil && f.tells()
	case f == nil:
		return true
	case len(f.Literals) == 0:
		return false
	}
	return !slices.ContainsFunc(f.Literals, func(l any) bool {
		return slices.ContainsFunc(c.values, func(v any) bool { return sqlValue(l) == sqlValue(v) })
	})
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
		parts = append(parts, c.sql(inTarget(c.field, renames)))
	}
	return strings.Join(parts, " AND ")
}

func either(alternatives [][]condition, renames []Rename) string {
	var parts []string
	for _, a := range alternatives {
		parts = appendNew(parts, join(a, renames))
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return "(" + strings.Join(parts, ") OR (") + ")"
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
