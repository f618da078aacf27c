package resolve

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// SettingsFields returns the names of the environment variables that the fields of a settings class are read from, and of the
// classes that derive from it: each a string that stands where the field is written, or an unknown. A class that others derive
// from and of which no object is made counts through these only. ok is false for what is no settings class.
func (s *Session) SettingsFields(v *value.Value) (names []*value.Value, ok bool) {
	r := refOf(v)
	if r == nil || r.Kind != ClassRef && r.Kind != InstanceRef || !s.isSettings(r) {
		return nil, false
	}
	made := []heir{{r.Home, r.Class}}
	heirs, _ := s.heirs(r.Home, r.Class)
	if len(heirs) > 0 && !s.isMade(made[0]) {
		made = nil
	}
	for _, h := range append(made, heirs...) {
		names = append(names, s.settingsOf(h)...)
	}
	return names, true
}

// settingsOf returns the names for the fields that objects of a class have, those of its bases included.
func (s *Session) settingsOf(h heir) (names []*value.Value) {
	chain, _ := s.ancestry(h.unit, h.class)
	conf := s.settingsConfig(chain)
	hidden := map[string]bool{}
	for _, c := range chain {
		members := c.Home.Module().Classes[c.Class].Members
		for i := range members {
			m := &members[i]
			if hidden[m.Name] {
				continue
			}
			hidden[m.Name] = true
			if isSetting(c.Home.Module(), m) {
				names = append(names, s.settingName(c.Home, m, conf))
			}
		}
	}
	return names
}

// isSetting reports whether a member of a settings class is a field that is filled from outside.
func isSetting(mod *lang.Module, m *lang.Member) bool {
	if m.Func != lang.NoFunc || !m.Static || m.Type == syntax.None || strings.HasPrefix(m.Name, "_") || m.Name == "model_config" {
		return false
	}
	if m.Value != syntax.None && calleeName(mod.Expr(mod.Node(m.Value)).X) == "PrivateAttr" {
		return false
	}
	return !strings.Contains(mod.Node(m.Type).Text(), "ClassVar")
}

// settingsConfig is how a settings class names the variables of its fields.
type settingsConfig struct {
	prefix string
	exact  bool   // letters count as they are
	doubt  string // why that is not known
}

// settingsConfig reads the configuration of a class and of its bases; the nearest one that says something counts.
func (s *Session) settingsConfig(chain []*Ref) (conf settingsConfig) {
	said := map[string]bool{}
	for _, c := range chain {
		s.eachOption(c, func(name string, v *value.Value) {
			if said[name] {
				return
			}
			said[name] = true
			text, known := textOf(v)
			switch {
			case name == "env_prefix" && known:
				conf.prefix = text
			case name == "env_prefix":
				conf.doubt = "the prefix is not known"
			case name == "case_sensitive":
				conf.exact = v.Kind == value.Bool && v.Bool
			case name == "alias_generator" && v.Kind != value.Null:
				conf.doubt = "an alias generator names it"
			case name == "fields" && len(c.Home.Module().Classes[c.Class].Bases) > 0:
				conf.doubt = "its configuration may name it"
			case name == "":
				conf.doubt = "the configuration of the class is not known"
			}
		})
		if _, ok := c.Home.Module().Classes[c.Class].Member("settings_customise_sources"); ok {
			conf.doubt = "the class chooses its sources itself"
		}
	}
	return conf
}

// eachOption calls f for the options that a class gives its model: keywords of the class, model_config, class Config. The
// name is empty where options are not known.
func (s *Session) eachOption(c *Ref, f func(name string, v *value.Value)) {
	mod := c.Home.Module()
	arguments := func(args []lang.Arg) {
		for _, a := range args {
			if a.KeywordSpread || a.Spread {
				f("", s.Eval(c.Home, a.Value, nil))
			} else {
				f(a.Name, s.Eval(c.Home, a.Value, nil))
			}
		}
	}
	arguments(mod.Classes[c.Class].Keywords)
	if m, ok := mod.Classes[c.Class].Member("model_config"); ok && m.Value != syntax.None {
		n := mod.Node(m.Value)
		switch v := s.Eval(c.Home, n, nil); {
		case v.Kind == value.Object:
			for _, p := range v.Props {
				f(p.Key, p.Value)
			}
			if v.Open != "" {
				f("", value.NewUnknown(v.Open))
			}
		case mod.Expr(n).Op == lang.OpCall:
			arguments(mod.Expr(n).Args)
		default:
			f("", v)
		}
	}
	for i := range mod.Classes {
		inner := &mod.Classes[i]
		if inner.Name != "Config" || !mod.Node(inner.Node).Within(mod.Node(mod.Classes[c.Class].Node)) {
			continue
		}
		for j := range inner.Members {
			if m := &inner.Members[j]; m.Value != syntax.None {
				f(m.Name, s.Eval(c.Home, mod.Node(m.Value), nil))
			}
		}
	}
}

// settingName is the name of the variable that a field is read from.
func (s *Session) settingName(u *Unit, m *lang.Member, conf settingsConfig) *value.Value {
	mod := u.Module()
	at := u.Place(mod.Node(m.Node))
	unknown := func(reason, prefix string) *value.Value {
		return &value.Value{Kind: value.Unknown, Reason: reason, Prefix: prefix, Text: true, At: at}
	}
	cased := strings.ToUpper
	if conf.exact {
		cased = func(t string) string { return t }
	}
	aliases, named := s.aliasesOf(u, m)
	switch {
	case named && len(aliases) == 0:
		return unknown("the alias of "+m.Name+" is not known", "")
	case !named && conf.doubt != "":
		return unknown(conf.doubt, "")
	case !named && s.isModelType(u, m.Type):
		return unknown("the parts of "+m.Name+" have variables of their own", cased(conf.prefix+m.Name))
	case !named && m.Value != syntax.None && len(s.Eval(u, mod.Node(m.Value), nil).Env) > 0:
		return unknown("its default is read from the environment", "")
	case !named:
		aliases = []string{conf.prefix + m.Name}
	}
	var alts []*value.Value
	for _, a := range aliases {
		alts = append(alts, &value.Value{Kind: value.String, Str: cased(a), Origin: value.Literal, At: at})
	}
	return value.NewBranch(alts...).With(func(v *value.Value) { v.At = at })
}

// aliasesOf returns the names that Field(alias=...) gives a field; named is set where it gives any, known or not.
func (s *Session) aliasesOf(u *Unit, m *lang.Member) (names []string, named bool) {
	for _, id := range []syntax.NodeID{m.Type, m.Value} {
		if id == syntax.None {
			continue
		}
		for n := range u.Module().Node(id).All() {
			if !n.Is("call") {
				continue
			}
			e := u.Module().Expr(n)
			if callee := calleeName(e.X); callee != "Field" {
				continue
			}
			for _, a := range e.Args {
				switch {
				case a.KeywordSpread:
					return nil, true
				case a.Name == "validation_alias" || a.Name == "env" || a.Name == "alias" && !named:
					names, named = s.aliasNames(u, a.Value), true
				}
			}
		}
	}
	return names, named
}

// aliasNames returns the names of an alias: a string, a list of them, or AliasChoices("A", "B").
func (s *Session) aliasNames(u *Unit, n syntax.Node) []string {
	e := u.Module().Expr(n)
	if e.Op != lang.OpCall {
		return stringsOf(s.Eval(u, n, nil))
	}
	if calleeName(e.X) != "AliasChoices" {
		return nil
	}
	var names []string
	for _, a := range e.Args {
		name := stringsOf(s.Eval(u, a.Value, nil))
		if len(name) != 1 {
			return nil
		}
		names = append(names, name...)
	}
	return names
}

// isModelType reports whether an annotation names a class of the workspace that is no enumeration: a model, whose parts are
// read one by one.
func (s *Session) isModelType(u *Unit, id syntax.NodeID) bool {
	for n := range u.Module().Node(id).All() {
		if !n.Is("identifier") || n.Parent().Is("attribute") {
			continue
		}
		b := u.Module().Lookup(u.Module().ScopeAt(n), n.Text())
		if b == lang.NoBinding {
			continue
		}
		if k := u.Module().Bindings[b].Kind; k != lang.Imported && k != lang.ClassName {
			continue
		}
		r := refOf(s.binding(u, b, n, nil))
		if r != nil && r.Kind == ClassRef && !slices.ContainsFunc(s.externalBases(r), func(base string) bool { return strings.HasPrefix(base, "enum.") }) {
			return true
		}
	}
	return false
}
