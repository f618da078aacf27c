package resolve

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Libraries read the environment for the code that uses them. Known lists name their functions (env-readers: the first argument names the
// variable, the second or `default` is its default) and the objects whose members are variables (env-objects).

// readListed is the variable that a call of a function on the list env-readers reads. A name that is not written as those of variables are
// is a path into some configuration, which may hold anything.
func (s *Session) readListed(u *Unit, e lang.Expr, f *Frame) *value.Value {
	name := value.NewNull()
	if len(e.Args) > 0 && !e.Args[0].Spread && e.Args[0].Name == "" {
		name = s.Eval(u, e.Args[0].Value, f)
	}
	if t, ok := textOf(name); !ok || !isVariable(t) {
		return s.computed(u, e.Node, f, "the result of "+calleeText(e))
	}
	return s.readEnv(u, e.Node, f, name, s.second(u, e, f))
}

// isVariable reports whether a name is written as variables of the environment are: STOCK_URL.
func isVariable(name string) bool {
	return name != "" && name == strings.ToUpper(name) && !strings.ContainsAny(name, ".- ") && (name[0] < '0' || name[0] > '9')
}

// readerOf returns the full name of the method of a parameter, by its annotation, if that is on the list env-readers.
func (s *Session) readerOf(r *Ref, method string) string {
	p := &r.Home.Module().Funcs[r.Func].Params[r.Param]
	if p.Type == syntax.None {
		return ""
	}
	for n := range r.Home.Module().Node(p.Type).All() {
		if !n.Is("type_identifier") && !n.Is("identifier") {
			continue
		}
		if name, ok := s.typeName(r.Home, n); ok && s.prog.Listed(name+"."+method, "env-readers") {
			return name + "." + method
		}
	}
	return ""
}

// listedMember is a variable that an object on the list env-objects shows as its member. An address in what the call says of it is its
// default; what it says that is not known may be one.
func (s *Session) listedMember(u *Unit, n syntax.Node, f *Frame, r *Ref, name string) *value.Value {
	if !isVariable(name) {
		return s.computed(u, n, f, "member "+name+" of "+r.Name)
	}
	v := s.readEnv(u, n, f, value.NewString(name), nil)
	for c := range r.Node.All() {
		if !c.Is("pair") || lastName(c.NamedFirst()) != name {
			continue
		}
		if w := s.Eval(r.Unit, c.ByField("value"), nil); w.Kind == value.String && strings.Contains(w.Str, "://") {
			return w // as the call is told to read it
		}
		for call := range c.All() {
			if !call.Is("call_expression") {
				continue
			}
			for _, a := range r.Unit.Module().Expr(call).Args {
				switch said := s.Eval(r.Unit, a.Value, nil); {
				case said.Kind == value.String && strings.Contains(said.Str, "://"):
					return envDefault(v, said)
				case said.Kind == value.Unknown || said.Kind == value.Branch:
					return s.computed(u, n, f, "what "+r.Name+" is told of "+name)
				}
			}
		}
	}
	return v
}
