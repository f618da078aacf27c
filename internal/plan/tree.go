package plan

import (
	"path"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/python"
	"github.com/bytelyst/connaudit/internal/lang/typescript"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// parsed is a file with its tree.
type parsed struct {
	repo, path string
	language   string
	text       *source.File
	tree       *syntax.Tree
}

func (p *parsed) line(n syntax.Node) int { return p.text.Lines().OffsetToLine(n.Start()) }

func (p *parsed) spot(n syntax.Node) Spot { return Spot{p.repo, p.path, p.line(n)} }

// languageOf returns the language of a file by its name, nil if it is none whose types are read.
func languageOf(name string) *lang.Language {
	ext := strings.ToLower(path.Ext(name))
	for _, l := range []*lang.Language{typescript.TypeScript, typescript.JavaScript, python.Language} {
		if slices.Contains(l.Extensions, ext) {
			return l
		}
	}
	return nil
}

// tree parses a file of the workspace once, nil if it is no code or cannot be read.
func (m *maker) tree(repo, name string) *parsed {
	id := fileID(repo, name)
	if p, ok := m.trees[id]; ok {
		return p
	}
	m.trees[id] = nil
	l, text := languageOf(name), m.text(repo, name)
	if l == nil || text == nil {
		return nil
	}
	t, err := syntax.Parse(l.Grammar(strings.ToLower(path.Ext(name))), text.Text)
	if err != nil {
		return nil
	}
	m.trees[id] = &parsed{repo: repo, path: name, language: l.Name, text: text, tree: t}
	return m.trees[id]
}
