package rule

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
)

// literals checks the names that an expression holds as text: of types and lists given to functions, and of roles.
func (c *compiler) literals(n *node, p *expr.Program) {
	for _, call := range p.Calls() {
		for _, a := range call.Args {
			if !a.IsLiteral {
				continue
			}
			switch call.Name {
			case "is_a":
				c.typeExists(n, a.Offset, a.Literal)
			case "listed":
				c.listExists(n, a.Offset, a.Literal)
			}
		}
	}
	for _, a := range p.Equalities("role") {
		if c.roles != nil && !slices.Contains(c.roles, a.Literal) {
			c.within(n, a.Offset, meant(a.Literal, c.roles), "no fact here has role `%s`; roles are %s", a.Literal, listed(c.roles))
		}
	}
}

// typeExists reports a type that no known entry makes. A dotted name is a class of some library, and a module that entries
// ask for is what its import gives: an object that may be used like a client.
func (c *compiler) typeExists(n *node, offset int, name string) {
	if c.reg.types[name] || c.reg.modules[name] || strings.Contains(name, ".") {
		return
	}
	c.within(n, offset, meant(name, c.reg.typeNames()), "no known entry makes the type `%s`; types are %s, and dotted names of classes", name, listed(c.reg.typeNames()))
}

func (c *compiler) listExists(n *node, offset int, name string) {
	if _, ok := c.reg.lists[name]; ok {
		return
	}
	lists := sortedKeys(c.reg.lists)
	c.within(n, offset, meant(name, lists), "there is no known list `%s`; there are: %s", name, listed(lists))
}
