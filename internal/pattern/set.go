package pattern

import (
	"bytes"
	"slices"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Set runs many formulas over a file in one walk of its tree: each node is shown to the patterns whose root may match
// its kind. What only narrows (inside, not) is searched when something is left to narrow. The results are those of
// each formula's own Find. A Set is immutable and safe for concurrent use.
type Set struct {
	formulas []*Formula
	leaves   []*Pattern // searched in the walk, each once
	byKind   [][]int32  // leaves by node kind
	anyKind  []int32    // leaves that want all expressions
}

// NewSet prepares formulas to run together.
func NewSet(formulas ...*Formula) *Set {
	s := &Set{formulas: formulas}
	seen := map[*Pattern]bool{}
	for _, f := range formulas {
		f.drivers(func(p *Pattern) {
			if !seen[p] {
				seen[p] = true
				s.leaves = append(s.leaves, p)
			}
		})
	}
	for i, p := range s.leaves {
		if p.any {
			s.anyKind = append(s.anyKind, int32(i))
			continue
		}
		for _, k := range p.kinds.list() {
			for len(s.byKind) <= int(k) {
				s.byKind = append(s.byKind, nil)
			}
			s.byKind[k] = append(s.byKind[k], int32(i))
		}
	}
	return s
}

// drivers visits the patterns that find something by themselves: without a match of these the formula has none.
func (f *Formula) drivers(visit func(*Pattern)) {
	switch f.op {
	case leafPattern:
		visit(f.pattern)
	case anyOf:
		for _, p := range f.parts {
			p.drivers(visit)
		}
	case allOf:
		for _, p := range positivesFirst(f.parts) {
			// The first decides whether the others are asked at all.
			p.drivers(visit)
			return
		}
	case inside:
		f.parts[0].drivers(visit)
	}
}

// Find returns the matches of each formula, in the order in which they were given; active tells which are asked, nil
// meaning all. The error joins what was given up in any of them.
func (s *Set) Find(file *File, active func(i int) bool) ([][]Match, error) {
	file.errs, file.Doubtful = nil, nil
	asked := make([]bool, len(s.formulas))
	wanted := map[*Pattern]bool{}
	for i, f := range s.formulas {
		asked[i] = active == nil || active(i)
		if asked[i] {
			f.drivers(func(p *Pattern) { wanted[p] = true })
		}
	}
	s.walk(file, wanted)
	out := make([][]Match, len(s.formulas))
	for i, f := range s.formulas {
		if asked[i] {
			out[i] = tidy(slices.Clone(file.eval(f, scope{})))
		}
	}
	file.Doubtful = tidy(file.Doubtful)
	return out, joined(file.errs)
}

// walk searches the wanted leaves in one pass and leaves what it finds in the file's memory.
func (s *Set) walk(file *File, wanted map[*Pattern]bool) {
	if file.Tree == nil {
		return
	}
	if file.found == nil {
		file.found = map[*Pattern][]Match{}
	}
	t := file.Tree
	live := make([]*matcher, len(s.leaves))
	found := make([][]Match, len(s.leaves))
	some := false
	for i, p := range s.leaves {
		if _, done := file.found[p]; done || !wanted[p] {
			continue
		}
		if sameTrees(p.lang, file.Lang) && file.mayHold(p.words) {
			live[i] = &matcher{env: file.env(), steps: budget(t.Len())}
			some = true
		}
	}
	for id := syntax.NodeID(0); some && int(id) < t.Len(); id++ {
		n := t.Node(id)
		if k := int(n.Kind()); k < len(s.byKind) {
			for _, i := range s.byKind[k] {
				if live[i] != nil {
					found[i] = live[i].root(s.leaves[i], n, Bindings{}, found[i])
				}
			}
		}
		for _, i := range s.anyKind {
			if live[i] != nil {
				found[i] = live[i].root(s.leaves[i], n, Bindings{}, found[i])
			}
		}
	}
	for i, p := range s.leaves {
		if _, done := file.found[p]; done || !wanted[p] {
			continue
		}
		file.found[p] = tidy(found[i])
		if live[i] != nil {
			file.fail(live[i].err(p))
		}
	}
}

// mayHold reports whether the file has a word of each list. It asks for parts of words: more than enough is let through.
func (file *File) mayHold(words [][]string) bool {
	for _, ws := range words {
		if !slices.ContainsFunc(ws, file.holds) {
			return false
		}
	}
	return true
}

func (file *File) holds(w string) bool {
	has, ok := file.words[w]
	if !ok {
		has = bytes.Contains(file.text(), []byte(w))
		if file.words == nil {
			file.words = map[string]bool{}
		}
		file.words[w] = has
	}
	return has
}
