package report

import (
	"encoding/xml"
	"io"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Checkstyle writes the XML of the Java linter of that name, which many tools read. Columns count UTF-16 code units from 1,
// as its own do but for tabs.
func Checkstyle(w io.Writer, r *diag.Result, o Options) error {
	t := newBelongings(r, o)
	out := checkstyleReport{Version: "4.3"} // of the format, not of a program
	for _, f := range r.Shown(o.All) {
		name := terminal.Visible(checkstyleName(f.Location))
		if n := len(out.Files); n == 0 || out.Files[n-1].Name != name {
			out.Files = append(out.Files, checkstyleFile{Name: name})
		}
		file := &out.Files[len(out.Files)-1]
		file.Errors = append(file.Errors, newCheckstyleError(&f, t, o))
	}
	return writeXML(w, out)
}

type checkstyleReport struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

func newCheckstyleError(f *diag.Finding, t *text, o Options) checkstyleError {
	out := checkstyleError{Line: max(1, f.Start.Line), Severity: f.Severity.String(), Source: terminal.Visible("connaudit." + f.RuleID),
		Message: strings.Join(append(message(f), t.belonging(f)...), "\n")}
	if f.Severity == 0 {
		out.Severity = diag.Info.String()
	}
	if s, ok := o.span16(f.Location); ok {
		out.Column = s.startColumn
	}
	return out
}

// checkstyleName is the file as it can be opened, or its repository and path.
func checkstyleName(l diag.Location) string {
	if l.File == "" {
		return strings.Trim(l.Repo+"/"+l.Path, "/")
	}
	return filepath.ToSlash(l.File)
}

// writeXML writes a document. Everything in it must be visible text: XML has no way to write control characters.
func writeXML(w io.Writer, document any) error {
	p := newPrinter(w, terminal.Style{})
	p.Printf("%s", xml.Header)
	e := xml.NewEncoder(p)
	e.Indent("", "  ")
	if err := e.Encode(document); err != nil {
		return err
	}
	p.Printf("\n")
	return p.Done()
}
