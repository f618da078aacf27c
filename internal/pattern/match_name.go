package pattern

import (
	"bytes"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// nameFields are roles in which an identifier is a name and no use of one.
var nameFields = map[syntax.Field]bool{fName: true, fAttribute: true, fProperty: true, fParameter: true, fPattern: true,
	syntax.FieldNamed("alias"): true, syntax.FieldNamed("label"): true}

var (
	kShorthand  = syntax.Named("shorthand_property_identifier")
	kParamLists = kindsOf("formal_parameters", "parameters", "lambda_parameters", "typed_parameter", "rest_pattern",
		"list_splat_pattern", "dictionary_splat_pattern")
	kTargets = kindsOf("assignment", "assignment_expression", "augmented_assignment", "augmented_assignment_expression",
		"assignment_pattern", "object_assignment_pattern")
	kTagged = kindsOf("jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element")
)

// isName reports whether n stands where a name is declared, assigned or selected.
func isName(n syntax.Node) bool {
	if kProperties.has(n.Kind()) {
		// {a} uses the variable a: the key's name is bound by whoever asks for the key.
		return n.Kind() != kShorthand
	}
	if !kNames.has(n.Kind()) {
		return false
	}
	parent := n.Parent()
	switch f := n.Field(); {
	case goTarget(n) || goFieldKey(n):
		return true
	case nameFields[f]:
		return !kTagged.has(parent.Kind())
	case f == fLeft:
		return kTargets.has(parent.Kind())
	}
	return kParamLists.has(parent.Kind())
}

// selection returns the parts of o.p in either language.
func selection(n syntax.Node) (object, property syntax.Node) {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		switch c.Field() {
		case fObject, fOperand, fPackage:
			object = c
		case fProperty, fAttribute, fField:
			property = c
		case fName: // of a qualified type
			property = c
		}
	}
	return object, property
}

// member matches o.p as written, or where the code's name stands for the pattern's through an import.
func (m *matcher) member(p *node, n syntax.Node, b Bindings) solutions {
	if kMembers.has(n.Kind()) {
		object, property := selection(n)
		if p.right.op == opName && !bytes.Equal(raw(property), []byte(p.right.text)) {
			return solutions{} // nor by an import: what is selected there goes by the same name
		}
		if s := m.selected(p, object, property, b); s.n > 0 {
			return s
		}
	} else if n.Kind() != kIdentifier {
		return solutions{}
	}
	return m.imported(p, n, b)
}

// selected matches o.p against its two parts as written. What binds nothing is compared first: mostly it is something else. That a literal
// name is that of the property has been seen.
func (m *matcher) selected(p *node, object, property syntax.Node, b Bindings) solutions {
	if p.right.op == opName {
		return m.match(p.left, object, b)
	}
	if p.left.dotted != "" {
		if s := m.match(p.left, object, b); s.n == 0 {
			return s
		}
		return m.named(p.right, property, property.Text(), b)
	}
	return m.named(p.right, property, property.Text(), b).then(func(b Bindings) solutions { return m.match(p.left, object, b) })
}

var kIdentifier = syntax.Named("identifier")

// imported matches o.p against a name that an import gives another spelling.
func (m *matcher) imported(p *node, n syntax.Node, b Bindings) solutions {
	if p.left.dotted == "" {
		return solutions{}
	}
	full, ok := m.env.QualifiedName(n)
	if !ok {
		return solutions{}
	}
	dot := strings.LastIndexByte(full, '.')
	if dot < 0 || full[:dot] != p.left.dotted {
		return solutions{}
	}
	name := n
	if _, property := selection(n); !property.IsNone() {
		name = property
	}
	return m.named(p.right, name, full[dot+1:], b)
}

// chain matches left, then any links (selections, calls, indexes), then .right.
func (m *matcher) chain(p *node, n syntax.Node, b Bindings) solutions {
	if !kMembers.has(n.Kind()) {
		return solutions{}
	}
	object, property := selection(n)
	s := m.named(p.right, property, property.Text(), b)
	if s.n == 0 {
		return s
	}
	var out solutions
	for !object.IsNone() && m.spend() {
		object = strip(object)
		for i := range s.n {
			out.join(m.match(p.left, object, s.at(i)))
		}
		object = link(object)
	}
	return out
}

// link returns what a link of a chain hangs on, or none.
func link(n syntax.Node) syntax.Node {
	switch n.Type() {
	case "call_expression", "call":
		return n.Callee()
	case "member_expression", "attribute", "subscript_expression":
		return n.Child(fObject)
	case "selector_expression", "index_expression", "type_assertion_expression":
		return n.Child(fOperand)
	case "subscript":
		return n.Child(fValue)
	}
	return syntax.Node{}
}

// literal matches strings, numbers and words, also those a constant stands for.
func (m *matcher) literal(p *node, n syntax.Node, b Bindings) solutions {
	switch p.op {
	case opWord:
		if p.kinds.has(n.Kind()) && p.text == n.Text() {
			return one(b)
		}
		return m.constant(p, n, b)
	case opNumber:
		if kNumbers.has(n.Kind()) {
			if v, ok := number(n.Text()); ok && v == p.value {
				return one(b)
			}
			return solutions{}
		}
		return m.constant(p, n, b)
	case opTemplate:
		return m.template(p, n, b)
	}
	if !kStrings.has(n.Kind()) {
		return m.constant(p, n, b)
	}
	if p.op == opString && isBytes(n) != p.bytes && p.str != strAny {
		return solutions{}
	}
	value, ok := literalString(n)
	switch {
	case !ok && (p.str == strAny || p.str == strTemplate && n.Kind() == kTemplate || p.str == strFormat && isFString(n)):
		return one(b)
	case !ok:
		return m.constant(p, n, b)
	case p.str == strTemplate && n.Kind() != kTemplate, p.str == strFormat && !isFString(n):
		return solutions{}
	}
	return m.text(p, n, value, b)
}

// text matches a string pattern against a content; n is the literal or name that has it.
func (m *matcher) text(p *node, n syntax.Node, value string, b Bindings) solutions {
	var ok bool
	switch p.str {
	case strLiteral:
		ok = p.text == value
	case strMeta:
		return m.bind(p.text, Binding{Node: n, Text: value, Span: n.Span(), Content: true}, b)
	case strRegex:
		ok = p.regex.MatchString(value)
	default:
		ok = true
	}
	if ok {
		return one(b)
	}
	return solutions{}
}

// kConstants are the nodes that a constant may stand behind.
var kConstants = kindsOf("identifier", "shorthand_property_identifier", "member_expression", "attribute", "binary_expression",
	"binary_operator", "template_string", "string", "concatenated_string", "as_expression", "satisfies_expression", "unary_expression",
	"unary_operator", "selector_expression")

// constant matches a literal pattern against the value that the code is known to have.
func (m *matcher) constant(p *node, n syntax.Node, b Bindings) solutions {
	if !kConstants.has(n.Kind()) || p.str == strTemplate || p.str == strFormat {
		return solutions{}
	}
	kind, text, ok := m.env.Constant(n)
	switch {
	case !ok:
	case p.op == opString && kind == ConstString:
		return m.text(p, n, text, b)
	case p.op == opNumber && kind == ConstNumber:
		if v, ok := number(text); ok && v == p.value {
			return one(b)
		}
	case p.op == opWord && kind == ConstBool && strings.EqualFold(text, p.text):
		return one(b)
	}
	return solutions{}
}

// template matches text and interpolations in order; dots take any text and interpolations.
func (m *matcher) template(p *node, n syntax.Node, b Bindings) solutions {
	if n.Kind() != kTemplate && n.Kind() != kString || p.str == strTemplate != (n.Kind() == kTemplate) ||
		p.str == strFormat && !isFString(n) {
		return solutions{}
	}
	var out solutions
	m.parts(p.kids, partsOf(n), 0, b, &out)
	return out
}

// parts matches the pattern's pieces with the code's; at is where in the first text matching goes on.
func (m *matcher) parts(ps []*node, have []part, at int, b Bindings, out *solutions) {
	if !m.spend() {
		return
	}
	for len(have) > 0 && have[0].expr.IsNone() && at == len(have[0].text) {
		have, at = have[1:], 0
	}
	switch {
	case len(ps) == 0:
		if len(have) == 0 {
			out.add(b)
		}
	case ps[0].op == opDots && len(ps) == 1:
		out.add(b)
	case ps[0].op == opDots:
		m.partsGap(ps[1:], have, at, b, out)
	case len(have) == 0:
	case ps[0].op == opPart:
		if have[0].expr.IsNone() && strings.HasPrefix(have[0].text[at:], ps[0].text) {
			m.parts(ps[1:], have, at+len(ps[0].text), b, out)
		}
	case at == 0 && !have[0].expr.IsNone():
		s := m.match(ps[0], have[0].expr, b)
		for i := range s.n {
			m.parts(ps[1:], have[1:], 0, s.at(i), out)
		}
	}
}

// partsGap tries all places after dots at which the next piece may begin.
func (m *matcher) partsGap(ps []*node, have []part, at int, b Bindings, out *solutions) {
	for i := range have {
		if have[i].expr.IsNone() && ps[0].op == opPart {
			for {
				off := strings.Index(have[i].text[at:], ps[0].text)
				if off < 0 || !m.spend() {
					break
				}
				m.parts(ps, have[i:], at+off, b, out)
				at += off + 1
			}
		} else if !have[i].expr.IsNone() && ps[0].op != opPart {
			m.parts(ps, have[i:], 0, b, out)
		}
		at = 0
	}
}
