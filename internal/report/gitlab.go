package report

import (
	"cmp"
	"encoding/json"
	"io"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// gitLabSeverities are the names of severities in GitLab's reports.
var gitLabSeverities = map[diag.Severity]string{diag.Error: "critical", diag.Warning: "major", diag.Info: "info"}

// GitLab writes a Code Quality report. GitLab tells entries apart by the fingerprint alone, and ours are unique in a result.
// It has no place for what belongs to no file of the repository: a finding in another one has that one's name before its
// path, and in its description.
func GitLab(w io.Writer, r *diag.Result, o Options) error {
	shown := r.Shown(o.All)
	t := newBelongings(r, o)
	out := each(shown, func(f diag.Finding) gitLabEntry { return newGitLabEntry(&f, t, o) })
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

type gitLabEntry struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitLabLocation `json:"location"`
}

type gitLabLocation struct {
	Path  string      `json:"path"` // relative to the root of the repository
	Lines gitLabLines `json:"lines"`
}

type gitLabLines struct {
	Begin int `json:"begin"` // from 1
}

func newGitLabEntry(f *diag.Finding, t *text, o Options) gitLabEntry {
	description := message(f)
	at, path, ok := o.shownAt(f)
	if !ok {
		at, path = f.Location, strings.Trim(f.Repo+"/"+f.Path, "/")
	}
	if _, home := o.path(f.Location); !home {
		description = append(description, "found at "+named(f.Location))
	}
	description = append(description, t.belonging(f)...)
	return gitLabEntry{strings.Join(description, "\n"), f.RuleID, f.Fingerprint, cmp.Or(gitLabSeverities[f.Severity], "info"),
		gitLabLocation{path, gitLabLines{max(1, at.Start.Line)}}}
}
