package facts

import (
	"sort"

	"github.com/bytelyst/connaudit/internal/value"
)

// Attr is a named attribute.
type Attr struct {
	Name  string
	Value *value.Value
}

// Fact is one thing that code states. It is immutable once it is in a Store.
type Fact struct {
	Kind, Role string
	Key        *value.Value
	Value      *value.Value // null where the entry gives none
	Attributes []Attr       // in the order of the entry
	At         value.Place  // where it is stated: the matched code, or the call that settles its parameters
	// Origin is where the matched code stands when the fact is placed at a call of the function around it, else nowhere.
	Origin value.Place
	// Head marks the fact at the matched code itself when calls of the function around it state facts too: it stands for
	// them all, and only a roll-up looks at it.
	Head bool
	// Check is the id of the check that states the fact in place; others do not see it.
	Check string
	// Match is the matched code, for functions about code.
	Match *value.Value
	// Made is the maker's own note of how the fact was made.
	Made any

	self *value.Value
}

// Self returns the fact as a value of the expression language, which asks it for its fields by name.
func (f *Fact) Self() *value.Value { return f.self }

type ref struct{ f *Fact }

// Select returns a field or an attribute of the fact.
func (r ref) Select(name string) (*value.Value, bool) {
	f := r.f
	switch name {
	case "key":
		return f.Key, true
	case "value":
		return f.Value, true
	case "role":
		return value.NewString(f.Role), true
	case "kind":
		return value.NewString(f.Kind), true
	case "line":
		return value.NewNumber(float64(f.At.Line())), true
	}
	for _, a := range f.Attributes {
		if a.Name == name {
			return a.Value, true
		}
	}
	if f.At.File == nil {
		return value.NewNull(), true
	}
	switch name {
	case "repo":
		return value.NewString(f.At.File.Repo), true
	case "pkg":
		return value.NewString(f.At.File.Pkg), true
	case "path":
		return value.NewString(f.At.File.Path), true
	case "dir":
		return value.NewString(f.At.File.Dir()), true
	case "file":
		return value.NewString(f.At.File.Name()), true
	case "language":
		return value.NewString(f.At.File.Language), true
	}
	return value.NewNull(), true
}

// Of returns the fact behind a value, nil if there is none.
func Of(v *value.Value) *Fact {
	if r, ok := v.Ref.(ref); ok {
		return r.f
	}
	return nil
}

// Store is a set of facts in the total order of place, kind, role and key.
type Store struct {
	all    []*Fact
	byKind map[string][]*Fact
}

// NewStore sorts facts, drops those that say the same at the same place, and makes them available.
func NewStore(fs []*Fact) *Store {
	sort.SliceStable(fs, func(i, j int) bool { return less(fs[i], fs[j]) })
	s := &Store{byKind: map[string][]*Fact{}}
	for _, f := range fs {
		if s.repeats(f) {
			continue
		}
		if f.self == nil { // a fact may be in several stores, one after the other
			f.self = &value.Value{Kind: value.Opaque, At: f.At, Ref: ref{f}}
		}
		s.all = append(s.all, f)
		s.byKind[f.Kind] = append(s.byKind[f.Kind], f)
	}
	return s
}

func less(a, b *Fact) bool {
	switch {
	case a.At != b.At:
		return a.At.Less(b.At)
	case a.Kind != b.Kind:
		return a.Kind < b.Kind
	case a.Role != b.Role:
		return a.Role < b.Role
	case a.Check != b.Check:
		return a.Check < b.Check
	}
	return a.Key.Str < b.Key.Str
}

// maxBack bounds how many facts before one are looked at for one that says the same.
const maxBack = 32

// repeats reports whether one of the last facts says the same as f, of the same place or of code around it: an object in a
// list, and the copy of it that the code makes.
func (s *Store) repeats(f *Fact) bool {
	for i := len(s.all) - 1; i >= max(0, len(s.all)-maxBack) && s.all[i].At.File == f.At.File; i-- {
		g := s.all[i]
		if g.At.Start > f.At.Start || g.At.End < f.At.End {
			continue
		}
		if g.Kind == f.Kind && g.Role == f.Role && g.Check == f.Check && same(g.Key, f.Key) && same(g.Value, f.Value) && sameObjects(g, f) && !apart(g, f) {
			return true
		}
	}
	return false
}

// sameObjects reports whether two facts name the same objects in their attributes.
func sameObjects(f, g *Fact) bool {
	for i, a := range f.Attributes {
		if i < len(g.Attributes) && a.Value.Kind == value.Opaque && g.Attributes[i].Value.Kind == value.Opaque && !same(a.Value, g.Attributes[i].Value) {
			return false
		}
	}
	return true
}

// apart reports whether two facts that a call settles are of different code inside the function that is called, and say something else:
// a place as key then names the call, not what is stated.
func apart(f, g *Fact) bool {
	if f.Key.Kind != value.Opaque || f.Origin == g.Origin || f.At != g.At {
		return false
	}
	for i, a := range f.Attributes {
		if i < len(g.Attributes) && !same(a.Value, g.Attributes[i].Value) {
			return true
		}
	}
	return false
}

func same(a, b *value.Value) bool {
	return value.Same(a, b) || a.Kind == value.Opaque && b.Kind == value.Opaque && a.At == b.At
}

// All returns all facts in order. The slice is not to be changed.
func (s *Store) All() []*Fact { return s.all }

// Select returns the facts of a kind in one of the roles (none: any), in order, as check sees them.
func (s *Store) Select(kind string, roles []string, check string) []*Fact {
	var out []*Fact
	for _, f := range s.byKind[kind] {
		if (f.Check == "" || f.Check == check) && hasRole(roles, f.Role) {
			out = append(out, f)
		}
	}
	return out
}

func hasRole(roles []string, role string) bool {
	for _, r := range roles {
		if r == role {
			return true
		}
	}
	return len(roles) == 0
}
