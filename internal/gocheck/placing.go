package gocheck

import (
	"path/filepath"

	"github.com/bytelyst/connaudit/analyzers/model"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// placing names the places of passes as the workspace does. It belongs to one goroutine.
type placing struct {
	fileOf func(abs string) *value.File
	known  map[string]*value.File
}

func newPlacing(fileOf func(abs string) *value.File) *placing {
	return &placing{fileOf: fileOf, known: map[string]*value.File{}}
}

// file returns the file of the workspace with the name that the go command gives it; nil for one that is not read.
func (p *placing) file(name string) *value.File {
	if f, ok := p.known[name]; ok {
		return f
	}
	f := p.fileOf(name)
	if f == nil {
		if target, err := filepath.EvalSymlinks(name); err == nil && target != name {
			f = p.fileOf(target)
		}
	}
	p.known[name] = f
	return f
}

// placed returns the facts of a result that are about files of the workspace.
func (p *placing) placed(r *model.Result) (out []*facts.Fact) {
	kept := &model.Result{}
	for _, f := range r.Facts {
		if f.At.File != nil && p.file(f.At.File.Path) != nil {
			kept.Facts = append(kept.Facts, f)
		}
	}
	return kept.Moved(model.Placing{File: p.mentioned, Value: expr.NewPlace})
}

// mentioned returns the file of the workspace, or the file as the pass names it where it is not read: a value may come from a
// library's source.
func (p *placing) mentioned(f *value.File) *value.File {
	if own := p.file(f.Path); own != nil {
		return own
	}
	return f
}
