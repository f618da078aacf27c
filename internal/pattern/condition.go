package pattern

import (
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Condition is a question about what metavariables stand for. One that a match did not bind makes it false.
type Condition interface {
	// Names returns the metavariables the condition asks about.
	Names() []string
	// judge returns the match, once for each way in which the condition holds; none if it does not.
	judge(file *File, m Match) []Match
}

// filter keeps what satisfies c.
func (file *File) filter(c Condition, ms []Match) []Match {
	var out []Match
	for _, m := range ms {
		out = append(out, c.judge(file, m)...)
	}
	return out
}

// MetavariableRegex is `metavariable-regex`: the text of Name begins with a match of the expression.
type MetavariableRegex struct {
	Name  string
	regex *Regexp
}

// NewMetavariableRegex compiles the condition. The expression is anchored at the left, as Python's re.match.
func NewMetavariableRegex(name, regex string) (*MetavariableRegex, error) {
	r, err := compileAnchored(regex)
	if err != nil {
		return nil, err
	}
	return &MetavariableRegex{name, r}, nil
}

// Names implements Condition.
func (c *MetavariableRegex) Names() []string { return []string{c.Name} }

func (c *MetavariableRegex) judge(file *File, m Match) []Match {
	b, ok := m.Bind.Get(c.Name)
	if !ok {
		return nil
	}
	ok, err := c.regex.match(b.Text)
	file.fail(err)
	if !ok {
		return nil
	}
	return []Match{m}
}

// MetavariablePattern is `metavariable-pattern`: the formula matches in the code that Name stands for, or, if it is
// made of negatives, does not drop it.
type MetavariablePattern struct {
	Name    string
	Formula *Formula
	// Lang parses the text of Name, or the content of the string it is, in another language; 0 keeps the code as it is.
	Lang Lang
	// Plain searches that text without parsing it (languages regex and generic).
	Plain bool
}

// Names implements Condition.
func (c *MetavariablePattern) Names() []string { return []string{c.Name} }

func (c *MetavariablePattern) judge(file *File, m Match) []Match {
	b, ok := m.Bind.Get(c.Name)
	if !ok || b.Sequence() {
		return nil
	}
	if c.Plain || c.Lang != 0 && !sameTrees(c.Lang, file.Lang) || b.Node.IsNone() || c.Lang != 0 && isString(b) {
		return c.elsewhere(file, m, b)
	}
	span := b.Node.Span()
	found := file.eval(c.Formula, scope{true, span, Match{b.Node, b.Node, span, m.Bind}})
	var out []Match
	for _, in := range found {
		out = append(out, Match{m.Node, m.Last, m.Span, in.Bind})
	}
	return tidy(out)
}

func isString(b Binding) bool { return b.Content || kStrings.has(strip(b.Node).Kind()) }

// elsewhere searches the text as a file of its own. Nothing bound there is a place of this file, so nothing is kept.
func (c *MetavariablePattern) elsewhere(file *File, m Match, b Binding) []Match {
	text := b.Text
	if !b.Content && !b.Node.IsNone() {
		if s, ok := literalString(strip(b.Node)); ok {
			text = s
		}
	}
	sub := &File{Text: []byte(text), Lang: c.Lang, Known: nil}
	whole := Match{Span: syntax.Span{Start: 0, End: len(text)}}
	if c.Lang != 0 && !c.Plain {
		t, err := syntax.Parse(c.Lang.grammars()[0], sub.Text)
		if err != nil {
			file.fail(err)
			return nil
		}
		sub.Tree = t
		whole.Node, whole.Last = t.Root(), t.Root()
	}
	found := sub.eval(c.Formula, scope{true, whole.Span, whole})
	for _, err := range sub.errs {
		file.fail(err)
	}
	if len(found) == 0 {
		return nil
	}
	return []Match{m}
}

// MetavariableType is `metavariable-type`: the code has one of the types, as far as the file shows it.
type MetavariableType struct {
	Name  string
	Types []string
}

// Names implements Condition.
func (c *MetavariableType) Names() []string { return []string{c.Name} }

func (c *MetavariableType) judge(file *File, m Match) []Match {
	b, ok := m.Bind.Get(c.Name)
	if !ok || b.Node.IsNone() {
		return nil
	}
	mt := &matcher{env: file.env()}
	if !mt.hasType(b.Node, c.Types) {
		return nil
	}
	return []Match{m}
}

// MetavariableComparison is `metavariable-comparison`: an expression in Python's syntax over metavariables is true.
// Without an expression of its own kind (an error while evaluating, an unknown value) it is false.
type MetavariableComparison struct {
	expr  *comparison
	Strip bool   // take the quotes from strings, so that "42" is a number
	Base  int    // of integers in strings; 0: by their prefix
	Name  string // optional: what strip and base are about; empty: all
}

// NewMetavariableComparison compiles the expression; the error is an *Error with the offset in it.
func NewMetavariableComparison(expr string) (*MetavariableComparison, error) {
	c, err := parseComparison(expr)
	if err != nil {
		return nil, err
	}
	return &MetavariableComparison{expr: c}, nil
}

// Names implements Condition.
func (c *MetavariableComparison) Names() []string { return c.expr.names }

func (c *MetavariableComparison) judge(file *File, m Match) []Match {
	v, ok := c.expr.root.eval(func(name string) (any, bool) {
		b, ok := m.Bind.Get(name)
		if !ok {
			return nil, false
		}
		v, ok := file.value(b)
		if s, isText := v.(string); ok && isText && (c.Strip || c.Base != 0) && (c.Name == "" || c.Name == name) {
			if n, ok := parseInt(s, c.Base); ok {
				return n, true
			}
		}
		return v, ok
	})
	if !ok || !truth(v) {
		return nil
	}
	return []Match{m}
}

// value returns what a binding stands for as a number, string or boolean; ok=false where that is not known.
func (file *File) value(b Binding) (any, bool) {
	if b.Node.IsNone() || b.Content || b.Name && !kIdentifiers.has(b.Node.Kind()) {
		return b.Text, true
	}
	kind, text, ok := file.env().Constant(b.Node)
	if !ok {
		// Arithmetic over literals is worth reading: 1024 * 2.
		if c, err := parseComparison(b.Text); err == nil && len(c.names) == 0 {
			return c.root.eval(func(string) (any, bool) { return nil, false })
		}
		return nil, false
	}
	switch kind {
	case ConstString:
		return text, true
	case ConstBool:
		return text == "true" || text == "True", true
	}
	n, ok := number(text)
	return n, ok
}
