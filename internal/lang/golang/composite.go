package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// shape is what a composite literal makes.
type shape uint8

const (
	anyShape shape = iota // of a type that this file does not declare
	structShape
	mapShape
	listShape
)

// lowerComposite lowers T{…}: an object for structs and maps, a list for slices and arrays. X is the type.
func lowerComposite(e *lang.Expr, m *lang.Module, n syntax.Node) {
	lowerLiteral(e, m, n.Child(fType), n.Child(fBody))
}

// lowerElided lowers {…} inside another composite literal, whose type says what it is.
func lowerElided(e *lang.Expr, m *lang.Module, n syntax.Node) {
	lowerLiteral(e, m, elementType(m, n), n)
}

// elementType returns the type of the elements of the literal around n, none where the file does not say it.
func elementType(m *lang.Module, n syntax.Node) syntax.Node {
	around := n.Parent()
	for kindOf(around) == kLiteralElement || kindOf(around) == kKeyed {
		around = around.Parent()
	}
	if kindOf(around) != kLiteralValue {
		return syntax.Node{}
	}
	t := around.Parent().Child(fType)
	if kindOf(around.Parent()) != kComposite {
		t = elementType(m, around)
	}
	switch t = declared(m, t); t.Type() {
	case "slice_type", "array_type", "implicit_length_array_type":
		return t.ByField("element")
	case "map_type":
		return t.Child(fValue)
	}
	return syntax.Node{}
}

// declared returns the type that a name stands for in this file, else t itself.
func declared(m *lang.Module, t syntax.Node) syntax.Node {
	for kindOf(t) == kPointerType || kindOf(t) == kParenthesizedType || kindOf(t) == kGenericType {
		t = only(t)
	}
	if kindOf(t) != kTypeIdentifier {
		return t
	}
	b := m.Resolve(t)
	if b == lang.NoBinding {
		return t
	}
	if spec := m.Node(m.Bindings[b].Node).Parent(); kindOf(spec) == kTypeSpec || kindOf(spec) == kTypeAlias {
		return spec.Child(fType)
	}
	return t
}

func shapeOf(t syntax.Node) shape {
	switch t.Type() {
	case "struct_type":
		return structShape
	case "map_type":
		return mapShape
	case "slice_type", "array_type", "implicit_length_array_type":
		return listShape
	}
	return anyShape
}

func lowerLiteral(e *lang.Expr, m *lang.Module, typ, body syntax.Node) {
	at := declared(m, typ)
	s := shapeOf(at)
	keyed, plain := elementsOf(body)
	if s == anyShape {
		s = guess(keyed, plain)
	}
	e.X = typ
	switch {
	case s == listShape && len(keyed) > 0:
		e.Str = "a list with indices"
	case s == listShape:
		e.Op = lang.OpList
		for _, v := range plain {
			e.Elems = append(e.Elems, lang.Arg{Value: v})
		}
	case s == structShape && len(plain) > 0:
		lowerPositional(e, at, plain)
	default:
		e.Op = lang.OpObject
		for _, k := range keyed {
			e.Entries = append(e.Entries, entry(k, s))
		}
	}
}

// guess tells by its elements what a literal of a type of another file makes: names as keys are those of fields.
func guess(keyed, plain []syntax.Node) shape {
	switch {
	case len(plain) > 0:
		return listShape
	case len(keyed) > 0 && kindOf(only(only(keyed[0]))) != kIdentifier:
		return mapShape
	}
	return structShape
}

func elementsOf(body syntax.Node) (keyed, plain []syntax.Node) {
	for c := range body.NamedChildren() {
		if kindOf(c) == kKeyed {
			keyed = append(keyed, c)
		} else {
			plain = append(plain, only(c))
		}
	}
	return keyed, plain
}

// entry reads key: value. The keys of a struct are names, those of a map are expressions.
func entry(n syntax.Node, s shape) lang.Entry {
	key := only(only(n))
	en := lang.Entry{Node: n, KeyAt: key, Func: lang.NoFunc, Value: only(n.NamedLast())}
	if s == structShape {
		en.Key = key.Text()
		return en
	}
	if text, ok := textOf(key); ok {
		en.Key = text
	} else if kindOf(key) == kInt || kindOf(key) == kFloat {
		en.Key = key.Text()
	} else {
		en.Comp = true
	}
	return en
}

// lowerPositional gives the values of a struct literal without keys to the fields in their order.
func lowerPositional(e *lang.Expr, typ syntax.Node, values []syntax.Node) {
	var names []string
	for f := range only(typ).NamedChildren() {
		if kindOf(f) != kField {
			continue
		}
		fields := named(f)
		if len(fields) == 0 {
			fields = []syntax.Node{typeName(f.Child(fType))}
		}
		for _, name := range fields {
			names = append(names, name.Text())
		}
	}
	if len(names) != len(values) {
		e.Str = "a struct whose fields are not known"
		return
	}
	e.Op = lang.OpObject
	for i, v := range values {
		e.Entries = append(e.Entries, lang.Entry{Node: v, Key: names[i], Value: v, Func: lang.NoFunc})
	}
}
