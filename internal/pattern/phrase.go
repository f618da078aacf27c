package pattern

import (
	"slices"
	"strings"
)

// Phrase is a piece of text that a file must have for a pattern to match in it: tokens in a row, with nothing between them
// but what matching looks through. It lets a file be passed over without parsing it.
type Phrase struct {
	Tokens []string // names, contents of literals, "$" for any name, and "." "(" "[" "=" for all spellings of member, call, index and assignment; a name behind a quote is a string
	Behind string   // the metavariable whose code stands in front of the first token, which is then "." or "["; empty: none
	Ends   []string // what the code behind which the phrase stands ends with, in lower case; nil: anything
	Module string   // where a file imports this module, the names of the phrase may stand in any order, under an alias
}

// Names returns the tokens that are words.
func (p *Phrase) Names() []string {
	var out []string
	for _, t := range p.Tokens {
		if !strings.Contains(".([=$", t) {
			out = append(out, strings.TrimPrefix(t, `"`))
		}
	}
	return out
}

// maxAlternatives bounds the ways in which a formula may match that are kept apart.
const maxAlternatives = 64

// Phrases returns the ways in which the formula may match: a file must have all phrases of one of them. An alternative
// without phrases says that nothing is known. What Words says of other files holds here, too.
func (f *Formula) Phrases() [][]Phrase {
	switch f.op {
	case leafPattern:
		return [][]Phrase{f.pattern.phrases}
	case inside:
		return f.parts[0].Phrases()
	case anyOf:
		var out [][]Phrase
		for _, p := range f.parts {
			out = append(out, p.Phrases()...)
		}
		return bounded(out)
	case allOf:
		out := [][]Phrase{nil}
		for _, p := range f.parts {
			out = bounded(combined(out, p.Phrases()))
		}
		return f.narrowed(out)
	}
	return [][]Phrase{nil}
}

func bounded(alternatives [][]Phrase) [][]Phrase {
	if len(alternatives) > maxAlternatives {
		return [][]Phrase{nil}
	}
	return alternatives
}

// combined returns every alternative of a with every one of b.
func combined(a, b [][]Phrase) [][]Phrase {
	var out [][]Phrase
	for _, x := range a {
		for _, y := range b {
			out = append(out, append(slices.Clone(x), y...))
		}
	}
	return out
}

// narrowed adds what conditions demand of the code behind which phrases stand.
func (f *Formula) narrowed(alternatives [][]Phrase) [][]Phrase {
	for _, c := range f.conditions {
		re, ok := c.(*MetavariableRegex)
		if !ok {
			continue
		}
		ends := endsOf(re.regex.source)
		if ends == nil {
			continue
		}
		for _, phrases := range alternatives {
			for i := range phrases {
				if phrases[i].Behind == re.Name {
					phrases[i].Ends = ends
				}
			}
		}
	}
	return alternatives
}

// phrasesOf returns the phrases that every match of p has.
func phrasesOf(p *node) []Phrase {
	w := &phraser{}
	w.keep(w.run(p))
	return w.out
}

// phraser collects phrases from a pattern.
type phraser struct{ out []Phrase }

// keep adds a run of tokens that goes on no further. One without names counts where it stands behind a metavariable, which may
// come to stand for a name.
func (w *phraser) keep(p Phrase) {
	if len(p.Names()) == 0 && (p.Behind == "" || len(p.Tokens) == 0) {
		return
	}
	for _, have := range w.out {
		if slices.Equal(have.Tokens, p.Tokens) && have.Behind == p.Behind {
			return
		}
	}
	w.out = append(w.out, p)
}

// run returns the phrase at the end of p, to which more may be added; what comes before it is kept.
func (w *phraser) run(p *node) Phrase {
	switch {
	case p == nil:
		return Phrase{}
	case p.op == opMeta:
		return Phrase{Behind: p.text}
	case p.op == opName && p.str == strLiteral:
		return w.name(p)
	case p.op == opString && p.str == strLiteral:
		if len(p.text) >= minWord && searchable(p.text) {
			w.keep(Phrase{Tokens: []string{p.text}})
		}
		return Phrase{}
	case p.op == opMember:
		return w.member(p)
	case p.op == opCall && p.left.op != opTyped:
		r := w.run(p.left)
		w.rest(p.typ)
		w.rest(p.kids...)
		return r.with("(")
	case p.op == opTree && (p.src.Is("subscript_expression") || p.src.Is("subscript")) && len(p.kids) > 0:
		r := w.run(p.kids[0])
		if i := p.kids[len(p.kids)-1]; len(p.kids) == 2 && i.op == opString && i.str == strLiteral && searchable(i.text) {
			return r.with("[", `"`+i.text)
		}
		w.rest(p.kids[1:]...)
		return r.with("[")
	case p.op == opAssign:
		r := w.run(p.left)
		w.rest(p.typ, p.right)
		if n := len(r.Tokens); n > 0 && strings.Contains("[(", r.Tokens[n-1]) {
			return r // what stands in the brackets comes first
		}
		return r.with("=")
	}
	p.children(func(c *node) { w.rest(c) })
	return Phrase{}
}

func (w *phraser) rest(ps ...*node) {
	for _, p := range ps {
		w.keep(w.run(p))
	}
}

// name is a name as it is written. The dotted name of an import may be written in parts.
func (w *phraser) name(p *node) Phrase {
	if strings.Contains(p.text, ".") {
		for _, part := range strings.Split(p.text, ".") {
			if part = strings.TrimSpace(part); len(part) >= minWord && searchable(part) {
				w.keep(Phrase{Tokens: []string{part}})
			}
		}
		return Phrase{}
	}
	if !searchable(p.text) {
		return Phrase{}
	}
	return Phrase{Tokens: []string{p.text}}
}

func (w *phraser) member(p *node) Phrase {
	r := w.run(p.left)
	if p.left.op == opName && p.left.dotted != "" {
		r.Module = p.left.dotted
	}
	switch {
	case p.right.op == opName && searchable(p.right.text):
		return r.with(".", p.right.text)
	case p.right.op == opMeta:
		return r.with(".", "$")
	}
	w.keep(r)
	w.rest(p.right)
	return Phrase{}
}

// with adds tokens to a run. One that begins nowhere stays empty.
func (p Phrase) with(tokens ...string) Phrase {
	if len(p.Tokens) == 0 && p.Behind == "" {
		if len(tokens) < 2 {
			return p
		}
		return Phrase{Tokens: tokens} // behind something that is not named
	}
	p.Tokens = append(slices.Clone(p.Tokens), tokens...)
	return p
}
