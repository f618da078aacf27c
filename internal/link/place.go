package link

import (
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// SameFunction reports whether two places lie in the same function of the same file. The body of a module is one.
func (l *Linker) SameFunction(a, b value.Place) bool {
	if a.File != b.File {
		return false
	}
	f := l.prog.FileOf(a.File)
	if f == nil || f.Unit() == nil {
		return false
	}
	m := f.Unit().Module
	at := func(p value.Place) syntax.Node { return m.Tree.At(syntax.Span{Start: p.Start, End: p.End}) }
	return m.FuncAt(at(a)) == m.FuncAt(at(b))
}

// Statement returns the code of the statement around a place, for fingerprints.
func (l *Linker) Statement(p value.Place) string {
	f := l.prog.FileOf(p.File)
	if f == nil {
		return ""
	}
	if u := f.Unit(); u != nil {
		n := u.Module.Tree.At(syntax.Span{Start: p.Start, End: p.End})
		for !n.IsNone() && !isStatement(n) {
			n = n.Parent()
		}
		if !n.IsNone() {
			return n.Text()
		}
	}
	if t := f.Text(); t != nil && p.End <= len(t.Text) {
		return string(t.Text[p.Start:p.End])
	}
	return ""
}

func isStatement(n syntax.Node) bool {
	switch n.Parent().Type() {
	case "program", "module", "statement_block", "block", "class_body", "switch_case", "export_statement":
		return n.Named()
	}
	return false
}
