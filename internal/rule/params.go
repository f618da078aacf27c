package rule

import (
	"github.com/bytelyst/connaudit/internal/value"
	"gopkg.in/yaml.v3"
)

// Param is a parameter of a check.
type Param struct {
	Name  string
	Value *value.Value
	Set   bool // by the configuration
	typ   paramType
	node  *node // the default
}

// paramType is the type that a default fixes: a scalar, or a list or map of one.
type paramType struct {
	name string // string, bool, int, double, list, map; dyn is a mixture
	of   *paramType
}

var scalarTypes = map[string]string{"!!str": "string", "!!bool": "bool", "!!int": "int", "!!float": "double"}

// typeOf returns the type of a default. An empty list or map is one of strings.
func typeOf(n *node) paramType {
	t := paramType{name: "list"}
	switch n.shape {
	case scalarShape:
		if s := scalarTypes[n.tag]; s != "" {
			return paramType{name: s}
		}
		return paramType{name: "string"} // a date
	case mappingShape:
		t.name = "map"
	}
	for i, c := range n.items {
		of := typeOf(c)
		switch {
		case i == 0:
			t.of = &of
		case !of.fits(*t.of) && !t.of.fits(of):
			t.of = &paramType{name: "dyn"}
		case !of.fits(*t.of):
			t.of = &of
		}
	}
	if t.of == nil {
		t.of = &paramType{name: "string"}
	}
	return t
}

// fits reports whether a value of type t may stand where u is wanted.
func (t paramType) fits(u paramType) bool {
	if u.name == "dyn" || t.name == u.name && t.of == nil || t.name == "int" && u.name == "double" {
		return true
	}
	return t.name == u.name && t.of.fits(*u.of)
}

// String says the type in words, for messages.
func (t paramType) String() string {
	words := map[string]string{"string": "a string", "bool": "true or false", "int": "a whole number", "double": "a number", "dyn": "anything"}
	many := map[string]string{"string": "strings", "bool": "truth values", "int": "whole numbers", "double": "numbers", "list": "lists", "map": "mappings", "dyn": "anything"}
	switch t.name {
	case "list":
		return "a list of " + many[t.of.name]
	case "map":
		return "a mapping of names to " + many[t.of.name]
	}
	return words[t.name]
}

// accepts reports where n is not of type t.
func (t paramType) accepts(n *node, what string, r *reporter) bool {
	want := map[string]shape{"list": listShape, "map": mappingShape}[t.name]
	switch {
	case t.name == "dyn":
		return true
	case n.shape != want || n.isNull():
		hint := ""
		if t.name == "list" && n.shape == scalarShape && !n.isNull() {
			hint = "write [" + n.text + "]"
		}
		r.at(n, hint, "%s must be %s, not %s", what, t, shown(n))
		return false
	case n.shape == scalarShape:
		got := typeOf(n)
		if got.fits(t) {
			return true
		}
		hint := ""
		if t.name == "string" {
			hint = "quote it"
		}
		r.at(n, hint, "%s must be %s, and YAML reads %s as %s", what, t, n.text, got)
		return false
	}
	ok := true
	for _, c := range n.items {
		ok = t.of.accepts(c, what, r) && ok
	}
	return ok
}

// readParams returns the params of a check in the order in which they stand.
func readParams(n *node, r *reporter) []*Param {
	var out []*Param
	if n == nil || n.shape != mappingShape {
		return nil
	}
	for i, k := range n.keys {
		d := n.items[i]
		if d.isNull() {
			r.at(k, "for example '' or []", "param `%s` needs a default, which fixes its type", k.text)
			continue
		}
		out = append(out, &Param{Name: k.text, Value: toValue(d), typ: typeOf(d), node: d})
	}
	return out
}

// toValue returns a node of YAML as evaluation sees a literal.
func toValue(n *node) *value.Value {
	literal := func(v *value.Value) *value.Value {
		return v.With(func(c *value.Value) { c.Origin = value.Literal })
	}
	switch {
	case n.isNull():
		return value.NewNull()
	case n.shape == listShape:
		l := value.NewList()
		for _, c := range n.items {
			l.Elems = append(l.Elems, toValue(c))
		}
		return literal(l)
	case n.shape == mappingShape:
		o := value.NewObject()
		for i, k := range n.keys {
			o.Props = append(o.Props, value.Prop{Key: k.text, Value: toValue(n.items[i])})
		}
		return literal(o)
	}
	switch x := plain(n).(type) {
	case bool:
		return literal(value.NewBool(x))
	case int:
		return literal(value.NewNumber(float64(x)))
	case int64:
		return literal(value.NewNumber(float64(x)))
	case uint64:
		return literal(value.NewNumber(float64(x)))
	case float64:
		return literal(value.NewNumber(x))
	}
	return literal(value.NewString(n.text))
}

// plain returns a node as Go data, for what is passed on unread such as metadata.
func plain(n *node) any {
	switch {
	case n.isNull():
		return nil
	case n.shape == listShape:
		out := []any{}
		for _, c := range n.items {
			out = append(out, plain(c))
		}
		return out
	case n.shape == mappingShape:
		return plainMap(n)
	}
	var x any
	if err := (&yaml.Node{Kind: yaml.ScalarNode, Tag: n.tag, Value: n.text}).Decode(&x); err != nil {
		return n.text // a tag of the author's own
	}
	switch x.(type) {
	case bool, int, int64, uint64, float64, string:
		return x
	}
	return n.text
}

// plainMap returns a mapping as Go data, nil for anything else.
func plainMap(n *node) map[string]any {
	if n == nil || n.shape != mappingShape {
		return nil
	}
	out := map[string]any{}
	for i, k := range n.keys {
		out[k.text] = plain(n.items[i])
	}
	return out
}
