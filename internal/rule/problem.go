package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is something wrong with a rule file or with what the configuration says about rules.
type Problem struct {
	File    string // as the source was named
	Line    int    // from 1
	Column  int    // from 1, in bytes of UTF-8
	Rule    string // id of the rule, or where it stands in its file such as known[2]; empty for the file as a whole
	Message string // what is wrong and what is allowed: one line, no full stop
	Hint    string // what to do next; may be empty
}

// Error returns file:line:column and the text.
func (p *Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text())
}

// Text returns the rule and the message, with the hint in parentheses.
func (p *Problem) Text() string {
	text := p.Message
	if p.Rule != "" {
		text = p.Rule + ": " + text
	}
	if p.Hint != "" {
		text += " (" + p.Hint + ")"
	}
	return text
}

// sortProblems puts problems into their total order and removes repetitions: a check that extends another repeats the
// mistakes of its base.
func sortProblems(ps []*Problem) []*Problem {
	slices.SortFunc(ps, func(a, b *Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Message, b.Message), cmp.Compare(a.Hint, b.Hint), cmp.Compare(a.Rule, b.Rule))
	})
	return slices.CompactFunc(ps, func(a, b *Problem) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Message == b.Message && a.Hint == b.Hint
	})
}

// reporter collects the problems of one rule. Each rule has its own, so that rules can be compiled in parallel.
type reporter struct {
	rule     string
	problems []*Problem
	warnings []*Problem
}

// at reports a problem at the start of n.
func (r *reporter) at(n *node, hint, format string, args ...any) {
	r.within(n, -1, hint, format, args...)
}

// within reports a problem at a byte offset of the text of scalar n.
func (r *reporter) within(n *node, offset int, hint, format string, args ...any) {
	r.problems = append(r.problems, r.problem(n, offset, hint, format, args...))
}

// named puts the name of a key before the problems that check finds, where they say what must be.
func (r *reporter) named(key string, check func()) {
	before := len(r.problems)
	check()
	for _, p := range r.problems[before:] {
		if strings.HasPrefix(p.Message, "must ") {
			p.Message = "`" + key + "` " + p.Message
		}
	}
}

// warn records what does not keep the rule from working.
func (r *reporter) warn(n *node, hint, format string, args ...any) {
	r.warnings = append(r.warnings, r.problem(n, -1, hint, format, args...))
}

func (r *reporter) problem(n *node, offset int, hint, format string, args ...any) *Problem {
	at := n.start
	if offset >= 0 {
		at = n.at(offset)
	}
	line, column := n.file.position(at)
	return &Problem{File: n.file.name, Line: line, Column: column, Rule: r.rule, Message: fmt.Sprintf(format, args...), Hint: hint}
}

// failed reports whether anything is wrong so far.
func (r *reporter) failed() bool { return len(r.problems) > 0 }
