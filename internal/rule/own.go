package rule

import "slices"

// Own is a rule of the program itself. What it judges is not code that patterns find, so that no file states it; the configuration
// speaks of it as of any other.
type Own struct {
	ID, Category, Severity, Priority string
	Message, Why, Bad, Good          string
}

// tunedOwn returns the program's own rules as the configuration wants them.
func (l *loader) tunedOwn() []Own {
	var out []Own
	for _, o := range l.own {
		if l.tuned.disabled[o.ID] {
			continue
		}
		if s := l.tuned.severity[o.ID]; s != "" {
			o.Severity = s
		}
		out = append(out, o)
	}
	return out
}

// ownID reports an id that the program itself uses.
func (l *loader) ownID(n *node, r *reporter) {
	id := n.get("id")
	if slices.ContainsFunc(l.own, func(o Own) bool { return o.ID == id.str() }) {
		r.at(id, "give it another id", "id `%s` is that of a rule of the program itself", id.text)
	}
}

// OwnRule returns the program's own rule of an id; ok is false where it is disabled.
func (s *Set) OwnRule(id string) (o Own, ok bool) {
	i := slices.IndexFunc(s.Own, func(o Own) bool { return o.ID == id })
	if i < 0 {
		return Own{}, false
	}
	return s.Own[i], true
}

// Nearest returns the id of a check or rule that was probably meant by a word, or nothing.
func (s *Set) Nearest(word string) string { return nearest(word, s.IDs) }
