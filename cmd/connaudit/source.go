package main

import (
	"io"
	"os"
	"path/filepath"

	"github.com/bytelyst/connaudit/internal/source"
)

// fileSource reads the code of findings, from disk or as the audit saw it. Findings come file by file, so that remembering the last
// one is enough.
type fileSource struct {
	name string
	file *source.File                             // nil: cannot be read
	open func(name string) (io.ReadCloser, error) // nil: from disk
}

// Line implements report.Source.
func (s *fileSource) Line(name string, line int) (text string, ok bool) {
	f := s.File(name)
	if f == nil || line > f.Lines().Count() {
		return "", false
	}
	return f.Lines().LineText(line), true
}

// File implements report.Source.
func (s *fileSource) File(name string) *source.File {
	if name != s.name {
		s.name, s.file = name, s.read(name)
	}
	return s.file
}

// read returns nil for a file that is gone since: a frame is an extra.
func (s *fileSource) read(name string) *source.File {
	open := s.open
	if open == nil {
		open = func(name string) (io.ReadCloser, error) { return os.Open(name) }
	}
	f, err := open(name)
	if err != nil {
		return nil
	}
	text, err := source.Read(name, f)
	if closing := f.Close(); err != nil || closing != nil {
		return nil
	}
	return text
}

// fromHere names a file as it can be opened from the working directory, if it lies in it.
func fromHere(abs string) string {
	dir, err := os.Getwd()
	if err != nil {
		return abs
	}
	if rel, err := filepath.Rel(dir, abs); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return abs
}
