package resolve

import (
	"slices"
	"sort"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// CallSite is one call of a function, and the frame that evaluates the function's body for it.
type CallSite struct {
	Unit  *Unit
	Node  syntax.Node
	Frame *Frame
}

// Callers returns the calls of fn that can be found by its names, in the order of files and places. complete is false if
// there are more than are looked at. Who calls the function where it is handed on as a value is not among them.
func (s *Session) Callers(fn FuncAt) (sites []CallSite, complete bool) {
	known, ok := s.sites[fn]
	if !ok {
		hangs := s.hangs
		s.hangs = nil
		known.sites, known.complete = s.callers(fn)
		known.hangs, s.hangs = s.hangs, hangs
		put(&s.sites, fn, known)
	}
	s.needed(known.hangs...)
	return known.sites, known.complete
}

// callers is what Callers has found.
type callers struct {
	sites    []CallSite
	complete bool
	hangs    []FuncAt
}

func (s *Session) callers(fn FuncAt) (sites []CallSite, complete bool) {
	complete = true
	seen := map[*Unit]map[syntax.NodeID]bool{}
	for _, use := range s.calledBy(fn) {
		u := use.unit
		for _, n := range u.CallsOf(use.name) {
			if seen[u][n.ID()] {
				continue
			}
			if len(sites) >= maxCallers {
				return sites, false
			}
			r := s.calls(u, n, fn)
			if r == nil {
				continue
			}
			if seen[u] == nil {
				seen[u] = map[syntax.NodeID]bool{}
			}
			seen[u][n.ID()] = true
			e := u.Module().Expr(n)
			if f := s.open(r, u, n, e.Args, s.frameFor(u, u.Module().FuncAt(n), nil)); f != nil {
				sites = append(sites, CallSite{u, n, f})
			}
		}
	}
	sort.SliceStable(sites, func(i, j int) bool {
		return sites[i].Unit.Place(sites[i].Node).Less(sites[j].Unit.Place(sites[j].Node))
	})
	return sites, complete
}

// named is a name as it is used in, or exported from, a unit.
type named struct {
	unit *Unit
	name string
}

// uses returns where names of u may be used in that way, and by which name: in u, in what imports them, and behind barrels that call
// them otherwise. A unit may come twice.
func (s *Session) uses(u *Unit, use Use, names ...string) (out []named) {
	var queue []named
	asked := map[named]bool{}
	for _, name := range names {
		queue = append(queue, named{u, name})
	}
	for ; len(queue) > 0; queue = queue[1:] {
		if asked[queue[0]] {
			continue
		}
		asked[queue[0]] = true
		for _, in := range s.prog.Mentions(queue[0].unit, queue[0].name, use) {
			queue = append(queue, handedOn(in, queue[0].name)...)
			queue = append(queue, renamed(in, queue[0].name)...)
			out = append(out, named{in, queue[0].name})
		}
	}
	return out
}

// handedOn returns the names under which u hands on what it imports by name: a barrel's importers need not mention the
// file where a function is, nor its name there.
func handedOn(u *Unit, name string) (out []named) {
	m := u.Module()
	for i := range m.Exports {
		e := &m.Exports[i]
		switch {
		case e.From != "" && e.Source == name:
			out = append(out, named{u, e.Name})
		case e.From == "" && e.Binding != lang.NoBinding && importsAs(m, e.Binding, name):
			out = append(out, named{u, e.Name})
		}
	}
	for i := range m.Imports {
		if imp := &m.Imports[i]; isPythonModule(m) && imp.Name == name && imp.Binding != lang.NoBinding {
			out = append(out, named{u, m.Bindings[imp.Binding].Name})
		}
	}
	return out
}

// renamed returns the other names that u gives to what it uses by name: `const typed = get`, and under which it exports them.
func renamed(u *Unit, name string) (out []named) {
	m := u.Module()
	add := func(b lang.BindingID) {
		for _, alias := range m.Aliases(b) {
			out = append(out, named{u, m.Bindings[alias].Name})
			for i := range m.Exports {
				if e := &m.Exports[i]; e.Binding == alias && e.From == "" && e.Name != "default" {
					out = append(out, named{u, e.Name})
				}
			}
		}
	}
	for i := range m.Bindings {
		if m.Bindings[i].Name == name {
			add(lang.BindingID(i))
		}
	}
	for i := range m.Imports {
		if imp := &m.Imports[i]; imp.Name == name && imp.Binding != lang.NoBinding && m.Bindings[imp.Binding].Name != name {
			add(imp.Binding)
		}
	}
	return out
}

// importsAs reports whether the binding is what its module imports by name.
func importsAs(m *lang.Module, b lang.BindingID, name string) bool {
	for i := range m.Imports {
		if m.Imports[i].Binding == b && m.Imports[i].Name == name {
			return true
		}
	}
	return false
}

// calls returns the function that the call n surely or possibly calls if it is fn, else nil. For a constructor it is the
// constructor with its new object.
func (s *Session) calls(u *Unit, n syntax.Node, fn FuncAt) *Ref {
	e := u.Module().Expr(n)
	if e.Op != lang.OpCall || isMemberOfOwn(s.prog, u, u.Module().Expr(e.X), "") {
		return nil
	}
	callee := s.Eval(u, e.X, s.frameFor(u, u.Module().FuncAt(n), nil))
	alts := []*value.Value{callee}
	if callee.Kind == value.Branch {
		alts = callee.Alts
	}
	for _, a := range alts {
		r := refOf(a)
		switch {
		case r == nil:
		case r.Kind == FuncRef && r.Home == fn.Unit && r.Func == fn.Func:
			return r
		case r.Kind == ClassRef:
			if init, ok := s.constructor(r); ok && init == fn {
				made := s.instantiate(u, e, s.frameFor(u, u.Module().FuncAt(n), nil), r)
				c := s.newRef(FuncRef, fn.Unit, fn.Unit.Module().Node(fn.Unit.Module().Funcs[fn.Func].Node), nil)
				c.Func, c.This, c.Env = fn.Func, made, s.outerFrame(fn.Unit, fn.Func, r.Env)
				return c
			}
		}
	}
	return nil
}

// namesOf returns the names by which code may call fn: its own, that of the member or variable that holds it, and those
// under which it is exported.
func (s *Session) namesOf(fn FuncAt) []string {
	m := fn.Unit.Module()
	fun := &m.Funcs[fn.Func]
	set := map[string]bool{}
	add := func(name string) {
		if name != "" && name != "default" && name != "=" {
			set[name] = true
		}
	}
	if fun.Kind == lang.Constructor {
		if fun.Class != lang.NoClass {
			add(m.Classes[fun.Class].Name)
			s.addExported(m, m.Classes[fun.Class].Binding, m.Classes[fun.Class].Node, add)
			s.addDescendants(fn, add)
		}
	} else {
		add(fun.Name)
		s.addExported(m, fun.Binding, fun.Node, add)
		s.addHolders(m, fun, add)
		s.addAliases(m, fun.Binding, add)
		if held := holder(m, fun); held != lang.NoBinding {
			s.addExported(m, held, syntax.None, add)
			s.addAliases(m, held, add)
		}
	}
	out := make([]string, 0, len(set))
	for name := range set {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// calledBy returns where fn may be called, and by which name. A constructor that classes elsewhere inherit goes by their names, too.
func (s *Session) calledBy(fn FuncAt) []named {
	out := s.uses(fn.Unit, CalledUse, s.namesOf(fn)...)
	f := &fn.Unit.Module().Funcs[fn.Func]
	if f.Kind != lang.Constructor || f.Class == lang.NoClass {
		return out
	}
	heirs, _ := s.heirs(fn.Unit, f.Class)
	for _, h := range heirs {
		if init, ok := s.constructor(&Ref{Home: h.unit, Class: h.class}); ok && init == fn && h.unit != fn.Unit {
			m := h.unit.Module()
			names := []string{m.Classes[h.class].Name}
			s.addExported(m, m.Classes[h.class].Binding, m.Classes[h.class].Node, func(name string) { names = append(names, name) })
			out = append(out, s.uses(h.unit, CalledUse, names...)...)
		}
	}
	return out
}

// Constructors returns fn and, where it is a constructor, those by which the classes that derive from its class replace it.
func (s *Session) Constructors(fn FuncAt) []FuncAt {
	out := []FuncAt{fn}
	f := &fn.Unit.Module().Funcs[fn.Func]
	if f.Kind != lang.Constructor || f.Class == lang.NoClass {
		return out
	}
	heirs, _ := s.heirs(fn.Unit, f.Class)
	for _, h := range heirs {
		if init, ok := s.constructor(&Ref{Home: h.unit, Class: h.class}); ok && !slices.Contains(out, init) {
			out = append(out, init)
		}
	}
	return out
}

// Constructs reports whether fn is the constructor of the class id of u, or of one that it derives from.
func (s *Session) Constructs(fn FuncAt, u *Unit, id lang.ClassID) bool {
	f := &fn.Unit.Module().Funcs[fn.Func]
	return f.Kind == lang.Constructor && f.Class != lang.NoClass && s.derives(u, id, fn.Unit, f.Class)
}

// IsOf reports whether the object that f runs for is one of the class id of u.
func (s *Session) IsOf(f *Frame, u *Unit, id lang.ClassID) bool {
	r := refOf(f.This)
	return r != nil && r.Kind == InstanceRef && s.derives(r.Home, r.Class, u, id)
}

// CallersThroughHeirs returns the calls that make objects of classes derived from that of the constructor fn, which it runs for although
// their own constructors are called. The frames are those of fn. complete is false if there are more than are looked at.
func (s *Session) CallersThroughHeirs(fn FuncAt) (sites []CallSite, complete bool) {
	complete = true
	for _, init := range s.Constructors(fn)[1:] {
		own, all := s.Callers(init)
		complete = complete && all
		for _, c := range own {
			f := c.Frame
			for i := 0; f != nil && (f.Unit != fn.Unit || f.Func != fn.Func) && i < maxBases; i++ {
				f = s.superFrame(f, f.Unit.Module().Funcs[f.Func].Class)
			}
			switch {
			case f == nil || f.Unit != fn.Unit || f.Func != fn.Func:
			case len(sites) >= maxCallers:
				return sites, false
			default:
				sites = append(sites, CallSite{c.Unit, c.Node, f})
			}
		}
	}
	return sites, complete
}

// addExported adds the names under which a module exports a binding or expression. A default export goes by any name, so
// the units that import it are asked for theirs.
func (s *Session) addExported(m *lang.Module, b lang.BindingID, node syntax.NodeID, add func(string)) {
	for i := range m.Exports {
		e := &m.Exports[i]
		if b != lang.NoBinding && e.Binding == b || e.Value == node && node != syntax.None {
			add(e.Name)
		}
	}
}

// addHolders adds the names of variables and members that an anonymous function is assigned to.
func (s *Session) addHolders(m *lang.Module, fun *lang.Func, add func(string)) {
	n := m.Node(fun.Node)
	for p := n.Parent(); !p.IsNone(); p = p.Parent() {
		switch p.Type() {
		case "pair", "variable_declarator", "assignment_expression", "assignment", "public_field_definition", "field_definition",
			"keyed_element", "short_var_declaration", "var_spec", "assignment_statement":
			for c := range p.NamedChildren() {
				if c.ID() < n.ID() {
					add(lastName(c))
				}
			}
			return
		case "parenthesized_expression", "as_expression", "satisfies_expression", "call_expression", "arguments",
			"expression_list", "literal_element":
			continue
		}
		return
	}
}

// holder returns the variable that an anonymous function is the value of.
func holder(m *lang.Module, fun *lang.Func) lang.BindingID {
	for i := range m.Bindings {
		for _, id := range m.Bindings[i].Effects {
			if e := &m.Effects[id]; e.Kind == lang.Write && e.Value == fun.Node && e.Source == lang.Plain && len(e.Steps) == 0 {
				return lang.BindingID(i)
			}
		}
	}
	return lang.NoBinding
}

// addDescendants adds the classes of the same unit that inherit the constructor.
func (s *Session) addDescendants(fn FuncAt, add func(string)) {
	m := fn.Unit.Module()
	own := m.Classes[m.Funcs[fn.Func].Class].Name
	for i := range m.Classes {
		for _, b := range m.Classes[i].Bases {
			if lastName(m.Node(b)) == own {
				add(m.Classes[i].Name)
			}
		}
	}
}

// lastName returns the last identifier of a name such as a.b.c or "c".
func lastName(n syntax.Node) string {
	name := ""
	for c := range n.All() {
		switch c.Type() {
		case "identifier", "property_identifier", "type_identifier", "private_property_identifier", "string_fragment", "field_identifier":
			name = c.Text()
		}
	}
	return name
}

func sortFuncs(fs []FuncAt) {
	sort.Slice(fs, func(i, j int) bool {
		a := fs[i].Unit.Place(fs[i].Unit.Module().Node(fs[i].Unit.Module().Funcs[fs[i].Func].Node))
		b := fs[j].Unit.Place(fs[j].Unit.Module().Node(fs[j].Unit.Module().Funcs[fs[j].Func].Node))
		return a.Less(b)
	})
}

// Within returns the frame inner as it is when the function around its outermost unbound call runs in the frame outer:
// the chain of calls is opened again below outer.
func (s *Session) Within(inner, outer *Frame) *Frame {
	if inner == nil || !inner.bound {
		return nil
	}
	caller := inner.caller
	switch {
	case caller != nil && caller.bound && caller.from != nil:
		caller = s.Within(caller, outer)
	default:
		caller = s.frameFor(inner.from, inner.from.Module().FuncAt(inner.call), outer)
	}
	if caller == nil {
		return nil
	}
	fn := s.newRef(FuncRef, inner.Unit, inner.Unit.Module().Node(inner.Unit.Module().Funcs[inner.Func].Node), nil)
	fn.Func, fn.This = inner.Func, inner.This
	fn.Env = s.frameFor(inner.Unit, inner.Unit.Module().Funcs[inner.Func].Parent, outer)
	if again := refOf(s.Eval(inner.from, inner.from.Module().Expr(inner.call).X, caller)); again != nil && again.Kind == FuncRef && again.Func == inner.Func {
		fn = again
	}
	return s.open(fn, inner.from, inner.call, inner.args, caller)
}
