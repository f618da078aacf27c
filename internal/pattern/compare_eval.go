package pattern

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// lookup gives the value of a metavariable: float64, string, bool, nil or []any.
type lookup func(name string) (any, bool)

// eval computes a term; ok is false for an unknown value or an operation that Python refuses.
func (t *term) eval(get lookup) (any, bool) {
	switch t.op {
	case "value":
		return t.value, true
	case "name":
		return get(t.text)
	case "and", "or":
		v, ok := t.args[0].eval(get)
		if !ok || truth(v) != (t.op == "and") {
			return v, ok
		}
		return t.args[1].eval(get)
	}
	args := make([]any, len(t.args))
	for i, a := range t.args {
		v, ok := a.eval(get)
		if !ok {
			return nil, false
		}
		args[i] = v
	}
	switch t.op {
	case "list":
		return args, true
	case "call":
		return functions[t.text](args)
	case "not", "unary not":
		return !truth(args[0]), true
	case "unary -", "unary +":
		n, ok := numeric(args[0])
		if t.op == "unary -" {
			n = -n
		}
		return n, ok
	}
	return apply(t.op, args[0], args[1])
}

func truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case float64:
		return v != 0
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	}
	return true
}

func numeric(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

func same(a, b any) bool {
	if x, ok := numeric(a); ok {
		y, ok := numeric(b)
		return ok && x == y
	}
	x, isList := a.([]any)
	y, isList2 := b.([]any)
	if isList || isList2 {
		return isList && isList2 && slices.EqualFunc(x, y, same)
	}
	return a == b
}

func apply(op string, a, b any) (any, bool) {
	switch op {
	case "==", "is":
		return same(a, b), true
	case "!=", "is not":
		return !same(a, b), true
	case "in", "not in":
		in, ok := contains(b, a)
		return in == (op == "in"), ok
	}
	x, ok := a.(string)
	y, ok2 := b.(string)
	if ok && ok2 {
		return applyText(op, x, y)
	}
	m, ok := numeric(a)
	n, ok2 := numeric(b)
	if !ok || !ok2 {
		return nil, false
	}
	return applyNumber(op, m, n)
}

func contains(in, v any) (bool, bool) {
	switch in := in.(type) {
	case string:
		s, ok := v.(string)
		return ok && strings.Contains(in, s), ok
	case []any:
		return slices.ContainsFunc(in, func(x any) bool { return same(x, v) }), true
	}
	return false, false
}

func applyText(op, a, b string) (any, bool) {
	switch op {
	case "+":
		return a + b, true
	case "<":
		return a < b, true
	case "<=":
		return a <= b, true
	case ">":
		return a > b, true
	case ">=":
		return a >= b, true
	}
	return nil, false
}

func applyNumber(op string, a, b float64) (any, bool) {
	switch op {
	case "<":
		return a < b, true
	case "<=":
		return a <= b, true
	case ">":
		return a > b, true
	case ">=":
		return a >= b, true
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	case "**":
		return math.Pow(a, b), true
	}
	if b == 0 {
		return nil, false
	}
	switch op {
	case "/":
		return a / b, true
	case "//":
		return math.Floor(a / b), true
	case "%":
		return a - b*math.Floor(a/b), true
	}
	return nil, false
}

// functions are what an expression may call; a method's name begins with a dot and its object is the first argument.
var functions = map[string]func([]any) (any, bool){
	"int": func(a []any) (any, bool) {
		if len(a) == 2 {
			s, ok := a[0].(string)
			base, ok2 := a[1].(float64)
			if !ok || !ok2 || base < 0 || base > 36 || base == 1 {
				return nil, false
			}
			return orNone(parseInt(s, int(base)))
		}
		return toNumber(a, true)
	},
	"float": func(a []any) (any, bool) { return toNumber(a, false) },
	"str":   toText,
	"len": func(a []any) (any, bool) {
		if s, ok := text1(a); ok {
			return float64(len([]rune(s))), true
		}
		if l, ok := first(a).([]any); ok {
			return float64(len(l)), true
		}
		return nil, false
	},
	"abs": func(a []any) (any, bool) {
		n, ok := numeric(first(a))
		return math.Abs(n), ok
	},
	"lower":       textFunc(strings.ToLower),
	"upper":       textFunc(strings.ToUpper),
	".lower":      textFunc(strings.ToLower),
	".upper":      textFunc(strings.ToUpper),
	".strip":      textFunc(strings.TrimSpace),
	".startswith": textTest(strings.HasPrefix),
	".endswith":   textTest(strings.HasSuffix),
	"re.match":    regexFunc(compileAnchored),
	"re.search":   regexFunc(CompileRegexp),
	"re.fullmatch": regexFunc(func(s string) (*Regexp, error) {
		return compileAnchored("(?:" + s + `)\z`)
	}),
}

func first(a []any) any {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

func text1(a []any) (string, bool) {
	s, ok := first(a).(string)
	return s, ok
}

func orNone(v float64, ok bool) (any, bool) { return v, ok }

func toNumber(a []any, whole bool) (any, bool) {
	n, ok := numeric(first(a))
	if s, isText := text1(a); isText {
		n, ok = number(strings.TrimSpace(s))
	}
	if whole {
		n = math.Trunc(n)
	}
	return n, ok
}

func toText(a []any) (any, bool) {
	switch v := first(a).(type) {
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case bool:
		if v {
			return "True", true
		}
		return "False", true
	}
	return nil, false
}

func textFunc(f func(string) string) func([]any) (any, bool) {
	return func(a []any) (any, bool) {
		s, ok := text1(a)
		return f(s), ok
	}
}

func textTest(f func(s, t string) bool) func([]any) (any, bool) {
	return func(a []any) (any, bool) {
		s, ok := text1(a)
		if !ok || len(a) != 2 {
			return nil, false
		}
		t, ok := a[1].(string)
		return f(s, t), ok
	}
}

func regexFunc(compile func(string) (*Regexp, error)) func([]any) (any, bool) {
	return func(a []any) (any, bool) {
		src, ok := text1(a)
		if !ok || len(a) != 2 {
			return nil, false
		}
		s, ok := a[1].(string)
		if !ok {
			return nil, false
		}
		r, err := compile(src)
		if err != nil {
			return nil, false
		}
		return r.MatchString(s), true
	}
}
