package link

import (
	"sync"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// The types of known entries that the functions about code know by name.
const (
	typeClient = "http-client"
	typeCall   = "http-call"
)

// PartSize is Linker.PartSize where nothing else is asked for.
const PartSize = 2 << 20

// Linker makes facts of the code of one program by one set of rules.
type Linker struct {
	// PartSize is the number of bytes of code that are linked together at least, be it that they have nothing to do with each other:
	// it takes as much memory, some times over, and keeps all workers busy. HeldSize is how many stay parsed from one part to the next.
	PartSize, HeldSize int

	prog     *program.Program
	rules    *rule.Set
	plan     *plan
	formulas map[string]*formulas

	mu    sync.Mutex
	units map[*resolve.Unit]*unitMatches

	// Filled round by round, read by sessions in between.
	factories map[resolve.FuncAt]*factory
	pending   map[resolve.FuncAt][]*statement // factories found in the round at hand
	inside    map[codeKey]bool                // calls that are how a client sends
	contexts  map[codeKey]resolve.FuncAt      // matched code whose facts are stated by the callers of a function
	changes   map[home]*changes               // by package: those of the part of the program that it is in
	exposed   map[value.Place]string          // objects that code which cannot be read was handed, with the reason
	examples  map[string]*exampleValues       // by repository

	makables map[string]bool // by type: whether objects of it may be made
	readings map[*rule.Entry]*reading

	indexOnce sync.Once
	byHome    map[home][]*program.File
	byRepo    map[string][]*program.File

	foldersOnce sync.Once
	folders     map[folder][]*value.File

	onces  sync.Map // answers by question, see Once
	ledger *ledger  // nil where the program is linked but once

	Counts Counts
}

// Counts says what linking gave up or left undecided.
type Counts struct {
	Undecided map[string]int // conditions of known and fact entries that were unknown, by reason
	Errors    int            // evaluations in which an error occurred
	Bounds    []string       // bounds that were hit, for people
}

// codeKey names a piece of code.
type codeKey struct {
	unit *resolve.Unit
	node syntax.NodeID
}

// New returns a linker.
func New(p *program.Program, rules *rule.Set) *Linker {
	l := &Linker{
		PartSize: PartSize, HeldSize: 1 << 20, prog: p, rules: rules, plan: newPlan(rules), formulas: map[string]*formulas{},
		units: map[*resolve.Unit]*unitMatches{}, factories: map[resolve.FuncAt]*factory{},
		pending: map[resolve.FuncAt][]*statement{},
		inside:  map[codeKey]bool{}, changes: map[home]*changes{},
		exposed: map[value.Place]string{}, makables: map[string]bool{}, contexts: map[codeKey]resolve.FuncAt{}, Counts: Counts{Undecided: map[string]int{}},
		readings: readings(rules),
	}
	for _, lg := range program.Languages() {
		l.formulas[lg.Name] = newFormulas(rules, lg.Name)
	}
	return l
}

// Session returns a new session over the program and what is known.
func (l *Linker) Session() *resolve.Session {
	if l.ledger != nil && l.ledger.site != nil {
		return l.session(l.forChecks())
	}
	return resolve.NewSession(l)
}

// Import implements resolve.Program.
func (l *Linker) Import(from *resolve.Unit, spec string) resolve.Target {
	return l.prog.Import(from, spec)
}

// Package implements resolve.Program.
func (l *Linker) Package(from *resolve.Unit, spec, word string) []*resolve.Unit {
	return l.prog.Package(from, spec, word)
}

// Mentions implements resolve.Program.
func (l *Linker) Mentions(from *resolve.Unit, word string, use resolve.Use) []*resolve.Unit {
	return l.prog.Mentions(from, word, use)
}

// Known implements resolve.Program.
func (l *Linker) Known(u *resolve.Unit, n syntax.Node) []*resolve.Meaning {
	return l.matches(u).at[n.ID()]
}

// Makes implements resolve.Program.
func (l *Linker) Makes(fn resolve.FuncAt) []*resolve.Meaning {
	if f := l.factories[fn]; f != nil {
		return f.meanings
	}
	return nil
}

// Once implements resolve.Program.
func (l *Linker) Once(question any, answer func(resolve.Program) any) any {
	if l.ledger != nil {
		return l.ledger.once(question, answer).result
	}
	known, ok := l.onces.Load(question)
	if !ok {
		known, _ = l.onces.LoadOrStore(question, answer(l))
	}
	return known
}

// Inherits implements resolve.Program.
func (l *Linker) Inherits(bases []string) []*resolve.Meaning {
	var out []*resolve.Meaning
	for _, k := range l.rules.Known {
		if k.Changes != "" || k.Formulas[rule.Python] == nil || !intersects(k.Callees, bases) {
			continue
		}
		for _, t := range k.Types {
			out = append(out, l.inherited(k, t))
		}
	}
	return out
}

// Listed implements resolve.Program.
func (l *Linker) Listed(name, list string) bool {
	for _, g := range l.rules.Lists[list] {
		if ok, err := doublestar.Match(g, name); err == nil && ok {
			return true
		}
	}
	return false
}

// meaning makes the meaning that a known entry gives to a match.
func (l *Linker) meaning(k *rule.Known, typ string, b pattern.Bindings) *resolve.Meaning {
	mean := &resolve.Meaning{
		Type: typ,
		Admits: func(s *resolve.Session, u *resolve.Unit, n syntax.Node, f *resolve.Frame) bool {
			x := l.scope(s, u, n, f, b, nil)
			return x.admits(&k.Entry)
		},
	}
	mean.Attribute = func(s *resolve.Session, u *resolve.Unit, n syntax.Node, f *resolve.Frame, name string) *value.Value {
		for _, w := range k.With {
			if w.Name != name {
				continue
			}
			made := s.Matched(u, n, f, []*resolve.Meaning{mean})
			v := l.scope(s, u, n, f, b, made).eval(w.Program)
			if name == "headers" && l.changesOf(typ) {
				return l.changed(s, made, l.headerMap(s, v))
			}
			if v.Kind == value.Null && typ == typeClient && name == "url" {
				// The option may go by another name, which the source knows.
				if read := l.fromSource(s, s.Eval(u, n, f), name); read != nil {
					return read
				}
			}
			return v
		}
		return nil
	}
	return mean
}

// changesOf reports whether entries say what changes objects of the type after they were made. What clients and calls send is worked
// out where it is asked for.
func (l *Linker) changesOf(typ string) bool {
	if typ == typeClient || typ == typeCall {
		return false
	}
	for _, k := range l.rules.Known {
		if k.Changes != "" && testsType(k, typ) {
			return true
		}
	}
	return false
}

func testsType(k *rule.Known, typ string) bool {
	for _, t := range k.TypeTests() {
		if t.Type == typ {
			return true
		}
	}
	return false
}

// insideClient reports whether a call is how some client sends.
func (l *Linker) insideClient(k codeKey) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.inside[k]
}

// Starts reports whether matching starts in a file; all files must have been read.
func (l *Linker) Starts(f *program.File) bool { return l.plan.starts(l.prog, f) }

// Wants reports whether a file's text will be asked for, since some fact may be stated there. It is best asked of each file while
// that is read.
func (l *Linker) Wants(f *program.File) bool { return l.plan.note(f) }
