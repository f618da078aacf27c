package engine

import (
	"context"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// Facts learns what the code states, and judges nothing. Errors are as those of Check.
func Facts(ctx context.Context, o Options) (*diag.FactList, error) {
	a := newAudit(o)
	err := a.take(ctx, []step{{"discover", a.discover}, {"rules", a.loadRules}, {"read", a.read}, {"link", a.link}, {"types", a.typed}, {"imports", a.layImports}})
	if err != nil {
		return nil, err
	}
	a.reportFiles()
	a.reportLinking()
	a.result.Sort()
	l := a.factList()
	l.Tables = a.factTables()
	return l, nil
}

func (a *audit) factTables() []diag.FactTable {
	var out []diag.FactTable
	stated := a.stated()
	for _, t := range a.rules.Tables {
		out = append(out, a.factTable(t, stated))
	}
	return out
}

func (a *audit) factList() *diag.FactList {
	kinds := a.kinds()
	for _, r := range a.imports.recorded() {
		kinds[r.Kind] = true
	}
	l := &diag.FactList{Facts: a.facts(), Kinds: slices.Sorted(maps.Keys(kinds)), Repos: len(a.ws.Repos), Errors: a.result.Errors}
	for _, r := range a.ws.Repos {
		if r.Facts == "" && r.Name != "" {
			l.Named = append(l.Named, r.Name)
		}
	}
	l.Recorded = recorded(a.rules.Schema)
	return l
}

// recorded restates what the rules record, sorted.
func recorded(s *expr.Schema) (out []diag.Recorded) {
	for _, kind := range slices.Sorted(maps.Keys(s.Kinds)) {
		roles := s.Kinds[kind]
		for _, role := range slices.Sorted(maps.Keys(roles)) {
			out = append(out, diag.Recorded{Kind: kind, Role: role, Attributes: append([]string{}, roles[role]...)})
		}
	}
	return out
}

// factTable joins facts as a rule file says.
func (a *audit) factTable(t *rule.Table, stated []*facts.Fact) diag.FactTable {
	out := diag.FactTable{Kind: t.Kind, Title: t.Title, Definition: t.Definition}
	for _, c := range t.Rows {
		out.Heads = append(out.Heads, c.Title)
	}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, c.Title)
	}
	rows, left := check.Join(t, stated, a.linker)
	out.Left = left
	for _, r := range rows {
		row := diag.FactRow{Heads: r.Heads, Cells: make([][]diag.FactEntry, len(r.Cells))}
		for _, f := range r.Facts {
			row.At = append(row.At, a.location(f.At))
		}
		for i, cell := range r.Cells {
			for _, e := range cell {
				row.Cells[i] = append(row.Cells[i], diag.FactEntry{Text: e.Text, At: a.locations(e.At)})
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (a *audit) locations(places []value.Place) []diag.Location {
	var out []diag.Location
	for _, p := range places {
		out = append(out, a.location(p))
	}
	return out
}

// kinds are those that some entry records.
func (a *audit) kinds() map[string]bool {
	out := map[string]bool{}
	for _, f := range a.rules.Facts {
		out[f.Kind] = true
	}
	return out
}

// facts restates the facts.
func (a *audit) facts() []diag.Fact {
	var out []diag.Fact
	for _, f := range a.stated() {
		d := diag.Fact{Kind: f.Kind, Role: f.Role, Key: f.Key, Value: f.Value, Location: a.location(f.At), Origin: a.location(f.Origin),
			Check: f.Check}
		if f.At.File != nil {
			d.Package, d.Language = f.At.File.Pkg, f.At.File.Language
		}
		for _, at := range f.Attributes {
			d.Attributes = append(d.Attributes, diag.Attribute{Name: at.Name, Value: at.Value})
		}
		out = append(out, d)
	}
	return out
}

// stated returns the facts to tell. One that is stated several times is told once; one that only stands for others, not at all.
func (a *audit) stated() []*facts.Fact {
	var out []*facts.Fact
	var here []*facts.Fact // told of this place
	for _, f := range a.store.All() {
		if len(here) > 0 && here[0].At != f.At {
			here = here[:0]
		}
		if f.Head || a.leftOut(f.At) || slices.ContainsFunc(here, func(g *facts.Fact) bool { return sameStatement(f, g) }) {
			continue
		}
		here = append(here, f)
		out = append(out, f)
	}
	return out
}

// leftOut reports whether PATH was given and does not hold the place.
func (a *audit) leftOut(at value.Place) bool {
	if !a.ws.Narrowed() || at.IsNone() {
		return false
	}
	for _, r := range a.ws.Repos {
		if r.Name == at.File.Repo && a.ws.Selected(r, at.File.Path) {
			return false
		}
	}
	return true
}

// sameStatement reports whether two facts of one place say the same: to several checks, or on several ways to the place.
func sameStatement(f, g *facts.Fact) bool {
	if f.Kind != g.Kind || f.Role != g.Role || len(f.Attributes) != len(g.Attributes) || !sameValue(f.Key, g.Key, 0) || !sameValue(f.Value, g.Value, 0) {
		return false
	}
	for i := range f.Attributes {
		if f.Attributes[i].Name != g.Attributes[i].Name || !sameValue(f.Attributes[i].Value, g.Attributes[i].Value, 0) {
			return false
		}
	}
	return true
}

// maxAlike bounds how deep alternatives and lists are compared.
const maxAlike = 8

// sameValue compares what is said; two unknowns of one reason say the same, and so do two places.
func sameValue(a, b *value.Value, depth int) bool {
	switch {
	case value.Same(a, b):
		return true
	case a.Kind != b.Kind || depth > maxAlike:
		return false
	case a.Kind == value.Unknown:
		return a.Reason == b.Reason && a.Prefix == b.Prefix
	case a.Kind == value.Opaque:
		return !a.At.IsNone() && a.At == b.At
	case a.Kind == value.Branch:
		return sameValues(a.Alts, b.Alts, depth)
	case a.Kind == value.List:
		return a.Open == b.Open && sameValues(a.Elems, b.Elems, depth)
	}
	return false
}

func sameValues(a, b []*value.Value, depth int) bool {
	return slices.EqualFunc(a, b, func(x, y *value.Value) bool { return sameValue(x, y, depth+1) })
}
