package pattern

import (
	"github.com/bytelyst/connaudit/internal/lang/golang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

var (
	kGoVarSpec   = syntax.Named("var_spec")
	kGoConstSpec = syntax.Named("const_spec")
	kPackageName = syntax.Named("package_identifier")
)

// addGoImport records the name that an import binds. It stands for the package's own name, by which patterns call it.
func (e *FileEnv) addGoImport(n syntax.Node) {
	path, ok := goString(n.Child(fPath))
	if !ok {
		return
	}
	full := golang.PackageName(path)
	name := full
	if alias := n.Child(fName); !alias.IsNone() {
		name = alias.Text()
	}
	e.imports[name] = full
}

// addGoValues records what a declaration or assignment gives its names, one by one.
func (e *FileEnv) addGoValues(n syntax.Node) {
	names, values := n.Child(fLeft), n.Child(fRight)
	var left []syntax.Node
	if names.IsNone() {
		values = n.Child(fValue)
		for _, c := range namedChildren(n) {
			if c.Field() == fName {
				left = append(left, c)
			}
		}
	} else {
		left = namedChildren(names)
	}
	right := namedChildren(values)
	for i, name := range left {
		value := syntax.Node{}
		if len(right) == len(left) {
			value = right[i]
		}
		e.addValue(name, value, n.Child(fType))
	}
}

// addGoParamTypes records the types of the parameters of one declaration.
func (e *FileEnv) addGoParamTypes(decl syntax.Node) {
	for _, v := range viewGoParams(decl) {
		if v.pat.Kind() != kIdentifier {
			continue
		}
		name, typ := v.pat.Text(), v.typ.Text()
		if have, ok := e.types[name]; ok && have != typ {
			typ = "" // two types in one file: not known without scopes
		}
		e.types[name] = typ
	}
}

// bindsInGo reports whether the identifier n is given a value where it stands, or may be through its address.
func bindsInGo(n, p syntax.Node) bool {
	switch p.Type() {
	case "var_spec", "const_spec", "parameter_declaration", "variadic_parameter_declaration", "function_declaration":
		return n.Field() == fName
	case "inc_statement", "dec_statement":
		return true
	case "unary_expression":
		return p.Child(fOperator).Type() == "&"
	case "expression_list":
		f := p.Field()
		return f == fLeft || f == fAlias
	}
	return false
}
