package rule

import (
	"encoding/json"
	"strings"
)

// Schema returns the JSON Schema (2020-12) of rule files, made of the key tables. It says what an editor can check; what
// expressions, patterns and names mean is checked by Load alone.
func Schema() []byte {
	d := &definitions{sets: map[string]any{}}
	root := d.object(fileSet)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "connaudit rule file"
	root["$defs"] = d.sets
	out, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil // maps of strings, lists and truth values always marshal
	}
	return append(out, '\n')
}

// definitions collects the schemas of key tables by name.
type definitions struct {
	sets map[string]any
}

// ref refers to the definition of s, which is made when first asked for.
func (d *definitions) ref(s *keySet) map[string]any {
	id := strings.ReplaceAll(s.name, " ", "-")
	if _, ok := d.sets[id]; !ok {
		d.sets[id] = nil // tables refer to each other in circles
		d.sets[id] = d.object(s)
	}
	return map[string]any{"$ref": "#/$defs/" + id}
}

func (d *definitions) object(s *keySet) map[string]any {
	props, required := map[string]any{}, []string{}
	for _, k := range s.keys {
		p := k.is.schema(d)
		if _, ok := p["$ref"]; ok || s.excuse != "" {
			p = map[string]any{"anyOf": append([]any{p}, nullIf(s.excuse == "extends")...)}
		}
		p["description"] = k.doc
		props[k.name] = p
		if k.required {
			required = append(required, k.name)
		}
	}
	o := map[string]any{"type": "object", "description": s.doc, "properties": props, "additionalProperties": false}
	switch {
	case len(required) > 0 && s.excuse != "":
		o["anyOf"] = []any{map[string]any{"required": required}, map[string]any{"required": []string{s.excuse}}}
	case len(required) > 0:
		o["required"] = required
	}
	return o
}

// nullIf allows null where it removes the key of the check that is extended.
func nullIf(extends bool) []any {
	if extends {
		return []any{map[string]any{"type": "null"}}
	}
	return nil
}
