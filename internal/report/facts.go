package report

import (
	"io"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/facttable"
)

// FactFormat writes facts completely. It returns what w returned when it failed.
type FactFormat func(w io.Writer, l *diag.FactList, o Options) error

// factFormats are all there are for facts. A new one is a file and a line here.
var factFormats = map[string]FactFormat{
	"json":  FactsJSON,
	"list":  FactsEach,
	"table": FactsTable,
}

// FactFormats lists the names of the formats of facts, sorted.
func FactFormats() []string { return sortedNames(factFormats) }

// LookupFacts returns the format of facts of that name.
func LookupFacts(name string) (f FactFormat, ok bool) {
	f, ok = factFormats[name]
	return f, ok
}

// FactsEach writes a table for each kind of facts, a row for each fact.
func FactsEach(w io.Writer, l *diag.FactList, o Options) error {
	return facttable.Each(w, l, o.Style, o.Width)
}

// FactsTable writes the tables that rule files make of facts, and for kinds without one the table of FactsEach.
func FactsTable(w io.Writer, l *diag.FactList, o Options) error {
	return facttable.Joined(w, l, o.Style, o.Width)
}
