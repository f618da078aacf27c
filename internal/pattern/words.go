package pattern

import (
	"slices"
	"strings"
	"unicode"
)

// children yields all operations directly below p.
func (p *node) children(yield func(*node)) {
	some := func(ns ...*node) {
		for _, n := range ns {
			if n != nil {
				yield(n)
			}
		}
	}
	some(p.left, p.right, p.typ)
	some(p.kids...)
	if f := p.fn; f != nil {
		some(f.name, f.result, f.body)
		some(f.receiver...)
		some(f.params...)
		some(f.decorators...)
	}
	if c := p.class; c != nil {
		some(c.name)
		some(c.bases...)
		some(c.implements...)
		some(c.body...)
		some(c.decorators...)
	}
	if im := p.imp; im != nil {
		some(im.module, im.dflt, im.namespace)
		for _, n := range im.names {
			some(n.name, n.alias)
		}
	}
	if el := p.el; el != nil {
		some(el.name)
		some(el.attrs...)
		some(el.children...)
	}
}

func (p *node) walk(f func(*node)) {
	f(p)
	p.children(func(c *node) { c.walk(f) })
}

// metavarsOf returns the sorted names that p can bind.
func metavarsOf(p *node) []string {
	var out []string
	p.walk(func(n *node) {
		bindsText := n.op == opString && n.str == strMeta
		if (n.op == opMeta || n.op == opDotsMeta || n.op == opTyped || bindsText) && n.text != "$_" {
			out = append(out, n.text)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// minWord is the length in bytes from which a word is worth looking for.
const minWord = 2

// wordsOf returns the words that every match of p has in its file.
func wordsOf(p *node) [][]string {
	seen := map[string]bool{}
	var out [][]string
	add := func(w string) {
		if len(w) >= minWord && !seen[w] && searchable(w) {
			seen[w] = true
			out = append(out, []string{w})
		}
	}
	p.walk(func(n *node) {
		switch {
		case n.op == opName && n.str == strLiteral:
			for _, w := range strings.FieldsFunc(n.text, func(r rune) bool { return r == '.' }) {
				add(strings.TrimSpace(w))
			}
		case n.op == opString && n.str == strLiteral:
			add(n.text)
		}
	})
	return out
}

// searchable reports whether source that has the word as a literal or name has it letter by letter: nothing that could
// be escaped, and no space that could be several.
func searchable(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool {
		return r == '\\' || r == '"' || r == '\'' || r == '`' || r > unicode.MaxASCII || unicode.IsControl(r) || unicode.IsSpace(r) || r == '$' || r == '{' || r == '}'
	})
}

// rootKinds returns the kinds of nodes at which p can match; all is true where every expression has to be tried.
func rootKinds(p *node) (kinds kindSet, all bool) {
	switch p.op {
	case opMeta, opDots, opDotsMeta, opDeep, opTyped:
		return nil, true
	case opSequence:
		return kBlocks, false
	case opName:
		return kIdentifiers.union(kindsOf("type_identifier")).with(p.src.Kind()), false
	case opMember:
		if p.left.dotted != "" {
			return kMembers.union(kindsOf("identifier")), false
		}
	case opEntry:
		return kPairs.union(kShorthands), false
	case opBlock:
		return kindsOf("statement_block", "block"), false
	}
	return p.kinds, false
}
