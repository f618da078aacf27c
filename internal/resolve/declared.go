package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// ofDeclaredClass is a parameter that no call binds and whose annotation names a class of the workspace: an object of
// that class about which nothing else is known. nil if the annotation names none.
func (s *Session) ofDeclaredClass(u *Unit, fun *lang.Func, i int) *value.Value {
	if i >= len(fun.Params) || fun.Params[i].Type == syntax.None {
		return nil
	}
	n := u.Module().Node(fun.Params[i].Type)
	for !n.IsNone() && (n.Type() == "type_annotation" || n.Type() == "type") {
		n = n.NamedFirst()
	}
	if t := n.Type(); t != "identifier" && t != "type_identifier" {
		return nil
	}
	b := u.Module().Lookup(u.Module().ScopeAt(n), n.Text())
	if b == lang.NoBinding {
		return nil
	}
	if k := u.Module().Bindings[b].Kind; k != lang.Imported && k != lang.ClassName {
		return nil
	}
	r := refOf(s.binding(u, b, n, nil))
	if r == nil || r.Kind != ClassRef {
		return nil
	}
	return s.looseInstance(r.Home, r.Class)
}

// own is a member that the classes of an object declare, nil if none does.
func (s *Session) own(r *Ref, name string) *value.Value {
	chain, _ := s.ancestry(r.Home, r.Class)
	for _, c := range chain {
		if _, ok := c.Home.Module().Classes[c.Class].Member(name); !ok {
			continue
		}
		bare := *r
		bare.meanings = nil
		x := &value.Value{Kind: value.Opaque, At: r.Unit.Place(r.Node), Ref: &bare}
		return s.member(r.Unit, r.Node, r.Frame, x, name)
	}
	return nil
}

// addAliases adds the names of variables of the module that are set to the function called by binding b.
func (s *Session) addAliases(m *lang.Module, b lang.BindingID, add func(string)) {
	if b == lang.NoBinding {
		return
	}
	for _, alias := range m.Aliases(b) {
		add(m.Bindings[alias].Name)
		s.addExported(m, alias, syntax.None, add)
	}
}

// newURL is new URL(ref, base): the text of the address.
func (s *Session) newURL(u *Unit, e lang.Expr, f *Frame, ref, base *value.Value) *value.Value {
	if base.Kind == value.Null {
		return ref
	}
	if text, ok := textOf(ref); ok && len(text) > 0 && text[0] == '/' {
		if b, ok := textOf(base); ok {
			return s.concat(u, e.Node, f, []*value.Value{base.With(func(v *value.Value) { v.Str = hostPart(b) }), ref})
		}
	}
	return s.concat(u, e.Node, f, []*value.Value{base, ref})
}

// newRequest is new Request(url, init): the options with the address among them.
func (s *Session) newRequest(u *Unit, e lang.Expr, f *Frame, url, init *value.Value) *value.Value {
	o := value.Merge(s.at(value.NewObject(), u, e.Node, f), init, false)
	if _, ok := o.Get("headers"); !ok && o.Open == "" {
		o = o.Set(value.Prop{Key: "headers", Value: s.at(&value.Value{Kind: value.Object, Fold: true}, u, e.Node, f)})
	}
	if url.Kind == value.Object {
		return value.Merge(url, o, false)
	}
	return o.Set(value.Prop{Key: "url", Value: url})
}
