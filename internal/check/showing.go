package check

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// Row is a row of the table that a check has in the report.
type Row struct {
	Site  *Site
	Group *Group // the finding that it belongs to
	Title string // heading of the table that it stands in; empty where the check makes one table
	Cells []string
}

// Cell is a site in the matrix of a check.
type Cell struct {
	Site              *Site
	Row, Column, Text string
}

// Unit returns what a finding counts as in summaries; empty where each finding counts by itself.
func (o *Outcome) Unit(g *Group) string { return o.unit(g.Sites[0], g.Sites) }

func (o *Outcome) unit(s *Site, sites []*Site) string {
	var parts []string
	for _, p := range o.Check.Unit.Of {
		parts = append(parts, p.Eval(o.about(s, sites)).Key())
	}
	return strings.TrimSpace(unitText.Replace(strings.Join(parts, "\x00")))
}

// unitText writes what a finding counts as so that people can read it: it stands in histories.
var unitText = strings.NewReplacer("\x01\x00", " · ", "\x00", " · ", "\x01", " ")

// about is what templates of the report may ask about a site.
func (o *Outcome) about(s *Site, sites []*Site) *expr.Input {
	return o.judge.input(s, map[string]expr.Var{"sites": sitesVar(sites)})
}

// Rows returns the table of the check, in the order of places; none where the check has no columns.
func (o *Outcome) Rows() []Row {
	r := o.Check.Report
	if r == nil || len(r.Columns) == 0 {
		return nil
	}
	var out []Row
	if !r.Sites {
		for _, g := range o.Groups {
			out = append(out, o.row(g.Sites[0], g.Sites, g))
		}
		return out
	}
	groups := map[string]*Group{}
	for _, g := range o.Groups {
		if u := o.Unit(g); groups[u] == nil {
			groups[u] = g
		}
	}
	for _, s := range o.Sites {
		if s.Skipped || s.Covered {
			continue
		}
		if g := groups[o.unit(s, []*Site{s})]; g != nil {
			out = append(out, o.row(s, []*Site{s}, g))
		}
	}
	return out
}

func (o *Outcome) row(s *Site, sites []*Site, g *Group) Row {
	r, in := Row{Site: s, Group: g}, o.about(s, sites)
	r.Title = rendered(o.Check.Report.Group, in)
	for _, c := range o.Check.Report.Columns {
		r.Cells = append(r.Cells, rendered(c.Text, in))
	}
	return r
}

// Matrix returns the judged sites as the check's matrix shows them, in the order of places.
func (o *Outcome) Matrix() []Cell {
	if o.Check.Report == nil || o.Check.Report.Matrix == nil {
		return nil
	}
	m := o.Check.Report.Matrix
	var out []Cell
	for _, s := range o.Sites {
		if s.Skipped || s.Covered || s.Fact.Key.Kind == value.Unknown {
			continue // a site whose key is not known has no row: it is listed with what cannot be told
		}
		in := o.about(s, []*Site{s})
		out = append(out, Cell{s, rendered(m.Row, in), rendered(m.Column, in), rendered(m.Cell, in)})
	}
	return out
}

func rendered(t *expr.Template, in *expr.Input) string {
	if t == nil {
		return ""
	}
	return strings.TrimSpace(t.Render(in))
}
