package report

import (
	"encoding/json"
	"io"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
)

// FactsJSON writes the format of facts that docs/json.md describes.
func FactsJSON(w io.Writer, l *diag.FactList, _ Options) error {
	out := jsonFacts{Version: jsonVersion, Facts: each(l.Facts, newRecord), Tables: each(l.Tables, newJSONTable), Errors: each(l.Errors, newJSONError)}
	return encode(w, out)
}

type jsonFacts struct {
	Version int            `json:"version"`
	Facts   []facts.Record `json:"facts"`
	Tables  []jsonTable    `json:"tables"`
	Errors  []jsonError    `json:"errors"`
}

type jsonTable struct {
	Kind    string        `json:"kind"`
	Title   string        `json:"title"`
	Heads   []string      `json:"heads"`
	Columns []string      `json:"columns"`
	Rows    []jsonFactRow `json:"rows"`
	Left    int           `json:"left"`
}

type jsonFactRow struct {
	Heads []string      `json:"heads"`
	Cells [][]jsonEntry `json:"cells"`
}

type jsonEntry struct {
	Text string      `json:"text"`
	At   []jsonPlace `json:"at"`
}

type jsonPlace struct {
	Repo   string `json:"repo"`
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func newJSONTable(t diag.FactTable) jsonTable {
	return jsonTable{t.Kind, t.Title, t.Heads, t.Columns, each(t.Rows, func(r diag.FactRow) jsonFactRow {
		return jsonFactRow{r.Heads, each(r.Cells, func(c []diag.FactEntry) []jsonEntry { return each(c, newJSONEntry) })}
	}), t.Left}
}

func newJSONEntry(e diag.FactEntry) jsonEntry {
	return jsonEntry{e.Text, each(e.At, func(l diag.Location) jsonPlace {
		return jsonPlace{l.Repo, l.Path, l.Start.Line, l.Start.Column}
	})}
}

func newRecord(f diag.Fact) facts.Record {
	attributes := map[string]any{}
	for _, a := range f.Attributes {
		attributes[a.Name] = facts.Plain(a.Value)
	}
	return facts.Record{Kind: f.Kind, Role: f.Role, Key: facts.Plain(f.Key), Value: facts.Plain(f.Value), Attributes: attributes, Repo: f.Repo,
		Path: f.Path, Package: f.Package, Language: f.Language, Check: f.Check, Start: facts.Position(f.Start), End: facts.Position(f.End)}
}

// ExportFacts writes what Import of package facts reads: what is stated in the code of the workspace, to whatever rules, and which kinds its
// rules record. What the workspace knows of others by their exports is theirs to tell.
func ExportFacts(w io.Writer, l *diag.FactList) error {
	out := struct {
		Version  int              `json:"version"`
		Repos    []string         `json:"repos"`
		Recorded []facts.Recorded `json:"recorded"`
		Facts    []facts.Record   `json:"facts"`
	}{facts.ExportVersion, l.Named, each(l.Recorded, func(r diag.Recorded) facts.Recorded { return facts.Recorded(r) }), []facts.Record{}}
	for _, f := range l.Facts {
		if f.File != "" && f.Check == "" {
			out.Facts = append(out.Facts, newRecord(f))
		}
	}
	return encode(w, out)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
