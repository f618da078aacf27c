package pattern

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Formula combines patterns by Semgrep's operators. It is made by the constructors below, immutable and safe for
// concurrent use.
//
// All holds where all its positive parts hold: their ranges are intersected and their metavariables must agree. Then
// its negative parts drop ranges, then conditions on the metavariables, then the focus moves the range. The order in
// which the parts are written does not matter.
type Formula struct {
	op         formulaOp
	pattern    *Pattern
	regex      *Regexp
	known      string
	parts      []*Formula
	conditions []Condition
	focus      [][]string
}

type formulaOp int

const (
	leafPattern formulaOp = iota + 1
	leafRegex
	leafKnown
	allOf
	anyOf
	inside
	not
	notInside
	notRegex
)

// Of is the operator `pattern`.
func Of(p *Pattern) *Formula { return &Formula{op: leafPattern, pattern: p} }

// OfText is `pattern-regex`: it searches the file's text, in any language. Named groups bind metavariables, others
// $1, $2 and so on.
func OfText(r *Regexp) *Formula { return &Formula{op: leafRegex, regex: r} }

// Known is `pattern-known`: the matches that the engine gives for a type of value.
func Known(typ string) *Formula { return &Formula{op: leafKnown, known: typ} }

// All is `patterns`.
func All(parts ...*Formula) *Formula { return &Formula{op: allOf, parts: parts} }

// Any is `pattern-either`.
func Any(parts ...*Formula) *Formula { return &Formula{op: anyOf, parts: parts} }

// Inside is `pattern-inside`: the match lies within one of f.
func Inside(f *Formula) *Formula { return &Formula{op: inside, parts: []*Formula{f}} }

// Not is `pattern-not`: the match has not the range of one of f.
func Not(f *Formula) *Formula { return &Formula{op: not, parts: []*Formula{f}} }

// NotInside is `pattern-not-inside`: the match lies within none of f.
func NotInside(f *Formula) *Formula { return &Formula{op: notInside, parts: []*Formula{f}} }

// NotText is `pattern-not-regex`: the match lies within no match of the expression.
func NotText(r *Regexp) *Formula {
	return &Formula{op: notRegex, parts: []*Formula{OfText(r)}}
}

// Where returns f with conditions on its metavariables. On a formula that is no All they hold for each of its matches.
func (f *Formula) Where(cs ...Condition) *Formula {
	g := f.asAll()
	g.conditions = append(slices.Clone(g.conditions), cs...)
	return g
}

// Focus returns f with its matches moved to the range of a metavariable; several names give a match each.
func (f *Formula) Focus(names ...string) *Formula {
	g := f.asAll()
	g.focus = append(slices.Clone(g.focus), names)
	return g
}

func (f *Formula) asAll() *Formula {
	if f.op == allOf {
		c := *f
		return &c
	}
	return All(f)
}

// Positive reports whether f finds something by itself; a formula of negatives alone only filters.
func (f *Formula) Positive() bool {
	switch f.op {
	case not, notInside, notRegex:
		return false
	case allOf, anyOf:
		return slices.ContainsFunc(f.parts, (*Formula).Positive)
	}
	return true
}

// Metavars returns the names that the positive parts of f can bind, sorted.
func (f *Formula) Metavars() []string {
	var out []string
	switch f.op {
	case leafPattern:
		out = f.pattern.Metavars()
	case leafRegex:
		out = f.regex.Metavars()
	case allOf, anyOf, inside:
		for _, p := range f.parts {
			out = append(out, p.Metavars()...)
		}
		for _, c := range f.conditions {
			if mp, ok := c.(*MetavariablePattern); ok {
				out = append(out, mp.Formula.Metavars()...)
			}
		}
	}
	out = slices.Clone(out)
	slices.Sort(out)
	return slices.Compact(out)
}

// Words is Pattern.Words for a formula: of each inner list a file must hold at least one word. No list means that
// nothing is known; what is found by Known is not limited by words.
func (f *Formula) Words() [][]string {
	switch f.op {
	case leafPattern:
		return f.pattern.Words()
	case allOf, inside:
		var out [][]string
		for _, p := range f.parts {
			out = append(out, p.Words()...)
		}
		return out
	case anyOf:
		return eitherWords(f.parts)
	}
	return nil
}

// eitherWords takes of each part its longest single word, since one of the parts must match.
func eitherWords(parts []*Formula) [][]string {
	var union []string
	for _, p := range parts {
		var best []string
		for _, ws := range p.Words() {
			if best == nil || shortest(ws) > shortest(best) {
				best = ws
			}
		}
		if best == nil {
			return nil
		}
		union = append(union, best...)
	}
	if union == nil {
		return nil
	}
	slices.Sort(union)
	return [][]string{slices.Compact(union)}
}

func shortest(ws []string) int {
	n := len(ws[0])
	for _, w := range ws {
		n = min(n, len(w))
	}
	return n
}

// Types returns the types that f asks for by Known, sorted.
func (f *Formula) Types() []string {
	var out []string
	f.each(func(g *Formula) {
		if g.op == leafKnown {
			out = append(out, g.known)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// each visits f and the formulas in it, in order.
func (f *Formula) each(visit func(*Formula)) {
	visit(f)
	for _, p := range f.parts {
		p.each(visit)
	}
}

// File is one file being searched. It remembers what was found, so that formulas share it; it belongs to one goroutine.
type File struct {
	Tree *syntax.Tree // nil where only text is searched
	Lang Lang         // of the tree; patterns of another language find nothing
	Text []byte       // nil: the tree's text
	Env  Env          // nil: the names of the file alone
	// Known gives the matches of Known formulas; nil: none.
	Known func(typ string) []Match
	// Doubtful is filled by Find: what was dropped because it touches a syntax error, where a negative operator cannot
	// tell that something is absent.
	Doubtful []Match

	found   map[*Pattern][]Match
	ofRegex map[*Regexp][]Match
	words   map[string]bool
	errs    []error
}

// Forget drops what was found, which is found again when it is asked for.
func (file *File) Forget() { file.found, file.ofRegex, file.words, file.Doubtful = nil, nil, nil, nil }

// Find returns the matches of f in file, ordered by span and then by the places of their bindings. The error joins what was given up
// (ErrBudget, ErrRegexpTime); what was found before stands.
func (f *Formula) Find(file *File) ([]Match, error) {
	file.errs, file.Doubtful = nil, nil
	out := tidy(slices.Clone(file.eval(f, scope{})))
	file.Doubtful = tidy(file.Doubtful)
	return out, joined(file.errs)
}
