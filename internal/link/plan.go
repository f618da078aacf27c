package link

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
)

// plan says, for each language, which files can state facts: those that may match a source. A source is a fact entry
// with the known entries behind it, or an entry that changes an object.
type plan struct {
	sources map[string][]*source // by language
	texts   []*rule.Fact         // entries that read any text file
	rules   []program.Clauses    // of rules over single files, which lead nowhere further
	facts   map[factIn]*source   // what a file needs for a fact entry to match in it
	direct  sync.Map             // *program.File to []*source: those that need no object made elsewhere and may match in it
	settled sync.Once
}

// factIn is a fact entry as a language has it.
type factIn struct {
	entry    *rule.Fact
	language string
}

// source is one way for a file to matter.
type source struct {
	words   program.Clauses
	folded  program.Clauses // words of names, which case and separators do not tell apart
	phrases program.Alternatives
	modules []string // of which the file imports one, or has one of names; none: no matter
	leads   []string // names that patterns begin with, as the modules call them; none: a metavariable
	names   []string // leading names that hardly mean anything else: a file may get them from a barrel
	// types that metavariables must have: without an object of these about, nothing matches. None where the phrases are telling: then
	// matching starts where these are, and the objects are looked for from there.
	types []string

	makes []string    // types of the objects that it makes, if that is all it is there for
	seen  atomic.Bool // a file may match it
	idle  bool        // nothing that is seen asks for what it makes
	vague bool        // it may match any text
}

// newPlan reads the words out of the rules.
func newPlan(set *rule.Set) *plan {
	p := &plan{sources: map[string][]*source{}, facts: map[factIn]*source{}}
	for _, lg := range program.Languages() {
		for _, f := range set.Facts {
			p.addFact(set, f, lg.Name)
		}
		for _, k := range set.Known {
			if k.Changes != "" && k.Formulas[lg.Name] != nil {
				p.add(lg.Name, &k.Entry)
			}
		}
		p.addMakers(set, lg.Name)
		for _, r := range set.Rules {
			if r.Formulas[lg.Name] != nil {
				p.rules = append(p.rules, RuleWords(set, &r.Entry, lg.Name)...)
			}
		}
	}
	for _, f := range set.Facts {
		if f.Formulas[rule.Regex] != nil {
			p.texts = append(p.texts, f)
		}
	}
	return p
}

func (p *plan) addFact(set *rule.Set, f *rule.Fact, language string) {
	if f.Formulas[language] == nil {
		return
	}
	if len(f.KnownTypes) == 0 {
		s := p.add(language, &f.Entry)
		if s.types != nil && s.telling() {
			s.types = nil
		}
		p.facts[factIn{f, language}] = s
		return
	}
	for _, k := range set.Known {
		if k.Formulas[language] != nil && intersects(k.Types, f.KnownTypes) {
			p.add(language, &k.Entry)
		}
	}
}

// addMakers adds the known entries that make objects of the types that other sources test: without them nobody would look
// for these objects, and what is done with them would never be found.
func (p *plan) addMakers(set *rule.Set, language string) {
	added := map[*rule.Known]bool{}
	for i := 0; i < len(p.sources[language]); i++ { // grows while types lead to types
		for _, k := range set.Known {
			if k.Changes == "" && k.Formulas[language] != nil && !added[k] && intersects(k.Types, p.sources[language][i].types) {
				added[k] = true
				p.add(language, &k.Entry).makes = k.Types
			}
		}
	}
}

func (p *plan) add(language string, e *rule.Entry) *source {
	s := &source{words: clausesOf(e, language), folded: foldedOf(e, language), phrases: phrasesOf(e, language)}
	s.vague = len(s.words)+len(s.folded) == 0 && slices.ContainsFunc(s.phrases, func(ps []program.Phrase) bool { return len(ps) == 0 })
	for _, m := range e.From {
		if m != rule.Global {
			s.modules = append(s.modules, m)
		}
	}
	if !slices.ContainsFunc(e.LeadNames, func(n string) bool { return strings.HasPrefix(n, "$") }) {
		s.leads = e.LeadNames
	}
	for _, n := range e.LeadNames {
		if distinctive(n) {
			s.names = append(s.names, n)
		}
	}
	for _, t := range e.TypeTests() {
		s.types = append(s.types, t.Type)
	}
	p.sources[language] = append(p.sources[language], s)
	return s
}

// telling reports whether each way of matching has several names in a row: what is done to some object is hardly done to others,
// like x.items.query() and unlike x.get().
func (s *source) telling() bool {
	return len(s.phrases) > 0 && !slices.ContainsFunc(s.phrases, func(ps []program.Phrase) bool {
		return !slices.ContainsFunc(ps, func(p program.Phrase) bool { return p.Names() > 1 })
	})
}

// anywhere reports whether the objects that an entry asks about are looked for from where it matches.
func (p *plan) anywhere(e *rule.Fact, language string) bool {
	s := p.facts[factIn{e, language}]
	return s != nil && len(s.types) == 0
}

// vague reports whether nothing is known of the text where an entry matches, such as any member of any object.
func (p *plan) vague(e *rule.Fact, language string) bool {
	s := p.facts[factIn{e, language}]
	return s != nil && s.vague
}

// mayState reports whether a file that is looked at, for whatever reason, may match a fact entry.
func (p *plan) mayState(e *rule.Fact, language string, f *program.File) bool {
	s := p.facts[factIn{e, language}]
	return s == nil || f.Hit(s.words) && f.Folds(s.folded)
}

func intersects(a, b []string) bool {
	for _, x := range a {
		if contains(b, x) {
			return true
		}
	}
	return false
}

// clausesOf returns what the words of a file must satisfy for an entry to match there.
func clausesOf(e *rule.Entry, language string) program.Clauses {
	var out program.Clauses
	for _, ws := range e.Words(language) {
		if c := exact(ws); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// foldedOf returns what the folded words of a file must satisfy.
func foldedOf(e *rule.Entry, language string) program.Clauses {
	var out program.Clauses
	for _, ws := range e.Words(language) {
		var texts []string
		for _, w := range ws {
			if w.Fold && !strings.ContainsFunc(w.Text, func(r rune) bool { return r > '~' }) {
				texts = append(texts, w.Text)
			}
		}
		if len(texts) > 0 && len(texts) == len(ws) {
			out = append(out, texts)
		}
	}
	return out
}

// phrasesOf returns the phrases of which a file must have some for an entry to match there.
func phrasesOf(e *rule.Entry, language string) program.Alternatives {
	global := len(e.From) == 1 && e.From[0] == rule.Global
	var out program.Alternatives
	for _, ps := range e.Formulas[language].Phrases() {
		var phrases []program.Phrase
		var lead []string // what stands behind the leading name
		for _, p := range ps {
			if p.Behind == rule.LeadingName && global {
				lead = p.Tokens
			} else if len(p.Names()) > 0 {
				phrases = append(phrases, program.Phrase{Tokens: p.Tokens, Ends: p.Ends, Module: p.Module})
			}
		}
		if !global {
			out = append(out, phrases)
			continue
		}
		for _, n := range e.LeadNames {
			out = append(out, append(slices.Clone(phrases), program.Phrase{Tokens: append([]string{n}, lead...), Global: true}))
		}
	}
	return out
}

// exact returns the texts of words that are looked for letter by letter, nil if one of them is not.
func exact(ws []expr.Word) []string {
	var out []string
	for _, w := range ws {
		if w.Fold || len(program.Words(w.Text)) == 0 {
			return nil
		}
		out = append(out, w.Text)
	}
	return out
}

// distinctive reports whether a name hardly means anything else: makeOrderClient, but not get or fetch.
func distinctive(name string) bool {
	return len(name) >= 8 && strings.ToLower(name) != name
}

// hit reports whether a file may match the source, leaving aside the types it needs.
func (s *source) hit(f *program.File) bool {
	return f.Hit(s.words) && s.named(f) && f.Shows(s.phrases) && f.Folds(s.folded)
}

// named reports whether the file may have something of the source's modules.
func (s *source) named(f *program.File) bool {
	return len(s.modules) == 0 || slices.ContainsFunc(s.names, f.Has) || slices.ContainsFunc(s.modules, func(m string) bool {
		return f.Names(m) && (len(s.leads) == 0 || !f.NamesMembers(m) || slices.ContainsFunc(s.leads, f.Has))
	})
}

// dictionary returns all words of the plan.
func (p *plan) dictionary() *program.Dictionary {
	var texts []string
	for _, sources := range p.sources {
		for _, s := range sources {
			for _, c := range s.words {
				texts = append(texts, c...)
			}
			texts = append(append(texts, s.names...), s.leads...)
			for _, ps := range s.phrases {
				for _, p := range ps {
					texts = append(texts, p.Tokens...)
				}
			}
		}
	}
	for _, words := range p.rules {
		for _, c := range words {
			texts = append(texts, c...)
		}
	}
	sort.Strings(texts)
	return program.NewDictionary(texts)
}

// Dictionary returns the words that linking by these rules looks for.
func Dictionary(set *rule.Set) *program.Dictionary { return newPlan(set).dictionary() }

// note notes which sources may match in a file, best while its text is at hand, and reports whether one does that needs no object
// made elsewhere.
func (p *plan) note(f *program.File) bool {
	if known, ok := p.direct.Load(f); ok {
		return len(known.([]*source)) > 0
	}
	var direct []*source
	for _, lang := range languagesOf(f) {
		for _, s := range p.sources[lang] {
			if len(s.types) > 0 && s.seen.Load() || !s.hit(f) {
				continue
			}
			s.seen.Store(true)
			if len(s.types) == 0 {
				direct = append(direct, s)
			}
		}
	}
	p.direct.Store(f, direct)
	return len(direct) > 0
}

// settle finds the sources that make objects of which nothing that is seen asks anything: matching need not start at these.
func (p *plan) settle() {
	asked := map[string]bool{}
	for _, sources := range p.sources {
		for _, s := range sources {
			s.idle = s.makes != nil
			if s.makes == nil && s.seen.Load() {
				ask(asked, s.types)
			}
		}
	}
	for grown := true; grown; {
		grown = false
		for _, sources := range p.sources {
			for _, s := range sources {
				if s.idle && s.seen.Load() && slices.ContainsFunc(s.makes, func(t string) bool { return asked[t] }) {
					s.idle, grown = false, true
					ask(asked, s.types)
				}
			}
		}
	}
}

func ask(asked map[string]bool, types []string) {
	for _, t := range types {
		asked[t] = true
	}
}

// starts reports whether matching starts in a file of the program: a source may match there that needs no object made elsewhere.
func (p *plan) starts(prog *program.Program, f *program.File) bool {
	p.settled.Do(func() {
		for _, f := range prog.Files() {
			p.note(f)
		}
		p.settle()
	})
	direct, ok := p.direct.Load(f)
	return ok && slices.ContainsFunc(direct.([]*source), func(s *source) bool { return !s.idle })
}

// languagesOf returns the languages whose rules read a file. A script inside another file may be of either.
func languagesOf(f *program.File) []string {
	if f.Language != nil {
		return []string{f.Language.Name}
	}
	return []string{rule.TypeScript, rule.JavaScript}
}
