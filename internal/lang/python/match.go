package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// caseClause writes the names that the patterns of the case capture: with something of the subject, which is all that
// is said.
func (lw *lowering) caseClause(n syntax.Node) {
	subject := subjectOf(n.Parent().Parent())
	for p := range n.NamedChildren() {
		if !p.Is("case_pattern") {
			continue
		}
		for c := range p.All() {
			if kindOf(c) != kIdentifier || !captures(c) {
				continue
			}
			e := walk.Effect(lang.Write, c)
			e.Source, e.Value = lang.Opaque, subject.ID()
			lw.assign(c, e, 0)
		}
	}
}

// subjectOf returns what the match statement looks at, or none for `match a, b`, whose tuple is no node.
func subjectOf(n syntax.Node) (subject syntax.Node) {
	for c := range n.NamedChildren() {
		if c.Field() != fSubject {
			continue
		}
		if !subject.IsNone() {
			return syntax.Node{}
		}
		subject = c
	}
	return subject
}

// captures reports whether the identifier of a pattern is written by it: a name that stands alone, not that of a class,
// a keyword, or a part of a dotted constant.
func captures(n syntax.Node) bool {
	p := n.Parent()
	switch p.Type() {
	case "splat_pattern", "as_pattern":
		return true
	case "dotted_name":
		return !p.HasToken(".") && p.Field() != fKey && !p.Parent().Is("class_pattern")
	}
	return false
}

// irrefutable reports whether a case takes whatever comes: `case _` or `case name`, without a guard.
func irrefutable(n syntax.Node) bool {
	if kindOf(n) != kCaseClause || !n.Child(fGuard).IsNone() {
		return false
	}
	p := only(n)
	if p.Text() == "_" {
		return p.ID() == lastPattern(n)
	}
	name := only(p)
	return name.Is("dotted_name") && !name.HasToken(".") && p.ID() == lastPattern(n)
}

// lastPattern returns the id of the last pattern of a case: `case a, b` has two.
func lastPattern(n syntax.Node) (id syntax.NodeID) {
	id = syntax.None
	for c := range n.NamedChildren() {
		if c.Is("case_pattern") {
			id = c.ID()
		}
	}
	return id
}
