package rule

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/expr"
)

// cause compiles the place that explains several findings.
func (c *checkCompiler) cause() {
	n := c.n.get("cause")
	if n.isNull() {
		return
	}
	k := &Cause{At: c.verdict("", n.get("at"), c.env, expr.Place), Priority: c.k.Priority, Severity: c.k.Severity}
	if p := n.get("priority").str(); p != "" {
		k.Priority = p
	}
	if s := n.get("severity").str(); s != "" {
		k.Severity = s
	}
	env := c.with(c.env, n, expr.Decl{Name: "at", Type: expr.Place})
	k.Message = c.template(n.get("message"), env)
	k.Fixes = c.fixes(n.get("fixes"), env)
	c.k.Cause = k
}

// convention compiles where a check is judged. Its also sees the fact asked about by bare names, and the params.
func (c *checkCompiler) convention() {
	n := c.n.get("convention")
	if n.isNull() {
		return
	}
	k := &Convention{In: n.get("in").str()}
	if also := n.get("also"); !also.isNull() {
		s := &Selector{Kind: also.get("kind").str(), Roles: also.get("role").strs()}
		if c.records(*s, also.get("kind"), also.get("role")) {
			decls := append(c.reg.schema.Fields(expr.Fact(s.Kind, s.Roles...)), paramDecls(c.k.Params)...)
			sites := c.roles
			c.roles = c.siteRoles(*s)
			s.Where = c.program(also.get("where"), c.with(c.base, also, decls...), expr.Bool)
			c.roles = sites
		}
		k.Also = s
	}
	c.k.Convention = k
}

func (c *checkCompiler) rollUp() {
	n := c.n.get("roll-up")
	if n.isNull() {
		return
	}
	by, head := n.get("by"), n.get("head")
	fields := fieldNames(c.reg.schema, expr.Fact(c.k.Each.Kind, c.k.Each.Roles...))
	if !slices.Contains(fields, by.str()) {
		c.reporter.at(by, meant(by.str(), fields), "roll-up: the sites have no attribute `%s`; they have: %s", by.str(), listed(fields))
	}
	if !slices.Contains(c.roles, head.str()) {
		c.reporter.at(head, meant(head.str(), c.roles), "roll-up: no site has role `%s`; there are: %s", head.str(), listed(c.roles))
	}
	c.k.RollUp = &RollUp{By: by.str(), Head: head.str()}
}

// fixes compiles edits. Each is of one kind.
func (c *compiler) fixes(n *node, env *expr.Env) []*Fix {
	var out []*Fix
	for _, n := range n.scalars() {
		f := &Fix{Title: c.template(n.get("title"), env), Where: c.program(n.get("where"), env, expr.Bool), Safe: n.get("safe").bool()}
		f.Languages = c.fixLanguages(n.get("languages"))
		kinds := 0
		if r := n.get("replace"); !r.isNull() {
			kinds++
			f.Replace = &Replace{At: c.program(r.get("at"), env, expr.Dyn), Code: c.template(r.get("code"), env),
				Import: c.template(r.get("import"), env)}
		}
		if a := n.get("add"); !a.isNull() {
			kinds++
			f.Add = &Add{To: c.program(a.get("to"), env, expr.Dyn), Key: c.template(a.get("key"), env),
				Code: c.template(a.get("code"), env), Import: c.template(a.get("import"), env)}
		}
		if a := n.get("append"); !a.isNull() {
			kinds++
			f.Append = &Append{To: c.program(a.get("to"), env, expr.Dyn), Text: c.template(a.get("text"), env)}
		}
		if kinds != 1 {
			c.reporter.at(n, "write another fix for another edit", "a fix needs one of replace, add, append, not %d of them", kinds)
		}
		out = append(out, f)
	}
	return out
}

// fixLanguages returns the languages a fix is for; Go passes make findings too.
func (c *compiler) fixLanguages(n *node) []string {
	out, other := readLanguages(n, c.reporter)
	for _, o := range other {
		if languages[o] == Go {
			out = append(out, Go)
		}
	}
	return out
}
