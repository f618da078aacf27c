package rule

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/expr"
)

// letNames compiles the let names of a check, each after those it uses, because the type of a name is that of its
// expression.
func (c *checkCompiler) letNames(n *node) {
	if n.isNull() {
		return
	}
	left := map[string]*node{}
	var order []string
	for i, k := range n.keys {
		if c.claim(k, "a let name") {
			left[k.text], c.at[k.text] = n.items[i], k
			order = append(order, k.text)
		}
	}
	for len(left) > 0 {
		ready := slices.DeleteFunc(slices.Clone(order), func(name string) bool {
			return left[name] == nil || mentions(left[name].text, left, name)
		})
		if len(ready) == 0 {
			c.tangled(order, left)
			return
		}
		c.letRound(ready, left)
	}
}

// letRound compiles names that use none of those left, and declares them.
func (c *checkCompiler) letRound(ready []string, left map[string]*node) {
	var decls []expr.Decl
	for _, name := range ready {
		d := expr.Decl{Name: name, Type: expr.Dyn}
		if p := c.program(left[name], c.env, expr.Dyn); p != nil {
			d.Type = p.Type()
			c.uses[name] = p.Names()
			c.k.Let = append(c.k.Let, Attr{name, p})
		}
		decls = append(decls, d)
		delete(left, name)
	}
	c.env = c.with(c.env, c.n, decls...)
}

// tangled compiles names that seem to need each other: the circle may be real, or a macro's variable may be called like
// a let name. The names have no type then.
func (c *checkCompiler) tangled(order []string, left map[string]*node) {
	var decls []expr.Decl
	for _, name := range order {
		if left[name] != nil {
			decls = append(decls, expr.Decl{Name: name, Type: expr.Dyn})
		}
	}
	c.env = c.with(c.env, c.n, decls...)
	var tangle []Attr
	for _, d := range decls {
		if p := c.program(left[d.Name], c.env, expr.Dyn); p != nil {
			c.uses[d.Name] = p.Names()
			tangle = append(tangle, Attr{d.Name, p})
		}
	}
	for len(tangle) > 0 {
		i := slices.IndexFunc(tangle, func(a Attr) bool {
			return !slices.ContainsFunc(tangle, func(b Attr) bool { return slices.Contains(a.Program.Names(), b.Name) })
		})
		if i < 0 {
			return // circles reports it
		}
		c.k.Let = append(c.k.Let, tangle[i])
		tangle = slices.Delete(tangle, i, i+1)
	}
}

// mentions reports whether the text of an expression holds one of names, other than self, outside strings and not as an
// attribute. It may see too many, never too few.
func mentions(src string, names map[string]*node, self string) bool {
	var quote, before byte
	for i := 0; i < len(src); i++ {
		ch := src[i]
		switch {
		case quote != 0 && ch == '\\':
			i++
		case quote != 0:
			if ch == quote {
				quote = 0
			}
		case ch == '\'' || ch == '"':
			quote = ch
		case isIdent(ch):
			start := i
			for i+1 < len(src) && isIdent(src[i+1]) {
				i++
			}
			if word := src[start : i+1]; before != '.' && word != self && names[word] != nil {
				return true
			}
		}
		if !isSpace(ch) {
			before = ch
		}
	}
	return false
}

func isIdent(c byte) bool { return c != '-' && isName(c) }
