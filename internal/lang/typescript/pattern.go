package typescript

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// target is one place that a pattern writes: a name, or a member in a destructuring assignment.
type target struct {
	node   syntax.Node
	steps  []lang.Step
	opaque bool // the steps hold a computed key
}

// binds reports whether the target is a name.
func (t target) binds() bool {
	switch t.node.Type() {
	case "identifier", "shorthand_property_identifier_pattern", "undefined":
		return true
	}
	return false
}

// patternDepth bounds the nesting of patterns; names in deeper ones stay undeclared.
const patternDepth = 1000

// targets calls f for every place that the pattern n writes, in the order of the text.
func (l *lowerer) targets(n syntax.Node, f func(target)) {
	w := patternWalk{l: l, emit: f}
	w.walk(target{node: n}, 0)
}

type patternWalk struct {
	l    *lowerer
	emit func(target)
}

func (w *patternWalk) walk(t target, depth int) {
	if depth > patternDepth || t.node.IsNone() {
		return
	}
	switch t.node.Type() {
	case "object_pattern":
		w.object(t, depth)
	case "array_pattern":
		w.array(t, depth)
	case "assignment_pattern", "object_assignment_pattern":
		w.walk(t.withDefault(t.node.ByField("left"), t.node.ByField("right")), depth+1)
	case "rest_pattern":
		t.node = t.node.NamedFirst()
		w.walk(t, depth+1)
	default:
		t.node = uncast(t.node)
		w.emit(t)
	}
}

// withDefault returns t for the node left, with def as the default of its last step. A default without a step is a
// parameter's, which is kept there.
func (t target) withDefault(left, def syntax.Node) target {
	t.node = left
	if n := len(t.steps); n > 0 {
		t.steps = append([]lang.Step{}, t.steps...)
		t.steps[n-1].Default = def.ID()
	}
	return t
}

func (t target) step(n syntax.Node, s lang.Step) target {
	t.node, t.steps = n, append(t.steps[:len(t.steps):len(t.steps)], s)
	return t
}

func (w *patternWalk) object(t target, depth int) {
	seen := []string{} // not nil: that tells the rest of an object from that of a list
	computed := false
	for c := range t.node.NamedChildren() {
		key, value := c, c
		switch c.Type() {
		case "pair_pattern":
			key, value = c.ByField("key"), c.ByField("value")
		case "object_assignment_pattern", "assignment_pattern":
			key = c.ByField("left")
		case "rest_pattern":
			rest := t.step(c, lang.Step{Rest: true, Default: syntax.None, Seen: seen[:len(seen):len(seen)]})
			rest.opaque = t.opaque || computed
			w.walk(rest, depth+1)
			continue
		}
		name, ok := w.l.keyName(key)
		if !ok {
			computed = true
			w.walk(target{node: value, opaque: true}, depth+1)
			continue
		}
		seen = append(seen, name)
		w.walk(t.step(value, lang.Step{Key: name, Default: syntax.None}), depth+1)
	}
}

// array counts commas, because holes take an index too.
func (w *patternWalk) array(t target, depth int) {
	index := 0
	for c := range t.node.Children() {
		switch {
		case c.Extra():
		case c.Type() == "," && !c.Named():
			index++
		case c.Named():
			w.walk(t.step(c, lang.Step{Index: index, Rest: c.Is("rest_pattern"), Default: syntax.None}), depth+1)
		}
	}
}

// keyName returns the name of a property key, if it is not computed.
func (l *lowerer) keyName(n syntax.Node) (string, bool) {
	switch n.Type() {
	case "property_identifier", "identifier", "shorthand_property_identifier_pattern", "shorthand_property_identifier",
		"private_property_identifier":
		return l.intern(n), true
	}
	return literalKey(n)
}

// uncast strips what leaves the value alone: parentheses and casts.
func uncast(n syntax.Node) syntax.Node {
	for {
		var inner syntax.Node
		switch n.Type() {
		case "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
			"instantiation_expression":
			inner = n.NamedFirst()
		case "type_assertion":
			inner = asserted(n)
		}
		if inner.IsNone() {
			return n
		}
		n = inner
	}
}

// asserted returns the x of <T>x.
func asserted(n syntax.Node) (x syntax.Node) {
	for c := range n.NamedChildren() {
		x = c
	}
	return x
}
