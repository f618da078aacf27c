package metamorph

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Class writes a factory that returns an object of methods as a class of the same methods, made by `new`. The factory
// is a function declaration of constants, functions and a returned object of arrow functions.
func Class(factory string) Rewrite {
	return func(w *Workspace) error {
		found := false
		err := w.edit(isTyped, func(_ string, t *syntax.Tree) visitor {
			aliases := map[string]bool{factory: true}
			for n := range t.Root().All() {
				if is(n, "import_specifier", "export_specifier") && n.ByField("name").Text() == factory && !n.ByField("alias").IsNone() {
					aliases[n.ByField("alias").Text()] = true
				}
			}
			return func(p *printer, n syntax.Node) (string, bool) {
				switch callee := n.ByField("function"); {
				case n.Is("function_declaration") && n.ByField("name").Text() == factory && plainBody(n):
					found = true
					return newClass(n).print(), true
				case n.Is("call_expression") && (callee.Is("identifier") && aliases[callee.Text()] || callee.ByField("property").Text() == factory):
					return "new " + p.inside(n), true
				}
				return "", false
			}
		})
		if err == nil && !found {
			err = errors.New("there is no factory " + factory)
		}
		return err
	}
}

// plainBody reports whether a factory is made of nothing that a class could not hold.
func plainBody(fn syntax.Node) bool {
	for s := range fn.ByField("body").NamedChildren() {
		if !is(s, "lexical_declaration", "function_declaration", "return_statement") {
			return false
		}
	}
	return true
}

// class is a factory while it is rewritten.
type class struct {
	fn      syntax.Node
	members map[string]bool // what its body and its parameters name
}

func newClass(fn syntax.Node) *class {
	c := &class{fn, map[string]bool{}}
	for p := range fn.ByField("parameters").NamedChildren() {
		c.members[p.ByField("pattern").Text()] = true
	}
	for s := range fn.ByField("body").NamedChildren() {
		switch {
		case s.Is("lexical_declaration"):
			for d := range s.NamedChildren() {
				c.members[d.ByField("name").Text()] = true
			}
		case s.Is("function_declaration"):
			c.members[s.ByField("name").Text()] = true
		}
	}
	return c
}

func (c *class) print() string {
	p := &printer{c.visit}
	var fields, methods, set []string
	for a := range c.fn.ByField("parameters").NamedChildren() {
		name := a.ByField("pattern").Text()
		fields, set = append(fields, "private readonly "+a.Text()+";"), append(set, fmt.Sprintf("this.%s = %s;", name, name))
	}
	for s := range c.fn.ByField("body").NamedChildren() {
		switch {
		case s.Is("lexical_declaration"):
			for d := range s.NamedChildren() {
				name := d.ByField("name").Text()
				fields = append(fields, "private readonly "+name+d.ByField("type").Text()+";")
				set = append(set, "this."+name+" = "+p.print(d.ByField("value"))+";")
			}
		case s.Is("function_declaration"):
			methods = append(methods, "private "+async(s)+s.ByField("name").Text()+p.print(s.ByField("type_parameters"))+
				p.print(s.ByField("parameters"))+p.print(s.ByField("return_type"))+" "+p.print(s.ByField("body")))
		case s.Is("return_statement"):
			for pair := range s.NamedFirst().NamedChildren() {
				f := pair.ByField("value")
				methods = append(methods, pair.ByField("key").Text()+p.print(f.ByField("parameters"))+" { return "+p.print(f.ByField("body"))+"; }")
			}
		}
	}
	constructor := "constructor" + c.fn.ByField("parameters").Text() + " {\n" + strings.Join(set, "\n") + "\n}"
	body := append(append(fields, constructor), methods...)
	return "class " + c.fn.ByField("name").Text() + " {\n" + strings.Join(body, "\n") + "\n}"
}

// visit reads the members of the class where the factory read its variables.
func (c *class) visit(_ *printer, n syntax.Node) (string, bool) {
	switch {
	case !c.members[n.Text()]:
		return "", false
	case n.Is("identifier"):
		return "this." + n.Text(), true
	case n.Is("shorthand_property_identifier"):
		return n.Text() + ": this." + n.Text(), true
	}
	return "", false
}
