package resolve

import (
	"cmp"
	"math"
	"strconv"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/value"
)

// truth says whether v is truthy. Python's empty list and object are false, JavaScript's are true.
func truth(v *value.Value, python bool) (yes, known bool) {
	if v.Origin == value.EnvDefault {
		return false, false
	}
	switch v.Kind {
	case value.Null:
		return false, true
	case value.String:
		return v.Str != "", true
	case value.Number:
		return v.Num != 0 && !math.IsNaN(v.Num), true
	case value.Bool:
		return v.Bool, true
	case value.List:
		return !python || len(v.Elems) > 0, !python || v.Open == "" || len(v.Elems) > 0
	case value.Object:
		return !python || len(v.Props) > 0, !python || v.Open == "" || len(v.Props) > 0
	case value.Opaque:
		return true, true
	case value.Unknown:
		return v.Prefix != "", v.Prefix != ""
	}
	return false, false
}

func isPython(u *Unit) bool { return u.Module().Language.Name == "python" }

// cond evaluates `x ? y : z` to the arm that is taken, or to both.
func (s *Session) cond(u *Unit, e lang.Expr, f *Frame) *value.Value {
	if yes, known := truth(s.Eval(u, e.X, f), isPython(u)); known {
		if yes {
			return s.Eval(u, e.Y, f)
		}
		return s.Eval(u, e.Z, f)
	}
	return s.branch(u, e.Node, f, []*value.Value{s.Eval(u, e.Y, f), s.Eval(u, e.Z, f)})
}

func (s *Session) and(u *Unit, e lang.Expr, f *Frame) *value.Value {
	x := s.Eval(u, e.X, f)
	if yes, known := truth(x, isPython(u)); known {
		if !yes {
			return x
		}
		return s.Eval(u, e.Y, f)
	}
	y := s.Eval(u, e.Y, f)
	if y.Kind == value.Object {
		return value.Join(y, value.NewObject()).With(func(c *value.Value) { c.At, c.Ref = y.At, y.Ref })
	}
	return s.branch(u, e.Node, f, []*value.Value{value.NewNull(), y})
}

// or evaluates ||, or and ??. A value from the environment with a literal behind it is that literal as a default.
func (s *Session) or(u *Unit, e lang.Expr, f *Frame) *value.Value {
	x := s.Eval(u, e.X, f)
	if x.Kind == value.Null {
		return s.Eval(u, e.Y, f)
	}
	if e.Op == lang.OpNullish && x.Kind != value.Unknown && x.Kind != value.Branch {
		return x
	}
	if yes, known := truth(x, isPython(u)); known && e.Op == lang.OpOr {
		if yes {
			return x
		}
		return s.Eval(u, e.Y, f)
	}
	y := s.Eval(u, e.Y, f)
	if x.Kind == value.Unknown && x.Origin == value.Env {
		return envDefault(x, y)
	}
	return s.branch(u, e.Node, f, []*value.Value{Present(x), y})
}

// Present drops the absent alternatives of a Branch: `a ?? b` is not them, and nothing is selected from them.
func Present(v *value.Value) *value.Value {
	if v.Kind != value.Branch {
		return v
	}
	var rest []*value.Value
	for _, a := range v.Alts {
		if a.Kind != value.Null {
			rest = append(rest, a)
		}
	}
	if len(rest) == 0 {
		return v
	}
	return value.NewBranch(rest...)
}

// envDefault is a variable of the environment with a default behind it.
func envDefault(env, def *value.Value) *value.Value {
	switch def.Kind {
	case value.Null:
		return env
	case value.String, value.Number, value.Bool:
		return def.With(func(c *value.Value) {
			c.Origin = value.EnvDefault
			c.Env = append(append([]string{}, env.Env...), def.Env...)
		})
	}
	if def.Origin == value.Env || def.Origin == value.EnvDefault {
		return def.With(func(c *value.Value) { c.Env = append(append([]string{}, env.Env...), def.Env...) })
	}
	return env
}

func (s *Session) binary(u *Unit, e lang.Expr, f *Frame) *value.Value {
	x, y := s.Eval(u, e.X, f), s.Eval(u, e.Y, f)
	switch e.Str {
	case "+":
		return s.plus(u, e, f, x, y)
	case "|":
		if x.Kind == value.Object || y.Kind == value.Object {
			return s.overlay(s.overlay(s.at(value.NewObject(), u, e.Node, f), x, false), y, false)
		}
	case "==", "===", "is":
		return s.compare(u, e, f, x, y, true)
	case "!=", "!==", "is not":
		return s.compare(u, e, f, x, y, false)
	case "-", "*":
		if x.Kind == value.Number && y.Kind == value.Number {
			if e.Str == "-" {
				return s.literal(value.NewNumber(x.Num-y.Num), u, e.Node, f)
			}
			return s.literal(value.NewNumber(x.Num*y.Num), u, e.Node, f)
		}
	case "%":
		if x.Kind == value.String {
			return s.percent(u, e, f, x, y)
		}
	}
	return s.computed(u, e.Node, f, "the result of "+e.Str)
}

func (s *Session) plus(u *Unit, e lang.Expr, f *Frame, x, y *value.Value) *value.Value {
	switch {
	case x.Kind == value.Number && y.Kind == value.Number:
		return s.literal(value.NewNumber(x.Num+y.Num), u, e.Node, f)
	case x.Kind == value.List && y.Kind == value.List:
		l := s.at(value.NewList(append(append([]*value.Value{}, x.Elems...), y.Elems...)...), u, e.Node, f)
		l.Open = cmp.Or(x.Open, y.Open)
		return shortened(l)
	case x.Kind == value.List || x.Kind == value.Object:
		return s.computed(u, e.Node, f, "the result of +")
	}
	return s.concat(u, e.Node, f, []*value.Value{x, y})
}

// compare decides an equality only where both sides are known scalars or one is surely absent.
func (s *Session) compare(u *Unit, e lang.Expr, f *Frame, x, y *value.Value, want bool) *value.Value {
	scalar := func(v *value.Value) bool {
		return v.Kind == value.String || v.Kind == value.Number || v.Kind == value.Bool || v.Kind == value.Null
	}
	solid := func(v *value.Value) bool {
		return v.Kind == value.Object || v.Kind == value.List || v.Kind == value.Opaque
	}
	switch {
	case x.Origin == value.EnvDefault || y.Origin == value.EnvDefault:
	case scalar(x) && scalar(y):
		equal := x.Kind == y.Kind && x.Str == y.Str && x.Num == y.Num && x.Bool == y.Bool
		return s.literal(value.NewBool(equal == want), u, e.Node, f)
	case x.Kind == value.Null && solid(y), y.Kind == value.Null && solid(x):
		return s.literal(value.NewBool(!want), u, e.Node, f)
	}
	return s.computed(u, e.Node, f, "a comparison of values that are not known")
}

func (s *Session) unary(u *Unit, e lang.Expr, f *Frame) *value.Value {
	x := s.Eval(u, e.X, f)
	switch e.Str {
	case "!", "not":
		if yes, known := truth(x, isPython(u)); known && x.Origin != value.EnvDefault {
			return s.literal(value.NewBool(!yes), u, e.Node, f)
		}
	case "-":
		if x.Kind == value.Number {
			return s.literal(value.NewNumber(-x.Num), u, e.Node, f)
		}
	case "void":
		return value.NewNull()
	case "typeof":
		if t := typeOf(x); t != "" {
			return s.literal(value.NewString(t), u, e.Node, f)
		}
	}
	return s.computed(u, e.Node, f, "the result of "+e.Str)
}

func typeOf(v *value.Value) string {
	r := refOf(v)
	switch {
	case v.Kind == value.String:
		return "string"
	case v.Kind == value.Number:
		return "number"
	case v.Kind == value.Bool:
		return "boolean"
	case v.Kind == value.Object || v.Kind == value.List:
		return "object"
	case v.Kind == value.Opaque && r != nil && (r.Kind == FuncRef || r.Kind == ClassRef):
		return "function"
	}
	return ""
}

func formatNumber(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
