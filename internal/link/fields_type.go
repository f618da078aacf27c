package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// typeAt is a type as it is written in a unit.
type typeAt struct {
	u *resolve.Unit
	n syntax.Node
}

func isType(n syntax.Node) bool {
	switch n.Type() {
	case "type_identifier", "nested_type_identifier", "generic_type", "object_type", "intersection_type", "union_type",
		"type_query", "predefined_type", "literal_type", "array_type", "parenthesized_type", "readonly_type", "type":
		return true
	}
	return false
}

// typ reads the fields of a type. Python's annotations are expressions, so both languages share the walk.
func (r *shapes) typ(t typeAt) shape {
	switch t.n.Type() {
	case "type", "parenthesized_type", "type_annotation", "readonly_type":
		return r.typ(typeAt{t.u, lastNamed(t.n)})
	case "object_type":
		return r.objectType(t)
	case "intersection_type":
		var out shape
		for c := range t.n.NamedChildren() {
			out = out.with(r.typ(typeAt{t.u, c}))
		}
		return out
	case "union_type", "binary_operator":
		return r.union(t)
	case "generic_type", "subscript":
		return r.generic(t)
	case "type_query":
		return r.value(r.s.Eval(t.u, lastNamed(t.n), nil))
	case "literal_type", "array_type", "tuple_type", "function_type", "template_literal_type", "list":
		return shape{leaf: true}
	case "predefined_type":
		if name := t.n.Text(); name == "any" || name == "unknown" || name == "object" {
			return unread("it is of type " + name)
		}
		return shape{leaf: true}
	case "type_identifier", "nested_type_identifier", "identifier", "attribute":
		return r.named(t)
	case "string":
		return r.quoted(t)
	}
	return unread("a type of this kind is not read: " + t.n.Type())
}

// objectType reads { a: T; ... } and the body of an interface.
func (r *shapes) objectType(t typeAt) shape {
	var out shape
	for c := range t.n.NamedChildren() {
		switch c.Type() {
		case "index_signature":
			out.why = "it has an index signature"
			if c.NamedFirst().Type() == "mapped_type_clause" {
				out.why = "it is a mapped type"
			}
		case "property_signature":
			name := c.ByField("name")
			if name.Is("computed_property_name") {
				out.why = "it has a key that is computed"
				continue
			}
			of := unread("it has no type")
			if typ := c.ByField("type"); !typ.IsNone() {
				of = r.below(typeAt{t.u, typ})
			}
			out.members = append(out.members, member{unquoted(name.Text()), of})
		}
	}
	return out
}

// below reads the type of a field.
func (r *shapes) below(t typeAt) shape {
	if r.nested >= maxNested {
		return unread("it is nested too deeply")
	}
	r.nested++
	defer func() { r.nested-- }()
	return r.typ(t)
}

// union reads T | null as T, and of several types what they have in common.
func (r *shapes) union(t typeAt) shape {
	var parts []syntax.Node
	var split func(n syntax.Node)
	split = func(n syntax.Node) {
		for c := range n.NamedChildren() {
			switch text := c.Text(); {
			case c.Type() == n.Type():
				split(c)
			case text != "null" && text != "undefined" && text != "None":
				parts = append(parts, c)
			}
		}
	}
	split(t.n)
	if len(parts) == 1 {
		return r.typ(typeAt{t.u, parts[0]})
	}
	var out shape
	for i, p := range parts {
		sh := r.typ(typeAt{t.u, p})
		switch {
		case i == 0:
			out = sh
		case out.leaf != sh.leaf:
			return unread("it is one of several types")
		default:
			out = out.common(sh)
			out.leaf = sh.leaf
		}
	}
	return out
}

// transparentTypes have the fields of their first argument.
var transparentTypes = map[string]bool{
	"Partial": true, "Required": true, "Readonly": true, "NonNullable": true, "Awaited": true, "Promise": true,
	"Optional": true, "Annotated": true, "Final": true, "NotRequired": true, "ReadOnly": true,
}

// leafTypes are those of the languages and their standard libraries that hold no fields of a document.
var leafTypes = map[string]bool{
	"Date": true, "String": true, "Number": true, "Boolean": true, "Array": true, "ReadonlyArray": true, "Set": true,
	"Map": true, "Buffer": true, "Uint8Array": true, "Function": true, "RegExp": true, "URL": true,
	"str": true, "int": true, "float": true, "bool": true, "bytes": true, "None": true, "datetime": true, "date": true,
	"time": true, "timedelta": true, "Decimal": true, "UUID": true, "List": true, "list": true, "tuple": true, "Tuple": true,
	"set": true, "frozenset": true, "Sequence": true, "Literal": true, "EmailStr": true, "HttpUrl": true,
}

// generic reads Name<...> and Name[...].
func (r *shapes) generic(t typeAt) shape {
	head := t.n.NamedFirst()
	args := typeArguments(t.n)
	name := lastWord(head.Text())
	switch {
	case transparentTypes[name] && len(args) > 0:
		return r.typ(typeAt{t.u, args[0]})
	case (name == "Pick" || name == "Omit") && len(args) == 2:
		keys, ok := literals(args[1])
		if !ok {
			return unread(name + " with keys that are not literals")
		}
		return r.typ(typeAt{t.u, args[0]}).only(func(f string) bool { return contains(keys, f) == (name == "Pick") })
	case leafTypes[name]:
		return shape{leaf: true}
	}
	given := make([]typeAt, len(args))
	for i, a := range args {
		given[i] = typeAt{t.u, a}
		if bound, ok := r.args[a.Text()]; ok {
			given[i] = bound
		}
	}
	return r.declared(typeAt{t.u, head}, given)
}

// named reads a type by its name.
func (r *shapes) named(t typeAt) shape {
	name := t.n.Text()
	if bound, ok := r.args[name]; ok {
		return r.typ(bound)
	}
	if leafTypes[lastWord(name)] {
		return shape{leaf: true}
	}
	return r.declared(t, nil)
}

// quoted reads a Python annotation in quotes that names a class of the module.
func (r *shapes) quoted(t typeAt) shape {
	name := unquoted(t.n.Text())
	if b, ok := t.u.Module().Scopes[0].Names[name]; ok {
		return r.declared(typeAt{t.u, t.u.Module().Node(t.u.Module().Bindings[b].Node)}, nil)
	}
	return unread("a type in quotes that is not read: " + name)
}

// declared reads the declaration that a name leads to, through imports.
func (r *shapes) declared(t typeAt, args []typeAt) shape {
	name := t.n.Text()
	if sh, ok := r.declaration(t.u, t.u.Module().ScopeAt(t.n), name, args); ok {
		return sh
	}
	v := r.follow(t)
	if u, c, ok := resolve.Class(v); ok {
		return r.class(u, c)
	}
	if u, n, _, ok := resolve.Code(v); ok && n != t.n && (n.Is("type_identifier") || n.Is("identifier")) {
		if sh, ok := r.declaration(u, u.Module().ScopeAt(n), n.Text(), args); ok {
			return sh
		}
	}
	if ext, ok := resolve.ExternalName(v); ok && ext != name {
		return unread("type " + ext + " is not in the workspace")
	}
	return unread("type " + name + " is not read")
}

// follow evaluates the name of a type, which leads to its declaration in another file.
func (r *shapes) follow(t typeAt) *value.Value {
	if !t.n.Is("nested_type_identifier") {
		return r.s.Eval(t.u, t.n, nil)
	}
	space, name, _ := strings.Cut(t.n.Text(), ".")
	b := t.u.Module().Lookup(t.u.Module().ScopeAt(t.n), space)
	if b == lang.NoBinding || t.u.Module().Bindings[b].Kind != lang.Imported {
		return value.NewUnknown("a namespace that is not read")
	}
	imp := &t.u.Module().Imports[t.u.Module().Bindings[b].Import]
	if to := r.prog.Import(t.u, imp.Module); to.Unit != nil && imp.Name == "*" {
		return r.s.Export(to.Unit, name)
	}
	return value.NewUnknown("a namespace that is not read")
}

// declaration reads what a unit declares under a name in the scopes around; an interface may be declared in parts.
func (r *shapes) declaration(u *resolve.Unit, scope lang.ScopeID, name string, args []typeAt) (out shape, ok bool) {
	b := u.Module().Lookup(scope, name)
	if b == lang.NoBinding {
		return out, false
	}
	bind := &u.Module().Bindings[b]
	for n := range u.Module().Tree.Root().All() {
		switch n.Type() {
		case "interface_declaration", "type_alias_declaration", "class_declaration", "abstract_class_declaration", "class_definition", "enum_declaration":
		default:
			continue
		}
		if n.ByField("name").Text() != name || u.Module().ScopeAt(n.Parent()) != bind.Scope {
			continue
		}
		out, ok = out.with(r.read(typeAt{u, n}, args)), true
	}
	return out, ok
}

// read reads one declaration, with its type parameters bound to args.
func (r *shapes) read(t typeAt, args []typeAt) shape {
	k := codeKey{t.u, t.n.ID()}
	if r.active[k] {
		return unread("it holds itself")
	}
	r.active[k] = true
	outer := r.args
	r.args = parameters(t.n, args)
	defer func() { delete(r.active, k); r.args = outer }()
	switch t.n.Type() {
	case "enum_declaration":
		return shape{leaf: true}
	case "type_alias_declaration":
		return r.typ(typeAt{t.u, t.n.ByField("value")})
	case "interface_declaration":
		var out shape
		for c := range t.n.NamedChildren() {
			if !c.Is("extends_type_clause") {
				continue
			}
			for base := range c.NamedChildren() {
				out = out.with(r.typ(typeAt{t.u, base}))
			}
		}
		return out.with(r.objectType(typeAt{t.u, t.n.ByField("body")}))
	}
	if c, ok := t.u.Module().ClassOf[t.n.ID()]; ok {
		return r.classBody(t.u, c)
	}
	return unread("a class that is not read")
}

// parameters binds the type parameters of a declaration.
func parameters(n syntax.Node, args []typeAt) map[string]typeAt {
	out := map[string]typeAt{}
	i := 0
	for c := range n.ByField("type_parameters").NamedChildren() {
		if i < len(args) {
			out[c.ByField("name").Text()] = args[i]
		}
		i++
	}
	return out
}
