package golang

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// lowerFormat lowers fmt.Sprintf("…", args) to the text that it gives; false for any other call, and where the format is
// not written out.
func lowerFormat(e *lang.Expr, m *lang.Module, f, args syntax.Node) bool {
	if !ofPackage(m, f, "fmt", "Sprintf") {
		return false
	}
	format, ok := textOf(only(args))
	if !ok {
		return false
	}
	var values []syntax.Node
	for c := range args.NamedChildren() {
		values = append(values, c)
	}
	parts, ok := formatted(format, values[1:], args)
	if !ok {
		return false
	}
	e.Op, e.Parts = lang.OpTemplate, parts
	return true
}

// ofPackage reports whether f names the function of the imported package.
func ofPackage(m *lang.Module, f syntax.Node, pkg, name string) bool {
	if kindOf(f) != kSelector || f.Child(fField).Text() != name || kindOf(f.Child(fOperand)) != kIdentifier {
		return false
	}
	b := m.Resolve(f.Child(fOperand))
	return b != lang.NoBinding && m.Bindings[b].Kind == lang.Imported && m.Imports[m.Bindings[b].Import].Module == pkg
}

// formatted splits a format at its verbs. A value that is written in a way of its own is the argument list itself, which
// is unknown. It is false where verbs and values do not go together.
func formatted(format string, values []syntax.Node, args syntax.Node) (parts []lang.Part, ok bool) {
	var text strings.Builder
	for format != "" {
		before, rest, found := strings.Cut(format, "%")
		text.WriteString(before)
		if !found {
			break
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r == '%' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' })
		if end < 0 || strings.ContainsAny(rest[:end], "[*") {
			return nil, false
		}
		verb := rest[:end+1]
		if format = rest[end+1:]; verb == "%" {
			text.WriteByte('%')
			continue
		}
		if len(values) == 0 || kindOf(values[0]) == kVariadic {
			return nil, false
		}
		if text.Len() > 0 {
			parts = append(parts, lang.Part{Str: text.String()})
			text.Reset()
		}
		part := lang.Part{Expr: args}
		if verb == "s" || verb == "v" || verb == "d" {
			part.Expr = values[0]
		}
		parts, values = append(parts, part), values[1:]
	}
	if text.Len() > 0 {
		parts = append(parts, lang.Part{Str: text.String()})
	}
	return parts, len(values) == 0
}
