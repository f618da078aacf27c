package pattern

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// addImport records the names that an import statement binds.
func (e *FileEnv) addImport(n syntax.Node) {
	if n.Kind() == kImportSpec {
		e.addGoImport(n)
		return
	}
	v := viewImport(n)
	module, _ := literalString(v.module)
	if module == "" {
		module = v.module.Text()
	}
	bind := func(name syntax.Node, full string) {
		if !name.IsNone() {
			e.imports[name.Text()] = full
		}
	}
	bind(v.dflt, module)
	bind(v.namespace, module)
	for _, it := range v.names {
		full := it.name.Text()
		if v.from || !v.module.IsNone() {
			full = module + "." + full
		}
		switch {
		case !it.alias.IsNone():
			bind(it.alias, full)
		case v.from || !v.module.IsNone():
			bind(it.name, full)
		default:
			// `import a.b` binds a.
			head, _, _ := strings.Cut(it.name.Text(), ".")
			e.imports[head] = head
		}
	}
}

// addRequire records `const x = require('m')` and `const {a, b: c} = require('m')`.
func (e *FileEnv) addRequire(n syntax.Node) {
	call := strip(n.Child(fValue))
	tail := ""
	if kMembers.has(call.Kind()) {
		object, property := selection(call)
		call, tail = strip(object), "."+property.Text()
	}
	if !kCalls.has(call.Kind()) || call.Child(fFunction).Text() != "require" {
		return
	}
	module, ok := literalString(firstNamed(call.Child(fArguments)))
	if !ok {
		return
	}
	name := n.Child(fName)
	if name.Kind() == kIdentifier {
		e.imports[name.Text()] = module + tail
		return
	}
	for _, c := range namedChildren(name) {
		v := viewEntry(c)
		if key, ok := keyName(v.key); ok && !v.value.IsNone() {
			e.imports[v.value.Text()] = module + tail + "." + key
		}
	}
}

var kTypedParams = kindsOf("required_parameter", "optional_parameter", "typed_parameter", "typed_default_parameter")

func (e *FileEnv) addParamType(n syntax.Node) {
	if !kTypedParams.has(n.Kind()) {
		return
	}
	if v := viewParam(n); v.pat.Kind() == kIdentifier && !v.typ.IsNone() {
		name, typ := v.pat.Text(), peel(v.typ).Text()
		if have, ok := e.types[name]; ok && have != typ {
			typ = "" // two types in one file: not known without scopes
		}
		e.types[name] = typ
	}
}

// TypeOf implements TypeEnv: the type a name is annotated with, or that of a literal or construction.
func (e *FileEnv) TypeOf(n syntax.Node) (string, bool) {
	e.once.Do(e.read)
	n = strip(n)
	switch n.Type() {
	case "string", "template_string", "concatenated_string":
		if n.Tree().Grammar == syntax.Python() {
			return "str", true
		}
		return "string", true
	case "interpreted_string_literal", "raw_string_literal":
		return "string", true
	case "int_literal":
		return "int", true
	case "float_literal":
		return "float64", true
	case "composite_literal":
		return n.Child(fType).Text(), true
	case "unary_expression":
		if t, ok := e.TypeOf(n.Child(fOperand)); ok && n.Child(fOperator).Type() == "&" {
			return "*" + t, true
		}
		return "", false
	case "number":
		return "number", true
	case "integer":
		return "int", true
	case "float":
		return "float", true
	case "true", "false":
		if g := n.Tree().Grammar; g == syntax.Python() || g.Name == goName {
			return "bool", true
		}
		return "boolean", true
	case "new_expression":
		return n.ByField("constructor").Text(), true
	case "as_expression", "satisfies_expression":
		if ns := namedChildren(n); len(ns) == 2 {
			return ns[1].Text(), true
		}
	case "identifier":
		if t := e.types[n.Shared()]; t != "" {
			return t, true
		}
		if v, ok := e.values[n.Shared()]; ok && v.Kind() != kIdentifier {
			return e.TypeOf(v)
		}
	case "call":
		if full, ok := e.QualifiedName(n.Callee()); ok {
			return full, true
		}
		return n.Callee().Text(), true
	}
	return "", false
}

// typed binds $X of ($X: T) to code of that type; code of no known type does not match.
func (m *matcher) typed(p *node, n syntax.Node, b Bindings) solutions {
	if !m.hasType(n, p.types) {
		return solutions{}
	}
	return m.bind(p.text, exprBinding(n), b)
}

func (m *matcher) hasType(n syntax.Node, types []string) bool {
	te, ok := m.env.(TypeEnv)
	if !ok {
		return false
	}
	have, ok := te.TypeOf(n)
	if !ok {
		return false
	}
	for _, t := range types {
		if t == have || strings.HasSuffix(t, "."+have) || strings.HasSuffix(have, "."+t) {
			return true
		}
	}
	return false
}
