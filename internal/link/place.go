package link

import (
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Language returns the name of the language in which the code of a file is written, that of the script in a file that holds one; empty
// for what is not code.
func (l *Linker) Language(v *value.File) string {
	if v.Language != "" {
		return v.Language
	}
	if f := l.prog.FileOf(v); f != nil && f.Unit() != nil {
		return f.Unit().Module().Language.Name
	}
	return ""
}

// SameFunction reports whether two places lie in the same function of the same file. The body of a module is one.
func (l *Linker) SameFunction(a, b value.Place) bool {
	if a.File != b.File {
		return false
	}
	f := l.prog.FileOf(a.File)
	if f == nil || f.Unit() == nil {
		return false
	}
	m := f.Unit().Module()
	at := func(p value.Place) syntax.Node { return m.Tree.At(syntax.Span{Start: p.Start, End: p.End}) }
	return m.FuncAt(at(a)) == m.FuncAt(at(b))
}
