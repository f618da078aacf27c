package expr

import (
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// Template is text with `{expression}` in it. It is immutable.
type Template struct {
	src   string
	parts []part
}

// part is literal text, or an expression.
type part struct {
	text    string
	program *Program
	offset  int // of the expression in the template, in bytes
}

// CompileTemplate parses a template and the expressions in it. An expression is ended by the brace that closes it
// outside strings; `{{` and `}}` are braces. Problems carry offsets in the template; where there is one, the template
// is nil.
func (e *Env) CompileTemplate(src string) (*Template, []Problem) {
	t := &Template{src: src}
	var problems []Problem
	for i := 0; i < len(src); {
		j := strings.IndexAny(src[i:], "{}")
		if j < 0 {
			t.text(src[i:])
			break
		}
		t.text(src[i : i+j])
		i += j
		if i+1 < len(src) && src[i+1] == src[i] {
			t.text(src[i : i+1])
			i += 2
			continue
		}
		end := closingBrace(src, i)
		if src[i] == '}' || end < 0 {
			return nil, append(problems, loneBrace(src, i))
		}
		p, ps := e.Compile(src[i+1 : end])
		for _, problem := range ps {
			problem.Offset += i + 1
			problem.End += i + 1
			problems = append(problems, problem)
		}
		t.parts = append(t.parts, part{program: p, offset: i + 1})
		i = end + 1
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return t, nil
}

func (t *Template) text(s string) {
	if n := len(t.parts); n > 0 && t.parts[n-1].program == nil {
		t.parts[n-1].text += s
		return
	}
	t.parts = append(t.parts, part{text: s})
}

func loneBrace(src string, i int) Problem {
	p := Problem{Offset: i, End: i + 1, Message: "`}` closes nothing", Hint: "write `}}` for a brace"}
	if src[i] == '{' {
		p.End = len(src)
		p.Message, p.Hint = "`{` is not closed", "an expression ends with `}`; write `{{` for a brace"
	}
	return p
}

// closingBrace returns the offset of the brace that closes the one at src[start], or -1.
func closingBrace(src string, start int) int {
	depth := 0
	for i := start; i < len(src); i++ {
		switch src[i] {
		case '\'', '"':
			end, _ := skipString(src, i)
			i = end - 1
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// Names returns the names the template uses, each once, in the order of the text.
func (t *Template) Names() []string {
	var names []string
	seen := map[string]bool{}
	for _, p := range t.parts {
		if p.program == nil {
			continue
		}
		for _, n := range p.program.Names() {
			if !seen[n] {
				seen[n] = true
				names = append(names, n)
			}
		}
	}
	return names
}

// Calls returns the calls in the template, with offsets in the template.
func (t *Template) Calls() []Call {
	var calls []Call
	for _, p := range t.parts {
		if p.program == nil {
			continue
		}
		for _, c := range p.program.Calls() {
			calls = append(calls, c.moved(p.offset))
		}
	}
	return calls
}

// Source returns the text the template was compiled from.
func (t *Template) Source() string { return t.src }

// Exact writes the text as Render does where every part of it is one known text, number or truth value; ok is false elsewhere, such as
// for a list, null or a value that differs by branch: what is written into code must not be a remark for people.
func (t *Template) Exact(in *Input) (text string, ok bool) {
	var b strings.Builder
	for _, p := range t.parts {
		if p.program == nil {
			b.WriteString(p.text)
			continue
		}
		v := p.program.evaluate(in, sureSets)
		if v.Kind != value.String && v.Kind != value.Number && v.Kind != value.Bool {
			return "", false
		}
		b.WriteString(printValue(v, in.Repo))
	}
	return b.String(), true
}

// String describes the template for debugging.
func (t *Template) String() string { return fmt.Sprintf("%q", t.src) }

// Render writes the text. A string stands as it is, a list as "a, b and c", an object as its keys, a fact or place as
// path:line with the repository in front where it is not in.Repo, a value that differs by branch as "a or b", null and
// what is empty as "nothing", an unknown as "?"; a list or object that may have more members says why.
// Doubtful members of sets are left out.
func (t *Template) Render(in *Input) string {
	var b strings.Builder
	for _, p := range t.parts {
		if p.program == nil {
			b.WriteString(p.text)
			continue
		}
		b.WriteString(printValue(p.program.evaluate(in, sureSets), in.Repo))
	}
	return b.String()
}
