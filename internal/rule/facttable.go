package rule

import "github.com/bytelyst/connaudit/internal/expr"

// Table joins facts of one kind: those that agree in all texts of Rows are one row, and each column shows the facts of the row
// that it selects.
type Table struct {
	ID, Title string // ID may be empty
	Pos       Pos
	Selector  // of a fact of which Where is not known, the table tells
	Rows      []Column
	Columns   []FactColumn
	// Definition is the roles of the facts that say what a key is; none: the kind has no such facts.
	Definition []string
}

// FactColumn shows facts of a row.
type FactColumn struct {
	Title string
	Roles []string      // none: any role
	Where *expr.Program // nil: all; a fact of which it is not known stands there
	Of    *expr.Program // a list, or an object whose keys count: an entry for each member, called `item`; nil: one entry
	Text  *expr.Template
	At    *expr.Program // place of an entry; nil: the fact's, or none
	Bare  bool          // entries have no place
}

// item is what a column calls the member that an entry is for.
const item = "item"

// table compiles an entry of tables.
func (c *compiler) table(n *node) *Table {
	line, column := n.file.position(n.start)
	t := &Table{ID: n.get("id").str(), Title: n.get("title").str(), Pos: Pos{n.file.name, line, column},
		Selector: Selector{Kind: n.get("kind").str(), Roles: n.get("role").strs()}}
	if !c.records(t.Selector, n.get("kind"), n.get("role")) {
		return nil
	}
	t.Definition = n.get("definition").strs()
	c.records(Selector{Kind: t.Kind, Roles: t.Definition}, n, n.get("definition"))
	c.roles = c.siteRoles(t.Selector)
	env := c.with(c.base, n, c.reg.schema.Fields(expr.Fact(t.Kind, t.Roles...))...)
	t.Where = c.program(n.get("where"), env, expr.Bool)
	rows, columns := n.get("rows"), n.get("columns")
	for i, k := range rows.keys {
		t.Rows = append(t.Rows, Column{Title: k.text, Text: c.template(rows.items[i], env)})
	}
	for i, k := range columns.keys {
		t.Columns = append(t.Columns, c.factColumn(k.text, columns.items[i], t.Kind, env))
	}
	return t
}

func (c *compiler) factColumn(title string, n *node, kind string, env *expr.Env) FactColumn {
	out := FactColumn{Title: title, Roles: n.get("role").strs(), Where: c.program(n.get("where"), env, expr.Bool)}
	c.records(Selector{Kind: kind, Roles: out.Roles}, n, n.get("role"))
	if of := n.get("of"); !of.isNull() {
		out.Of = c.program(of, env, expr.Dyn)
		env = c.with(env, of, expr.Decl{Name: item, Type: expr.String})
	}
	out.Text = c.template(n.get("text"), env)
	if at := n.get("at"); at != nil && at.isNull() {
		out.Bare = true
	} else {
		out.At = c.program(at, env, expr.Place)
	}
	return out
}
