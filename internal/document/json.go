package document

import (
	"encoding/json"
	"io"
)

// JSON writes a document as docs/report.md describes it.
func JSON(w io.Writer, d *Document) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}
