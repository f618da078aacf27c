package stating

import (
	"go/ast"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// Fact makes a fact at a piece of code. A nil value is null.
func Fact(p *flow.Package, kind, role string, at ast.Node, key, val *value.Value, attributes ...facts.Attr) *facts.Fact {
	if val == nil {
		val = value.NewNull()
	}
	return &facts.Fact{Kind: kind, Role: role, Key: key, Value: val, Attributes: attributes, At: p.Place(at)}
}

// Attr is a named attribute; a nil value is null.
func Attr(name string, v *value.Value) facts.Attr {
	if v == nil {
		v = value.NewNull()
	}
	return facts.Attr{Name: name, Value: v}
}

// PlaceOf is the place of code as a value.
func PlaceOf(p *flow.Package, n ast.Node) *value.Value {
	return &value.Value{Kind: value.Opaque, At: p.Place(n)}
}

// OnKey is what a fact hangs on whose key must be settled.
func OnKey(f *facts.Fact) []*value.Value { return []*value.Value{f.Key} }

// OnNothing is for facts that are stated where they stand.
func OnNothing(*facts.Fact) []*value.Value { return nil }
