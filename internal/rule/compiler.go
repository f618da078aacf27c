package rule

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
)

// compiler compiles one entry of a rule file.
type compiler struct {
	*reporter
	reg  *registry
	base *expr.Env // all functions, no names

	roles []string // roles that a fact may have here, so that `role == 'x'` can be checked; nil: not known
}

// program compiles an expression, nil if there is none or it is wrong. want is the type it must have.
func (c *compiler) program(n *node, env *expr.Env, want expr.Type) *expr.Program {
	if n.isNull() && n.str() == "" && (n == nil || n.text == "") || env == nil {
		return nil
	}
	p, problems := env.Compile(source(n))
	for _, pr := range problems {
		if pr.Hint == expr.FlowMappingHint && !n.flow {
			pr.Hint = "a bracket or a quote is not closed"
		}
		c.within(n, pr.Offset, pr.Hint, "%s", pr.Message)
	}
	if p == nil || len(problems) > 0 {
		return nil
	}
	if !p.Type().Fits(want) {
		c.at(n, "", "the expression must be of type %s, and is %s", want, p.Type())
		return nil
	}
	c.literals(n, p)
	return p
}

// source is the text of an expression. YAML's truth values may be written in capitals.
func source(n *node) string {
	if n.tag == "!!bool" {
		return strings.ToLower(n.text)
	}
	return n.text
}

// template compiles a template, nil if there is none or it is wrong.
func (c *compiler) template(n *node, env *expr.Env) *expr.Template {
	if n.isNull() || env == nil {
		return nil
	}
	t, problems := env.CompileTemplate(n.text)
	for _, pr := range problems {
		c.within(n, pr.Offset, pr.Hint, "%s", pr.Message)
	}
	if len(problems) > 0 {
		return nil
	}
	return t
}

// programs compiles the values of a mapping in its order.
func (c *compiler) programs(n *node, env *expr.Env) []Attr {
	var out []Attr
	if n.isNull() {
		return nil
	}
	for i, k := range n.keys {
		out = append(out, Attr{Name: k.text, Program: c.program(n.items[i], env, expr.Dyn)})
	}
	return out
}

// with extends an environment. The names have been checked, so that an error is one of declaration: it is reported at n.
func (c *compiler) with(env *expr.Env, n *node, decls ...expr.Decl) *expr.Env {
	if env == nil {
		return nil
	}
	out, err := env.With(decls...)
	if err != nil {
		c.at(n, "", "%s", err.Error())
		return nil
	}
	return out
}

// paramDecls declares params by the types of their defaults.
func paramDecls(params []*Param) []expr.Decl {
	var out []expr.Decl
	for _, p := range params {
		out = append(out, expr.Decl{Name: "params." + p.Name, Type: p.typ.expr()})
	}
	return out
}

// expr returns the type as expressions know it.
func (t paramType) expr() expr.Type {
	switch t.name {
	case "string":
		return expr.String
	case "bool":
		return expr.Bool
	case "int":
		return expr.Int
	case "double":
		return expr.Double
	case "list":
		return expr.List(t.of.expr())
	case "map":
		return expr.Map(t.of.expr())
	}
	return expr.Dyn
}
