package resolve

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Matched returns the code n as a value without evaluating it: what functions about code are asked of. Its attributes
// are those of the meanings.
func (s *Session) Matched(u *Unit, n syntax.Node, f *Frame, meanings []*Meaning) *value.Value {
	v := s.unknown(u, n, f, "matched code")
	v.Ref.(*Ref).meanings = meanings
	return v
}

// FrameAt returns the frame for the code n when f is at hand: f's own chain, or a frame that binds nothing.
func (s *Session) FrameAt(u *Unit, n syntax.Node, f *Frame) *Frame {
	return s.frameFor(u, u.Module().FuncAt(n), f)
}

// ExternalName returns the full name of a value that is a name outside the workspace.
func ExternalName(v *value.Value) (string, bool) {
	r := refOf(v)
	if r == nil || r.Kind != ExternalRef {
		return "", false
	}
	return r.Name, true
}

// IsGlobal reports whether v is a global of one of the names, which nothing in the workspace declares.
func IsGlobal(v *value.Value, names []string) bool {
	r := refOf(v)
	if r == nil || r.Kind != ExternalRef || r.Unit.Module().Resolve(r.Node) != lang.NoBinding && r.Node.Type() == "identifier" {
		return false
	}
	return slices.Contains(names, GlobalName(r.Name))
}

// GlobalName is the name of a global, which may be written as a member of the global object.
func GlobalName(name string) string {
	for _, object := range []string{"globalThis.", "window.", "self.", "global."} {
		name = strings.TrimPrefix(name, object)
	}
	return name
}

// Maker returns the full name of the library function whose call made v, or of the library class v is an object of.
func (s *Session) Maker(v *value.Value) string {
	if r := refOf(v); r != nil && (r.Kind == CallRef || r.Kind == ExternalRef) {
		return r.Name
	}
	return ""
}

// SameCode reports whether two values are the same function or class of the workspace.
func SameCode(a, b *value.Value) bool {
	x, y := refOf(a), refOf(b)
	if x == nil || y == nil || x.Kind != y.Kind || x.Home != y.Home {
		return false
	}
	switch x.Kind {
	case FuncRef:
		return x.Func == y.Func
	case ClassRef:
		return x.Class == y.Class
	}
	return false
}

// Export evaluates what the unit exports under name; "*" is the module itself.
func (s *Session) Export(t *Unit, name string) *value.Value {
	root := t.Module().Tree.Root()
	if isPython(t) {
		return s.pythonMember(t, root, nil, t, "", name)
	}
	return s.export(t, name, t, root, nil, 0)
}

// Means reports whether v is an object of the known type T, and returns the meaning that says so.
func Means(v *value.Value, typ string) (*Meaning, bool) {
	r := refOf(v)
	if r == nil {
		return nil, false
	}
	for _, m := range r.meanings {
		if m.Type == typ {
			return m, true
		}
	}
	return nil, false
}

// IsA reports whether v is an object of the known type, or an instance, a class or a result of the library class of that
// dotted name, or of a class derived from it. known is false when that cannot be told.
func (s *Session) IsA(v *value.Value, typ string) (is, known bool) {
	if _, ok := Means(v, typ); ok {
		return true, true
	}
	r := refOf(v)
	switch {
	case v.Kind == value.Unknown && r != nil && r.Kind == ExternalRef:
		return r.Name == typ, true
	case v.Kind == value.Unknown && r != nil && r.Kind == CallRef:
		return r.Name == typ, true
	case v.Kind == value.Unknown && r != nil && r.Kind == ParamRef:
		return s.annotated(r, typ)
	case v.Kind == value.Branch:
		return s.allAre(v, typ)
	case v.Kind == value.Unknown:
		return false, false
	case r == nil:
		return false, true
	case r.Kind == ExternalRef:
		return r.Name == typ, true
	case r.Kind == InstanceRef || r.Kind == ClassRef:
		return s.isClass(r, typ), true
	}
	return false, true
}

// allAre decides where all alternatives that are there agree.
func (s *Session) allAre(v *value.Value, typ string) (is, known bool) {
	first := true
	for _, a := range v.Alts {
		if a.Kind == value.Null {
			continue
		}
		one, ok := s.IsA(a, typ)
		if !ok || !first && one != is {
			return false, false
		}
		is, first = one, false
	}
	return is, !first
}

func (s *Session) isClass(r *Ref, typ string) bool {
	for _, name := range s.externalBases(r) {
		if name == typ {
			return true
		}
	}
	chain, _ := s.ancestry(r.Home, r.Class)
	for _, c := range chain {
		if c.Home.Module().Classes[c.Class].Name == typ {
			return true
		}
	}
	return false
}

// annotated decides by the annotation of a parameter. A parameter without one may be anything.
func (s *Session) annotated(r *Ref, typ string) (is, known bool) {
	p := &r.Home.Module().Funcs[r.Func].Params[r.Param]
	if p.Type == syntax.None {
		return false, false
	}
	for n := range r.Home.Module().Node(p.Type).All() {
		switch n.Type() {
		case "identifier", "type_identifier", "attribute", "nested_type_identifier", "nested_identifier":
			name, ok := s.typeName(r.Home, n)
			switch {
			case !ok:
			case name == typ || s.prog.Listed(name, typ+"-types"):
				return true, true
			default:
				known = true // of another library's type
			}
		}
	}
	return false, known
}

// typeName returns the full name that a type annotation's identifier stands for through imports.
func (s *Session) typeName(u *Unit, n syntax.Node) (string, bool) {
	b := u.Module().Lookup(u.Module().ScopeAt(n), firstWord(n.Text()))
	if b == lang.NoBinding || u.Module().Bindings[b].Kind != lang.Imported {
		return "", false
	}
	v := s.binding(u, b, n, nil)
	name, ok := ExternalName(v)
	if !ok {
		return "", false
	}
	return name + n.Text()[len(firstWord(n.Text())):], true
}

func firstWord(t string) string {
	for i := range len(t) {
		if t[i] == '.' {
			return t[:i]
		}
	}
	return t
}

// Function returns the function behind a value.
func Function(v *value.Value) (fn FuncAt, ok bool) {
	r := refOf(v)
	if r == nil || r.Kind != FuncRef {
		return FuncAt{}, false
	}
	return FuncAt{r.Home, r.Func}, true
}

// Runs returns the function that a call of the value runs: the function it is, or the constructor of the class.
func (s *Session) Runs(v *value.Value) (fn FuncAt, ok bool) {
	if r := refOf(v); r != nil && r.Kind == ClassRef {
		return s.constructor(r)
	}
	return Function(v)
}

// Instance returns the class of an object of the workspace and the frame of the call of its constructor, if it is seen.
func Instance(v *value.Value) (u *Unit, c lang.ClassID, ok bool) {
	r := refOf(v)
	if r == nil || r.Kind != InstanceRef {
		return nil, lang.NoClass, false
	}
	return r.Home, r.Class, true
}

// IsLoose reports whether v is an object of which only the class is known, or one it derives from.
func IsLoose(v *value.Value) bool {
	r := refOf(v)
	return r != nil && r.loose
}

// LooseInstance returns an object of a class of which nothing is known but its class.
func (s *Session) LooseInstance(u *Unit, c lang.ClassID) *value.Value { return s.looseInstance(u, c) }

// IsParameter reports whether v is itself a parameter that no call binds.
func IsParameter(v *value.Value) bool {
	r := refOf(v)
	return v.Kind == value.Unknown && r != nil && r.Kind == ParamRef
}

// IsParameterOf reports whether v is a parameter of the function that no call binds.
func IsParameterOf(v *value.Value, fn FuncAt) bool {
	r := refOf(v)
	return IsParameter(v) && r.Home == fn.Unit && r.Func == fn.Func
}

// Home returns the unit of the function, class or module that v is, or is an object of; nil where v is more than one unit can
// tell. plain says that v is none of these and nothing that rules know: data, or what a library made of it.
func Home(v *value.Value) (home *Unit, plain bool) {
	r := refOf(v)
	switch {
	case r == nil:
		return nil, true
	case len(r.meanings) > 0:
		return nil, false
	case r.Kind == FuncRef || r.Kind == ClassRef || r.Kind == InstanceRef || r.Kind == ModuleRef:
		return r.Home, false
	}
	return nil, r.Kind != BoundRef
}

// SessionOf returns the session in which a value was made, nil for values without code.
func SessionOf(v *value.Value) *Session {
	if r := refOf(v); r != nil {
		return r.session
	}
	return nil
}

// IsCallback reports whether a library makes the call, with arguments of its own, when and as often as it likes.
func (f *Frame) IsCallback() bool { return f != nil && f.values != nil }

// Argument returns the argument of the call e by keyword name, else by position (-1: by keyword only); absent if it is not
// passed, unknown if an open spread may have passed it.
func (s *Session) Argument(u *Unit, e lang.Expr, f *Frame, name string, position int) *value.Value {
	if name != "" {
		if v := s.keywordArgument(u, e, f, name); v != nil {
			return v
		}
	}
	if position < 0 {
		return value.NewNull()
	}
	at := position
	for _, a := range e.Args {
		switch {
		case a.Name != "" || a.KeywordSpread:
			continue
		case a.Spread:
			l := s.Eval(u, a.Value, f)
			if l.Kind != value.List || l.Open != "" && at >= len(l.Elems) {
				return s.unknown(u, a.Value, f, "spread arguments: "+reasonFor(l))
			}
			if at < len(l.Elems) {
				return l.Elems[at]
			}
			at -= len(l.Elems)
			continue
		}
		if at == 0 {
			return s.Eval(u, a.Value, f)
		}
		at--
	}
	return value.NewNull()
}

// keywordArgument finds an argument by keyword, also in spreads; nil if it is surely not among them.
func (s *Session) keywordArgument(u *Unit, e lang.Expr, f *Frame, name string) *value.Value {
	for _, a := range e.Args {
		if a.Name == name {
			return s.Eval(u, a.Value, f)
		}
	}
	for _, a := range e.Args {
		if !a.KeywordSpread {
			continue
		}
		o := s.Eval(u, a.Value, f)
		if o.Kind == value.Object {
			if p, ok := o.Get(name); ok {
				return p.Value
			}
		}
		if o.Kind != value.Object || o.Open != "" {
			return s.unknown(u, a.Value, f, "spread arguments: "+reasonFor(o)).With(func(v *value.Value) { v.Origin = o.Origin })
		}
	}
	return nil
}

// Readable reports whether v is a function or class of the workspace, whose code tells what it does to its arguments.
func (s *Session) Readable(v *value.Value) bool {
	r := refOf(v)
	return r != nil && (r.Kind == FuncRef || r.Kind == ClassRef)
}

// KnownCall reports whether a known entry says what the call is: then it also says what becomes of its arguments.
func (s *Session) KnownCall(u *Unit, call syntax.Node, f *Frame) bool {
	for _, k := range s.prog.Known(u, call) {
		if k.Admits(s, u, call, f) {
			return true
		}
	}
	return false
}
