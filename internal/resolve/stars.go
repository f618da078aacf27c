package resolve

import "github.com/bytelyst/connaudit/internal/lang"

// starKey asks where the name that a module offers comes from.
type starKey struct {
	unit *Unit
	name string
}

// starTarget is the module behind stars that has a name, else why none is known to have it.
type starTarget struct {
	unit   *Unit
	reason string
}

// starSource finds the module that gives t the name through `export * from` or `from m import *`. Each module is looked
// into once, however many ways lead there.
func (s *Session) starSource(t *Unit, name string) starTarget {
	k := starKey{t, name}
	if got, ok := s.stars[k]; ok {
		return got
	}
	got := starTarget{reason: "it is not seen there"}
	s.searchStars(t, name, map[*Unit]bool{t: true}, &got)
	put(&s.stars, k, got)
	return got
}

func (s *Session) searchStars(t *Unit, name string, seen map[*Unit]bool, got *starTarget) {
	for _, spec := range starsOf(t, name) {
		next := s.prog.Import(t, spec)
		switch {
		case next.External:
			got.reason = "it may come from " + next.Name
		case next.Unit == nil:
			got.reason = "module " + spec + " does not resolve: " + next.Reason
		case seen[next.Unit]:
		case offers(next.Unit, name):
			got.unit = next.Unit
		default:
			seen[next.Unit] = true
			s.searchStars(next.Unit, name, seen, got)
		}
		if got.unit != nil {
			return
		}
	}
}

// starsOf returns the modules from which t takes all names. A default export does not pass through stars.
func starsOf(t *Unit, name string) []string {
	var specs []string
	for i := range t.Module().Imports {
		if t.Module().Imports[i].Star {
			specs = append(specs, t.Module().Imports[i].Module)
		}
	}
	for i := range t.Module().Exports {
		if t.Module().Exports[i].Name == "*" && name != "default" {
			specs = append(specs, t.Module().Exports[i].From)
		}
	}
	return specs
}

// offers reports whether a module itself has the name for others.
func offers(t *Unit, name string) bool {
	if isPython(t) {
		b, ok := t.Module().Scopes[0].Names[name]
		return ok && b != lang.NoBinding
	}
	if _, ok := t.Module().Export(name); ok {
		return true
	}
	_, ok := t.Module().Export("=")
	return ok
}
