package lsp

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// faults are what is wrong with rules and configuration, where it stands in them, and with other files that say how code is read.
type faults struct {
	broken bool // the results are not whole: those before stay
	list   []fault
	loose  []string // that stand in no file
	byFile map[string][]protocol.Diagnostic
}

// fault is one of them.
type fault struct {
	abs      string
	at       diag.Location
	message  string
	severity int
}

// errCrashed says that an audit did not come to its end. The log has the details.
var errCrashed = errors.New("the audit failed; the log says more")

// faultsOf gathers what is wrong from the error of an audit, or from its result.
func faultsOf(w *session, got *Audited, err error) *faults {
	f := &faults{}
	if err != nil {
		f.broken = true
		for _, e := range workspace.List(err) {
			text := e.Message
			if e.Hint != "" {
				text += "; " + e.Hint
			}
			f.add(w, e.File, e.Line, e.Column, text, protocol.SeverityError)
		}
		return f
	}
	for _, e := range got.Result.Errors {
		switch e.Kind {
		case diag.RuleError, diag.ConfigError:
			f.broken = true
			f.add(w, e.Path, e.Line, e.Column, e.Message, protocol.SeverityError)
		case diag.ResolveError, diag.UnsupportedError:
			f.add(w, e.Path, e.Line, e.Column, e.Message, protocol.SeverityWarning)
		case diag.ParseError: // the language's own server says so better
		default:
			f.loose = append(f.loose, strings.TrimPrefix(e.Path+": "+e.Message, ": "))
		}
	}
	return f
}

// add enters a fault. One that names no file is the configuration's, if there is one.
func (f *faults) add(w *session, file string, line, column int, message string, severity int) {
	abs := absOf(w.dir, file)
	if abs == "" {
		abs = w.place.Config
	}
	if abs == "" {
		f.loose = append(f.loose, message)
		return
	}
	at := diag.Position{Line: line, Column: max(column, 1)}
	f.list = append(f.list, fault{filepath.Clean(abs), diag.Location{Start: at}, message, severity})
}

// render makes diagnostics of faults: each marks the rest of its line.
func (f *faults) render(t *texts) {
	f.byFile = map[string][]protocol.Diagnostic{}
	for _, x := range f.list {
		r := t.rangeOf(x.abs, x.at)
		if m := t.of(x.abs); m != nil {
			r.End = m.text.Position(m.text.Offset(protocol.Position{Line: r.Start.Line, Character: lineEnd}))
		}
		f.byFile[x.abs] = append(f.byFile[x.abs], protocol.Diagnostic{Range: r, Severity: x.severity, Source: origin, Message: x.message})
	}
}

// lineEnd is behind the end of any line.
const lineEnd = 1 << 30

// files are the files with faults, sorted.
func (f *faults) files() []string {
	var out []string
	for abs := range f.byFile {
		out = append(out, abs)
	}
	slices.Sort(out)
	return out
}

// isConfig reports whether a file makes a folder a workspace.
func isConfig(abs string) bool { return filepath.Base(abs) == workspace.ConfigName }
