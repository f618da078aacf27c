package engine

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/suppress"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Acceptance is the edit by which a comment accepts a finding.
type Acceptance struct {
	Edit       edit.Edit // of the file's bytes
	Start, End int       // of the reason, in the bytes of Edit.Text
}

// Accept writes the comment that accepts a finding of a rule in a file with these contents, on a line of its own before the statement.
// The name tells the language. The error says why no comment would be about the finding.
func Accept(name string, contents []byte, at diag.Location, rule, reason string) (Acceptance, error) {
	f := program.Alone(name, contents)
	if f == nil || f.Text() == nil {
		return Acceptance{}, fmt.Errorf("%s cannot be read", name)
	}
	text, span := f.Text(), spanOf(f.Text(), at)
	before, after, ok := suppress.Signs(languageOf(f), name)
	if !ok || text.Info.Encoding != source.EncodingUTF8 {
		return Acceptance{}, fmt.Errorf("comments cannot be written in %s; accept it in connaudit.yaml, under ignore", name)
	}
	line := suppress.Line(treeOf(f), text, span)
	start, _ := text.Lines().LineToOffsets(line)
	code := text.Lines().LineText(line)
	marker := code[:len(code)-len(strings.TrimLeft(code, " \t"))] + before + suppress.Write(rule, reason)
	out := Acceptance{Edit: edit.Edit{Start: start, End: start, Text: marker + after + edit.EOL(text.Text)}}
	out.Start, out.End = len(marker)-len(reason), len(marker)
	if !holds(name, text, out.Edit, span, rule) {
		return Acceptance{}, errors.New("no comment before the statement would be about it; accept it in connaudit.yaml, under ignore")
	}
	out.Edit.Start += text.Info.BOM
	out.Edit.End += text.Info.BOM
	return out, nil
}

// spanOf is a place in a text, by its lines and columns.
func spanOf(text *source.File, at diag.Location) syntax.Span {
	l := text.Lines()
	return syntax.Span{Start: l.ByteColumnToOffset(at.Start.Line, at.Start.Column), End: l.ByteColumnToOffset(at.End.Line, at.End.Column)}
}

func treeOf(f *program.File) *syntax.Tree {
	if u := f.Unit(); f.IsCode() && u != nil {
		return u.Module().Tree
	}
	return nil
}

func languageOf(f *program.File) string {
	if tree := treeOf(f); tree != nil {
		return tree.Grammar.Name
	}
	return ""
}

// holds reports whether the marker that an edit writes is about a place, and breaks nothing.
func holds(name string, text *source.File, e edit.Edit, at syntax.Span, rule string) bool {
	changed, ok := edit.Apply(string(text.Text), []edit.Edit{e})
	f := program.Alone(name, []byte(changed))
	if !ok || f == nil || f.Text() == nil {
		return false
	}
	n := len(e.Text)
	moved := syntax.Span{Start: at.Start + n, End: at.End + n}
	if tree := treeOf(f); tree != nil {
		was, _ := program.SyntaxErrors(name, text.Text)
		said := suppress.InCode(tree, f.Text())
		return len(tree.Errors) <= was && said != nil && len(said.For(rule, moved, false)) > 0
	}
	said := suppress.InText(name, f.Text())
	return said != nil && len(said.For(rule, moved, false)) > 0
}
