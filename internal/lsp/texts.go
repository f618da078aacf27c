package lsp

import (
	"maps"
	"os"
	"path/filepath"
	"sync"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/source"
)

// texts are the texts that an audit saw, between the engine's positions and the protocol's. Files that are not open are read when they
// are first asked for, unless the audit before knew them and they are as they were. It is safe for concurrent use.
type texts struct {
	encoding protocol.Encoding
	docs     map[string]*document

	mu     sync.Mutex
	read   map[string]*mapped
	before map[string]*mapped
}

// mapped is a text with both ways to count in it; nil where the file cannot be read.
type mapped struct {
	text  *protocol.Text
	lines *source.Lines
	bom   int           // bytes of a mark at the start, which the engine does not count
	stamp *source.Stamp // of the file; nil for a document
}

// newTexts returns the texts of an audit; last are those of the one before, nil for none.
func newTexts(e protocol.Encoding, docs map[string]*document, last *texts) *texts {
	t := &texts{encoding: e, docs: docs, read: map[string]*mapped{}}
	if last != nil {
		last.mu.Lock()
		defer last.mu.Unlock()
		t.before = maps.Clone(last.read)
	}
	return t
}

func (t *texts) of(abs string) *mapped {
	t.mu.Lock()
	defer t.mu.Unlock()
	m, known := t.read[abs]
	if !known {
		m = t.load(abs)
		t.read[abs] = m
	}
	return m
}

func (t *texts) load(abs string) *mapped {
	if doc := t.docs[abs]; doc != nil {
		if m := t.before[abs]; m != nil && m.text == doc.text {
			return m
		}
		return mappedText(doc.text)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return nil
	}
	stamp := source.StampOf(info)
	if m := t.before[abs]; m != nil && m.stamp != nil && *m.stamp == stamp {
		return m
	}
	file, err := os.Open(abs)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	decoded, err := source.Read(abs, file)
	if err != nil {
		return nil
	}
	return &mapped{text: protocol.NewText(decoded.Text, t.encoding), lines: source.NewLines(decoded.Text), stamp: &stamp}
}

const mark = "\ufeff"

// mappedText is the text of an open document.
func mappedText(text *protocol.Text) *mapped {
	m := &mapped{text: text}
	if len(text.Bytes) >= len(mark) && string(text.Bytes[:len(mark)]) == mark {
		m.bom = len(mark)
	}
	m.lines = source.NewLines(text.Bytes[m.bom:])
	return m
}

// offset is that of a line and a column of the engine, in the text's bytes.
func (m *mapped) offset(p diag.Position) int {
	return m.lines.ByteColumnToOffset(p.Line, p.Column) + m.bom
}

// rangeOf restates the span of a location in the file at an absolute path.
func (t *texts) rangeOf(abs string, l diag.Location) protocol.Range {
	end := l.End
	if end.Line == 0 {
		end = l.Start
	}
	m := t.of(abs)
	if l.Start.Line == 0 || m == nil {
		at := func(p diag.Position) protocol.Position {
			return protocol.Position{Line: max(p.Line-1, 0), Character: max(p.Column-1, 0)}
		}
		return protocol.Range{Start: at(l.Start), End: at(end)}
	}
	return m.text.Range(m.offset(l.Start), m.offset(end))
}

// absOf is the absolute path of a file as the engine names it from dir; empty for what is known from exported facts alone.
func absOf(dir, file string) string {
	if file == "" || filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(dir, filepath.FromSlash(file))
}
