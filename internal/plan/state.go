package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// state says file by file what is declared and used.
func (m *maker) state() {
	byFile := map[string]int{}
	for i := range m.said {
		s := &m.said[i]
		id := fileID(s.Repo, s.Path)
		at, ok := byFile[id]
		if !ok {
			at = len(m.plan.State)
			byFile[id] = at
			m.plan.State = append(m.plan.State, Row{Repo: s.Repo, Package: s.pkg, Path: s.Path})
		}
		m.plan.State[at].put(s)
	}
	rows := m.plan.State[:0]
	for _, r := range m.plan.State {
		u := m.userOf(r.Repo, r.Package)
		if len(r.Used) == 0 && !u.works {
			r.Instead = "nothing in this package reads or writes it"
			r.Calls = m.requests(u)
		}
		if len(r.Declared)+len(r.Used)+len(r.Other) > 0 {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(strings.Compare(a.Repo, b.Repo), strings.Compare(a.Path, b.Path))
	})
	m.plan.State = rows
}

func (r *Row) put(s *statement) {
	line := s.Start.Line
	switch {
	case s.is(declared):
		key := s.key()
		if s.open || key == "" {
			key = "not known"
		}
		r.Declared = putSaid(r.Declared, key, line)
	case s.is(used, queried):
		key := s.key()
		switch {
		case s.open:
			key = "not known"
		case key == "":
			key = "no key"
		}
		r.Used = putSaid(r.Used, key, line)
	case s.is(read, written):
		i := slices.IndexFunc(r.Other, func(n Number) bool { return n.Role == s.Role })
		if i < 0 {
			i = len(r.Other)
			r.Other = append(r.Other, Number{Role: s.Role})
		}
		r.Other[i].Lines = appendNew(r.Other[i].Lines, line)
	}
}

func putSaid(list []Said, key string, line int) []Said {
	for i := range list {
		if list[i].Key == key {
			list[i].Lines = appendNew(list[i].Lines, line)
			return list
		}
	}
	return append(list, Said{key, []int{line}})
}

var testFile = regexp.MustCompile(`(?:^|/)(?:tests?|__tests__|__mocks__)/|\.(?:test|spec)\.[a-z]+$|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$`)

func isTest(path string) bool { return testFile.MatchString(path) }

// defects restates the findings with the code they are about, the most urgent first.
func (m *maker) defects() {
	found := slices.Clone(m.findings())
	slices.SortStableFunc(found, func(a, b diag.Finding) int { return strings.Compare(string(a.Priority), string(b.Priority)) })
	for _, f := range found {
		at := Spot{f.Repo, f.Path, f.Start.Line}
		i := slices.IndexFunc(m.plan.Defects, func(d Defect) bool { return d.tellsOf(f, at) })
		if i >= 0 {
			d := &m.plan.Defects[i]
			if !slices.ContainsFunc(d.Excerpts, func(e Excerpt) bool { return e.Spot == at }) {
				d.Again = append(d.Again, at)
			}
			continue
		}
		d := Defect{Rule: f.RuleID, Message: f.Message, At: at, Excerpts: []Excerpt{m.excerpt(at, f.End.Line, 1)}}
		for _, r := range f.Related {
			if !r.Evidence {
				d.Excerpts = append(d.Excerpts, m.excerpt(Spot{r.Repo, r.Path, r.Start.Line}, r.End.Line, 0))
			}
		}
		m.plan.Defects = append(m.plan.Defects, d)
	}
	m.plan.Priority = "P3"
	if len(found) > 0 && found[0].Priority != "" {
		m.plan.Priority = string(found[0].Priority)
	}
}

// tellsOf reports whether a finding is the same defect: of the same call in the same file, or one whose place is shown already.
func (d *Defect) tellsOf(f diag.Finding, at Spot) bool {
	if d.Rule != f.RuleID {
		return false
	}
	return d.At.Repo == f.Repo && d.At.Path == f.Path && d.Message == f.Message ||
		slices.ContainsFunc(d.Excerpts, func(e Excerpt) bool { return e.Spot == at })
}

// maxExcerpt bounds the lines of an excerpt.
const maxExcerpt = 12

// excerpt is the code from a place to a line, with some lines around it.
func (m *maker) excerpt(at Spot, to, around int) Excerpt {
	var lines []string
	to = min(max(to, at.Line), at.Line+maxExcerpt)
	for l := max(1, at.Line-around); l <= to+around; l++ {
		lines = append(lines, m.line(at.Repo, at.Path, l))
	}
	return Excerpt{at, dedent(lines)}
}

// dedent takes off the white space that all lines begin with.
func dedent(lines []string) string {
	cut := -1
	for _, l := range lines {
		if t := strings.TrimLeft(l, " \t"); t != "" && (cut < 0 || len(l)-len(t) < cut) {
			cut = len(l) - len(t)
		}
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l[min(max(cut, 0), len(l)):]
	}
	return strings.Trim(strings.Join(out, "\n"), "\n")
}

// judge says how bad it is, in a sentence each.
func (m *maker) judge() {
	wrong := 0
	for _, u := range m.users {
		for _, s := range u.said {
			if s.is(used, queried) && m.isFinding(s) {
				wrong++
			}
		}
	}
	keys := m.plan.Keys
	m.plan.Status = "planned; no step is done that can be seen in code"
	m.plan.Summary = fmt.Sprintf("%s declared for `%s` in %s of %s.", verb(len(keys), "partition key is", "partition keys are"), m.o.Container,
		verb(len(m.declarations()), "place", "places"), verb(len(m.repos()), "repository", "repositories"))
	working := m.workingUsers()
	switch {
	case wrong > 0:
		m.plan.Risk = "Medium"
		m.plan.RiskReason = fmt.Sprintf("%s another key than the declaration nearest to it: point reads find nothing and do not fail", verb(wrong, "call passes", "calls pass"))
	case len(working) > 1 && len(m.groups) > 0:
		m.plan.Risk = "Medium"
		m.plan.RiskReason = "packages that work with different keys share the container: whichever creates it first breaks the other"
	case len(working) == 0:
		m.plan.Risk = "Low"
		m.plan.RiskReason = "no code that was read works with the container, the declarations alone differ"
	default:
		m.plan.Risk = "Low"
		m.plan.RiskReason = "all code that was read works with one key; who creates the container first decides whether it is that"
	}
}

func (m *maker) isFinding(s *statement) bool {
	return slices.ContainsFunc(m.findings(), func(f diag.Finding) bool {
		return s.Repo == f.Repo && s.Path == f.Path && s.Start == f.Start && s.End == f.End
	})
}

func (m *maker) repos() []string {
	var out []string
	for _, u := range m.users {
		out = appendNew(out, u.repo)
	}
	return out
}

func (m *maker) workingUsers() []*user {
	var out []*user
	for _, u := range m.users {
		if u.works {
			out = append(out, u)
		}
	}
	return out
}
