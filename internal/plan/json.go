package plan

import (
	"encoding/json"
	"io"
	"reflect"
)

// JSON writes the plan for programs: every list is there, also when it is empty.
func JSON(w io.Writer, p *Plan) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	whole := *p
	fill(reflect.ValueOf(&whole).Elem())
	return e.Encode(&whole)
}

// fill makes empty lists of those that are nil.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			fill(v.Index(i))
		}
	}
}

// Formats are the names of the formats in which a plan is written, with their writers.
func Formats() map[string]func(io.Writer, *Plan) error {
	return map[string]func(io.Writer, *Plan) error{"md": Markdown, "json": JSON}
}
