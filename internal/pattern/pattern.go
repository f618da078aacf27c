package pattern

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Pattern is a compiled pattern. It is immutable and safe for concurrent use.
type Pattern struct {
	source   string
	lang     Lang
	root     *node
	metavars []string
	words    [][]string
	phrases  []Phrase
	kinds    kindSet
	any      bool // the root may be of any kind
}

// Match is one place where a pattern or formula fits, with what its metavariables stand for.
type Match struct {
	Node syntax.Node // the code; of several statements the first; none for text found by a regular expression
	Last syntax.Node // of several statements the last, else Node
	Span syntax.Span // bytes of the file from 0, end exclusive
	Bind Bindings
}

// ErrBudget says that a search used up its steps: there may be matches that were not found.
var ErrBudget = errors.New("the pattern takes too many steps on this file")

// budget bounds the steps of one pattern on one tree. Ordinary searches take a few for each node.
const (
	budgetBase = 1 << 20
	budgetNode = 64
)

func budget(nodes int) int { return budgetBase + budgetNode*nodes }

// Compile reads a pattern of the language. A pattern that does not parse is an *Error.
func Compile(src string, lang Lang) (*Pattern, error) {
	parsed, err := read(src, lang)
	if err != nil {
		return nil, err
	}
	c := &compiler{lang: lang, src: parsed}
	root := c.root()
	if c.err != nil {
		return nil, c.err
	}
	p := &Pattern{source: src, lang: lang, root: root}
	p.metavars = metavarsOf(root)
	p.words, p.phrases = wordsOf(root), phrasesOf(root)
	p.kinds, p.any = rootKinds(root)
	return p, nil
}

// String returns the pattern's source.
func (p *Pattern) String() string { return p.source }

// Lang returns the language the pattern is written in.
func (p *Pattern) Lang() Lang { return p.lang }

// Metavars returns the names the pattern can bind, sorted and with their dollar signs: "$X", "$...ARGS".
func (p *Pattern) Metavars() []string { return p.metavars }

// Words returns what a file must hold for the pattern to match: of each inner list at least one word. Words are
// identifiers, names and contents of literals; where they are identifiers they stand as whole words. No list means
// that nothing is known. They hold for an Env that knows imports of the file alone: a name imported under another in
// a second file, and a literal put together by concatenation, are not foreseen.
func (p *Pattern) Words() [][]string { return p.words }

// Kinds returns the kinds of nodes that MatchNode can match, ascending; nil means any.
func (p *Pattern) Kinds() []syntax.Kind {
	if p.any {
		return nil
	}
	return p.kinds.list()
}

// MatchNode returns the ways in which the pattern matches exactly n, or, for a sequence of statements, statements
// directly in n; names bound in `in` must agree. A nil env stands for the names of n's file alone. The error is
// ErrBudget or nil, and what was found before stands.
func (p *Pattern) MatchNode(n syntax.Node, env Env, in Bindings) ([]Match, error) {
	if n.IsNone() {
		return nil, nil
	}
	if env == nil {
		env = NewFileEnv(n.Tree())
	}
	m := &matcher{env: env, steps: budget(int(n.Last() - n.ID()))}
	out := m.root(p, n, in, nil)
	return tidy(out), m.err(p)
}

// Find returns all matches in t, ordered by span and then by the places of their bindings. A nil env stands for the names of t alone. The
// error is ErrBudget or nil, and what was found before stands.
func (p *Pattern) Find(t *syntax.Tree, env Env) ([]Match, error) {
	return p.findIn(t, env, syntax.Span{Start: 0, End: len(t.Text())}, Bindings{})
}

// findIn searches the nodes within a span.
func (p *Pattern) findIn(t *syntax.Tree, env Env, within syntax.Span, in Bindings) ([]Match, error) {
	if env == nil {
		env = NewFileEnv(t)
	}
	m := &matcher{env: env, steps: budget(t.Len())}
	var out []Match
	for id := syntax.NodeID(0); int(id) < t.Len(); id++ {
		n := t.Node(id)
		if p.accepts(n) && within.Contains(n.Span()) {
			out = m.root(p, n, in, out)
		}
	}
	return tidy(out), m.err(p)
}

func (m *matcher) err(p *Pattern) error {
	if m.steps >= 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrBudget, excerpt(p.source, 0))
}

// accepts reports whether n may be what the pattern's root matches.
func (p *Pattern) accepts(n syntax.Node) bool {
	if !p.any {
		return p.kinds.has(n.Kind())
	}
	return n.Named() && kExpressions.has(n.Kind()) && (!isName(n) || n.Field() == fLeft || goTarget(n))
}

// root matches the pattern at n and appends the matches.
func (m *matcher) root(p *Pattern, n syntax.Node, in Bindings, out []Match) []Match {
	if !p.accepts(n) {
		return out
	}
	switch {
	case p.root.op == opSequence:
		for _, h := range m.sequences(p.root, n, in) {
			s := syntax.Span{Start: h.first.Start(), End: max(h.first.End(), h.last.End())}
			out = append(out, Match{Node: h.first, Last: h.last, Span: s, Bind: h.b})
		}
		return out
	case p.root.op == opAssign && kDecls.has(n.Kind()):
		return m.declarations(p, n, in, out)
	case p.root.op == opEntry:
		return appendMatches(out, n, m.pair(p.root, n, in))
	}
	return appendMatches(out, n, m.match(p.root, n, in))
}

// declarations matches each name that a declaration gives a value; one that stands alone is the whole declaration.
func (m *matcher) declarations(p *Pattern, n syntax.Node, in Bindings, out []Match) []Match {
	ds := declaratorsOf(n)
	for _, d := range ds {
		at := d
		if len(ds) == 1 {
			at = n
		}
		out = appendMatches(out, at, m.assign(p.root, d, in))
	}
	return out
}

func appendMatches(out []Match, n syntax.Node, s solutions) []Match {
	for i := range s.n {
		out = append(out, Match{Node: n, Last: n, Span: n.Span(), Bind: s.at(i)})
	}
	return out
}

// tidy orders matches by span, then by bindings, and removes equal ones. It works in place.
func tidy(ms []Match) []Match {
	sorted := true
	for i := 1; i < len(ms) && sorted; i++ {
		sorted = compareSpans(ms[i-1], ms[i]) < 0
	}
	if sorted {
		return ms
	}
	slices.SortStableFunc(ms, compareSpans)
	out := ms[:0]
	for i := 0; i < len(ms); {
		j := i + 1
		for j < len(ms) && ms[j].Span == ms[i].Span {
			j++
		}
		if j == i+1 {
			out = append(out, ms[i])
		} else {
			// Only matches of one range need their bindings compared, which is what costs.
			out = append(out, byBindings(ms[i:j])...)
		}
		i = j
	}
	clear(ms[len(out):])
	return out
}

func compareSpans(a, b Match) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}

// byBindings orders matches of one range and removes equal ones.
func byBindings(ms []Match) []Match {
	type keyed struct {
		m   Match
		key string
	}
	ks := make([]keyed, len(ms))
	for i, m := range ms {
		ks[i] = keyed{m, m.Bind.key()}
	}
	slices.SortStableFunc(ks, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	ks = slices.CompactFunc(ks, func(a, b keyed) bool { return a.key == b.key })
	out := make([]Match, len(ks))
	for i, k := range ks {
		out[i] = k.m
	}
	return out
}
