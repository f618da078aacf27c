package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
)

// each restates a list; the result is never nil, so that it is written as [].
func each[A, B any](list []A, restate func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = restate(a)
	}
	return out
}

func newJSONFinding(f diag.Finding) jsonFinding {
	metavars, metadata := f.Metavars, map[string]any{}
	if metavars == nil {
		metavars = map[string]string{}
	}
	for k, v := range f.Metadata {
		metadata[k] = plain(v, 0)
	}
	return jsonFinding{
		RuleID: f.RuleID, Category: f.Category, Severity: f.Severity.String(), Priority: string(f.Priority), Message: f.Message,
		Repo: f.Repo, Path: f.Path, File: f.File, Start: jsonPosition(f.Start), End: jsonPosition(f.End),
		Related: each(f.Related, newJSONRelated), RootCause: f.RootCause, Metavars: metavars, Metadata: metadata,
		Fingerprint: f.Fingerprint, Status: f.Status.String(), Fixes: each(f.Fixes, newJSONFix),
	}
}

func newJSONRelated(r diag.Related) jsonRelated {
	return jsonRelated{r.Repo, r.Path, r.File, r.Start.Line, r.Start.Column, r.Message}
}

func newJSONFix(f diag.Fix) jsonFix {
	return jsonFix{f.Title, f.Safety.String(), each(f.Edits, func(e diag.Edit) jsonEdit {
		return jsonEdit{e.Repo, e.Path, e.File, jsonPosition(e.Start), jsonPosition(e.End), e.Text}
	})}
}

func newJSONSite(s diag.Site) jsonSite {
	reason := s.Reason
	if s.Verdict == diag.OK {
		reason = s.OK
	}
	return jsonSite{s.RuleID, s.Category, s.Verdict.String(), reason, s.Repo, s.Path, jsonPosition(s.Start), jsonPosition(s.End)}
}

func newJSONError(e diag.RunError) jsonError {
	return jsonError{string(e.Kind), e.Message, e.Path, e.Line}
}

// maxDepth is how deep metadata may be nested; YAML of any depth must not exhaust the stack.
const maxDepth = 64

// plain makes a value that came from YAML fit for JSON, which knows neither other keys than strings nor infinities.
func plain(v any, depth int) any {
	if depth > maxDepth {
		return "…"
	}
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, member := range v {
			out[k] = plain(member, depth+1)
		}
		return out
	case map[any]any:
		out := make(map[string]any, len(v))
		for _, k := range sortedKeys(v) {
			out[fmt.Sprint(k)] = plain(v[k], depth+1)
		}
		return out
	case []any:
		return each(v, func(member any) any { return plain(member, depth+1) })
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Sprint(v)
		}
		return v
	case nil, bool, string, int, int64, uint64, json.Number:
		return v
	case time.Time:
		return v.Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v)
}

// sortedKeys decides which of the keys 1 and "1" wins.
func sortedKeys(m map[any]any) []any {
	return slices.SortedFunc(maps.Keys(m), func(a, b any) int {
		return cmp.Compare(fmt.Sprintf("%v %T", a, a), fmt.Sprintf("%v %T", b, b))
	})
}
