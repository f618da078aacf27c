package resolve

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// RefKind says what stands behind a value.
type RefKind uint8

// The kinds of references.
const (
	CodeRef     RefKind = iota // an expression, no more
	FuncRef                    // a function of the workspace
	ClassRef                   // a class of the workspace
	InstanceRef                // an object of such a class
	ModuleRef                  // a module as a namespace
	ExternalRef                // a name outside the workspace: a package, a member of it, a global
	CallRef                    // the result of a call that could not be read, Name: its callee
	ParamRef                   // a parameter that no frame binds
	BoundRef                   // a method of an object whose code is not read, such as Object.assign or x.map
)

// Ref is the code behind a value. It is immutable and belongs to one session.
type Ref struct {
	Kind  RefKind
	loose bool         // InstanceRef: it may be an object of a derived class, too
	maybe bool         // of a pair out of an object's entries: the entry is there on some branches only
	Func  lang.FuncID  // FuncRef, ParamRef
	Class lang.ClassID // ClassRef, InstanceRef
	Param int32        // ParamRef: index in Func.Params

	Unit  *Unit
	Node  syntax.Node // the expression that made the value
	Frame *Frame      // in which it was made

	Home *Unit        // FuncRef, ClassRef, InstanceRef, ModuleRef, ParamRef: the unit of the function, class or module
	Env  *Frame       // FuncRef, ClassRef: the frame of the function around its declaration
	This *value.Value // FuncRef of a method; BoundRef: the receiver
	Name string       // ExternalRef, CallRef, BoundRef: full dotted name; ModuleRef: dotted name (Python)

	ctor     *Frame       // InstanceRef: the call of its constructor
	whole    *value.Value // InstanceRef of super: the object itself, which is the this of its methods
	session  *Session
	meanings []*Meaning // that hold, in the order of the rules
}

// refOf returns the reference behind v, nil if it has none.
func refOf(v *value.Value) *Ref {
	if v == nil {
		return nil
	}
	r, _ := v.Ref.(*Ref)
	return r
}

// Code returns where the expression behind v stands and in which frame it was evaluated.
func Code(v *value.Value) (u *Unit, n syntax.Node, f *Frame, ok bool) {
	r := refOf(v)
	if r == nil || r.Unit == nil || r.Node.IsNone() {
		return nil, syntax.Node{}, nil, false
	}
	return r.Unit, r.Node, r.Frame, true
}

// Outside returns the full name of what lies outside the workspace, "" for all else.
func (r *Ref) Outside() string {
	if r.Kind == ExternalRef {
		return r.Name
	}
	return ""
}

// Select returns an attribute that a known type gives to the value.
func (r *Ref) Select(name string) (*value.Value, bool) {
	if v := r.attribute(name); v != nil {
		return v, true
	}
	if r.Kind == InstanceRef && r.session != nil {
		// A method or field of an object of the workspace, as rules name it.
		if v := r.session.own(r, name); v != nil {
			return v, true
		}
	}
	if len(r.meanings) > 0 {
		return value.NewNull(), true // its type is known, and has no such attribute
	}
	if r.Kind == ExternalRef && r.session != nil {
		return r.session.unknown(r.Unit, r.Node, r.Frame, value.Unread(r.Name)), true
	}
	return nil, false
}

// attribute is what a known type gives to the value by that name, nil if none does.
func (r *Ref) attribute(name string) *value.Value {
	for _, m := range r.meanings {
		if v := m.Attribute(r.session, r.Unit, r.Node, r.Frame, name); v != nil {
			return v
		}
	}
	return nil
}

// member is what a library class puts into the object under that name, nil if none does. Other attributes tell how the
// object is used, in words of the rules, which the object's own fields may share: a client's address is no field `url`.
func (r *Ref) member(name string) *value.Value {
	for _, m := range r.meanings {
		if !slices.Contains(m.Members, name) {
			continue
		}
		if v := m.Attribute(r.session, r.Unit, r.Node, r.Frame, name); v != nil {
			return v
		}
	}
	return nil
}

// part is an attribute that is itself an object of a known type, nil if there is none of that name: what a library's answer
// holds. Such an attribute is a member that code reads; others tell how the object is used, in words of the rules.
func (r *Ref) part(name string) *value.Value {
	v := r.attribute(name)
	if inner := refOf(v); inner == nil || len(inner.meanings) == 0 {
		return nil
	}
	return v
}

// newRef returns the reference for the expression n.
func (s *Session) newRef(k RefKind, u *Unit, n syntax.Node, f *Frame) *Ref {
	return &Ref{Kind: k, Unit: u, Home: u, Node: n, Frame: f, Func: lang.NoFunc, Class: lang.NoClass, session: s}
}
