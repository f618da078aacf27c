package rule

import "slices"

// overlay lays the keys of over upon those of base: a case upon its entry, a check upon the one it extends. The result
// stands where over stands, and every value where it was written. A null removes its key; drop names keys of base that
// are not handed down.
func overlay(base, over *node, drop ...string) *node {
	out := &node{file: over.file, start: over.start, shape: mappingShape}
	for i, k := range over.keys {
		if !over.items[i].isNull() {
			out.keys, out.items = append(out.keys, k), append(out.items, over.items[i])
		}
	}
	for i, k := range base.keys {
		if over.key(k.text) == nil && !slices.Contains(drop, k.text) {
			out.keys, out.items = append(out.keys, k), append(out.items, base.items[i])
		}
	}
	return out
}

// with returns n with the value of one key replaced or added.
func (n *node) with(k *node, v *node) *node {
	return overlay(n, &node{file: n.file, start: n.start, shape: mappingShape, keys: []*node{k}, items: []*node{v}})
}

// without returns n without a key.
func (n *node) without(key string) *node {
	if n.shape != mappingShape {
		return n
	}
	return overlay(n, &node{file: n.file, start: n.start, shape: mappingShape}, key)
}

// casesOf returns the cases of an entry, each laid over it, or the entry alone.
func casesOf(n *node) []*node {
	c := n.get("cases")
	if c == nil || c.shape != listShape {
		return []*node{n}
	}
	var out []*node
	for _, i := range c.items {
		if i.shape == mappingShape {
			out = append(out, overlay(n, i, "cases"))
		}
	}
	return out
}
