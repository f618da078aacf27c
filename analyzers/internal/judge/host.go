package judge

import (
	"github.com/bytelyst/connaudit/internal/destination"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// host answers those functions about code, files and lists that checks ask about facts. Passes have answered the others when
// they stated the facts.
type host struct{ disk *Disk }

// Call implements expr.Host.
func (h host) Call(fn string, args []*value.Value, _ *expr.Input) *value.Value {
	switch fn {
	case "env_of":
		return envOf(args[0])
	case "source":
		return sourceOf(args[0])
	case "place":
		return placeOf(args[0])
	case "listed":
		if args[0].Kind != value.String || args[1].Kind != value.String {
			return value.NewUnknown("the name is not known")
		}
		return value.NewBool(Listed(args[0].Str, args[1].Str))
	case "destination":
		return h.destination(args[0], args[1])
	case "nearest_files":
		return h.disk.upward(textsOf(args[0]), true)
	case "files_above":
		return h.disk.upward(textsOf(args[0]), false)
	}
	return value.NewUnknown("nobody answers " + fn + " here")
}

func (h host) destination(u, own *value.Value) *value.Value {
	j := destination.Judge{Own: textsOf(own), Listed: Listed, Example: h.disk.example}
	return j.Of(u)
}

func textsOf(l *value.Value) []string {
	var out []string
	for _, e := range l.Elems {
		out = append(out, e.Str)
	}
	return out
}

// envOf names the variables that a value is read from.
func envOf(v *value.Value) *value.Value {
	var names []string
	for _, a := range alternatives(v) {
		if len(a.Env) == 0 && a.Kind == value.Unknown && a.Origin != value.Computed {
			return value.NewUnknown("not resolvable: " + a.Reason)
		}
		names = append(names, a.Env...)
	}
	return value.NewStrings(names...)
}

func alternatives(v *value.Value) []*value.Value {
	if v.Kind == value.Branch {
		return v.Alts
	}
	return []*value.Value{v}
}

var originNames = map[value.Origin]string{
	value.Literal: "literal", value.Env: "env", value.EnvDefault: "env-default", value.Config: "config",
	value.Parameter: "parameter", value.Computed: "computed",
}

// SourceName names where a value comes from, as the function `source` does; empty where that is not known.
func SourceName(v *value.Value) string {
	if s := sourceOf(v); s.Kind == value.String {
		return s.Str
	}
	return ""
}

func sourceOf(v *value.Value) *value.Value {
	out := ""
	for _, a := range alternatives(v) {
		name, known := originNames[a.Origin]
		switch {
		case a.Kind == value.Null && a.Origin != value.Literal:
			name = "none"
		case known:
		case a.Kind == value.Unknown:
			return value.NewUnknown("its source is not known: " + a.Reason)
		case a.Kind == value.Object, a.Kind == value.List, a.Kind == value.Opaque:
			name = "computed"
		default:
			name = "literal"
		}
		if out != "" && out != name {
			return value.NewUnknown("its source differs by branch")
		}
		out = name
	}
	return value.NewString(out)
}

func placeOf(v *value.Value) *value.Value {
	switch {
	case v.Kind == value.Null:
		return v
	case v.Kind == value.Branch:
		var out []*value.Value
		for _, a := range v.Alts {
			if !a.At.IsNone() {
				out = append(out, expr.NewPlace(a.At))
			}
		}
		return value.NewBranch(out...)
	case v.At.IsNone():
		return value.NewUnknown("its place is not known")
	}
	return expr.NewPlace(v.At)
}
