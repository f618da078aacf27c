package plan

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// causes says how it came to this, as far as code and history show it.
func (m *maker) causes() {
	m.causeOrder()
	m.causeWithin()
	m.causeTests()
	m.causeElsewhere()
}

func (m *maker) cause(c Cause) { m.plan.Causes = append(m.plan.Causes, c) }

// maxAsked bounds the declarations whose history is asked for: each takes a walk through the commits.
const maxAsked = 32

// causeOrder tells which declaration came first.
func (m *maker) causeOrder() {
	ask := m.o.Origin
	if ask == nil {
		ask = origin
	}
	var commits []Origin
	var places []Spot
	for _, d := range m.declarations() {
		places = append(places, spotOf(d))
		if len(places) > maxAsked {
			continue
		}
		if o, ok := ask(m.ctx, m.dir(d.Repo), d.Path, d.Start.Line); ok {
			o.Spot = spotOf(d)
			commits = append(commits, o)
		}
	}
	slices.SortStableFunc(commits, func(a, b Origin) int { return cmp.Or(cmp.Compare(a.at, b.at), strings.Compare(a.Date, b.Date)) })
	text := fmt.Sprintf("The key is written down in %s, each for itself; nothing compares them.", verb(len(places), "place", "places"))
	m.cause(Cause{Text: text + oldest(commits, len(places)), Evidence: places, Commits: commits})
}

// oldest says which of some declarations came first. Those of one commit came at the same time.
func oldest(commits []Origin, places int) string {
	var first []string
	for _, c := range commits {
		if c.Commit == commits[0].Commit {
			first = appendNew(first, under(c.Repo, c.Path))
		}
	}
	of := ""
	if len(commits) < places {
		of = fmt.Sprintf(" of the %d whose history is at hand", len(commits))
	}
	switch {
	case len(commits) == 0:
		return " Which came first cannot be told: no git history of these lines is at hand, or it is cut off before them."
	case len(commits) > 1 && commits[0].Commit == commits[len(commits)-1].Commit:
		return fmt.Sprintf(" Which came first%s cannot be told: one commit brought them.", of)
	case len(first) > 1:
		return fmt.Sprintf(" The oldest%s are those in %s, of one commit.", of, ticks(first))
	}
	return fmt.Sprintf(" The oldest%s is that in `%s`.", of, first[0])
}

// causeWithin tells of packages that contradict themselves.
func (m *maker) causeWithin() {
	for _, u := range m.users {
		for _, key := range u.declares {
			var lines []Spot
			var passed []string
			for _, s := range u.said {
				if s.is(used) && len(s.keys) > 0 && !s.open && !agreesAll(s.keys, key) && m.isFinding(s) {
					lines = append(lines, spotOf(s))
					passed = appendNew(passed, s.key())
				}
			}
			if len(lines) == 0 {
				continue
			}
			m.cause(Cause{Evidence: lines, Text: fmt.Sprintf("%s contradicts itself: it declares `%s` and passes `%s`. Declaration and use stand in different files, and no type ties them together.",
				u.name(), key, strings.Join(passed, "` and `"))})
		}
	}
}

// stands are the words with which tests say that something stands in for something else, named by a text.
var stands = regexp.MustCompile(`(?i)\b(?:do)?(?:mock|stub|fake|patch)\w*\s*\(\s*["'` + "`" + `]`)

// standIns are the first such line of a test.
func (m *maker) standIns(f *diag.SourceFile) []Spot {
	t := m.text(f.Repo, f.Path)
	if t == nil {
		return nil
	}
	for l := 1; l <= t.Lines().Count(); l++ {
		if stands.MatchString(t.Lines().LineText(l)) {
			return []Spot{{f.Repo, f.Path, l}}
		}
	}
	return nil
}

// causeTests tells of tests that put something in the client's place, so that a wrong key is not noticed.
func (m *maker) causeTests() {
	var places []Spot
	for _, list := range [][]diag.SourceFile{m.survey.Files, m.survey.Tests} {
		for i := range list {
			if f := &list[i]; isTest(f.Path) && m.tests(f) {
				places = append(places, m.standIns(f)...)
			}
		}
	}
	if len(places) == 0 {
		return
	}
	c := Cause{Text: "Tests put something else in the place of the client, so that a point read finds its document whatever key it passes.", Evidence: places}
	for _, p := range places {
		c.Excerpts = append(c.Excerpts, m.excerpt(p, p.Line, 0))
	}
	m.cause(c)
}

// tests reports whether a test is about a file that works with the container: by its name, or by naming it.
func (m *maker) tests(f *diag.SourceFile) bool {
	test := f.Path
	for _, s := range m.said {
		if s.Repo != f.Repo || s.pkg != f.Pkg || !s.is(used, queried, read, written) {
			continue
		}
		stem := strings.TrimSuffix(path.Base(s.Path), path.Ext(s.Path))
		if path.Dir(s.Path) == path.Dir(test) && strings.Contains(path.Base(test), stem) {
			return true
		}
		if strings.Contains(path.Base(test), stem) && m.mentions(f.Repo, test, m.o.Container) {
			return true
		}
	}
	return false
}

// causeElsewhere tells of packages that declare and do not use, and of those that work with a key of their own.
func (m *maker) causeElsewhere() {
	for _, key := range m.keys() {
		var names []string
		var places []Spot
		for _, u := range m.users {
			if u.works || !slices.Contains(u.declares, key) {
				continue
			}
			names = append(names, u.name())
			for _, s := range u.said {
				if s.is(declared) {
					places = append(places, spotOf(s))
				}
			}
		}
		if len(names) > 0 {
			m.cause(Cause{Evidence: places, Text: fmt.Sprintf("%s %s `%s` without working with the container: a wrong key there is noticed by nobody until it creates the container first.",
				strings.Join(names, " and "), plural(len(names), "declares", "declare"), key)})
		}
	}
	for _, g := range m.groups {
		same := m.otherContainers(g)
		text := fmt.Sprintf("%s has documents of its own in the container and works with `%s`", g.users[0].name(), g.key)
		if len(same) > 0 {
			text += fmt.Sprintf(", as with %s that it declares", verb(len(same), "other container", "other containers"))
		}
		m.cause(Cause{Text: text + ".", Evidence: firstSpots(g)})
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// otherContainers are those that a group's packages declare with the same key.
func (m *maker) otherContainers(g *group) []string {
	var out []string
	for name, said := range m.containers() {
		if name != m.o.Container && slices.ContainsFunc(said, func(s statement) bool { return g.has(s.Repo, s.pkg) && s.key() == g.key }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func firstSpots(g *group) []Spot {
	var out []Spot
	for _, u := range g.users {
		for _, s := range u.said {
			if s.is(declared) {
				out = append(out, spotOf(s))
			}
		}
	}
	return out
}
