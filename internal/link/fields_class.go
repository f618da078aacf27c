package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// class reads the fields of a class and its bases.
func (r *shapes) class(u *resolve.Unit, id lang.ClassID) shape {
	k := codeKey{u, u.Module().Classes[id].Node}
	if r.active[k] {
		return unread("it holds itself")
	}
	r.active[k] = true
	defer delete(r.active, k)
	return r.classBody(u, id)
}

func (r *shapes) classBody(u *resolve.Unit, id lang.ClassID) shape {
	c := &u.Module().Classes[id]
	var out shape
	model := r.isModel(u, c)
	for _, b := range c.Bases {
		base, known := r.base(typeAt{u, u.Module().Node(b)})
		if !known {
			continue
		}
		out = out.with(base)
	}
	if r.allowsMore(u, c) {
		out.why = "the model takes further fields"
	}
	for i := range c.Members {
		m := &c.Members[i]
		if name, ok := r.declares(u, m, model); ok {
			out = out.with(shape{members: []member{{name, r.fieldType(u, m)}}})
			for _, alias := range r.aliases(u, m) {
				out = out.with(shape{members: []member{{alias, shape{leaf: true}}}})
			}
		}
	}
	return out
}

// base reads a base class. known is false for those that bring no fields: the list `model-bases` names them.
func (r *shapes) base(t typeAt) (base shape, known bool) {
	n := t.n
	if n.Type() == "subscript" || n.Type() == "generic_type" {
		n = n.NamedFirst()
	}
	v := r.s.Eval(t.u, n, nil)
	if u, c, ok := resolve.Class(v); ok {
		return r.class(u, c), true
	}
	name, ok := resolve.ExternalName(v)
	if ok && (baseWithoutFields[name] || r.prog.Listed(name, "model-bases")) {
		return shape{}, false
	}
	if !ok {
		name = n.Text()
	}
	return unread("the base class " + name + " is not in the workspace"), true
}

// baseWithoutFields are the bases of Python's standard library that declare nothing a document could hold.
var baseWithoutFields = map[string]bool{
	"object": true, "abc.ABC": true, "typing.Generic": true, "typing.Protocol": true, "typing.TypedDict": true,
	"typing.NamedTuple": true, "typing_extensions.TypedDict": true,
}

// isModel reports whether the fields of a class are those that its body declares with a type, as in data classes,
// typed dictionaries and models; those of other classes are what their methods set.
func (r *shapes) isModel(u *resolve.Unit, c *lang.Class) bool {
	if u.Module().Language.Name != "python" {
		return false
	}
	if len(c.Decorators) > 0 {
		return true
	}
	for i := range c.Members {
		if c.Members[i].Func != lang.NoFunc && u.Module().Funcs[c.Members[i].Func].Kind == lang.Constructor {
			return false
		}
	}
	return true
}

// declares reports whether a member is a field of the objects of its class, and its name.
func (r *shapes) declares(u *resolve.Unit, m *lang.Member, model bool) (name string, ok bool) {
	python := u.Module().Language.Name == "python"
	typed := m.Type != syntax.None
	switch {
	case m.Func != lang.NoFunc, strings.HasPrefix(m.Name, "#"), m.Static && !python:
		return "", false
	case python && (strings.HasPrefix(m.Name, "_") || typed && strings.Contains(u.Module().Node(m.Type).Text(), "ClassVar")):
		return "", false
	case m.Value != syntax.None && u.Module().Expr(u.Module().Node(m.Value)).Op == lang.OpFunc:
		return "", false
	case python && m.Static:
		return m.Name, model && typed
	case typed, m.Value != syntax.None:
		return m.Name, true
	}
	for _, id := range m.Effects {
		if u.Module().Effects[id].Kind == lang.Write {
			return m.Name, true
		}
	}
	return "", false
}

// fieldType reads what a field holds.
func (r *shapes) fieldType(u *resolve.Unit, m *lang.Member) shape {
	switch {
	case m.Type != syntax.None:
		return r.below(typeAt{u, u.Module().Node(m.Type)})
	case m.Value != syntax.None:
		return r.value(r.s.Eval(u, u.Module().Node(m.Value), nil))
	}
	return unread("it has no type")
}

// aliases returns the names under which a model's field is written out besides its own: Field(alias="x").
func (r *shapes) aliases(u *resolve.Unit, m *lang.Member) []string {
	if m.Value == syntax.None || u.Module().Language.Name != "python" {
		return nil
	}
	var out []string
	for _, a := range u.Module().Expr(u.Module().Node(m.Value)).Args {
		if a.Name == "alias" || a.Name == "serialization_alias" {
			if v := r.s.Eval(u, a.Value, nil); v.Kind == value.String {
				out = append(out, v.Str)
			}
		}
	}
	return out
}

// allowsMore reports whether a model is open: extra="allow" in its configuration.
func (r *shapes) allowsMore(u *resolve.Unit, c *lang.Class) bool {
	allows := func(n syntax.Node) bool {
		text := n.Text()
		return strings.Trim(text, `"'`) == "allow" || strings.HasSuffix(text, "Extra.allow")
	}
	for _, a := range c.Keywords {
		if a.Name == "extra" && allows(a.Value) {
			return true
		}
	}
	if m, ok := c.Member("model_config"); ok && m.Value != syntax.None {
		e := u.Module().Expr(u.Module().Node(m.Value))
		for _, a := range e.Args {
			if a.Name == "extra" && allows(a.Value) {
				return true
			}
		}
		for _, en := range e.Entries {
			if en.Key == "extra" && allows(en.Value) {
				return true
			}
		}
	}
	for i := range u.Module().Classes {
		inner := &u.Module().Classes[i]
		if inner.Name != "Config" || inner.Node == c.Node || !u.Module().Node(inner.Node).Within(u.Module().Node(c.Node)) {
			continue
		}
		if m, ok := inner.Member("extra"); ok && m.Value != syntax.None && allows(u.Module().Node(m.Value)) {
			return true
		}
	}
	return false
}

// typeArguments returns the arguments of Name<A, B> and Name[A, B].
func typeArguments(n syntax.Node) []syntax.Node {
	var out []syntax.Node
	first := true
	for c := range n.NamedChildren() {
		switch {
		case first:
			first = false
		case c.Is("type_arguments") || c.Is("type_parameter"):
			for a := range c.NamedChildren() {
				out = append(out, a)
			}
		default:
			out = append(out, c)
		}
	}
	return out
}

// literals returns the strings of 'a' | 'b'.
func literals(n syntax.Node) ([]string, bool) {
	switch n.Type() {
	case "literal_type":
		return []string{unquoted(n.Text())}, n.NamedFirst().Is("string")
	case "union_type":
		var out []string
		for c := range n.NamedChildren() {
			more, ok := literals(c)
			if !ok {
				return nil, false
			}
			out = append(out, more...)
		}
		return out, true
	}
	return nil, false
}

func unquoted(text string) string { return strings.Trim(text, "\"'`") }

// lastWord is the last part of a dotted name.
func lastWord(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

func lastNamed(n syntax.Node) syntax.Node {
	var last syntax.Node
	for c := range n.NamedChildren() {
		last = c
	}
	return last
}
