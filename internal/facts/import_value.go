package facts

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// value reads what Plain wrote. Where a value came from is not in the file but for variables of the environment.
func (r *importer) value(v any, depth int) *value.Value {
	out := r.known(v, depth)
	if out.Origin == value.NoOrigin && out.Kind != value.Branch {
		out = out.With(func(v *value.Value) { v.Origin = value.Untold })
	}
	return out
}

func (r *importer) known(v any, depth int) *value.Value {
	if depth > maxDepth {
		return value.NewUnknown(tooDeep)
	}
	switch v := v.(type) {
	case nil:
		return value.NewNull()
	case string:
		return value.NewString(v)
	case float64:
		return value.NewNumber(v)
	case bool:
		return value.NewBool(v)
	case []any:
		return r.listOf(v, depth)
	case map[string]any:
		return r.objectOf(v, depth)
	}
	return value.NewUnknown(fmt.Sprintf("a value of type %T", v)) // encoding/json makes no other
}

func (r *importer) listOf(items []any, depth int) *value.Value {
	out := value.NewList()
	for i, item := range items {
		if why, ok := soleText(item, markMore); ok && i == len(items)-1 {
			out.Open = orNoData(why)
			break
		}
		out.Elems = append(out.Elems, r.value(item, depth+1))
	}
	return out
}

// objectOf reads an object, be it data or one that says what is known of a value.
func (r *importer) objectOf(m map[string]any, depth int) *value.Value {
	if v := r.told(m, depth+1); v != nil {
		return v
	}
	out := value.NewObject()
	for _, key := range slices.Sorted(maps.Keys(m)) {
		switch {
		case key == markMore:
			why, _ := m[key].(string)
			out.Open = orNoData(why)
			continue
		case key == markFold:
			out.Fold, _ = m[key].(bool)
			continue
		case strings.HasPrefix(key, "$") && !strings.HasPrefix(key, "$$"):
			return value.NewUnknown("written by a newer connaudit: " + key)
		}
		member, maybe := m[key], false
		if inner, ok := sole(member, markMaybe); ok {
			member, maybe = inner, true
		}
		name := key
		if strings.HasPrefix(key, "$") {
			name = key[1:]
		}
		out.Props = append(out.Props, value.Prop{Key: name, Value: r.value(member, depth+1), Maybe: maybe})
	}
	return out
}

// told reads an object that says what is known of a value; nil for one that is data.
func (r *importer) told(m map[string]any, depth int) *value.Value {
	if why, ok := m[markUnknown]; ok {
		text, _ := why.(string)
		out := value.NewUnknown(orNoData(text))
		out.Prefix, _ = m[markPrefix].(string)
		out.Env = texts(m[markEnv])
		return out
	}
	if names, ok := m[markEnv]; ok {
		return r.env(m, names, depth)
	}
	if items, ok := m[markOneOf]; ok {
		list, _ := items.([]any)
		alts := make([]*value.Value, len(list))
		for i, item := range list {
			alts[i] = r.value(item, depth)
		}
		return value.NewBranch(alts...)
	}
	if place, ok := m[markPlace]; ok {
		return r.place(place)
	}
	if text, ok := m[markNumber]; ok {
		return number(text)
	}
	return nil
}

// number reads one that JSON has not.
func number(v any) *value.Value {
	text, _ := v.(string)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(n, 0) {
		return value.NewUnknown(noData)
	}
	return value.NewNumber(n)
}

func texts(v any) (out []string) {
	items, _ := v.([]any)
	for _, item := range items {
		if text, ok := item.(string); ok {
			out = append(out, text)
		}
	}
	return out
}

// env reads what comes from variables of the environment.
func (r *importer) env(m map[string]any, inner any, depth int) *value.Value {
	names := texts(inner)
	if len(names) == 0 {
		return value.NewUnknown(noData)
	}
	out := &value.Value{Kind: value.Unknown, Origin: value.Env, Text: true, Env: names, Reason: names[0] + " from the environment"}
	if def, ok := m[markDefault]; ok {
		out = r.value(def, depth).With(func(v *value.Value) { v.Origin, v.Env = value.EnvDefault, names })
	}
	return out
}

// place reads a place in the code. Without an offset it cannot be told from others of its file; and of another repository, which may
// be here or be known by a file of its own, it may be long gone.
func (r *importer) place(inner any) *value.Value {
	m, _ := inner.(map[string]any)
	repo, _ := m["repo"].(string)
	path, _ := m["path"].(string)
	number := func(name string) int {
		n, _ := m[name].(float64)
		return int(min(max(n, 0), maxOffset))
	}
	if repo != r.out.From {
		return value.NewUnknown("a place in another repository")
	}
	if _, told := m["start"].(float64); !told || path == "" {
		return value.NewUnknown(noData)
	}
	f := r.file(path)
	at := value.Place{File: &f.File, Start: number("start")}
	at.End = max(at.Start, number("end"))
	if _, known := f.lines[at.Start]; !known {
		f.lines[at.Start] = number("line")
	}
	return &value.Value{Kind: value.Opaque, At: at}
}

// maxOffset bounds where in a file something stands.
const maxOffset = math.MaxInt32

// sole is what the only member of an object holds, if it has this name.
func sole(v any, name string) (inner any, ok bool) {
	m, _ := v.(map[string]any)
	inner, ok = m[name]
	return inner, ok && len(m) == 1
}

func soleText(v any, name string) (string, bool) {
	inner, ok := sole(v, name)
	text, isText := inner.(string)
	return text, ok && isText
}

func orNoData(why string) string {
	if why == "" {
		return noData
	}
	return why
}
