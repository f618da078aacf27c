package resolve

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Libraries read the environment for the code that uses them. Known lists name their functions (env-readers: the first argument names the
// variable, the second or `default` is its default), the objects whose members are variables (env-objects), and the methods of schemas that
// give what they are handed (env-parsers).

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

// listedMember is a variable that an object on the list env-objects shows as its member. What the call says of it may be its default.
func (s *Session) listedMember(u *Unit, n syntax.Node, f *Frame, r *Ref, name string) *value.Value {
	if !isVariable(name) {
		return s.computed(u, n, f, "member "+name+" of "+r.Name)
	}
	if v := s.declaredVariable(u, n, f, r, name); v != nil {
		return v
	}
	return s.readEnv(u, n, f, value.NewString(name), nil)
}

// parsedMember is a variable that the result of a method on the list env-parsers, which was given the environment, shows as its member; nil
// where the schema is not seen to name it.
func (s *Session) parsedMember(u *Unit, n syntax.Node, f *Frame, r *Ref, name string) *value.Value {
	if strings.HasSuffix(r.Name, dataOfResult) && r.Unit.Module().Expr(r.Node).Op == lang.OpMember {
		r = refOf(s.Eval(r.Unit, r.Unit.Module().Expr(r.Node).X, r.Frame))
	}
	if r == nil || r.Unit == nil || !isVariable(name) {
		return nil
	}
	e := r.Unit.Module().Expr(r.Node)
	if e.Op != lang.OpCall || len(e.Args) != 1 || e.Args[0].Spread {
		return nil
	}
	given, callee := refOf(s.Eval(r.Unit, e.Args[0].Value, r.Frame)), r.Unit.Module().Expr(e.X)
	if given == nil || !isEnvironment(given) || callee.Op != lang.OpMember {
		return nil
	}
	schema := refOf(s.Eval(r.Unit, callee.X, r.Frame))
	if schema == nil || schema.Unit == nil || schema.Node.IsNone() {
		return nil
	}
	return s.declaredVariable(u, n, f, schema, name)
}

// dataOfResult is the member in which a method that does not throw gives what it has read.
const dataOfResult = ".data"

// declaredVariable is a variable that the call behind r says something of; nil if it says nothing. An address in it is the variable's default; what
// it says that is not known may be one, and a function may make anything of it.
func (s *Session) declaredVariable(u *Unit, n syntax.Node, f *Frame, r *Ref, name string) *value.Value {
	var out *value.Value
	for c := range r.Node.All() {
		if !c.Is("pair") || lastName(c.NamedFirst()) != name {
			continue
		}
		out = s.readEnv(u, n, f, value.NewString(name), nil)
		if w := s.Eval(r.Unit, c.ByField("value"), nil); w.Kind == value.String && strings.Contains(w.Str, "://") {
			return w // as the call is told to read it
		}
		for call := range c.All() {
			if !call.Is("call_expression") {
				continue
			}
			e := r.Unit.Module().Expr(call)
			method := r.Unit.Module().Expr(e.X).Str
			for _, a := range e.Args {
				switch said := s.Eval(r.Unit, a.Value, nil); {
				case said.Kind == value.String && strings.Contains(said.Str, "://"):
					return envDefault(out, said)
				case said.Kind == value.Unknown || said.Kind == value.Branch, said.Kind == value.Opaque && !s.prog.Listed(method, "env-checks"):
					return s.computed(u, n, f, "what "+r.Name+" is told of "+name)
				}
			}
		}
	}
	return out
}
