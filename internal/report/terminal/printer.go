// Package terminal writes text for terminals: in columns, which are measured as a terminal shows them, and in colours where it
// has some. Text that comes from files, rules and file systems may hold control characters, wide and combining characters, tabs
// and invalid bytes; it goes through Visible before it is written.
package terminal

import (
	"bufio"
	"fmt"
	"io"
)

// Printer writes text and keeps the first error, which Done returns.
type Printer struct {
	*bufio.Writer
	Style Style
}

// NewPrinter returns a printer on w.
func NewPrinter(w io.Writer, s Style) *Printer { return &Printer{bufio.NewWriter(w), s} }

// Printf writes what fmt.Fprintf does.
func (p *Printer) Printf(format string, args ...any) {
	// A bufio.Writer keeps its error until Flush.
	_, _ = fmt.Fprintf(p.Writer, format, args...)
}

// Done writes what is still kept back.
func (p *Printer) Done() error { return p.Flush() }
