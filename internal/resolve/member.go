package resolve

import (
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// member evaluates x.name, where x is already evaluated; n is the whole expression.
func (s *Session) member(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	switch x.Kind {
	case value.Branch:
		var alts []*value.Value
		for _, a := range x.Alts {
			if a.Kind != value.Null {
				alts = append(alts, s.member(u, n, f, a, name))
			}
		}
		return s.branch(u, n, f, alts)
	case value.Null:
		return value.NewNull()
	case value.Object:
		return s.objectMember(u, n, f, x, name)
	case value.List, value.String:
		if x.Kind == value.String && partOfURL(u, name) {
			return urlPart(x, name)
		}
		return s.builtinMember(u, n, f, x, name)
	}
	r := refOf(x)
	if r == nil {
		return s.unknown(u, n, f, reasonFor(x))
	}
	if x.Kind == value.Unknown && (len(x.Env) > 0 || x.Prefix != "") {
		switch {
		case builtinMethods[name]:
			return s.bound(u, n, f, x, name)
		case partOfURL(u, name):
			return urlPart(x, name)
		}
	}
	switch r.Kind {
	case InstanceRef:
		return s.instanceMember(u, n, f, x, name)
	case ClassRef:
		return s.classMember(u, n, f, x, name)
	case ModuleRef:
		return s.moduleMember(u, n, f, r, name)
	case ExternalRef:
		return s.externalMember(u, n, f, r, name)
	}
	return s.unknownMember(u, n, f, x, r, name)
}

// partOfURL reports whether a member of a text is one of a URL object, for which its text stands: strings have none of these.
func partOfURL(u *Unit, name string) bool {
	return !isPython(u) && (name == "href" || name == "origin")
}

// urlPart is the whole of an address, or the part of it that names the server.
func urlPart(x *value.Value, name string) *value.Value {
	host := hostPart(x.Str)
	if name == "href" || host == "" {
		return x
	}
	return x.With(func(v *value.Value) { v.Str = host })
}

// unknownMember is a member of something not known. A parameter's member hangs on the parameter.
func (s *Session) unknownMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, r *Ref, name string) *value.Value {
	if part := r.part(name); part != nil {
		return part
	}
	if x.Kind == value.Opaque {
		if name == "bind" || name == "call" || name == "apply" {
			return s.bound(u, n, f, x, name)
		}
		return s.unknown(u, n, f, "member "+name+" of "+Describe(x))
	}
	switch {
	case r.Kind == ParamRef:
		if reader := s.readerOf(r, name); reader != "" {
			return s.external(u, n, f, reader)
		}
	case r.Kind == CallRef && s.prog.Listed(r.Name, "env-objects"):
		return s.listedMember(u, n, f, r, name)
	case r.Kind == CallRef && s.prog.Listed(strings.TrimSuffix(r.Name, dataOfResult), "env-parsers"):
		if v := s.parsedMember(u, n, f, r, name); v != nil {
			return v
		}
	}
	v := s.unknown(u, n, f, reasonFor(x))
	v.Origin = x.Origin
	if r.Kind == CallRef {
		v.Ref.(*Ref).Kind, v.Ref.(*Ref).Name = CallRef, r.Name+"."+name
	}
	return v
}

func (s *Session) objectMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	if p, ok := x.Get(name); ok {
		v := s.rebind(p.Value, x)
		if p.Maybe {
			return value.NewBranch(v, value.NewNull())
		}
		return v
	}
	if v := s.structMember(u, n, f, x, name); v != nil {
		return v
	}
	if r := refOf(x); r != nil && len(r.meanings) > 0 {
		if v, ok := r.Select(name); ok {
			return v
		}
	}
	if builtinMethods[name] {
		return s.bound(u, n, f, x, name)
	}
	if x.Open != "" {
		return s.unknown(u, n, f, x.Open)
	}
	return value.NewNull()
}

// rebind gives a method taken from an object that object as its this.
func (s *Session) rebind(v, this *value.Value) *value.Value {
	r := refOf(v)
	if v.Kind != value.Opaque || r == nil || r.Kind != FuncRef || r.This != nil {
		return v
	}
	copied := *r
	copied.This = this
	return v.With(func(c *value.Value) { c.Ref = &copied })
}

// bound is a method that evaluation knows by name.
func (s *Session) bound(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	r := s.newRef(BoundRef, u, n, f)
	r.This, r.Name = x, name
	return &value.Value{Kind: value.Opaque, At: u.Place(n), Ref: r}
}

func (s *Session) builtinMember(u *Unit, n syntax.Node, f *Frame, x *value.Value, name string) *value.Value {
	if name == "length" && (x.Kind == value.String || x.Open == "") {
		size := len(x.Elems)
		if x.Kind == value.String {
			size = len(x.Str)
		}
		return s.literal(value.NewNumber(float64(size)), u, n, f)
	}
	if name == "value" && isPython(u) {
		return x // a member of an enumeration, which stands for its value
	}
	return s.bound(u, n, f, x, name)
}

// index evaluates x[k].
func (s *Session) index(u *Unit, n syntax.Node, f *Frame, x, k *value.Value) *value.Value {
	if k.Kind == value.Branch {
		var alts []*value.Value
		for _, a := range k.Alts {
			alts = append(alts, s.index(u, n, f, x, a))
		}
		return s.branch(u, n, f, alts)
	}
	if x.Kind == value.Branch {
		var alts []*value.Value
		for _, a := range x.Alts {
			alts = append(alts, s.index(u, n, f, a, k))
		}
		return s.branch(u, n, f, alts)
	}
	if r := refOf(x); r != nil && isEnvironment(r) {
		return s.readEnv(u, n, f, k, nil)
	}
	switch {
	case k.Kind == value.String:
		return s.member(u, n, f, x, k.Str)
	case k.Kind == value.Number && x.Kind == value.List:
		i := int(k.Num)
		if i < 0 && isPython(u) {
			i += len(x.Elems)
		}
		switch {
		case i >= 0 && i < len(x.Elems):
			return x.Elems[i]
		case x.Open != "":
			return s.unknown(u, n, f, x.Open)
		}
		return value.NewNull()
	case k.Kind == value.Number:
		return s.member(u, n, f, x, strconv.Itoa(int(k.Num)))
	}
	return s.lookup(u, n, f, x, k)
}

// lookup is x[k] with a key that is not known: one of the members.
func (s *Session) lookup(u *Unit, n syntax.Node, f *Frame, x, k *value.Value) *value.Value {
	if x.Kind == value.Object && x.Open == "" && len(x.Props) > 0 && len(x.Props) <= maxAlts && k.Origin != value.Parameter {
		var alts []*value.Value
		for _, p := range x.Props {
			alts = append(alts, p.Value)
		}
		return value.NewBranch(alts...)
	}
	v := s.unknown(u, n, f, "a key that is not known: "+reasonFor(k))
	v.Origin = k.Origin
	return v
}
