package main

import (
	"os"

	"github.com/bytelyst/connaudit/internal/source"
)

// fileSource reads the code of findings from disk. Findings come file by file, so that remembering the last one is enough.
type fileSource struct {
	name string
	file *source.File // nil: cannot be read
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
		s.name, s.file = name, read(name)
	}
	return s.file
}

// read returns nil for a file that is gone since: a frame is an extra.
func read(name string) *source.File {
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	text, err := source.Read(name, f)
	if closing := f.Close(); err != nil || closing != nil {
		return nil
	}
	return text
}
