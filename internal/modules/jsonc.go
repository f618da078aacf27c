package modules

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tailscale/hujson"
)

// Bounds of a configuration file. Real ones have a few kilobytes; the second keeps a parser that recurses off the stack's end.
const (
	maxConfigBytes    = 1 << 20
	maxConfigBrackets = 10_000
)

// object is a JSON object.
type object map[string]any

// parseConfig reads JSON with comments and trailing commas, as tsconfig.json has them. The text's encoding is UTF-8 without
// a mark. An empty text is an empty object.
func parseConfig(text []byte) (object, error) {
	brackets := 0
	for _, c := range text {
		if c == '[' || c == '{' {
			brackets++
		}
	}
	if brackets > maxConfigBrackets {
		return nil, fmt.Errorf("more than %d brackets", maxConfigBrackets)
	}
	if len(text) == 0 {
		return object{}, nil
	}
	standard, err := hujson.Standardize(text)
	if err != nil {
		return nil, err
	}
	var v any
	if err := json.Unmarshal(standard, &v); err != nil {
		return nil, err
	}
	o, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("not an object")
	}
	return o, nil
}

// object gives a member that is an object; an empty one otherwise, as tools that read these files do.
func (o object) object(key string) object {
	v, _ := o[key].(map[string]any)
	return v
}

// text gives a member that is a string, else "".
func (o object) text(key string) string {
	s, _ := o[key].(string)
	return s
}

// texts gives a member that is a string or a list of strings.
func (o object) texts(key string) []string {
	switch v := o[key].(type) {
	case string:
		return []string{v}
	case []any:
		return textsOf(v)
	}
	return nil
}

func textsOf(list []any) []string {
	var out []string
	for _, item := range list {
		if s, ok := item.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
