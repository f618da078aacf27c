package report

import (
	"encoding/json"
	"io"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// JSONL writes one JSON object a line: findings, sites, errors, and the summary at last. Each has a type; its other fields
// are those of the JSON format.
func JSONL(w io.Writer, r *diag.Result, o Options) error {
	p := newPrinter(w, terminal.Style{})
	e := json.NewEncoder(p)
	e.SetEscapeHTML(false)
	all := newJSONResult(r, o)
	for _, f := range all.Findings {
		_ = e.Encode(jsonFindingLine{"finding", f}) // the printer keeps its error until the end, and everything can be encoded
	}
	for _, s := range all.Sites {
		_ = e.Encode(jsonSiteLine{"site", s})
	}
	for _, x := range all.Errors {
		_ = e.Encode(jsonErrorLine{"error", x})
	}
	_ = e.Encode(jsonSummaryLine{"summary", all.Version, all.Tool, all.Stats})
	return p.Done()
}

type jsonFindingLine struct {
	Type string `json:"type"`
	jsonFinding
}

type jsonSiteLine struct {
	Type string `json:"type"`
	jsonSite
}

type jsonErrorLine struct {
	Type string `json:"type"`
	jsonError
}

type jsonSummaryLine struct {
	Type    string    `json:"type"`
	Version int       `json:"version"`
	Tool    jsonTool  `json:"tool"`
	Stats   jsonStats `json:"stats"`
}
