package script

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoted is a TypeScript string literal. What cannot be seen is escaped: line separators end a line in some readers, and signs
// that turn the direction of writing make code look like other code.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch r {
		case '\'', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteString(visible(r))
		}
	}
	b.WriteByte('\'')
	return b.String()
}

func visible(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case unicode.IsPrint(r):
		return string(r)
	default:
		return fmt.Sprintf(`\u{%x}`, r)
	}
}

// inComment is text for a block comment: it neither ends the comment nor the line.
func inComment(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(visible(r))
	}
	return strings.ReplaceAll(b.String(), "*/", `*\/`)
}

// value is a literal value in TypeScript.
func value(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "null", nil
	case string:
		if utf8.ValidString(v) {
			return quoted(v), nil
		}
		return "", fmt.Errorf("%q is not UTF-8", v)
	case bool:
		return strconv.FormatBool(v), nil
	case int:
		return strconv.Itoa(v), nil
	case float64:
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			return strconv.FormatFloat(v, 'g', -1, 64), nil
		}
	}
	return "", fmt.Errorf("%v is no value of a literal type: string, bool, int, a finite float64 or nil", v)
}

// sqlValue is a literal value in Cosmos SQL, whose strings are those of JSON.
func sqlValue(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "null" // Options.complete lets no such value through
	}
	for escaped, plain := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		text = []byte(strings.ReplaceAll(string(text), escaped, plain))
	}
	return string(text)
}

// list is an array literal of strings.
func list(values []string) string {
	var items []string
	for _, v := range values {
		items = append(items, quoted(v))
	}
	return "[" + strings.Join(items, ", ") + "]"
}
