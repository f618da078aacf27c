package script

import (
	"embed"
	"io"
	"strings"
	"text/template"
)

//go:embed parts/*.ts head.ts.tmpl
var files embed.FS

var head = template.Must(template.New("head.ts.tmpl").Funcs(template.FuncMap{
	"quoted":   quoted,
	"comment":  inComment,
	"list":     list,
	"optional": optional,
	"join":     func(paths []string) string { return strings.Join(paths, ", ") },
	"literals": literals,
	"required": required,
}).ParseFS(files, "head.ts.tmpl"))

// Write writes the program. The same options give the same bytes.
func Write(w io.Writer, o Options) error {
	o, err := o.complete()
	if err != nil {
		return err
	}
	if err := head.Execute(w, map[string]any{"O": o, "P": o.Predicate()}); err != nil {
		return err
	}
	return writeParts(w)
}

// FileName is the name of the file that the program calls itself.
func FileName(o Options) (string, error) {
	o, err := o.complete()
	return o.Name + ".ts", err
}

func writeParts(w io.Writer) error {
	parts, err := files.ReadDir("parts")
	if err != nil {
		return err
	}
	for _, p := range parts {
		text, err := files.ReadFile("parts/" + p.Name())
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"+string(text)); err != nil {
			return err
		}
	}
	return nil
}

func optional(s string) string {
	if s == "" {
		return "undefined"
	}
	return quoted(s)
}

// literals is the object of a type's literal fields, as they are called in the target.
func literals(t DocumentType, renames []Rename) (string, error) {
	var b strings.Builder
	for _, f := range t.Fields {
		if len(f.Literals) == 0 {
			continue
		}
		var values []string
		for _, l := range f.Literals {
			v, err := value(l)
			if err != nil {
				return "", err
			}
			values = append(values, v)
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString("[" + quoted(inTarget(f.Name, renames)) + "]: [" + strings.Join(values, ", ") + "]")
	}
	if b.Len() == 0 {
		return "{}", nil
	}
	return "{ " + b.String() + " }", nil
}

// required is the list of a type's fields that each document has, as they are called in the target.
func required(t DocumentType, renames []Rename) string {
	var names []string
	for _, f := range t.Fields {
		if !f.Optional {
			names = append(names, inTarget(f.Name, renames))
		}
	}
	return list(names)
}

func inTarget(field string, renames []Rename) string {
	for _, r := range renames {
		if r.From == field {
			return r.To
		}
	}
	return field
}
