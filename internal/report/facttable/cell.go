package facttable

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
	"github.com/bytelyst/connaudit/internal/value"
)

// cell is what a table says of a value: its members, or a single text.
type cell []string

// shownCell is what stands in a column: a text of one line, and the same cut to so many columns of a terminal.
type shownCell interface {
	text() string
	cut(limit int) string
}

// here stands for a place that is the fact's own.
const here = "(here)"

func (c cell) text() string { return strings.Join(c, ", ") }

// cut keeps the members that fit into limit columns and counts the others; a single text loses its end.
func (c cell) cut(limit int) string {
	for n := len(c) - 1; n > 0; n-- {
		text := fmt.Sprintf("%s +%d", strings.Join(c[:n], ", "), len(c)-n)
		if terminal.Width(text) <= limit {
			return text
		}
	}
	if len(c) > 1 {
		more := fmt.Sprintf(" +%d", len(c)-1)
		return terminal.ClipRight(c[0], max(1, limit-len(more))) + more
	}
	return terminal.ClipRight(c.text(), limit)
}

// newCell restates a value that a fact at a place records.
func newCell(v *value.Value, at diag.Location) cell {
	w := cellWriter{at: at}
	switch v.Kind {
	case value.List:
		var out cell
		for _, e := range v.Elems {
			out = append(out, w.of(e, 1))
		}
		return append(out, w.more(v)...)
	case value.Object:
		return append(w.members(v, 1), w.more(v)...)
	}
	return cell{w.of(v, 0)}
}

// maxDepth is how deep values are restated in a cell.
const maxDepth = 64

type cellWriter struct{ at diag.Location }

// of is a value in one text.
func (w cellWriter) of(v *value.Value, depth int) string {
	if depth > maxDepth {
		return terminal.Ellipsis
	}
	if len(v.Env) > 0 && v.Kind != value.List && v.Kind != value.Object && v.Kind != value.Branch {
		return w.variable(v)
	}
	switch v.Kind {
	case value.Null:
		if depth > 0 {
			return "null"
		}
		return ""
	case value.String:
		return terminal.Visible(v.Str)
	case value.Number:
		return strconv.FormatFloat(v.Num, 'g', -1, 64)
	case value.Bool:
		return strconv.FormatBool(v.Bool)
	case value.List:
		var parts []string
		for _, e := range v.Elems {
			parts = append(parts, w.of(e, depth+1))
		}
		return "[" + strings.Join(append(parts, w.more(v)...), ", ") + "]"
	case value.Object:
		return "{" + strings.Join(append(w.members(v, depth+1), w.more(v)...), ", ") + "}"
	case value.Branch:
		var parts []string
		for _, a := range v.Alts {
			if text := w.of(a, depth+1); !slices.Contains(parts, text) {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, " or ")
	case value.Opaque:
		return w.place(v.At)
	}
	return terminal.Visible(v.Prefix) + "?" + because(v.Reason)
}

// variable is what is read from the environment, with its default where that says something.
func (w cellWriter) variable(v *value.Value) string {
	text := "$" + terminal.Visible(strings.Join(v.Env, " or $"))
	if v.Kind == value.String && v.Str != "" {
		text += " else " + terminal.Visible(v.Str)
	}
	return text
}

func (w cellWriter) members(v *value.Value, depth int) cell {
	var out cell
	for _, p := range v.Props {
		key := terminal.Visible(p.Key)
		if p.Maybe {
			key += "?"
		}
		out = append(out, key+": "+w.of(p.Value, depth))
	}
	return out
}

// more says why a list or an object may have further members.
func (w cellWriter) more(v *value.Value) cell {
	if v.Open == "" {
		return nil
	}
	return cell{"…?" + because(v.Open)}
}

func (w cellWriter) place(at value.Place) string {
	switch {
	case at.IsNone():
		return "?"
	case at.File.Repo == w.at.Repo && at.File.Path == w.at.Path && at.Line() == w.at.Start.Line:
		return here
	}
	return terminal.Visible(at.In(w.at.Repo))
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return " (" + strings.Join(terminal.Lines(reason), " ") + ")"
}
