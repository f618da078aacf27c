package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Errors writes what went wrong in a run, one line each. What is frequent and no failure, parse errors and rules that
// ask for more than is offered, takes one line for each kind unless all is set.
func Errors(w io.Writer, errs []diag.RunError, all bool, s terminal.Style) error {
	p := newPrinter(w, s)
	for _, kind := range []diag.ErrorKind{diag.ParseError, diag.UnsupportedError} {
		if !all {
			errs = p.summarize(errs, kind)
		}
	}
	for _, e := range errs {
		p.Printf("%s\n", p.runError(e))
	}
	return p.Done()
}

// summarize writes one line for the errors of a kind and returns the others. A single error is left to stand for itself.
func (p *printer) summarize(errs []diag.RunError, kind diag.ErrorKind) (others []diag.RunError) {
	var these []diag.RunError
	for _, e := range errs {
		if e.Kind == kind {
			these = append(these, e)
		} else {
			others = append(others, e)
		}
	}
	if len(these) < 2 {
		return errs
	}
	what := "places could not be parsed; the rest of their files was read"
	if kind == diag.UnsupportedError {
		what = "rules ask for what is not supported"
	}
	first := these[0]
	p.Printf("%s: %d %s, such as %s (--strict lists all)\n", p.Style.Paint(terminal.Yellow, string(kind)), len(these), what,
		strings.TrimPrefix(p.where(first)+": "+terminal.Visible(first.Message), ": "))
	return others
}

// runError is file:line:column, kind and message.
func (p *printer) runError(e diag.RunError) string {
	message := terminal.Lines(e.Message)
	text := p.Style.Paint(terminal.Magenta, cmp.Or(string(e.Kind), "error")) + ": " + strings.Join(message, "\n  ")
	if at := p.where(e); at != "" {
		return p.Style.Paint(terminal.Bold, at) + ": " + text
	}
	return text
}

func (p *printer) where(e diag.RunError) string {
	at := terminal.Visible(e.Path)
	switch {
	case at == "" || e.Line == 0:
		return at
	case e.Column == 0:
		return fmt.Sprintf("%s:%d", at, e.Line)
	}
	return fmt.Sprintf("%s:%d:%d", at, e.Line, e.Column)
}
