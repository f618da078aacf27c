package metamorph

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// functions are the nodes whose code runs later.
var functions = []string{"function_declaration", "function_expression", "function", "arrow_function", "method_definition", "generator_function_declaration", "class_body"}

// Arrows writes function declarations as constants that hold arrow functions.
func Arrows(w *Workspace) error {
	return w.edit(isScript, func(path string, t *syntax.Tree) visitor {
		return func(p *printer, n syntax.Node) (string, bool) {
			if !n.Is("function_declaration") || !movable(n) {
				return "", false
			}
			types := p.print(n.ByField("type_parameters"))
			if strings.HasSuffix(path, "x") && types != "" {
				types = strings.TrimSuffix(types, ">") + ",>"
			}
			return "const " + p.print(n.ByField("name")) + " = " + async(n) + types + p.print(n.ByField("parameters")) +
				p.print(n.ByField("return_type")) + " => " + p.print(n.ByField("body")) + ";", true
		}
	})
}

func async(n syntax.Node) string {
	if n.HasToken("async") {
		return "async "
	}
	return ""
}

// movable reports whether a function can be a value as well: nothing needs it before its place, nor is there a `this` or
// an overload.
func movable(fn syntax.Node) bool {
	name := fn.ByField("name").Text()
	for n := range fn.Tree().Root().All() {
		switch {
		case is(n, "function_signature") && n.ByField("name").Text() == name:
			return false
		case is(n, "this") && n.Within(fn), n.Within(fn) && n.Text() == "arguments":
			return false
		case is(n, "identifier") && n.Text() == name && n.Start() < fn.Start() && within(n, functions...).IsNone():
			return false
		}
	}
	return !fn.Parent().HasToken("default")
}

// Declarations writes constants that hold arrow functions as function declarations.
func Declarations(w *Workspace) error {
	return w.edit(isScript, func(string, *syntax.Tree) visitor {
		return func(p *printer, n syntax.Node) (string, bool) {
			d := n.NamedFirst()
			fn := d.ByField("value")
			if !n.Is("lexical_declaration") || !n.HasToken("const") || d.Next().Text() == "," || !is(fn, "arrow_function") ||
				!d.ByField("type").IsNone() || fn.ByField("parameters").IsNone() || is(n.Parent(), "for_statement") {
				return "", false
			}
			for c := range fn.All() {
				if is(c, "this") {
					return "", false
				}
			}
			body := p.print(fn.ByField("body"))
			if !fn.ByField("body").Is("statement_block") {
				body = "{ return " + body + "; }"
			}
			return async(fn) + "function " + p.print(d.ByField("name")) + p.print(fn.ByField("type_parameters")) +
				p.print(fn.ByField("parameters")) + p.print(fn.ByField("return_type")) + " " + body, true
		}
	})
}

// Methods writes functions that a file keeps for itself, and only calls, as methods of a class with one instance.
func Methods(w *Workspace) error {
	return w.edit(isTyped, func(_ string, t *syntax.Tree) visitor {
		objects := map[string]string{}
		for n := range t.Root().All() {
			if name := n.ByField("name").Text(); n.Is("function_declaration") && movable(n) && onlyCalled(n) {
				objects[name] = w.name("")
			}
		}
		return func(p *printer, n syntax.Node) (string, bool) {
			switch object := objects[n.Text()]; {
			case n.Is("identifier") && object != "" && role(n, "function") && is(n.Parent(), "call_expression"):
				return object + "." + n.Text(), true
			case n.Is("function_declaration") && objects[n.ByField("name").Text()] != "":
				class := w.name("Class")
				method := p.print(n.ByField("name")) + p.print(n.ByField("type_parameters")) + p.print(n.ByField("parameters")) +
					p.print(n.ByField("return_type")) + " " + p.print(n.ByField("body"))
				return "class " + class + " {\n  " + async(n) + method + "\n}\nconst " + objects[n.ByField("name").Text()] + " = new " + class + "();", true
			}
			return "", false
		}
	})
}

// onlyCalled reports whether a function is not exported, has its name to itself and is used by calls alone.
func onlyCalled(fn syntax.Node) bool {
	if is(fn.Parent(), "export_statement") {
		return false
	}
	name, calls := fn.ByField("name"), 0
	for n := range fn.Tree().Root().All() {
		if n == name || !n.Named() || n.Text() != name.Text() || !strings.Contains(n.Type(), "identifier") || is(n, "property_identifier") {
			continue
		}
		if !is(n, "identifier") || !is(n.Parent(), "call_expression") || !role(n, "function") {
			return false
		}
		calls++
	}
	return calls > 0
}
