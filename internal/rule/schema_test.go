package rule

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestSchemaAcceptsPacks reads the packs by the schema alone: every key and every required key is in it.
func TestSchemaAcceptsPacks(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	v := &validator{defs: schema["$defs"].(map[string]any)}
	for _, s := range packs(t) {
		r := &reporter{}
		if why := v.check(schema, plain(parseFile(s.Name, s.Data, r))); why != "" {
			t.Errorf("%s: %s", s.Name, why)
		}
	}
	bad := map[string]any{"checks": []any{map[string]any{"id": "x", "extends": "y", "severity": "fatal"}}}
	if v.check(schema, bad) == "" {
		t.Error("a wrong severity is accepted")
	}
	if v.check(schema, map[string]any{"facts": []any{map[string]any{"kind": "x"}}}) == "" {
		t.Error("a missing key is accepted")
	}
}

// validator knows as much of JSON Schema as ours uses.
type validator struct{ defs map[string]any }

func (v *validator) check(schema map[string]any, x any) string {
	if ref, ok := schema["$ref"].(string); ok {
		return v.check(v.defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), x)
	}
	if alternatives, ok := schema["anyOf"].([]any); ok {
		var whys []string
		for _, s := range alternatives {
			why := v.check(s.(map[string]any), x)
			if why == "" {
				whys = nil
				break
			}
			whys = append(whys, why)
		}
		if whys != nil {
			return strings.Join(whys, " and ")
		}
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, x) {
		return "not in enum"
	}
	if t, ok := schema["type"]; ok && !typed(t, x) {
		return "wrong type"
	}
	switch x := x.(type) {
	case []any:
		items, _ := schema["items"].(map[string]any)
		for _, i := range x {
			if why := v.check(items, i); why != "" {
				return why
			}
		}
	case map[string]any:
		return v.object(schema, x)
	}
	return ""
}

func (v *validator) object(schema map[string]any, x map[string]any) string {
	props, _ := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]any)
	for _, k := range required {
		if _, ok := x[k.(string)]; !ok {
			return "no " + k.(string)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(x)) {
		s, ok := props[k].(map[string]any)
		if !ok {
			if s, ok = schema["additionalProperties"].(map[string]any); !ok {
				if schema["additionalProperties"] == false {
					return "unknown key " + k
				}
				continue
			}
		}
		if why := v.check(s, x[k]); why != "" {
			return k + ": " + why
		}
	}
	return ""
}

func typed(t, x any) bool {
	if ts, ok := t.([]any); ok {
		return slices.ContainsFunc(ts, func(t any) bool { return typed(t, x) })
	}
	switch x.(type) {
	case nil:
		return t == "null"
	case bool:
		return t == "boolean"
	case string:
		return t == "string"
	case []any:
		return t == "array"
	case map[string]any:
		return t == "object"
	}
	return t == "number"
}
