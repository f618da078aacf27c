package program

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Alone returns a file of no program with contents; the name tells its language. It is nil for contents that cannot be read.
func Alone(name string, contents []byte) *File {
	text, err := source.New(name, contents)
	if err != nil {
		return nil
	}
	f := &File{Source: &workspace.File{Path: name, Explicit: true}, Value: &value.File{Path: name}, text: text}
	for _, l := range Languages() {
		if f.Language == nil && slices.Contains(l.Extensions, f.Source.Ext()) {
			f.Language = l
		}
	}
	return f
}

// SyntaxErrors counts the ranges of a file's contents that the grammar of its language does not understand; the name tells the
// language. ok is false for what is not code, or cannot be read.
func SyntaxErrors(name string, contents []byte) (n int, ok bool) {
	f := Alone(name, contents)
	if f == nil || !f.IsCode() || f.Unit() == nil {
		return 0, false
	}
	return len(f.unit.Module().Tree.Errors), true
}
