package rule

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
)

// A form says what a value of a rule file must be. It checks one, and states the same as JSON Schema.
type form interface {
	check(n *node, r *reporter) // reports what is wrong with n, which is not nil
	schema(d *definitions) map[string]any
	what() string // for messages: "must be " + what()
}

// key is one key of a mapping.
type key struct {
	name     string
	is       form
	required bool
	doc      string // one line, for the schema and the documentation
}

// keySet is the table of one kind of mapping.
type keySet struct {
	name   string // in messages: "check"
	doc    string
	keys   []key
	excuse string // a key whose presence excuses the absence of required ones: its cases, or the check it extends, have them
}

// names returns the keys to offer.
func (s *keySet) names() []string {
	var out []string
	for _, k := range s.keys {
		if _, foreign := k.is.(foreignForm); !foreign {
			out = append(out, k.name)
		}
	}
	return out
}

func (s *keySet) find(name string) *key {
	for i := range s.keys {
		if s.keys[i].name == name {
			return &s.keys[i]
		}
	}
	return nil
}

// check reports unknown keys and values of the wrong form, not missing keys.
func (s *keySet) check(n *node, r *reporter) {
	if n.shape != mappingShape {
		r.at(n, "allowed keys: "+listed(s.names()), "%s must be a mapping, not %s", s.name, described(n))
		return
	}
	for i, k := range n.keys {
		known := s.find(k.text)
		switch {
		case known == nil && k.flow && strings.ContainsAny(k.text, "()'\"[]$"):
			r.at(k, expr.FlowMappingHint, "`%s` looks like half of an expression", k.text)
		case known == nil:
			r.at(k, meant(k.text, s.names()), "unknown key `%s` in %s; allowed: %s", k.text, s.name, listed(s.names()))
		case n.items[i].isNull() && s.excuse != "" && n.items[i].text != "":
			// Written out, null removes the key of the base.
		default:
			r.named(k.text, func() { known.is.check(n.items[i], r) })
		}
	}
}

// shallow reports unknown keys only.
func (s *keySet) shallow(n *node, r *reporter) {
	t := keySet{name: s.name}
	for _, k := range s.keys {
		t.keys = append(t.keys, key{name: k.name, is: anyForm{}})
	}
	t.check(n, r)
}

// missing reports required keys that n does not have.
func (s *keySet) missing(n *node, r *reporter) {
	if n.shape != mappingShape || s.excuse != "" && n.get(s.excuse) != nil {
		return
	}
	for _, k := range s.keys {
		if k.required && n.get(k.name) == nil {
			r.at(n, k.doc, "%s needs the key `%s`", s.name, k.name)
		}
	}
}

// described says what a node is, for "must be …, not …".
func described(n *node) string {
	if n.isNull() {
		return "empty"
	}
	return shapeNames[n.shape]
}

// textForm is a string.
type textForm struct{ noun string }

func (f textForm) what() string { return f.noun }
func (f textForm) check(n *node, r *reporter) {
	switch {
	case n.shape != scalarShape || n.isNull():
		r.at(n, "", "must be %s, not %s", f.noun, described(n))
	case n.tag != "!!str":
		r.at(n, "quote it", "must be %s, and YAML reads %s as %s", f.noun, n.text, tagNames[n.tag])
	case strings.TrimSpace(n.text) == "":
		r.at(n, "", "must be %s, not empty", f.noun)
	}
}
func (f textForm) schema(*definitions) map[string]any {
	return map[string]any{"type": "string", "minLength": 1}
}

var tagNames = map[string]string{"!!int": "a number", "!!float": "a number", "!!bool": "true or false", "!!timestamp": "a date", "!!binary": "binary data"}

// codeForm is a pattern or an expression: any single value, because YAML reads some of them as numbers or truth values.
type codeForm struct{ noun string }

func (f codeForm) what() string { return f.noun }
func (f codeForm) check(n *node, r *reporter) {
	switch {
	case n.shape != scalarShape:
		r.at(n, "quote it: YAML reads { and [ as its own", "must be %s, not %s", f.noun, shapeNames[n.shape])
	case strings.TrimSpace(n.text) == "":
		r.at(n, "", "must be %s, not empty", f.noun)
	}
}
func (f codeForm) schema(*definitions) map[string]any {
	return map[string]any{"type": []string{"string", "boolean", "number"}}
}

// nameForm is a name of the rule language. Without more it can stand in an expression.
type nameForm struct {
	noun string
	more string // what it may hold besides letters, digits and _; only ids, kinds, roles and types may
}

func (f nameForm) what() string { return f.noun }
func (f nameForm) check(n *node, r *reporter) {
	if n.shape != scalarShape || n.tag != "!!str" {
		r.at(n, "", "must be %s, not %s", f.noun, shown(n))
		return
	}
	f.ok(n, r)
}

// ok reports whether the text of n is such a name; else it is reported.
func (f nameForm) ok(n *node, r *reporter) bool {
	if n.text == "" {
		r.at(n, "", "must be %s, not empty", f.noun)
		return false
	}
	for i, c := range n.text {
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || f.more != "" && c > 127
		if !letter && (i == 0 || !('0' <= c && c <= '9') && !strings.ContainsRune(f.more, c)) {
			r.within(n, i, "letters, digits and _ "+spaced(f.more)+"make one, a letter first", "`%s` is not %s", n.text, f.noun)
			return false
		}
	}
	if f.more == "" && slices.Contains(expr.Reserved, n.text) {
		r.at(n, "reserved are "+strings.Join(expr.Reserved, ", "), "`%s` cannot be %s: it is a word of the expression language", n.text, f.noun)
		return false
	}
	return true
}
func (f nameForm) schema(*definitions) map[string]any {
	if f.more != "" {
		return map[string]any{"type": "string", "minLength": 1}
	}
	return map[string]any{"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}
}

// spaced writes each character with a space behind it.
func spaced(s string) string {
	var b strings.Builder
	for _, c := range s {
		b.WriteRune(c)
		b.WriteByte(' ')
	}
	return b.String()
}

// flagForm is true or false.
type flagForm struct{}

func (flagForm) what() string { return "true or false" }
func (flagForm) check(n *node, r *reporter) {
	if n.shape != scalarShape || n.tag != "!!bool" {
		r.at(n, "", "must be true or false, not %s", shown(n))
	}
}
func (flagForm) schema(*definitions) map[string]any { return map[string]any{"type": "boolean"} }

// choiceForm is one of a few words.
type choiceForm []string

func (f choiceForm) what() string { return "one of " + strings.Join(f, ", ") }
func (f choiceForm) check(n *node, r *reporter) {
	if n.shape != scalarShape || !slices.Contains(f, n.text) {
		r.at(n, meant(n.str(), f), "must be one of %s, not %s", strings.Join(f, ", "), shown(n))
	}
}
func (f choiceForm) schema(*definitions) map[string]any { return map[string]any{"enum": []string(f)} }

// shown is a scalar's text, or what the node is.
func shown(n *node) string {
	if n.shape == scalarShape && !n.isNull() {
		return n.text
	}
	return described(n)
}

// listForm is a list; with single, one value may stand for a list of one.
type listForm struct {
	of     form
	single bool
	empty  bool // may be empty
}

func (f listForm) what() string {
	if f.single {
		return f.of.what() + " or a list"
	}
	return "a list"
}
func (f listForm) check(n *node, r *reporter) {
	switch {
	case n.shape == listShape && len(n.items) == 0 && !f.empty:
		r.at(n, "", "must not be an empty list")
	case n.shape == listShape:
		for _, i := range n.items {
			f.of.check(i, r)
		}
	case f.single:
		f.of.check(n, r)
	default:
		r.at(n, "", "must be a list, not %s", described(n))
	}
}
func (f listForm) schema(d *definitions) map[string]any {
	of := f.of.schema(d)
	l := map[string]any{"type": "array", "items": of}
	if !f.empty {
		l["minItems"] = 1
	}
	if f.single {
		return map[string]any{"anyOf": []any{of, l}}
	}
	return l
}

// mapForm is a mapping whose keys the author chooses.
type mapForm struct {
	keys nameForm
	of   form
}

func (f mapForm) what() string { return "a mapping" }
func (f mapForm) check(n *node, r *reporter) {
	if n.shape != mappingShape {
		r.at(n, "", "must be a mapping, not %s", described(n))
		return
	}
	for i, k := range n.keys {
		if k.flow && n.items[i].isNull() && strings.ContainsAny(k.text, "()'\"[]$ ") {
			r.at(k, expr.FlowMappingHint, "`%s` looks like half of an expression", k.text)
			continue
		}
		if f.keys.ok(k, r) {
			r.named(k.text, func() { f.of.check(n.items[i], r) })
		}
	}
}
func (f mapForm) schema(d *definitions) map[string]any {
	return map[string]any{"type": "object", "propertyNames": f.keys.schema(d), "additionalProperties": f.of.schema(d)}
}

// setForm is a mapping with its own key table.
type setForm struct{ set *keySet }

func (f setForm) what() string { return "a mapping" }
func (f setForm) check(n *node, r *reporter) {
	f.set.check(n, r)
	f.set.missing(n, r)
}
func (f setForm) schema(d *definitions) map[string]any { return d.ref(f.set) }

// eitherForm is the first form for a single value, the second for anything else.
type eitherForm struct{ scalar, other form }

func (f eitherForm) what() string { return f.scalar.what() + " or " + f.other.what() }
func (f eitherForm) check(n *node, r *reporter) {
	switch {
	case n.isNull():
		r.at(n, "", "must be %s, not empty", f.what())
	case n.shape == scalarShape:
		f.scalar.check(n, r)
	default:
		f.other.check(n, r)
	}
}
func (f eitherForm) schema(d *definitions) map[string]any {
	return map[string]any{"anyOf": []any{f.scalar.schema(d), f.other.schema(d)}}
}

// anyForm is read by nobody, or checked where its meaning is known.
type anyForm struct{}

func (anyForm) what() string                       { return "anything" }
func (anyForm) check(*node, *reporter)             {}
func (anyForm) schema(*definitions) map[string]any { return map[string]any{} }

// foreignForm is a key that Semgrep has and connaudit does not offer. It is accepted, so that the rule can be reported as
// unsupported instead of wrong, and never proposed.
type foreignForm struct{ anyForm }
