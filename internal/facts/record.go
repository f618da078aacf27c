package facts

import (
	"math"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// ExportVersion is the version of the files that hold facts.
const ExportVersion = 1

// Record is a fact as files hold it. docs/json.md describes it for users.
type Record struct {
	Kind       string         `json:"kind"`
	Role       string         `json:"role"`
	Key        any            `json:"key"` // as Plain makes it, like the value and the attributes
	Value      any            `json:"value"`
	Attributes map[string]any `json:"attributes"`
	Repo       string         `json:"repo"`
	Path       string         `json:"path"`
	Package    string         `json:"package"`
	Language   string         `json:"language"`
	Check      string         `json:"check,omitempty"` // that states it in place: no other may ask for it
	Start      Position       `json:"start"`
	End        Position       `json:"end"`
}

// Position is one in a Record: line and column from 1, the column in bytes of UTF-8; the offset in bytes of the file, from 0.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// Recorded is a kind of fact that somebody records, in one role, with the attributes that it may have.
type Recorded struct {
	Kind       string   `json:"kind"`
	Role       string   `json:"role"`
	Attributes []string `json:"attributes"`
}

// maxDepth is how deep values are written and read; what is nested deeper must not exhaust the stack.
const maxDepth = 64

// The members by which what is no plain data is told. A member's own dollar sign is doubled.
const (
	markUnknown = "$unknown" // why the value is not known
	markPrefix  = "$prefix"  // how the text of an unknown surely starts
	markEnv     = "$env"     // names of variables that the value is read from
	markDefault = "$default" // beside $env: what it is where none of them is set
	markOneOf   = "$one_of"  // alternatives
	markMore    = "$more"    // why there may be more members
	markMaybe   = "$maybe"   // a member that is there on some branches
	markFold    = "$fold"    // beside members: case does not matter in their names
	markNumber  = "$number"  // one that JSON has not
	markPlace   = "$place"   // a place in the code
)

// noData is why a thing without a place is not known.
const noData = "no data"

// Plain is what is known of a value, as package encoding/json writes it.
func Plain(v *value.Value) any { return plain(v, 0) }

func plain(v *value.Value, depth int) any {
	if depth > maxDepth {
		return map[string]any{markUnknown: tooDeep}
	}
	if len(v.Env) > 0 && v.Kind != value.List && v.Kind != value.Object && v.Kind != value.Branch {
		return plainEnv(v, depth)
	}
	switch v.Kind {
	case value.Null:
		return nil
	case value.String:
		return v.Str
	case value.Number:
		if math.IsNaN(v.Num) || math.IsInf(v.Num, 0) {
			return map[string]any{markNumber: strconv.FormatFloat(v.Num, 'g', -1, 64)}
		}
		return v.Num
	case value.Bool:
		return v.Bool
	case value.List:
		return plainList(v, depth)
	case value.Object:
		return plainObject(v, depth)
	case value.Branch:
		return map[string]any{markOneOf: plainAll(v.Alts, depth)}
	case value.Opaque:
		return plainPlace(v.At)
	}
	return plainUnknown(v)
}

func plainUnknown(v *value.Value) map[string]any {
	out := map[string]any{markUnknown: v.Reason}
	if v.Prefix != "" {
		out[markPrefix] = v.Prefix
	}
	return out
}

// plainEnv is a value that variables have a part in: it is what they hold, or what is made of that is not known.
func plainEnv(v *value.Value, depth int) map[string]any {
	out := map[string]any{}
	switch {
	case v.Kind != value.Unknown:
		bare := *v
		bare.Env = nil
		out[markDefault] = plain(&bare, depth+1)
	case v.Prefix != "" || v.Origin != value.Env:
		out = plainUnknown(v)
	}
	out[markEnv] = v.Env
	return out
}

const tooDeep = "nested too deeply"

func plainAll(vs []*value.Value, depth int) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = plain(v, depth+1)
	}
	return out
}

func plainList(v *value.Value, depth int) []any {
	out := plainAll(v.Elems, depth)
	if v.Open != "" {
		out = append(out, map[string]any{markMore: v.Open})
	}
	return out
}

func plainObject(v *value.Value, depth int) map[string]any {
	out := map[string]any{}
	for _, p := range v.Props {
		key := p.Key
		if strings.HasPrefix(key, "$") {
			key = "$" + key
		}
		member := plain(p.Value, depth+1)
		if p.Maybe {
			member = map[string]any{markMaybe: member}
		}
		out[key] = member
	}
	if v.Open != "" {
		out[markMore] = v.Open
	}
	if v.Fold {
		out[markFold] = true
	}
	return out
}

func plainPlace(at value.Place) map[string]any {
	if at.IsNone() {
		return map[string]any{markUnknown: noData}
	}
	return map[string]any{markPlace: map[string]any{"repo": at.File.Repo, "path": at.File.Path, "line": at.Line(), "start": at.Start, "end": at.End}}
}
