package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// reportChecks restates the texts of checks and rules, and what the report needs besides findings and sites.
func (a *audit) reportChecks() {
	for _, o := range a.checks {
		a.result.Checks = append(a.result.Checks, checkTexts(o.Check))
	}
	if a.o.Report {
		a.reportTables()
	}
	for _, r := range a.rules.Rules {
		a.result.Checks = append(a.result.Checks, diag.Check{ID: r.ID, Category: r.Category, Why: r.Why, Bad: r.Bad, Good: r.Good,
			Severity: severity(r.Severity), Priority: diag.Priority(r.Priority), Unit: "finding", Units: "findings"})
	}
	for _, o := range a.rules.Own {
		a.result.Checks = append(a.result.Checks, diag.Check{ID: o.ID, Category: o.Category, Why: o.Why, Bad: o.Bad, Good: o.Good,
			Severity: severity(o.Severity), Priority: diag.Priority(o.Priority), Unit: "finding", Units: "findings"})
	}
	slices.SortStableFunc(a.result.Checks, func(x, y diag.Check) int { return cmp.Compare(x.ID, y.ID) })
}

func checkTexts(c *rule.Check) diag.Check {
	var params []string
	for _, p := range c.Params {
		params = append(params, p.Name)
	}
	return diag.Check{ID: c.ID, Category: c.Category, Why: c.Why, Bad: c.Bad, Good: c.Good, Severity: severity(c.Severity),
		Priority: diag.Priority(c.Priority), Unit: c.Unit.Name, Units: c.Unit.Plural, Params: params}
}

// reportTables adds the tables to the checks, which are in the order of the outcomes, and restates views and repositories.
func (a *audit) reportTables() {
	prints := map[string]string{}
	for _, f := range a.result.Findings {
		prints[groupKey(f)] = f.Fingerprint
	}
	for i, o := range a.checks {
		a.addTables(&a.result.Checks[i], o, prints)
	}
	a.result.Views = views(&a.ws.Config)
	for _, r := range a.ws.Repos {
		a.result.Repos = append(a.result.Repos, r.Name)
	}
	slices.Sort(a.result.Repos)
}

func (a *audit) addTables(out *diag.Check, o *check.Outcome, prints map[string]string) {
	if c := o.Check; c.Report != nil {
		out.Title = c.Report.Title
		for _, column := range c.Report.Columns {
			out.Columns = append(out.Columns, column.Title)
		}
	}
	for _, r := range o.Rows() {
		fingerprint, shown := prints[a.groups[r.Group]]
		if !shown {
			continue // PATH leaves the finding out
		}
		out.Rows = append(out.Rows, diag.Row{Group: r.Title, Location: a.location(r.Site.Fact.At), Verdict: r.Site.Verdict, Cells: r.Cells,
			Fingerprint: fingerprint})
	}
	for _, m := range o.Matrix() {
		out.Matrix = append(out.Matrix, diag.MatrixCell{Row: m.Row, Column: m.Column, Text: m.Text, Verdict: m.Site.Verdict,
			Location: a.location(m.Site.Fact.At)})
	}
}

// groupKey names a finding until fingerprints are known: two findings that agree in it are shown alike.
func groupKey(f diag.Finding) string { return causeKey(f) + "\x00" + f.Message }

// viewedRepos reports a view of a repository that there is not.
func (a *audit) viewedRepos() error {
	var names []string
	for _, r := range a.ws.Repos {
		names = append(names, r.Name)
	}
	for _, v := range a.ws.Config.Views {
		for _, name := range v.Repos {
			if !slices.Contains(names, name) {
				return &workspace.Error{File: a.ws.Shown(v.Pos.File), Line: v.Pos.Line, Column: v.Pos.Column, Message: fmt.Sprintf(
					"view %q is about repository %q, which is not in the workspace; there are: %s", v.Name, name, strings.Join(names, ", "))}
			}
		}
	}
	return nil
}

// views restates the views of the configuration.
func views(c *workspace.Config) []diag.View {
	var out []diag.View
	for _, v := range c.Views {
		out = append(out, diag.View{Name: v.Name, Unit: v.Unit, Rules: idsOf(v.Rules), Categories: v.Categories, Repos: v.Repos, Paths: v.Paths})
	}
	return out
}

func idsOf(ids []workspace.RuleID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, id.ID)
	}
	return out
}
