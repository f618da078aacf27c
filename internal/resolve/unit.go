package resolve

import (
	"sync"
	"sync/atomic"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Unit is one file as evaluation sees it: immutable, one per file, compared by pointer. What is known of its code may be given
// back, and is worked out again when somebody asks; see Pack.
type Unit struct {
	File *value.File
	// Declaration is set for .d.ts files, which give types but have no bodies.
	Declaration bool

	tree     *syntax.Tree
	language *lang.Language
	module   atomic.Pointer[lang.Module]
	lowering sync.Mutex

	known
}

// known is what has been found out about the code of a unit.
type known struct {
	once  sync.Once
	calls map[string][]syntax.Node

	setsOnce sync.Once
	sets     map[string]bool // names of other files of a Go package

	compositesOnce sync.Once
	composites     map[string][]syntax.Node // by the name of their type

	secondOnce sync.Once
	second     secondNames
}

// NewUnit returns the unit of a file in a language, whose tree is given.
func NewUnit(f *value.File, l *lang.Language, t *syntax.Tree) *Unit {
	u := &Unit{File: f, tree: t, language: l}
	u.module.Store(l.Lower(t))
	return u
}

// Module returns the tables of the file's names.
func (u *Unit) Module() *lang.Module {
	if m := u.module.Load(); m != nil {
		return m
	}
	u.lowering.Lock()
	defer u.lowering.Unlock()
	if m := u.module.Load(); m != nil {
		return m
	}
	m := u.language.Lower(u.tree)
	u.module.Store(m)
	return m
}

// Tree returns the tree of the file.
func (u *Unit) Tree() *syntax.Tree { return u.tree }

// Held reports whether the code is in memory.
func (u *Unit) Held() bool { return u.module.Load() != nil || u.tree.Held() }

// Pack gives back the memory that the code takes, which is most of what a unit holds. No session may be at work: what it has
// of a module it compares by pointer.
func (u *Unit) Pack() {
	u.module.Store(nil)
	u.tree.Pack()
	u.known = known{}
}

// Place returns the place of a node of the unit.
func (u *Unit) Place(n syntax.Node) value.Place {
	return value.Place{File: u.File, Start: n.Start(), End: n.End()}
}

// CallsOf returns the calls in the unit whose callee's last name is name, also when it is imported under that name as an
// alias, in the order of the text.
func (u *Unit) CallsOf(name string) []syntax.Node {
	u.once.Do(func() {
		u.calls = map[string][]syntax.Node{}
		for n := range u.Module().Tree.Root().All() {
			switch n.Type() {
			case "call_expression", "new_expression", "call":
			default:
				continue
			}
			callee := n.ByField("function")
			if callee.IsNone() {
				callee = n.ByField("constructor")
			}
			last := calleeName(callee)
			u.calls[last] = append(u.calls[last], n)
		}
		for i := range u.Module().Imports {
			imp := &u.Module().Imports[i]
			if imp.Binding == lang.NoBinding || imp.Name == "" || imp.Name == "*" {
				continue
			}
			if local := u.Module().Bindings[imp.Binding].Name; local != imp.Name {
				u.calls[imp.Name] = append(u.calls[imp.Name], u.calls[local]...)
			}
		}
	})
	return u.calls[name]
}

// calleeName returns the last name of a callee: f of f, a.f, a["f"], (a.f as T).
func calleeName(n syntax.Node) string {
	for {
		switch n.Type() {
		case "identifier", "property_identifier", "private_property_identifier":
			return n.Text()
		case "selector_expression":
			return n.ByField("field").Text()
		case "member_expression", "attribute":
			c := n.ByField("property")
			if c.IsNone() {
				c = n.ByField("attribute")
			}
			return c.Text()
		case "parenthesized_expression", "as_expression", "non_null_expression", "await_expression", "instantiation_expression":
			inner := syntax.Node{}
			for c := range n.NamedChildren() {
				inner = c
				break
			}
			if inner.IsNone() {
				return ""
			}
			n = inner
			continue
		}
		return ""
	}
}
