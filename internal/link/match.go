package link

import (
	"slices"
	"strings"
	"sync"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// knownMatch is one place that a known entry matches, before its conditions are evaluated.
type knownMatch struct {
	entry *rule.Known
	match pattern.Match
}

// unitMatches is what the known entries match in one unit.
type unitMatches struct {
	once    sync.Once
	file    *pattern.File
	at      map[syntax.NodeID][]*resolve.Meaning // by the node matched
	found   []*found                             // all of them, in the order of the text
	changes []*knownMatch
	err     error // a bound that matching hit
}

// found is one meaning at one node.
type found struct {
	node    syntax.Node
	entry   *rule.Known
	bind    pattern.Bindings
	meaning *resolve.Meaning
	typ     string
}

// formulas are the formulas of one language, run together.
type formulas struct {
	set       *pattern.Set
	known     []*rule.Known
	libraries [][]string // by known entry: the names of libraries that its patterns begin with
	langOf    pattern.Lang

	factSet *pattern.Set // of the fact entries that are no pattern-known
	facts   []*rule.Fact // in the order of the set
}

// newFormulas prepares the entries of a language.
func newFormulas(set *rule.Set, language string) *formulas {
	f := &formulas{langOf: pattern.LangNamed(language)}
	var fs []*pattern.Formula
	for _, k := range set.Known {
		if fm := k.Formulas[language]; fm != nil {
			f.known = append(f.known, k)
			f.libraries = append(f.libraries, librariesOf(fm))
			fs = append(fs, fm)
		}
	}
	f.set = pattern.NewSet(fs...)
	fs = nil
	for _, e := range set.Facts {
		if fm := e.Formulas[language]; fm != nil && len(e.KnownTypes) == 0 {
			f.facts, fs = append(f.facts, e), append(fs, fm)
		}
	}
	f.factSet = pattern.NewSet(fs...)
	return f
}

// matches returns what known entries match in u, once.
func (l *Linker) matches(u *resolve.Unit) *unitMatches {
	l.mu.Lock()
	m := l.units[u]
	if m == nil {
		m = &unitMatches{}
		l.units[u] = m
	}
	l.mu.Unlock()
	m.once.Do(func() { l.matchUnit(u, m) })
	return m
}

func (l *Linker) matchUnit(u *resolve.Unit, m *unitMatches) {
	m.at = map[syntax.NodeID][]*resolve.Meaning{}
	f := l.formulas[u.Module().Language.Name]
	tree := u.Module().Tree
	m.file = &pattern.File{Tree: tree, Lang: f.langOf, Env: pattern.NewFileEnv(tree)}
	results, err := f.set.Find(m.file, func(i int) bool { return l.mayMatch(u, &f.known[i].Entry) })
	m.err = err
	for i, ms := range results {
		k := f.known[i]
		for _, match := range ms {
			if !mayBeNamed(&k.Entry, match.Bind) || !l.mayComeFrom(u, &k.Entry, match.Bind) || !l.mayBeLibrary(u, f.libraries[i], match.Node) {
				continue
			}
			match.Bind = match.Bind.Kept() // meanings stay with what has them
			if k.Changes != "" {
				m.changes = append(m.changes, &knownMatch{k, match})
				continue
			}
			for _, t := range k.Types {
				mean := l.meaning(k, t, match.Bind)
				m.at[match.Node.ID()] = append(m.at[match.Node.ID()], mean)
				m.found = append(m.found, &found{match.Node, k, match.Bind, mean, t})
			}
		}
	}
}

// mayMatch reports whether an entry may match in a unit at all: its paths admit the file, and something of its modules may be had
// there.
func (l *Linker) mayMatch(u *resolve.Unit, e *rule.Entry) bool {
	if !l.reads(e, u.File.Path) {
		return false
	}
	f := l.prog.FileOf(u.File)
	return len(e.From) == 0 || f == nil || slices.ContainsFunc(e.From, func(m string) bool { return m == rule.Global || f.Reaches(m) })
}

// mayBeNamed is the cheap half of `where`: it looks at the names that it lists, and evaluates nothing.
func mayBeNamed(e *rule.Entry, b pattern.Bindings) bool {
	for _, t := range e.NameTests() {
		x, ok := b.Get(t.Metavar)
		if ok && isText(x) && !contains(t.Names, x.Text) {
			return false
		}
	}
	return true
}

// mayComeFrom is the cheap half of `from`: it looks at how the file binds the leftmost name, and evaluates nothing.
func (l *Linker) mayComeFrom(u *resolve.Unit, e *rule.Entry, b pattern.Bindings) bool {
	from := e.From
	if len(from) == 0 {
		return true
	}
	lead, ok := leading(b)
	if !ok {
		return true
	}
	m := u.Module()
	if lead.Type() == "member_expression" {
		// A member of a module imported as a whole may be the name that is meant.
		root := lead.ByField("object")
		id := m.Resolve(root)
		if root.Type() != "identifier" || id == lang.NoBinding || m.Bindings[id].Kind != lang.Imported {
			return false
		}
		return contains(e.LeadNames, lead.ByField("property").Text())
	}
	if lead.Type() == "call_expression" {
		return contains(from, rule.Global) // a function that hands out the global one
	}
	if lead.Type() != "identifier" {
		return false
	}
	id := m.Resolve(lead)
	if id == lang.NoBinding {
		return contains(from, rule.Global) && contains(e.LeadNames, lead.Text())
	}
	bind := &m.Bindings[id]
	if bind.Kind != lang.Imported {
		// Where it is set it is a variable of the file.
		return standsFor(m, id) && !isSet(lead) && (contains(from, rule.Global) || l.hasNamesOf(u, e))
	}
	if len(from) == 1 && from[0] == rule.Global {
		return false
	}
	if !l.mayReach(u, &m.Imports[bind.Import], from) {
		return false
	}
	is, maybe := l.comesFrom(u, l.originOf(u, &m.Imports[bind.Import], 0), e)
	return is || maybe
}

// hasNamesOf reports whether a file names what the patterns of an entry begin with, or a module that it comes from: only then can
// a variable of the file stand for it.
func (l *Linker) hasNamesOf(u *resolve.Unit, e *rule.Entry) bool {
	f := l.prog.FileOf(u.File)
	return f == nil || slices.ContainsFunc(e.From, f.Names) ||
		slices.ContainsFunc(e.LeadNames, func(n string) bool { return strings.HasPrefix(n, "$") || f.Has(n) })
}

// mayReach reports whether an import may lead to one of the modules, judging by what files import.
func (l *Linker) mayReach(u *resolve.Unit, imp *lang.Import, modules []string) bool {
	f := l.prog.FileOf(u.File)
	for _, m := range modules {
		if m != rule.Global && l.prog.MayReach(f, imp.Module, m) {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// leading returns what the leftmost name of a pattern with `from` stands for.
func leading(b pattern.Bindings) (n syntax.Node, ok bool) {
	x, ok := b.Get(rule.LeadingName)
	return x.Node, ok && !x.Node.IsNone()
}
