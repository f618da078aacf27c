package pattern

import (
	"strings"
	"sync"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Env is what is known of the names in a file. Its methods are called while matching and must be cheap.
type Env interface {
	// QualifiedName returns the dotted name that an identifier or selection stands for through an import: "httpx.Client"
	// for c after `from httpx import Client as c`. ok is false for what is not imported.
	QualifiedName(n syntax.Node) (name string, ok bool)
	// Constant returns the value that an expression is known to have inside the file: a string's content, a number's or
	// a boolean's literal.
	Constant(n syntax.Node) (kind ConstKind, text string, ok bool)
}

// TypeEnv is an Env that knows types too: the text of the declared or evident type of an expression.
type TypeEnv interface {
	Env
	TypeOf(n syntax.Node) (typ string, ok bool)
}

// ConstKind is the type of a constant. The zero ConstKind is invalid.
type ConstKind int

// The constants that patterns compare.
const (
	ConstString ConstKind = iota + 1
	ConstNumber
	ConstBool
)

// FileEnv knows the names of one file from its syntax alone: its imports, and the variables that are given a value
// once. A name that is bound twice anywhere in the file has no value: there are no scopes here. It reads the tree when
// first asked and is safe for concurrent use.
type FileEnv struct {
	tree    *syntax.Tree
	once    sync.Once
	imports map[string]string
	values  map[string]syntax.Node
	types   map[string]string
}

// NewFileEnv returns the environment of t.
func NewFileEnv(t *syntax.Tree) *FileEnv { return &FileEnv{tree: t} }

// constDepth bounds constants made of constants.
const constDepth = 100

// QualifiedName implements Env.
func (e *FileEnv) QualifiedName(n syntax.Node) (string, bool) {
	e.once.Do(e.read)
	if len(e.imports) == 0 {
		return "", false
	}
	n = strip(n)
	var tail []string
	for kMembers.has(n.Kind()) {
		object, property := selection(n)
		tail = append(tail, property.Shared())
		n = strip(object)
	}
	if n.Kind() != kIdentifier && n.Kind() != kPackageName {
		return "", false
	}
	name := n.Shared()
	full, ok := e.imports[name]
	if !ok || isParameter(n, name) {
		return "", false
	}
	for i := len(tail) - 1; i >= 0; i-- {
		full += "." + tail[i]
	}
	return full, true
}

// isParameter reports whether a function around n has a parameter of that name.
func isParameter(n syntax.Node, name string) bool {
	for p := n.Parent(); !p.IsNone(); p = p.Parent() {
		if !kScopes.has(p.Kind()) {
			continue
		}
		for _, v := range paramsOf(p) {
			if !v.pat.IsNone() && v.pat.Shared() == name {
				return true
			}
		}
	}
	return false
}

// Constant implements Env.
func (e *FileEnv) Constant(n syntax.Node) (ConstKind, string, bool) {
	e.once.Do(e.read)
	return e.constant(n, 0)
}

func (e *FileEnv) constant(n syntax.Node, depth int) (ConstKind, string, bool) {
	if depth > constDepth {
		return 0, "", false
	}
	n = strip(n)
	if s, ok := literalString(n); ok {
		return ConstString, s, true
	}
	switch n.Type() {
	case "number", "integer", "float", "int_literal", "float_literal":
		return ConstNumber, n.Text(), true
	case "true", "false":
		return ConstBool, n.Text(), true
	case "identifier", "shorthand_property_identifier":
		if v, ok := e.values[n.Shared()]; ok {
			return e.constant(v, depth+1)
		}
	case "as_expression", "satisfies_expression":
		return e.constant(firstNamed(n), depth+1)
	case "binary_expression", "binary_operator":
		return e.joined([]syntax.Node{n.Child(fLeft), n.Child(fRight)}, n.Child(fOperator).Type(), depth+1)
	case "template_string", "string":
		return e.interpolated(n, depth+1)
	case "unary_expression", "unary_operator":
		k, s, ok := e.constant(n.ByField("argument"), depth+1)
		if ok && k == ConstNumber && n.Child(fOperator).Type() == "-" && !strings.HasPrefix(s, "-") {
			return k, "-" + s, true
		}
	}
	return 0, "", false
}

func (e *FileEnv) joined(parts []syntax.Node, operator string, depth int) (ConstKind, string, bool) {
	var sb strings.Builder
	for _, p := range parts {
		k, s, ok := e.constant(p, depth)
		if !ok || k != ConstString || operator != "+" {
			return 0, "", false
		}
		sb.WriteString(s)
	}
	return ConstString, sb.String(), true
}

func (e *FileEnv) interpolated(n syntax.Node, depth int) (ConstKind, string, bool) {
	var sb strings.Builder
	for _, p := range partsOf(n) {
		if p.expr.IsNone() {
			s, ok := unescape(p.text, false, n.Kind() != kTemplate)
			if !ok {
				return 0, "", false
			}
			sb.WriteString(s)
			continue
		}
		k, s, ok := e.constant(p.expr, depth)
		if !ok || k != ConstString {
			return 0, "", false
		}
		sb.WriteString(s)
	}
	return ConstString, sb.String(), true
}

// kBinders hold identifiers that are bound by standing there.
var kBinders = kindsOf("pattern_list", "tuple_pattern", "list_pattern", "array_pattern", "object_pattern", "pair_pattern", "rest_pattern",
	"as_pattern_target", "global_statement", "nonlocal_statement", "update_expression", "catch_clause")

// read makes the tables in one pass over the tree.
func (e *FileEnv) read() {
	e.imports, e.values, e.types = map[string]string{}, map[string]syntax.Node{}, map[string]string{}
	bound := map[string]int{}
	for n := range e.tree.Root().All() {
		switch k := n.Kind(); {
		case kImports.has(k):
			e.addImport(n)
		case k == kDeclarator:
			e.addValue(n.Child(fName), n.Child(fValue), n.Child(fType))
			e.addRequire(n)
		case kGoAssigns.has(k) || k == kGoVarSpec || k == kGoConstSpec:
			e.addGoValues(n)
		case kAssigns.has(k):
			e.addValue(n.Child(fLeft), n.Child(fRight), n.Child(fType))
		case kIdentifiers.has(k) || k == kShorthandPattern:
			if binds(n) {
				bound[n.Shared()]++
			}
		}
		if kGoParams.has(n.Kind()) {
			e.addGoParamTypes(n)
		} else {
			e.addParamType(n)
		}
	}
	for name := range e.values {
		if bound[name] != 1 {
			delete(e.values, name)
		}
	}
}

var (
	kShorthandPattern = syntax.Named("shorthand_property_identifier_pattern")
	kForHeads         = kindsOf("for_statement", "for_in_statement", "for_in_clause")
)

func binds(n syntax.Node) bool {
	p := n.Parent()
	if ofGo(n) {
		return bindsInGo(n, p)
	}
	switch {
	case n.Kind() == kShorthandPattern, kBinders.has(p.Kind()), n.Field() == fLeft && kForHeads.has(p.Kind()):
		return true
	case p.Kind() == kKeyword || kImports.has(p.Kind()) || kMembers.has(p.Kind()):
		return false
	}
	return isName(n)
}

func (e *FileEnv) addValue(name, value, typ syntax.Node) {
	if name.Kind() != kIdentifier {
		return
	}
	if !typ.IsNone() {
		e.types[name.Text()] = peel(typ).Text()
	}
	if !value.IsNone() {
		e.values[name.Text()] = value
	}
}
