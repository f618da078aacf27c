package resolve

import (
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// print writes a value as the tables in testdata show it:
//
//	"a" 1 true null           known scalars
//	env(A, "x") env(A)        an environment variable with and without a default
//	["a", ...open(why)]       a list, possibly with more elements
//	{a: "1", b?: "2"}         an object; b is there on some branches only
//	Headers{a: "1"}           one whose keys compare without regard to case
//	{...open(why)}            an object that may have more members
//	"a" | "b"                 one or the other
//	"http://h" + unknown(why) a text that surely starts so
//	parameter(why)            unknown, and hangs on a parameter
//	function f, class C, C{}, module m.ts, library x.y, method get
func printed(v *value.Value) string {
	text := printData(v)
	if r := refOf(v); r != nil {
		for _, m := range r.meanings {
			text += " as " + m.Type
		}
	}
	return text
}

func printData(v *value.Value) string {
	switch v.Kind {
	case value.Null:
		return "null"
	case value.String:
		return printEnv(v, fmt.Sprintf("%q", v.Str))
	case value.Number:
		return printEnv(v, formatNumber(v.Num))
	case value.Bool:
		return printEnv(v, fmt.Sprint(v.Bool))
	case value.List:
		var parts []string
		for _, e := range v.Elems {
			parts = append(parts, printed(e))
		}
		return "[" + strings.Join(append(parts, printOpen(v)...), ", ") + "]"
	case value.Object:
		return printObject(v)
	case value.Branch:
		var parts []string
		for _, a := range v.Alts {
			parts = append(parts, printed(a))
		}
		return strings.Join(parts, " | ")
	case value.Opaque:
		return printRef(refOf(v))
	}
	return printUnknown(v)
}

// printEnv adds the variables that a known value is the default of.
func printEnv(v *value.Value, text string) string {
	if len(v.Env) == 0 {
		return text
	}
	return "env(" + strings.Join(v.Env, ", ") + ", " + text + ")"
}

func printUnknown(v *value.Value) string {
	text := "unknown(" + v.Reason + ")"
	switch {
	case v.Origin == value.Parameter:
		text = "parameter(" + v.Reason + ")"
	case len(v.Env) > 0:
		text = "env(" + strings.Join(v.Env, ", ") + ")"
	}
	if v.Prefix != "" {
		text = fmt.Sprintf("%q + %s", v.Prefix, text)
	}
	return text
}

func printObject(v *value.Value) string {
	var parts []string
	for _, p := range v.Props {
		k := p.Key
		if p.Maybe {
			k += "?"
		}
		parts = append(parts, k+": "+printed(p.Value))
	}
	text := "{" + strings.Join(append(parts, printOpen(v)...), ", ") + "}"
	if v.Fold {
		return "Headers" + text
	}
	return text
}

func printOpen(v *value.Value) []string {
	if v.Open == "" {
		return nil
	}
	return []string{"...open(" + v.Open + ")"}
}

func printRef(r *Ref) string {
	if r == nil {
		return "something"
	}
	switch r.Kind {
	case FuncRef:
		return "function " + orName(r.Home.Module().Funcs[r.Func].Name)
	case ClassRef:
		return "class " + r.Name
	case InstanceRef:
		return r.Name + "{}"
	case ModuleRef:
		if r.Home == nil {
			return "package " + r.Name
		}
		return "module " + r.Home.File.Path
	case ExternalRef:
		return "library " + r.Name
	case BoundRef:
		return "method " + r.Name
	}
	return "something"
}
