package pattern

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// comparison is a parsed expression of metavariable-comparison: the part of Python's expressions that rules use.
type comparison struct {
	root  *term
	names []string
}

// term is one operation: op with its operands, or a value, a metavariable, a call.
type term struct {
	op    string // operator, "value", "name", "list", "call"
	text  string // of a name or call
	value any
	args  []*term
}

const maxTerms = 1000

type exprParser struct {
	src    string
	tokens []token
	pos    int
	depth  int
	names  []string
}

type token struct {
	text string
	at   int
}

var tokenPattern = regexp.MustCompile(`^(?:\$[A-Z_][A-Z0-9_]*|\$[0-9]+|re\.[a-z]+|[A-Za-z_][A-Za-z0-9_]*|0[xX][0-9a-fA-F_]+|0[bBoO][0-7_]+|[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\*\*|//|<=|>=|==|!=|[-+*/%<>()\[\],.])`)

func parseComparison(src string) (*comparison, error) {
	p := &exprParser{src: src}
	for i := 0; i < len(src); {
		if strings.IndexByte(" \t\r\n", src[i]) >= 0 {
			i++
			continue
		}
		t := rawString.FindString(src[i:])
		if t == "" {
			t = tokenPattern.FindString(src[i:])
		}
		if t == "" {
			return nil, p.errorAt(i, fmt.Sprintf("unexpected %q", src[i:i+1]))
		}
		p.tokens = append(p.tokens, token{t, i})
		i += len(t)
	}
	if len(p.tokens) > maxTerms {
		return nil, p.errorAt(0, "the expression is too long")
	}
	root, err := p.binary(0)
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.tokens) {
		return nil, p.errorAt(p.tokens[p.pos].at, fmt.Sprintf("unexpected %q", p.tokens[p.pos].text))
	}
	slices.Sort(p.names)
	return &comparison{root, slices.Compact(p.names)}, nil
}

// rawString comes before names, of which its prefix is one.
var rawString = regexp.MustCompile(`^[rR](?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')`)

func (p *exprParser) errorAt(i int, message string) error {
	return &Error{Offset: i, Message: message + " in the comparison", Hint: "write a Python expression over metavariables, such as $X > 10"}
}

func (p *exprParser) peek() string {
	if p.pos < len(p.tokens) {
		return p.tokens[p.pos].text
	}
	return ""
}

func (p *exprParser) at() int {
	if p.pos < len(p.tokens) {
		return p.tokens[p.pos].at
	}
	return len(p.src)
}

// levels are the binary operators from the weakest; not, the comparisons' negations and powers are handled apart.
var levels = [][]string{{"or"}, {"and"}, {"==", "!=", "<", "<=", ">", ">=", "in", "not", "is"}, {"+", "-"}, {"*", "/", "//", "%"}, {"**"}}

const comparing = 2

func (p *exprParser) binary(level int) (*term, error) {
	if p.depth++; p.depth > maxDepth*len(levels) {
		return nil, p.errorAt(p.at(), "too much nesting")
	}
	defer func() { p.depth-- }()
	if level == len(levels) {
		return p.unary()
	}
	if level == comparing && p.peek() == "not" {
		p.pos++
		x, err := p.binary(comparing)
		return &term{op: "not", args: []*term{x}}, err
	}
	left, err := p.binary(level + 1)
	if err != nil {
		return nil, err
	}
	var previous *term
	for slices.Contains(levels[level], p.peek()) {
		op := p.operator()
		right, err := p.binary(level + 1)
		if err != nil {
			return nil, err
		}
		if level == comparing && previous != nil {
			// a < b < c is a < b and b < c.
			left = &term{op: "and", args: []*term{left, {op: op, args: []*term{previous, right}}}}
		} else {
			left = &term{op: op, args: []*term{left, right}}
		}
		previous = right
	}
	return left, nil
}

// operator reads an operator of one or two words.
func (p *exprParser) operator() string {
	op := p.peek()
	p.pos++
	if op == "not" && p.peek() == "in" || op == "is" && p.peek() == "not" {
		op += " " + p.peek()
		p.pos++
	}
	return op
}

func (p *exprParser) unary() (*term, error) {
	switch t := p.peek(); t {
	case "-", "+", "not":
		if p.depth++; p.depth > maxDepth*len(levels) {
			return nil, p.errorAt(p.at(), "too much nesting")
		}
		p.pos++
		x, err := p.unary()
		p.depth--
		return &term{op: "unary " + t, args: []*term{x}}, err
	}
	x, err := p.primary()
	if err != nil {
		return nil, err
	}
	for {
		name, ok := strings.CutPrefix(p.peek(), ".")
		if !ok {
			return x, nil
		}
		p.pos++
		if name == "" {
			name = p.peek()
			p.pos++
		}
		args, err := p.list("(", ")")
		if err != nil {
			return nil, err
		}
		if functions["."+name] == nil {
			return nil, p.errorAt(p.at(), fmt.Sprintf("unknown method %q", name))
		}
		x = &term{op: "call", text: "." + name, args: append([]*term{x}, args...)}
	}
}

func (p *exprParser) primary() (*term, error) {
	t, at := p.peek(), p.at()
	switch {
	case t == "":
		return nil, p.errorAt(at, "the expression ends early")
	case t == "(" || t == "[":
		return p.group(t)
	case t[0] == '$':
		p.pos++
		p.names = append(p.names, t)
		return &term{op: "name", text: t}, nil
	case t[0] >= '0' && t[0] <= '9':
		p.pos++
		v, ok := number(t)
		if !ok {
			return nil, p.errorAt(at, "no number")
		}
		return &term{op: "value", value: v}, nil
	case strings.ContainsAny(t[:1], `"'`), len(t) > 1 && strings.ContainsAny(t[1:2], `"'`):
		p.pos++
		return &term{op: "value", value: unquote(t)}, nil
	case t == "True", t == "False", t == "true", t == "false":
		p.pos++
		return &term{op: "value", value: strings.EqualFold(t, "true")}, nil
	case t == "None":
		p.pos++
		return &term{op: "value"}, nil
	case functions[t] != nil:
		p.pos++
		args, err := p.list("(", ")")
		return &term{op: "call", text: t, args: args}, err
	}
	return nil, p.errorAt(at, fmt.Sprintf("unknown name %q", t))
}

func unquote(t string) string {
	raw := t[0] == 'r' || t[0] == 'R'
	if raw {
		t = t[1:]
	}
	s, _ := unescape(t[1:len(t)-1], raw, false)
	return s
}

// group reads a parenthesised expression, a tuple or a list.
func (p *exprParser) group(open string) (*term, error) {
	closing := map[string]string{"(": ")", "[": "]"}[open]
	at := p.pos
	args, err := p.list(open, closing)
	if err != nil {
		return nil, err
	}
	tuple := p.tokens[p.pos-2].text == "," && p.pos-2 > at
	if open == "(" && len(args) == 1 && !tuple {
		return args[0], nil
	}
	return &term{op: "list", args: args}, nil
}

func (p *exprParser) list(open, closing string) ([]*term, error) {
	if p.peek() != open {
		return nil, p.errorAt(p.at(), "missing "+open)
	}
	p.pos++
	var out []*term
	for p.peek() != closing {
		x, err := p.binary(0)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
		if p.peek() == "," {
			p.pos++
		} else if p.peek() != closing {
			return nil, p.errorAt(p.at(), "missing "+closing)
		}
	}
	p.pos++
	return out, nil
}

// parseInt reads an integer written in a base, or by its prefix for base 0.
func parseInt(s string, base int) (float64, bool) {
	s = strings.TrimSpace(s)
	if v, err := strconv.ParseInt(s, base, 64); err == nil {
		return float64(v), true
	}
	if base == 0 || base == 10 {
		return number(s)
	}
	return 0, false
}
