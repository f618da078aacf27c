package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

const (
	low    = "Low"
	medium = "Medium"
	high   = "High"
)

// options lays out the ways, and says which is recommended.
func (m *maker) options() {
	m.plan.Options = append(m.plan.Options, m.keepOne(), m.unify())
	if owner := m.owner(); owner != nil && len(m.groups) > 0 {
		m.plan.Options = append(m.plan.Options, m.throughAPI(owner))
	}
	m.recommend()
}

func (m *maker) recommend() {
	m.plan.Recommended = "A"
	switch {
	case len(m.groups) == 0 && m.works(m.target) < len(m.workingUsers()):
		m.plan.RecommendedWhy = "No side is split off: all code that works with the container is to pass " + tick(m.target) + ", which it does not everywhere today. Documents move only if the container has another key."
	case len(m.groups) == 0:
		m.plan.RecommendedWhy = "All code that works with the container can work with " + tick(m.target) + " as it is: only what is declared or passed differs, and documents move only if the container has another key today."
	case m.alike():
		m.plan.Recommended = "B"
		m.plan.RecommendedWhy = "All documents have the field of " + tick(m.target) + " already, and allow the same values: one container serves them all, and no document is rewritten."
	default:
		m.plan.RecommendedWhy = "The packages keep documents of different types under one name. With a container each, nobody's documents and code have to follow the other's, and no document is rewritten; only names change."
		if len(m.plan.Options) > 2 {
			m.plan.RecommendedWhy += " Option C is the better end, and easier to reach from there."
		}
	}
}

// works counts the packages that work with a key.
func (m *maker) works(key string) int {
	n := 0
	for _, u := range m.workingUsers() {
		if u.own == key {
			n++
		}
	}
	return n
}

// alike reports whether documents could share one container as they are.
func (m *maker) alike() bool {
	if len(m.plan.Documents) == 0 || slices.ContainsFunc(m.plan.Documents, func(d Document) bool { return d.Lacks }) {
		return false
	}
	for _, name := range literalFields(m.plan.Documents) {
		first := literalCell(&m.plan.Documents[0], name)
		if slices.ContainsFunc(m.plan.Documents, func(d Document) bool { return literalCell(&d, name) != first }) {
			return false
		}
	}
	return true
}

// keepOne is option A: one key for the container, and a container of their own for those who need another.
func (m *maker) keepOne() Option {
	o := Option{ID: "A", Title: fmt.Sprintf("Keep `%s` with `%s`", m.o.Container, m.target), Risk: low,
		About: "Every declaration says the same key, and every point read passes it."}
	e := m.newEdits()
	m.alignMain(e, &o)
	for _, g := range m.groups {
		o.Title += fmt.Sprintf(", give `%s` a container of its own", g.repo)
		o.About += fmt.Sprintf(" `%s` works with `%s`, which has `%s`. %s", g.repo, g.container, g.key, g.why)
		o.Actions = append(o.Actions, Action{fmt.Sprintf("Rename `%s` to `%s` in its code", m.o.Container, g.container), tick(g.repo), low})
		e.rename(m.groupSaid(g), g.container)
		m.register(e, &o, g)
		o.Actions = append(o.Actions, Action{fmt.Sprintf("Create `%s` with `%s` and copy the documents of its types", g.container, g.key), "Azure", low})
	}
	o.Pros = []string{"No document is rewritten: each side keeps its fields.", "Each side can go back on its own."}
	o.Cons = []string{"If the container has another key today, its documents move to a new one all the same: a container never changes its key."}
	if len(m.groups) > 0 {
		o.Pros = append(o.Pros, "Each side keeps its types and its key; they are separated by container, not by convention.", "Follows how containers are named so far.")
		o.Cons = append(o.Cons, verb(len(m.groups), "more container", "more containers")+" to create, watch and pay for: throughput of its own where the database shares none, storage alone on a serverless account.",
			"Whoever wants all of them together asks two containers.")
	} else {
		o.Pros[1] = "The change is small, and each repository can go back on its own."
	}
	e.finish(&o)
	return o
}

// alignMain edits what stays with the container.
func (m *maker) alignMain(e *edits, o *Option) {
	scopes := []string{}
	for _, d := range m.declarations() {
		if m.groupFor(d.Repo, d.pkg) == nil && d.key() != m.target {
			e.rekey(d, m.target)
			scopes = appendNew(scopes, under(d.Repo, d.Path))
		}
	}
	for _, s := range scopes {
		o.Actions = append(o.Actions, Action{"Declare " + tick(m.target), tick(s), low})
	}
	m.passTarget(e, func(u *user) bool { return m.groupFor(u.repo, u.pkg) == nil })
	m.addFields(e, o, func(d *Document) bool { return m.groupFor(d.At.Repo, d.pkg) == nil })
}

// passTarget lists the calls that pass something else than the target.
func (m *maker) passTarget(e *edits, of func(*user) bool) {
	for _, u := range m.users {
		if !of(u) {
			continue
		}
		for _, s := range u.said {
			if !s.is(used, queried) || s.open || agreesAll(s.keys, m.target) {
				continue
			}
			passed := none
			if s.key() != "" {
				passed = tick(s.key())
			}
			switch {
			case u.own != "" && u.own != m.target || m.isFinding(s):
				e.byHand(spotOf(s), "Pass the document's `%s` as partition key (now: %s).", fieldsOf(m.target), passed)
			case s.key() != "":
				// A name that is merely another proves nothing.
				e.byHand(spotOf(s), "See that %s is the document's `%s`.", passed, fieldsOf(m.target))
			}
		}
	}
}

// fieldsOf names the fields of a key: a.b for /a/b.
func fieldsOf(key string) string {
	paths := splitPaths(key)
	for i, p := range paths {
		paths[i] = strings.ReplaceAll(strings.TrimPrefix(p, "/"), "/", ".")
	}
	return joinKeys(paths)
}

func (m *maker) groupSaid(g *group) []*statement {
	var out []*statement
	for _, u := range g.users {
		out = append(out, u.said...)
	}
	return out
}

// register adds the container of a group where others declare that group's containers too, in a line like theirs.
func (m *maker) register(e *edits, o *Option, g *group) {
	own := map[string]bool{}
	all := m.containers()
	for name, said := range all {
		own[name] = name != m.o.Container && slices.ContainsFunc(said, func(s statement) bool { return g.has(s.Repo, s.pkg) })
	}
	for _, d := range m.declarations() {
		if m.groupFor(d.Repo, d.pkg) != nil {
			continue
		}
		var last *statement
		for name, said := range all {
			for i := range said {
				s := &said[i]
				if own[name] && s.Repo == d.Repo && s.Path == d.Path && s.key() == g.key && s.Start.Line == s.End.Line &&
					plainEntry(m.codeOf(s)) && (last == nil || s.Start.Line > last.Start.Line) {
					last = s
				}
			}
		}
		if last == nil || !e.copyLine(last, g.container) {
			continue
		}
		e.says(last.Repo, last.Path, "registers `%s` with `%s`", g.container, g.key)
		o.Actions = append(o.Actions, Action{fmt.Sprintf("Register `%s` with `%s`, beside the other containers of `%s`", g.container, g.key, g.repo), tick(under(d.Repo, d.Path)), low})
	}
}

// plainEntry tells an entry that says a name and a key alone from one with settings of its own.
func plainEntry(code string) bool { return strings.Count(code, ":") <= 2 && len(code) < 200 }

// codeOf is the code of a statement on its first line.
func (m *maker) codeOf(s *statement) string {
	line := m.line(s.Repo, s.Path, s.Start.Line)
	to := len(line)
	if s.End.Line == s.Start.Line {
		to = min(to, s.End.Column-1)
	}
	return line[min(max(s.Start.Column-1, 0), to):max(to, 0)]
}

var rest = regexp.MustCompile(`^\s*,?\s*(?:(?://|#).*)?$`)

// aloneOnLine reports whether nothing but a statement, a comma and a comment stands on its line.
func (m *maker) aloneOnLine(s *statement) bool {
	line := m.line(s.Repo, s.Path, s.Start.Line)
	if s.Start.Line != s.End.Line || s.Start.Column < 1 || s.End.Column < s.Start.Column || s.End.Column-1 > len(line) || s.Key.At.IsNone() || !within(s.Key.At, s) {
		return false
	}
	return strings.TrimSpace(line[:s.Start.Column-1]) == "" && rest.MatchString(line[s.End.Column-1:])
}

// copyLine inserts a copy of a declaration's line below it, with another name.
func (e *edits) copyLine(s *statement, name string) bool {
	f, at := e.m.text(s.Repo, s.Path), s.Key.At
	if f == nil || !within(at, s) || len(s.Value.Elems) == 0 {
		return false
	}
	start, end := f.Lines().LineToOffsets(s.Start.Line)
	line := string(f.Text[start:end])
	if at.Start < start || at.End > end || !harmless.MatchString(name) {
		return false
	}
	from, to, bare := nameIn(line[at.Start-start:at.End-start], s.Key.Str)
	if to == 0 {
		return false
	}
	from, to = from+at.Start-start, to+at.Start-start
	if bare && !identifier.MatchString(name) {
		name = "'" + name + "'"
	}
	tail := line[to:]
	if i := strings.LastIndexAny(tail, "}])"); i >= 0 {
		tail = tail[:i+1] // a comment behind it is about the old one
	}
	next := end
	if next < len(f.Text) && f.Text[next] == '\r' {
		next++
	}
	if next >= len(f.Text) {
		return false
	}
	if !strings.Contains(line[to:], ",") {
		return false // the last of a list without a comma
	}
	e.add(s.Repo, s.Path, edit{next + 1, next + 1, line[:from] + name + tail + "," + string(f.Text[end:next+1])})
	return true
}

// fresh is the name of a container that takes all documents with the new key.
func (m *maker) fresh() string {
	taken := m.containers()
	for v := 2; ; v++ {
		sep, _ := m.separator()
		name := joinName(m.o.Container, fmt.Sprintf("v%d", v), sep)
		if sep != "camel" {
			name = fmt.Sprintf("%s%sv%d", m.o.Container, sep, v)
		}
		if _, ok := taken[name]; !ok {
			return name
		}
	}
}

// unify is option B: one new container with the target for all.
func (m *maker) unify() Option {
	name := m.fresh()
	o := Option{ID: "B", Title: fmt.Sprintf("One new container `%s` with `%s` for all", name, m.target), Risk: medium,
		About: fmt.Sprintf("All documents move to `%s`; all code names it and passes `%s`.", name, fieldsOf(m.target))}
	e := m.newEdits()
	o.Actions = append(o.Actions, Action{fmt.Sprintf("Create `%s` with `%s`", name, m.target), "Azure", low})
	for _, repo := range m.repos() {
		risk := low
		if slices.ContainsFunc(m.groups, func(g *group) bool { return g.repo == repo }) {
			risk = medium
		}
		o.Actions = append(o.Actions, Action{fmt.Sprintf("Name `%s`, declare and pass `%s`", name, m.target), tick(repo), risk})
	}
	for _, d := range m.declarations() {
		e.rekey(d, m.target)
	}
	var all []*statement
	for i := range m.said {
		all = append(all, &m.said[i])
	}
	e.rename(all, name)
	m.passTarget(e, func(*user) bool { return true })
	m.addFields(e, &o, func(*Document) bool { return true })
	o.Actions = append(o.Actions, Action{fmt.Sprintf("Copy all documents, giving each `%s`", fieldsOf(m.target)), "Migration script", medium},
		Action{fmt.Sprintf("Delete the old `%s`, after it was left alone for a week", m.o.Container), "Azure", high})
	o.Pros = []string{"One container for all, with one key.", "The old container stays as a backup until it is deleted."}
	o.Cons = []string{"All documents are copied, and those without the key are rewritten.", "All repositories change over at the same time: until then some write to the old container.",
		"Whoever reads by a field that is no key any longer asks all partitions."}
	if diff := m.disagreements(); diff != "" {
		o.Cons = append(o.Cons, "The types have to be brought together: "+diff+".")
	}
	e.finish(&o)
	return o
}

// disagreements are the fields whose values documents do not share.
func (m *maker) disagreements() string {
	var out []string
	for _, a := range m.plan.Differences {
		if (strings.HasPrefix(a.Name, "Values of") || strings.HasPrefix(a.Name, "Format of")) && len(slices.Compact(slices.Clone(a.Cells))) > 1 {
			out = append(out, lowerFirst(a.Name))
		}
	}
	return strings.Join(out, ", ")
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// addFields gives types the field that they lack, and lists the code that fills them.
func (m *maker) addFields(e *edits, o *Option, of func(*Document) bool) {
	for i := range m.plan.Documents {
		d := &m.plan.Documents[i]
		if !of(d) {
			continue
		}
		own := m.userOf(d.At.Repo, d.pkg).own
		g := m.groupFor(d.At.Repo, d.pkg)
		if !d.Lacks {
			if g != nil {
				e.byHand(d.At, "Make sure that every `%s` has `%s`: its documents are found by it from now on.", d.Name, fieldsOf(m.target))
			}
			continue
		}
		if e.insertField(d, fieldsOf(own), fieldsOf(m.target)) {
			e.says(d.At.Repo, d.At.Path, "gives `%s` the field `%s`", d.Name, fieldsOf(m.target))
		} else {
			e.byHand(d.At, "Give `%s` the field `%s`.", d.Name, fieldsOf(m.target))
		}
		for _, made := range d.made {
			if e.fillField(made, fieldsOf(own), fieldsOf(m.target)) {
				e.says(made.file.repo, made.file.path, "fills `%s`", fieldsOf(m.target))
			} else {
				e.byHand(made.file.spot(made.node), "Fill `%s` of the `%s` made here, from `%s`.", fieldsOf(m.target), d.Name, orNone(fieldsOf(own)))
			}
		}
		if len(d.made) == 0 {
			e.byHand(d.At, "Fill `%s` wherever a `%s` is made, from `%s`.", fieldsOf(m.target), d.Name, orNone(fieldsOf(own)))
		}
		o.Actions = append(o.Actions, Action{fmt.Sprintf("Give `%s` the field `%s`", d.Name, fieldsOf(m.target)), tick(under(d.At.Repo, d.At.Path)), medium})
	}
}

// owner is the package whose service the others could ask: the first that works with the target, one that declares the
// container before others.
func (m *maker) owner() *user {
	var found *user
	for _, u := range m.users {
		if u.works && m.groupFor(u.repo, u.pkg) == nil && (found == nil || len(u.declares) > 0 && len(found.declares) == 0) {
			found = u
		}
	}
	return found
}

// throughAPI is option C: nobody but the owner opens the container.
func (m *maker) throughAPI(owner *user) Option {
	o := Option{ID: "C", Title: "Through the API of " + owner.name(), Risk: medium,
		About: fmt.Sprintf("Only %s opens `%s`; the others ask its API. One place then decides the key. It is the way that lasts, and more work: better as a later phase, when option A has put the key right.", owner.name(), m.o.Container)}
	e := m.newEdits()
	m.alignMain(e, &o)
	var names []string
	for _, g := range m.groups {
		for _, d := range m.plan.Documents {
			if g.has(d.At.Repo, d.pkg) {
				names = append(names, tick(d.Name))
			}
		}
		o.Actions = append(o.Actions, Action{"Replace direct access by requests, and declare the container no longer", tick(g.repo), medium})
		for _, s := range m.groupSaid(g) {
			switch {
			case s.is(declared) && m.aloneOnLine(s):
				e.removeLines(s.Repo, s.Path, s.Start.Line, s.Start.Line)
				e.says(s.Repo, s.Path, "declares `%s` no longer", m.o.Container)
			case s.is(declared):
				e.byHand(spotOf(s), "Declare the container no longer.")
			case s.is(used, queried, read, written):
				e.byHand(spotOf(s), "Ask %s instead of the container.", owner.name())
			}
		}
	}
	o.Actions = append([]Action{{fmt.Sprintf("Add requests for %s, with the product or tenant they are for", orNone(strings.Join(names, ", "))), owner.name(), medium}}, o.Actions...)
	o.Pros = []string{"One place decides key, types and access.", "No second set of credentials for the database.", "A later change of the key concerns one repository."}
	o.Cons = []string{"The service has to learn types and requests that it does not have.", "One more hop for each read, and the service has to be there.", "Documents that exist have to be brought into the service's types."}
	for _, u := range m.users {
		if calls := m.requests(u); len(calls) > 0 && !u.works {
			o.Pros = append(o.Pros, fmt.Sprintf("%s does so already: %s.", u.name(), tick(fmt.Sprintf("%s:%d", calls[0].Path, calls[0].Line))))
		}
	}
	e.finish(&o)
	return o
}
