package source

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// File is the text of one file. It never changes and may be read by any number of goroutines.
type File struct {
	Name string // as the caller names it; not interpreted
	Text []byte // UTF-8 (but see InvalidUTF8) without byte order mark
	Info Info

	once  sync.Once
	lines *Lines
}

// Position is a place in a file as output gives it.
type Position struct {
	Line   int // from 1
	Column int // bytes of UTF-8 in the line, from 1; a byte order mark has no column
	Offset int // file offset: bytes of the file from 0, a byte order mark included; see Info.FileOffset for UTF-16
}

// New decodes the contents of a file. It keeps raw, which must not change afterwards. The error is an *Error.
func New(name string, raw []byte) (*File, error) {
	text, info, err := Decode(raw)
	if err != nil {
		return nil, err
	}
	return &File{Name: name, Text: text, Info: info}, nil
}

// Read reads r to its end and decodes it. It stops where the file turns out to be TooLarge, so that neither a huge file
// nor an endless one fills the memory. The error is an *Error or one of r's, wrapped.
func Read(name string, r io.Reader) (*File, error) {
	// Room for all of it at once: what a growing buffer leaves behind would be most of what a run has to collect.
	raw := bytes.NewBuffer(make([]byte, 0, expected(r)+bytes.MinRead))
	if _, err := raw.ReadFrom(io.LimitReader(r, MaxBytes+1)); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return New(name, raw.Bytes())
}

// expected returns how many bytes r may have, as its file says; it need not be true.
func expected(r io.Reader) int {
	f, ok := r.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return 0
	}
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return int(min(max(info.Size(), 0), MaxBytes+1))
}

// Lines returns the index of the file's lines, made when first asked for: most files have nothing to report.
func (f *File) Lines() *Lines {
	f.once.Do(func() { f.lines = NewLines(f.Text) })
	return f.lines
}

// OffsetToPosition returns the place of a text offset in bytes from 0; one outside the text is moved to its nearest end.
func (f *File) OffsetToPosition(offset int) Position {
	l := f.Lines()
	line, column := l.OffsetToByteColumn(offset)
	return Position{Line: line, Column: column, Offset: f.Info.FileOffset(l.clamp(offset))}
}
