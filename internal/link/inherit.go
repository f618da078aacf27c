package link

import (
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// inherited is the meaning of an object of a class that derives from a known library class: what the library class does
// with the arguments it gets, and what the class changes about it.
func (l *Linker) inherited(k *rule.Known, typ string) *resolve.Meaning {
	return &resolve.Meaning{
		Type:    typ,
		Members: []string{"headers"}, // which the class reads and changes; it gets no address by the name of the rules
		Admits:  func(*resolve.Session, *resolve.Unit, syntax.Node, *resolve.Frame) bool { return true },
		Attribute: func(s *resolve.Session, u *resolve.Unit, n syntax.Node, f *resolve.Frame, name string) *value.Value {
			made := s.Eval(u, n, f)
			given := value.NewUnknown("the call of the base class is not seen")
			if bu, bn, bf, ok := s.BaseCall(made); ok {
				given = l.given(s, k, bu, bn, bf, name)
			}
			if given == nil || name != "headers" {
				return given
			}
			own := s.FieldAfter(made, name, l.headerMap(s, given))
			return l.hooked(s, made, l.headerMap(s, own))
		},
	}
}

// given evaluates an attribute of a known entry as if the call n were the one it matches; nil if it gives none.
func (l *Linker) given(s *resolve.Session, k *rule.Known, u *resolve.Unit, n syntax.Node, f *resolve.Frame, name string) *value.Value {
	for _, w := range k.With {
		if w.Name == name {
			return l.scope(s, u, n, f, pattern.Bindings{}, nil).eval(w.Program)
		}
	}
	return nil
}

// hooked lays over headers what the methods add through which every request of an object goes; their names are on the
// list request-hooks.
func (l *Linker) hooked(s *resolve.Session, made, headers *value.Value) *value.Value {
	names, fns := s.Methods(made)
	for i, name := range names {
		if l.Listed(name, "request-overrides") {
			headers = headers.Opened("its method " + name + " may add headers")
		}
		if !l.Listed(name, "request-hooks") {
			continue
		}
		at, ok := resolve.Function(fns[i])
		if !ok {
			continue
		}
		_, fr := s.Apply(fns[i], []*value.Value{request()}, at.Unit, at.Unit.Module().Node(at.Unit.Module().Funcs[at.Func].Node), nil)
		if h, ok := s.ParamAfter(fns[i], fr, 0).Get("headers"); ok {
			headers = value.Merge(headers, l.headerMap(s, h.Value), false)
		}
	}
	return headers
}
