package document

import (
	"io"
	"maps"
	"slices"
)

// Format writes a document.
type Format func(w io.Writer, d *Document) error

// formats are all there are. A new one is a file and a line here.
var formats = map[string]Format{"md": Markdown, "json": JSON, "html": HTML}

// Formats lists the names of the formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Lookup returns the format of that name.
func Lookup(name string) (f Format, ok bool) {
	f, ok = formats[name]
	return f, ok
}
