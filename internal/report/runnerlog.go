package report

import (
	"bytes"
	"io"
	"strings"
	"unicode"
)

// RunnerLog writes lines to a log in which GitHub's runner looks for commands, so that it finds none: text of findings comes
// from source code and names of files, which must not be able to give orders. It keeps the last line until it ends.
type RunnerLog struct {
	w    io.Writer
	rest []byte // of a line that has no end yet
}

// NewRunnerLog returns a log that writes to w.
func NewRunnerLog(w io.Writer) *RunnerLog { return &RunnerLog{w: w} }

// Write implements io.Writer.
func (l *RunnerLog) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	end := bytes.LastIndexByte(l.rest, '\n') + 1
	var b strings.Builder
	for line := range bytes.Lines(l.rest[:end]) {
		b.WriteString(noCommand(string(line)))
	}
	l.rest = append(l.rest[:0], l.rest[end:]...)
	if _, err := io.WriteString(l.w, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush writes a last line that has no end.
func (l *RunnerLog) Flush() error {
	_, err := io.WriteString(l.w, noCommand(string(l.rest)))
	l.rest = nil
	return err
}

// noCommand takes from a line what the runner reads as a command: "::" at the start, and "##[" anywhere. It passes over what
// the runner takes for space and what a comparison of texts by a language's rules may take for nothing.
func noCommand(line string) string {
	line = strings.ReplaceAll(line, "##[", "## [")
	start := strings.TrimLeftFunc(line, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Me)
	})
	if !strings.HasPrefix(start, ":") {
		return line
	}
	return line[:len(line)-len(start)] + "\\" + start
}
