package diag

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/value"
)

// Fact is one thing that code states.
type Fact struct {
	Kind, Role string
	Key        *value.Value
	Value      *value.Value // null where nothing is said
	Attributes []Attribute  // in the order of the entry that states it
	Location
	Package, Language string   // of the file: the package's folder in its repository, empty at the root; empty for plain text
	Check             string   // the id of the check that states it in place; empty for a fact that all may ask for
	Origin            Location // where the matched code is, when the fact stands at a call of the function around it; else nowhere
}

// Attribute is a named part of a fact.
type Attribute struct {
	Name  string
	Value *value.Value
}

// FactList is what one run has learned, in the order of places.
type FactList struct {
	Facts  []Fact
	Tables []FactTable // in the order of the rule files
	Kinds  []string    // all that the rules record, whether or not a fact of them was found; sorted
	Repos  int         // in the workspace
	Errors []RunError

	Named    []string   // the repositories whose source was read, by name
	Recorded []Recorded // what the rules record, by kind and role
}

// Recorded is a kind of fact that rules record, in one role, with the attributes that it may have, sorted.
type Recorded struct {
	Kind, Role string
	Attributes []string
}

// Failed reports whether the run itself failed, see RunError.Fails.
func (l *FactList) Failed() bool {
	r := Result{Errors: l.Errors}
	return r.Failed(false)
}

// Only keeps the facts and tables of one kind.
func (l *FactList) Only(kind string) {
	l.Facts = slices.DeleteFunc(l.Facts, func(f Fact) bool { return f.Kind != kind })
	l.Tables = slices.DeleteFunc(l.Tables, func(t FactTable) bool { return t.Kind != kind })
}
