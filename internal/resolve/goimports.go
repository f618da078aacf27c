package resolve

import (
	"unicode"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// packageMember is a name of a Go package: spec as it is written in from.
func (s *Session) packageMember(from *Unit, spec, name string, u *Unit, n syntax.Node, f *Frame) *value.Value {
	if v := s.declaredIn(from, spec, name, u, n, f); v != nil {
		return v
	}
	return s.unknown(u, n, f, name+" is not seen in package "+spec)
}

// declaredIn is what the files of a package declare under a name, nil if none does. Files of several systems may declare it
// each.
func (s *Session) declaredIn(from *Unit, spec, name string, u *Unit, n syntax.Node, f *Frame) *value.Value {
	var alts []*value.Value
	for _, t := range s.prog.Package(from, spec, name) {
		b, ok := t.Module().Scopes[0].Names[name]
		if !ok || t.Module().Bindings[b].Kind == lang.Imported {
			continue
		}
		if len(alts) >= maxAlts {
			return s.unknown(u, n, f, tooManyAlts)
		}
		alts = append(alts, s.global(t, b))
	}
	if len(alts) == 0 {
		return nil
	}
	return s.branch(u, n, f, alts)
}

// ofPackage is a name that its own file does not declare: one of another file of the package, of a package that is imported
// with a dot, or the name of a package that its path does not tell. nil for what the language itself provides.
func (s *Session) ofPackage(u *Unit, e lang.Expr, f *Frame) *value.Value {
	if predeclared[e.Str] {
		return nil // a package may declare it anew, and none does
	}
	if v := s.declaredIn(u, ".", e.Str, u, e.Node, f); v != nil {
		return v
	}
	for i := range u.Module().Imports {
		imp := &u.Module().Imports[i]
		if imp.Star {
			if v := s.declaredIn(u, imp.Module, e.Str, u, e.Node, f); v != nil {
				return v
			}
			continue
		}
		if imp.Binding == lang.NoBinding || !u.Module().Node(imp.Node).ByField("name").IsNone() {
			continue
		}
		if files := s.prog.Package(u, imp.Module, e.Str); len(files) > 0 && files[0].Module().Package == e.Str {
			return s.namespace(u, nil, e.Node, f, imp.Module)
		}
	}
	return nil
}

// predeclared are the names that Go itself declares. Nearly every file has them, so that to look for another declaration would be
// to parse whole packages.
var predeclared = words(`any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint
	uint8 uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag len make max min new panic
	print println real recover`)

// setElsewhere is a variable of a package that another file may set to something else.
func (s *Session) setElsewhere(t *Unit, bind *lang.Binding, v *value.Value) *value.Value {
	if bind.Kind != lang.Variable {
		return v
	}
	type question struct {
		in   *Unit
		name string
	}
	where := s.prog.Once(question{t, bind.Name}, func(p Program) any { return NewSession(p).setter(t, bind.Name) }).(string)
	if where != "" {
		return s.branch(t, t.Module().Node(bind.Node), nil, []*value.Value{v, s.unknown(t, t.Module().Node(bind.Node), nil, "it may be set in "+where)})
	}
	return v
}

// setter returns the path of another file that sets a variable of the package of t, empty for none.
func (s *Session) setter(t *Unit, name string) string {
	for _, u := range s.prog.Package(t, ".", name) {
		if u != t && u.setsNames()[name] {
			return u.File.Path
		}
	}
	if r, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(r) {
		return ""
	}
	for _, u := range s.prog.Mentions(t, name, ChangedUse) {
		for i := range u.Module().Imports {
			imp := &u.Module().Imports[i]
			if !isGo(u) || imp.Binding == lang.NoBinding {
				continue
			}
			for _, id := range u.Module().Bindings[imp.Binding].Effects {
				if e := &u.Module().Effects[id]; e.Kind == lang.Store && len(e.Path) == 0 && e.Key == name {
					return u.File.Path
				}
			}
		}
	}
	return ""
}

// setsNames returns the names of other files of the package that the unit sets, or whose address it takes.
func (u *Unit) setsNames() map[string]bool {
	u.setsOnce.Do(func() {
		u.sets = map[string]bool{}
		for n := range u.Module().Tree.Root().All() {
			if !n.Is("identifier") || u.Module().Resolve(n) != lang.NoBinding {
				continue
			}
			p := n.Parent()
			switch {
			case p.Is("unary_expression") && p.HasToken("&"), p.Is("inc_statement"), p.Is("dec_statement"):
			case p.Is("expression_list") && p.Parent().Is("assignment_statement") && p.Parent().ByField("left") == p:
			default:
				continue
			}
			u.sets[n.Text()] = true
		}
	})
	return u.sets
}
