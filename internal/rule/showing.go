package rule

import (
	"cmp"

	"github.com/bytelyst/connaudit/internal/expr"
)

// finding is what a summary counts where a check does not say.
const finding = "finding"

// unit compiles what a summary counts. It is asked about findings, so that it may look at their sites.
func (c *checkCompiler) unit() {
	n := c.n.get("unit")
	name := cmp.Or(n.get("name").str(), finding)
	c.k.Unit = Unit{Name: name, Plural: cmp.Or(n.get("plural").str(), name+"s")}
	for _, of := range n.get("of").scalars() {
		c.k.Unit.Of = append(c.k.Unit.Of, c.program(of, c.env, expr.Dyn))
	}
}

// report compiles what the report says besides findings.
func (c *checkCompiler) report() {
	n := c.n.get("report")
	if n.isNull() {
		return
	}
	r := &Report{Title: n.get("title").str(), Sites: n.get("rows").str() == "site", Group: c.template(n.get("group"), c.env)}
	if columns := n.get("columns"); !columns.isNull() {
		for i, k := range columns.keys {
			r.Columns = append(r.Columns, Column{Title: k.text, Text: c.template(columns.items[i], c.env)})
		}
	}
	if m := n.get("matrix"); !m.isNull() {
		r.Matrix = &Matrix{Row: c.template(m.get("row"), c.env), Column: c.template(m.get("column"), c.env), Cell: c.template(m.get("cell"), c.env)}
	}
	c.k.Report = r
}
