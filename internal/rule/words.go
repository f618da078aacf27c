package rule

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// Words returns what a file of the language must hold for the entry to match there: of each inner list one word. They
// come from the formula and from conjuncts of where, with the values that params have. No list means that nothing is
// known. Four things narrow further and are kept apart, because what they come to is known only while linking: From (a file
// may import through another that names the module) with LeadNames, KnownTypes, and TypeTests.
func (e *Entry) Words(language string) [][]expr.Word {
	var out [][]expr.Word
	if f := e.Formulas[language]; f != nil {
		for _, words := range f.Words() {
			var ws []expr.Word
			for _, w := range words {
				ws = append(ws, expr.Word{Text: w})
			}
			out = append(out, ws)
		}
	}
	if e.Where != nil {
		out = append(out, e.Where.Words(e.paramWords)...)
	}
	return out
}

// paramWords returns the texts of a param that is a string or a list of strings.
func (e *Entry) paramWords(name string) []string {
	p := e.params[name]
	if p == nil {
		return nil
	}
	values := []*value.Value{p.Value}
	if p.Value.Kind == value.List {
		values = p.Value.Elems
	}
	var out []string
	for _, v := range values {
		if v.Kind != value.String {
			return nil
		}
		out = append(out, v.Str)
	}
	return out
}

// TypeTests returns the types that metavariables must have for where to be true.
func (e *Entry) TypeTests() []expr.TypeTest {
	if e.Where == nil {
		return nil
	}
	return e.Where.TypeTests()
}

// NameTests returns the names that metavariables must be for where to be true.
func (e *Entry) NameTests() []expr.NameTest {
	if e.Where == nil {
		return nil
	}
	return e.Where.NameTests()
}

// cost warns of an entry that gives the prefilter nothing to go by.
func (c *compiler) cost(n *node, e *Entry) {
	modules := slices.DeleteFunc(slices.Clone(e.From), func(m string) bool { return m == Global })
	named := slices.ContainsFunc(e.LeadNames, func(n string) bool { return !strings.HasPrefix(n, "$") })
	if named || len(modules) > 0 || len(e.KnownTypes) > 0 || len(e.Paths.Include) > 0 || len(e.TypeTests()) > 0 {
		return
	}
	var costly []string
	for _, l := range e.Languages {
		if e.Formulas[l] != nil && len(e.Words(l)) == 0 {
			costly = append(costly, l)
		}
	}
	if len(costly) > 0 {
		c.warn(n, "name a function or property, from: a module, where: is_a(…) or name_in(…), or paths: {include: …}",
			"has no word to look for, so that every %s file is parsed and matched", strings.Join(costly, ", "))
	}
}
