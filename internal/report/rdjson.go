package report

import (
	"encoding/json"
	"io"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// rdjsonSeverities are the names of severities in reviewdog's format.
var rdjsonSeverities = map[diag.Severity]string{diag.Error: "ERROR", diag.Warning: "WARNING", diag.Info: "INFO"}

// RDJSON writes reviewdog's Diagnostic Format. It counts as we do: lines and columns from 1, columns in bytes of UTF-8, the
// end exclusive. Paths are those that can be opened from the working directory, where reviewdog runs too.
func RDJSON(w io.Writer, r *diag.Result, o Options) error {
	causes := causesOf(r)
	source := rdjsonSource{r.Tool.Name, homepage}
	out := rdjsonResult{Source: source, Diagnostics: each(r.Shown(o.All), func(f diag.Finding) rdjsonDiagnostic { return newRDJSON(&f, causes, source) })}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

type rdjsonResult struct {
	Source      rdjsonSource       `json:"source"`
	Diagnostics []rdjsonDiagnostic `json:"diagnostics"`
}

type rdjsonSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdjsonDiagnostic struct {
	Message     string             `json:"message"`
	Location    rdjsonLocation     `json:"location"`
	Severity    string             `json:"severity,omitempty"`
	Source      rdjsonSource       `json:"source"`
	Code        rdjsonCode         `json:"code"`
	Suggestions []rdjsonSuggestion `json:"suggestions,omitempty"`
	Related     []rdjsonRelated    `json:"related_locations,omitempty"`
}

type rdjsonCode struct {
	Value string `json:"value"`
}

type rdjsonLocation struct {
	Path  string       `json:"path"`
	Range *rdjsonRange `json:"range,omitempty"`
}

type rdjsonRange struct {
	Start rdjsonPosition  `json:"start"`
	End   *rdjsonPosition `json:"end,omitempty"`
}

type rdjsonPosition struct {
	Line   int `json:"line"`
	Column int `json:"column,omitempty"`
}

type rdjsonSuggestion struct {
	Range rdjsonRange `json:"range"`
	Text  string      `json:"text"`
}

type rdjsonRelated struct {
	Message  string         `json:"message,omitempty"`
	Location rdjsonLocation `json:"location"`
}

func newRDJSON(f *diag.Finding, causes map[string]*diag.Finding, source rdjsonSource) rdjsonDiagnostic {
	text := message(f)
	out := rdjsonDiagnostic{Location: newRDJSONLocation(f.Location), Severity: rdjsonSeverities[f.Severity], Source: source, Code: rdjsonCode{f.RuleID}}
	if f.Status != diag.New {
		text = append(text, f.Status.String())
	}
	if cause := causes[f.RootCause]; f.RootCause != "" && cause != nil {
		text = append(text, "root cause: "+named(cause.Location))
		out.Related = append(out.Related, rdjsonRelated{"root cause", newRDJSONLocation(cause.Location)})
	}
	for _, r := range f.Related {
		out.Related = append(out.Related, rdjsonRelated{strings.Join(terminal.Lines(r.Message), "\n"), newRDJSONLocation(r.Location)})
	}
	for _, fix := range f.Fixes {
		if s, ok := suggestion(f, fix); ok {
			out.Suggestions = append(out.Suggestions, s)
		} else {
			text = append(text, "fix ("+fix.Safety.String()+"): "+terminal.Visible(fix.Title))
		}
	}
	out.Message = strings.Join(text, "\n")
	return out
}

// newRDJSONLocation restates a place; one whose file cannot be opened is named by its repository.
func newRDJSONLocation(l diag.Location) rdjsonLocation {
	path := filepath.ToSlash(l.File)
	if path == "" {
		path = strings.Trim(l.Repo+"/"+l.Path, "/")
	}
	return rdjsonLocation{path, newRDJSONRange(l)}
}

// newRDJSONRange leaves out an end that says nothing: no end is an empty span.
func newRDJSONRange(l diag.Location) *rdjsonRange {
	if l.Start.Line <= 0 {
		return nil
	}
	out := &rdjsonRange{Start: rdjsonPosition{l.Start.Line, max(0, l.Start.Column)}}
	if l.Start.Column > 0 && l.End.Column > 0 && l.End != l.Start {
		out.End = &rdjsonPosition{l.End.Line, l.End.Column}
	}
	return out
}

// suggestion restates a fix. The format has room for one edit, in the file of the finding.
func suggestion(f *diag.Finding, fix diag.Fix) (rdjsonSuggestion, bool) {
	if len(fix.Edits) != 1 || fix.Edits[0].File != f.File || fix.Edits[0].Start.Line <= 0 {
		return rdjsonSuggestion{}, false
	}
	e := fix.Edits[0]
	start := rdjsonPosition{e.Start.Line, e.Start.Column}
	return rdjsonSuggestion{rdjsonRange{start, &rdjsonPosition{e.End.Line, e.End.Column}}, e.Text}, true
}
