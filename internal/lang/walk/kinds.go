package walk

import "github.com/bytelyst/connaudit/internal/syntax"

// Kinds maps a node's Kind to the number that a language gives it; Kinds beyond its end mean nothing to the language.
type Kinds[K ~uint8] []K

// NewKinds makes the table from the grammar's names of the kinds. A kind without a name is no node's.
func NewKinds[K ~uint8](names []string) Kinds[K] {
	var k Kinds[K]
	for i, name := range names {
		if name == "" {
			continue
		}
		s := int(syntax.Named(name))
		if s >= len(k) {
			k = append(k, make([]K, s+1-len(k))...)
		}
		k[s] = K(i)
	}
	return k
}

// Of returns the kind of n, 0 for all that have no other.
func (k Kinds[K]) Of(n syntax.Node) K {
	if s := int(n.Kind()); s < len(k) {
		return k[s]
	}
	return 0
}
