package resolve

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// environments are the names under which the languages and their bundlers show the environment.
var environments = words("process.env import.meta.env os.environ Bun.env globalThis.process.env window.process.env")

func isEnvironment(r *Ref) bool {
	if r.Kind != ExternalRef && r.Kind != CallRef {
		return false
	}
	return environments[strings.TrimPrefix(r.Name, "node:")] || r.Name == "process.default.env"
}

// externalMember is a member of a name outside the workspace: an environment variable, or a longer name.
func (s *Session) externalMember(u *Unit, n syntax.Node, f *Frame, r *Ref, name string) *value.Value {
	if isEnvironment(r) {
		if name == "get" {
			return s.external(u, n, f, r.Name+".get")
		}
		return s.readEnv(u, n, f, value.NewString(name), nil)
	}
	if name == "default" {
		return s.external(u, n, f, r.Name) // the default export goes by the name of its module
	}
	return s.external(u, n, f, r.Name+"."+name)
}

// readEnv is the variable of the environment that key names, with the default behind it, if any.
func (s *Session) readEnv(u *Unit, n syntax.Node, f *Frame, key, def *value.Value) *value.Value {
	name, ok := textOf(key)
	if !ok {
		v := s.unknown(u, n, f, "a variable of the environment whose name is not known: "+reasonFor(key))
		v.Origin = value.Env
		return v
	}
	v := s.unknown(u, n, f, name+" from the environment")
	v.Origin, v.Env, v.Text = value.Env, []string{name}, true
	if def != nil {
		return envDefault(v, def)
	}
	return v
}

// settingsField is the variable of the environment that a field of a settings class is filled from; nil if the class
// is none. The bases that make a class one are on the list settings-bases.
func (s *Session) settingsField(u *Unit, n syntax.Node, f *Frame, c *Ref, m *lang.Member) *value.Value {
	if m.Func != lang.NoFunc || !s.isSettings(c) {
		return nil
	}
	mod := c.Home.Module()
	var def *value.Value
	chain, _ := s.ancestry(c.Home, c.Class)
	names := []string{strings.ToUpper(s.settingsConfig(chain).prefix + m.Name)}
	if m.Value != syntax.None {
		def = s.Eval(c.Home, mod.Node(m.Value), nil)
		if alias, inner := s.fieldCall(c.Home, mod.Node(m.Value)); alias != nil || inner != nil {
			if alias != nil {
				names = alias
			}
			def = inner
		}
	}
	v := s.unknown(u, n, f, names[0]+" from the environment")
	v.Origin, v.Env, v.At = value.Env, names, c.Home.Place(mod.Node(m.Node))
	if def == nil || def.Kind == value.Null {
		return v
	}
	return envDefault(v, def).With(func(d *value.Value) {
		if d.Kind == value.Unknown {
			d.Origin, d.Env = value.Env, names
		}
	})
}

// fieldCall reads Field(default, alias="X"): the names given by alias, validation_alias or env, and the default.
func (s *Session) fieldCall(u *Unit, n syntax.Node) (names []string, def *value.Value) {
	e := u.Module().Expr(n)
	if e.Op != lang.OpCall {
		return nil, nil
	}
	if callee := u.Module().Expr(e.X); callee.Str != "Field" {
		return nil, nil
	}
	def = value.NewNull()
	for i, a := range e.Args {
		switch {
		case a.Name == "alias" || a.Name == "validation_alias" || a.Name == "env":
			names = append(names, stringsOf(s.Eval(u, a.Value, nil))...)
		case a.Name == "default" || a.Name == "" && i == 0 && a.Value.Text() != "...":
			def = s.Eval(u, a.Value, nil)
		}
	}
	return names, def
}

// stringsOf returns the strings of a string or list value.
func stringsOf(v *value.Value) []string {
	if v.Kind == value.String {
		return []string{v.Str}
	}
	var out []string
	for _, e := range v.Elems {
		if e.Kind == value.String {
			out = append(out, e.Str)
		}
	}
	return out
}

func (s *Session) isSettings(c *Ref) bool {
	for _, name := range s.externalBases(c) {
		if s.prog.Listed(name, "settings-bases") {
			return true
		}
	}
	return false
}

// externalBases returns the full names of the bases outside the workspace, over all ancestors.
func (s *Session) externalBases(c *Ref) []string {
	var out []string
	chain, open := s.ancestry(c.Home, c.Class)
	if !open {
		return nil
	}
	for _, a := range chain {
		for _, b := range a.Home.Module().Classes[a.Class].Bases {
			if r := refOf(s.Eval(a.Home, a.Home.Module().Node(b), nil)); r != nil && (r.Kind == ExternalRef || r.Kind == CallRef) {
				out = append(out, r.Name)
			}
		}
	}
	return out
}
