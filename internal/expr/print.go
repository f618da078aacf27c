package expr

import (
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// printValue shows a value to people, as templates do. Places in another repository than repo have its name in front.
func printValue(v *value.Value, repo string) string {
	switch v.Kind {
	case value.Null:
		return "nothing"
	case value.String:
		return v.Str
	case value.Number:
		return strconv.FormatFloat(v.Num, 'f', -1, 64)
	case value.Bool:
		return strconv.FormatBool(v.Bool)
	case value.List:
		var parts []string
		for _, e := range v.Elems {
			parts = append(parts, printValue(e, repo))
		}
		return enumerate(parts, v.Open)
	case value.Object:
		var keys []string
		for _, p := range v.Props {
			keys = append(keys, p.Key)
		}
		return enumerate(keys, v.Open)
	case value.Opaque:
		return printThing(v, repo)
	case value.Branch:
		return printBranches(v, repo)
	}
	return "?"
}

// enumerate writes a, b and c; what may have more members ends in why that is: a bare "?" would tell the reader nothing.
func enumerate(parts []string, open string) string {
	if open != "" {
		parts = append(parts, "what is not known ("+open+")")
	}
	switch len(parts) {
	case 0:
		return "nothing"
	case 1:
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// printThing shows a fact or place as path:line.
func printThing(v *value.Value, repo string) string {
	if c, ok := v.Ref.(celValue); ok {
		return c.text()
	}
	if !v.At.IsNone() {
		if repo == "" {
			return v.At.String()
		}
		return v.At.In(repo)
	}
	if v.Ref == nil {
		return "?"
	}
	path, ok := v.Ref.Select("path")
	line, ok2 := v.Ref.Select("line")
	if !ok || !ok2 || path.Kind != value.String || line.Kind != value.Number {
		return "?"
	}
	at := path.Str + ":" + printValue(line, repo)
	if r, ok := v.Ref.Select("repo"); ok && r.Kind == value.String && r.Str != "" && repo != "" && r.Str != repo {
		return r.Str + "/" + at
	}
	return at
}

func printBranches(v *value.Value, repo string) string {
	var parts []string
	seen := map[string]bool{}
	for _, a := range v.Alts {
		s := printValue(a, repo)
		if !seen[s] {
			seen[s] = true
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " or ")
}
