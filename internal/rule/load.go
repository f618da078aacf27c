package rule

import (
	"fmt"
	"runtime"
	"sync"

	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/internal/expr"
)

// Source is one rule file.
type Source struct {
	Name string // as shown in problems
	Data []byte
}

// Options are what the configuration says about rules, with the places at which it says so.
type Options struct {
	Params   []ParamSetting
	Severity []Setting
	Disable  []Setting
	Enable   []Setting
	Views    []Setting  // rules that views name
	Recorded []Recorded // kinds that no rule file states
	Own      []Own      // rules that no rule file states
}

// Setting names a rule in the configuration.
type Setting struct {
	ID    string
	Value string // of a severity: error, warning or info
	Pos   Pos
}

// ParamSetting sets one param of one check.
type ParamSetting struct {
	ID, Name string
	Node     *yaml.Node // its Line and Column count as yaml.v3 does
	Pos      Pos        // of the name
}

// Load reads, checks and compiles rule files as one set. It returns all that is wrong, sorted by file and position; the
// set holds everything of the files in which nothing is wrong, and is never nil.
func Load(sources []Source, o Options) (*Set, []*Problem) {
	l := &loader{reg: newRegistry(o.Recorded), own: o.Own, failedFiles: map[string]bool{}}
	l.read(sources)
	l.resolveChecks()
	base, err := expr.NewEnv(l.reg.schema)
	if err != nil {
		// Only a fault of our own can do this; it must still reach the user.
		return &Set{}, []*Problem{{File: "connaudit", Line: 1, Column: 1, Message: "expressions: " + err.Error()}}
	}
	l.settings(o)
	l.compile(base)
	return l.finish()
}

// loader is one call of Load.
type loader struct {
	reg         *registry
	units       []*unit
	files       []*reporter // problems of files as a whole, and of the configuration
	failedFiles map[string]bool
	own         []Own
	tuned       tuning
}

// unit is one member of a list of a rule file. Units are compiled in parallel; each writes only to itself.
type unit struct {
	*reporter
	list    string // known, facts, checks, tables, rules
	node    *node
	bad     bool     // its form is wrong: compiling it would only repeat that
	extends []string // of a check
	set     Set      // what it adds
}

var lists = fileSet.names()

// read parses the files, checks their form and enters what they state.
func (l *loader) read(sources []Source) {
	roots := make([]*node, len(sources))
	reports := make([]*reporter, len(sources))
	parallel(len(sources), func(i int) {
		reports[i] = &reporter{}
		roots[i] = parseFile(sources[i].Name, sources[i].Data, reports[i])
	})
	l.files = reports
	for i, root := range roots {
		if !root.isNull() {
			l.readFile(root, reports[i])
		}
	}
}

func (l *loader) readFile(root *node, r *reporter) {
	fileSet.shallow(root, r)
	for _, list := range lists {
		items := root.get(list)
		if items.isNull() {
			continue
		}
		if items.shape != listShape {
			r.at(items, "begin each entry with -", "%s must be a list, not %s", list, described(items))
			continue
		}
		form := fileSet.find(list).is.(listForm).of
		for i, n := range items.items {
			u := &unit{reporter: &reporter{rule: ruleName(list, i, n)}, list: list, node: n}
			form.check(n, u.reporter)
			u.bad = u.failed()
			l.units = append(l.units, u)
			l.enter(u)
		}
	}
}

// ruleName is an entry's id, or where it stands.
func ruleName(list string, i int, n *node) string {
	if id := n.get("id").str(); id != "" {
		return id
	}
	return fmt.Sprintf("%s[%d]", list, i)
}

// enter records what a unit states, whether or not it is well formed.
func (l *loader) enter(u *unit) {
	l.reg.recordID(u.node, u.reporter)
	l.ownID(u.node, u.reporter)
	u.bad = u.bad || u.failed()
	switch u.list {
	case "known":
		l.reg.recordKnown(u.node)
	case "facts":
		l.reg.recordFact(u.node, "")
	case "checks":
		if id := u.node.get("id").str(); id != "" && l.reg.checks[id] == nil {
			l.reg.checks[id] = u.node
		}
	}
}

// resolveChecks lays checks over those they extend, and enters the facts stated in them.
func (l *loader) resolveChecks() {
	for _, u := range l.units {
		if u.list != "checks" {
			continue
		}
		full, extends, ok := l.reg.resolve(u.node, u.reporter)
		if !ok {
			u.bad = true
			continue
		}
		if u.node.get("extends") != nil && !u.bad {
			checkSet.missing(full, u.reporter)
			u.bad = u.failed()
		}
		u.node, u.extends = full, extends
		each := full.get("each")
		for _, f := range each.get("facts").scalars() {
			l.reg.recordFact(f, siteKind(full))
		}
	}
}

// siteKind is the kind of a check's sites.
func siteKind(check *node) string {
	if k := check.get("each").get("kind").str(); k != "" {
		return k
	}
	return check.get("id").str()
}

// compile compiles all units whose form is right.
func (l *loader) compile(base *expr.Env) {
	parallel(len(l.units), func(i int) {
		u := l.units[i]
		if u.bad {
			return
		}
		c := &compiler{reporter: u.reporter, reg: l.reg, base: base}
		switch u.list {
		case "known":
			u.set.Known = c.known(u.node)
		case "facts":
			u.set.Facts = c.facts(u.node, "", nil, nil)
		case "checks":
			if k := c.check(u.node, l.tuned.of(u.node.get("id").str())); k != nil {
				k.Extends = u.extends
				u.set.Checks, u.set.Facts = []*Check{k}, k.Facts
			}
		case "tables":
			if t := c.table(u.node); t != nil {
				u.set.Tables = []*Table{t}
			}
		case "rules":
			u.set.Rules = []*Rule{c.rule(u.node)}
		}
	})
}

// parallel calls do for 0 to n-1 on all processors.
func parallel(n int, do func(i int)) {
	var group sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

// finish puts the set together: units in their order, without those of failed files and those that are disabled.
func (l *loader) finish() (*Set, []*Problem) {
	var problems []*Problem
	s := &Set{Schema: l.reg.schema, Types: l.reg.typeNames(), Lists: map[string][]string{}, IDs: l.idsOf("checks", "rules"), Own: l.tunedOwn()}
	for _, r := range l.files {
		problems = append(problems, r.problems...)
		s.Warnings = append(s.Warnings, r.warnings...)
	}
	for _, u := range l.units {
		problems = append(problems, u.problems...)
		if !u.failed() {
			s.Warnings = append(s.Warnings, u.warnings...)
		}
	}
	for _, p := range problems {
		l.failedFiles[p.File] = true
	}
	for _, u := range l.units {
		l.add(s, u)
	}
	for name, values := range l.reg.lists {
		s.Lists[name] = values
	}
	s.Warnings = sortProblems(s.Warnings)
	return s, sortProblems(problems)
}

func (l *loader) add(s *Set, u *unit) {
	switch file := u.node.file; {
	case l.failedFiles[file.name] || l.tuned.disabled[u.node.get("id").str()]:
		return
	case u.failed() || u.bad:
		base := "another file"
		if len(u.extends) > 0 {
			base = u.extends[0]
		}
		line, column := file.position(u.node.start)
		s.Warnings = append(s.Warnings, &Problem{File: file.name, Line: line, Column: column, Rule: u.rule,
			Message: "not loaded, because " + base + " has errors"})
		return
	}
	s.Known = append(s.Known, u.set.Known...)
	s.Facts = append(s.Facts, u.set.Facts...)
	s.Checks = append(s.Checks, u.set.Checks...)
	s.Tables = append(s.Tables, u.set.Tables...)
	s.Rules = append(s.Rules, u.set.Rules...)
}
