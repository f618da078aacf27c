package report

import (
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/value"
)

// FactsJSON writes the format of facts that docs/json.md describes.
func FactsJSON(w io.Writer, l *diag.FactList, _ Options) error {
	out := jsonFacts{Version: jsonVersion, Facts: each(l.Facts, newJSONFact), Tables: each(l.Tables, newJSONTable), Errors: each(l.Errors, newJSONError)}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

type jsonFacts struct {
	Version int         `json:"version"`
	Facts   []jsonFact  `json:"facts"`
	Tables  []jsonTable `json:"tables"`
	Errors  []jsonError `json:"errors"`
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

type jsonFact struct {
	Kind       string         `json:"kind"`
	Role       string         `json:"role"`
	Key        any            `json:"key"`
	Value      any            `json:"value"`
	Attributes map[string]any `json:"attributes"`
	Repo       string         `json:"repo"`
	Path       string         `json:"path"`
	Start      jsonPosition   `json:"start"`
	End        jsonPosition   `json:"end"`
}

func newJSONFact(f diag.Fact) jsonFact {
	attributes := map[string]any{}
	for _, a := range f.Attributes {
		attributes[a.Name] = jsonValue(a.Value, 0)
	}
	return jsonFact{f.Kind, f.Role, jsonValue(f.Key, 0), jsonValue(f.Value, 0), attributes, f.Repo, f.Path, jsonPosition(f.Start), jsonPosition(f.End)}
}

// jsonValue writes what is known of a value. What is no plain data is an object whose keys begin with a dollar sign; a
// member's own dollar sign is doubled.
func jsonValue(v *value.Value, depth int) any {
	if depth > maxDepth {
		return map[string]any{"$unknown": "nested too deeply"}
	}
	if len(v.Env) > 0 && v.Kind != value.List && v.Kind != value.Object && v.Kind != value.Branch {
		out := map[string]any{"$env": v.Env}
		if v.Kind != value.Unknown {
			bare := *v
			bare.Env = nil
			out["$default"] = jsonValue(&bare, depth+1)
		}
		return out
	}
	switch v.Kind {
	case value.Null:
		return nil
	case value.String:
		return v.Str
	case value.Number:
		if math.IsNaN(v.Num) || math.IsInf(v.Num, 0) {
			return strconv.FormatFloat(v.Num, 'g', -1, 64)
		}
		return v.Num
	case value.Bool:
		return v.Bool
	case value.List:
		return jsonList(v, depth)
	case value.Object:
		return jsonObject(v, depth)
	case value.Branch:
		return map[string]any{"$one_of": each(v.Alts, func(a *value.Value) any { return jsonValue(a, depth+1) })}
	case value.Opaque:
		if !v.At.IsNone() {
			return map[string]any{"$place": map[string]any{"repo": v.At.File.Repo, "path": v.At.File.Path, "line": v.At.Line()}}
		}
		return map[string]any{"$unknown": "no data"}
	}
	out := map[string]any{"$unknown": v.Reason}
	if v.Prefix != "" {
		out["$prefix"] = v.Prefix
	}
	return out
}

func jsonList(v *value.Value, depth int) []any {
	out := each(v.Elems, func(e *value.Value) any { return jsonValue(e, depth+1) })
	if v.Open != "" {
		out = append(out, map[string]any{"$more": v.Open})
	}
	return out
}

func jsonObject(v *value.Value, depth int) map[string]any {
	out := map[string]any{}
	for _, p := range v.Props {
		key := p.Key
		if strings.HasPrefix(key, "$") {
			key = "$" + key
		}
		member := jsonValue(p.Value, depth+1)
		if p.Maybe {
			member = map[string]any{"$maybe": member}
		}
		out[key] = member
	}
	if v.Open != "" {
		out["$more"] = v.Open
	}
	return out
}
