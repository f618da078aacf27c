package report

import (
	"io"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
	"github.com/bytelyst/connaudit/internal/source"
)

// Options say how much of a result is written, and how. The zero Options write new findings without colour or code.
type Options struct {
	All         bool // known and suppressed findings too
	ShowOK      bool // sites that conform
	ShowUnknown bool // sites that cannot be judged, with the reason
	Stats       bool // what differs from run to run or by what was in a cache: time, files parsed
	Quiet       bool // text: findings and the sites asked for, no summary
	Style       terminal.Style
	Width       int    // text: columns of the terminal, to which frames keep; 0 where there is none
	Source      Source // what the files hold; nil: nothing is known of them
	Home        Home   // nil: files below the working directory belong to it
	// Changed reports whether a place lies on lines that the change under review touched; nil where there is no such change.
	Changed func(diag.Location) bool
}

// Source gives what files hold: for the code of frames, and for formats that count columns in other units than bytes.
type Source interface {
	// Line returns a line, from 1, of a file as Location.File names it, without its line end. ok is false where the file
	// cannot be read or has no such line.
	Line(file string, line int) (text string, ok bool)
	// File returns all of a file as Location.File names it; nil where it cannot be read.
	File(file string) *source.File
}

// Home knows the repository that an output is for, the one around the working directory. Hosts of code show findings in its
// files only, named by their path from its root.
type Home interface {
	// Path returns the path from the root, with slashes, of a file as Location.File names it. ok is false where the file
	// belongs to another repository.
	Path(file string) (path string, ok bool)
}

// Format writes a result completely. It returns what w returned when it failed.
type Format func(w io.Writer, r *diag.Result, o Options) error

// formats are all there are. A new one is a file and a line here.
var formats = map[string]Format{
	"checkstyle": Checkstyle,
	"github":     GitHub,
	"gitlab":     GitLab,
	"json":       JSON,
	"jsonl":      JSONL,
	"junit":      JUnit,
	"markdown":   Markdown,
	"rdjson":     RDJSON,
	"sarif":      SARIF,
	"text":       Text,
}

// Formats lists the names of the formats, sorted.
func Formats() []string { return sortedNames(formats) }

func sortedNames[F any](formats map[string]F) []string { return slices.Sorted(maps.Keys(formats)) }

// Lookup returns the format of that name.
func Lookup(name string) (f Format, ok bool) {
	f, ok = formats[name]
	return f, ok
}

// printer writes the parts of the text.
type printer struct{ *terminal.Printer }

func newPrinter(w io.Writer, s terminal.Style) *printer {
	return &printer{terminal.NewPrinter(w, s)}
}
