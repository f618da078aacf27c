package engine

import (
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// origin returns where the text is written that a name stands for: the name is at an offset, in bytes of the text, of the file with the
// absolute path, and the text may be in another repository. It is nowhere for a name of anything else.
func (a *audit) origin(abs string, offset int) diag.Location {
	wf := a.ws.FileAt(abs)
	if wf == nil {
		return diag.Location{}
	}
	f := a.prog.FileFrom(wf)
	if f == nil || !f.IsCode() || f.Unit() == nil {
		return diag.Location{}
	}
	u := f.Unit()
	n := u.Module().Tree.At(syntax.Span{Start: offset, End: offset + 1})
	if !isName(n) && offset > 0 {
		n = u.Module().Tree.At(syntax.Span{Start: offset - 1, End: offset}) // the offset is behind the name
	}
	if !isName(n) {
		return diag.Location{}
	}
	if isMember(n) {
		n = n.Parent()
	}
	v := a.linker.Session().Eval(u, n, nil)
	if v.Kind != value.String || v.At.IsNone() || v.At == (value.Place{File: f.Value, Start: n.Start(), End: n.End()}) {
		return diag.Location{}
	}
	return a.location(v.At)
}

// isName reports whether a node is the name of something, or of a member of it.
func isName(n syntax.Node) bool {
	switch n.Type() {
	case "identifier", "property_identifier", "field_identifier", "shorthand_property_identifier":
		return true
	}
	return false
}

// isMember reports whether a node names a member of what stands before it.
func isMember(n syntax.Node) bool {
	switch p := n.Parent(); p.Type() {
	case "member_expression", "attribute", "selector_expression":
		return p.NamedFirst() != n
	}
	return false
}
