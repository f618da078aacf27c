package plan

import (
	"encoding/json"
	"io"
)

// JSON writes the plan for programs.
func JSON(w io.Writer, p *Plan) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(p)
}

// Formats are the names of the formats in which a plan is written, with their writers.
func Formats() map[string]func(io.Writer, *Plan) error {
	return map[string]func(io.Writer, *Plan) error{"md": Markdown, "json": JSON}
}
