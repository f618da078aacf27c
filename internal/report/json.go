package report

import (
	"io"

	"github.com/bytelyst/connaudit/internal/diag"
)

// jsonVersion is the version of the format that docs/json.md describes. Fields are only ever added to it.
const jsonVersion = 1

// JSON writes the format that docs/json.md describes. Bytes that are no UTF-8 are written as U+FFFD, as JSON demands.
func JSON(w io.Writer, r *diag.Result, o Options) error {
	return encode(w, newJSONResult(r, o))
}

func newJSONResult(r *diag.Result, o Options) jsonResult {
	out := jsonResult{
		Version:  jsonVersion,
		Findings: each(r.Shown(o.All), newJSONFinding),
		Sites:    []jsonSite{},
		Errors:   each(r.Errors, newJSONError),
		Tool:     jsonTool{r.Tool.Name, r.Tool.Version},
		Stats: jsonStats{Repos: r.Stats.Repos, Files: r.Stats.Files, Bytes: r.Stats.Bytes,
			SitesOK: r.Stats.SitesOK, SitesUnknown: r.Stats.SitesUnknown},
	}
	for _, s := range r.Sites {
		if s.Verdict == diag.OK && o.ShowOK || s.Verdict == diag.Unknown && o.ShowUnknown {
			out.Sites = append(out.Sites, newJSONSite(s))
		}
	}
	if o.Stats {
		out.Stats.FilesParsed, out.Stats.DurationMS = r.Stats.FilesParsed, r.Stats.DurationMS
	}
	return out
}

// The types below are the format; the order of their fields is the order in the output.

type jsonResult struct {
	Version  int           `json:"version"`
	Findings []jsonFinding `json:"findings"`
	Sites    []jsonSite    `json:"sites"`
	Errors   []jsonError   `json:"errors"`
	Tool     jsonTool      `json:"tool"`
	Stats    jsonStats     `json:"stats"`
}

type jsonFinding struct {
	RuleID      string            `json:"rule_id"`
	Category    string            `json:"category"`
	Severity    string            `json:"severity"`
	Priority    string            `json:"priority"`
	Message     string            `json:"message"`
	Repo        string            `json:"repo"`
	Path        string            `json:"path"`
	File        string            `json:"file"`
	Start       jsonPosition      `json:"start"`
	End         jsonPosition      `json:"end"`
	Related     []jsonRelated     `json:"related"`
	RootCause   string            `json:"root_cause"`
	Metavars    map[string]string `json:"metavars"`
	Metadata    map[string]any    `json:"metadata"`
	Fingerprint string            `json:"fingerprint"`
	Status      string            `json:"status"`
	Fixes       []jsonFix         `json:"fixes"`
}

type jsonPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

type jsonRelated struct {
	Repo    string `json:"repo"`
	Path    string `json:"path"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Safety  string     `json:"safety"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Repo  string       `json:"repo"`
	Path  string       `json:"path"`
	File  string       `json:"file"`
	Start jsonPosition `json:"start"`
	End   jsonPosition `json:"end"`
	Text  string       `json:"text"`
}

type jsonSite struct {
	RuleID   string       `json:"rule_id"`
	Category string       `json:"category"`
	Verdict  string       `json:"verdict"`
	Reason   string       `json:"reason"`
	Repo     string       `json:"repo"`
	Path     string       `json:"path"`
	Start    jsonPosition `json:"start"`
	End      jsonPosition `json:"end"`
}

type jsonError struct {
	Kind    string `json:"kind"`
	Message string `json:"message"`
	Path    string `json:"path"`
	Line    int    `json:"line"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonStats struct {
	Repos        int   `json:"repos"`
	Files        int   `json:"files"`
	FilesParsed  int   `json:"files_parsed"`
	Bytes        int64 `json:"bytes"`
	SitesOK      int   `json:"sites_ok"`
	SitesUnknown int   `json:"sites_unknown"`
	DurationMS   int64 `json:"duration_ms"`
}
