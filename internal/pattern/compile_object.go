package pattern

import "github.com/bytelyst/connaudit/internal/syntax"

var (
	kShorthands = kindsOf("shorthand_property_identifier", "shorthand_property_identifier_pattern")
	kSplats     = kindsOf("dictionary_splat")
	kPairs      = kindsOf("pair", "pair_pattern", "keyed_element")
	kComputed   = syntax.Named("computed_property_name")
	kDefaulted  = syntax.Named("object_assignment_pattern")
)

// object compiles object and dictionary literals and destructuring patterns: entries in any order, `...` for more.
func (c *compiler) object(n syntax.Node) *node {
	p := &node{op: opObject}
	switch {
	case kObjects.has(n.Kind()):
		p.kinds = kObjects
	case kObjectPats.has(n.Kind()):
		p.kinds = kObjectPats
	default:
		p.kinds = kDicts
	}
	for _, ch := range namedChildren(n) {
		p.kids = append(p.kids, c.objectEntry(ch))
	}
	return p
}

func (c *compiler) objectEntry(ch syntax.Node) *node {
	if kSplats.has(ch.Kind()) {
		if h := c.placeholder(firstNamed(ch)); h != nil && h.gap() {
			return h
		}
	}
	if !kShorthands.has(ch.Kind()) {
		return c.node(ch)
	}
	h := c.placeholder(ch)
	if h == nil {
		h = c.name(ch)
		h.src = ch
	}
	if h.gap() {
		return h
	}
	return &node{op: opShorthand, left: h, src: ch}
}

func (c *compiler) entry(n syntax.Node) *node {
	v := viewEntry(n)
	return &node{op: opEntry, left: c.key(v.key), right: c.node(v.value), kinds: kPairs}
}

// key compiles an entry's key. A name and a string with that content are the same key.
func (c *compiler) key(n syntax.Node) *node {
	if p := c.placeholder(n); p != nil {
		return p
	}
	if n.Kind() == kComputed {
		return &node{op: opTree, kinds: kindSet{}.with(kComputed), kids: []*node{c.node(firstNamed(n))}, src: n}
	}
	return c.node(n)
}
