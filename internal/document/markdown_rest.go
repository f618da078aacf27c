package document

import (
	"fmt"
	"slices"

	"github.com/bytelyst/connaudit/internal/markdown"
)

// maxListed bounds how many conforming sites of a check Markdown lists one by one; more, and those of a
// check that does not say how they conform, are counted by repository.
const maxListed = 30

func (m *prose) correct() {
	if m.d.Scope.Correct == 0 {
		return
	}
	m.heading(2, "Already correct")
	for _, s := range m.d.Sections {
		n, said := 0, false
		for _, c := range s.Correct {
			n += len(c.Sites)
			said = said || slices.ContainsFunc(c.Sites, func(s Site) bool { return s.Text != "" })
		}
		if n == 0 {
			continue
		}
		m.heading(3, markdown.Code(s.Rule))
		var rows [][]string
		if n > maxListed || !said {
			m.f("%s; `connaudit check --show-ok` lists them.\n\n", counted(n, "place", "places"))
			for _, c := range s.Correct {
				rows = append(rows, []string{markdown.Code(c.Repo), fmt.Sprint(len(c.Sites))})
			}
			m.table([]string{"Repository", "Places"}, rows, 1)
			continue
		}
		for _, c := range s.Correct {
			for _, site := range c.Sites {
				rows = append(rows, []string{markdown.Code(c.Repo), markdown.Code(site.In()), markdown.Text(site.Text)})
			}
		}
		m.table([]string{"Repository", "Place", "How"}, rows)
	}
}

// rest tells of what is neither wrong nor right.
func (m *prose) rest() {
	m.heading(2, "What could not be decided")
	if len(m.d.Undecided)+len(m.d.Open) == 0 {
		m.f("Nothing.\n")
	}
	if len(m.d.Undecided) > 0 {
		var rows [][]string
		for _, s := range m.d.Undecided {
			rows = append(rows, []string{markdown.Code(s.Rule), markdown.Code(s.Place.String()), markdown.Text(s.Text)})
		}
		m.table([]string{"Check", "Place", "Why"}, rows)
	}
	if len(m.d.Undecided) > 0 && len(m.d.Open) > 0 {
		m.f("\n")
	}
	if n := len(m.d.Open); n > 0 {
		m.f("For %s it cannot be told whether code is what an entry of the rules means; `connaudit check --show-unknown` lists them.\n", counted(n, "reason", "reasons"))
	}
	if len(m.d.Nothing) > 0 {
		m.heading(2, "Checks with nothing to report")
		for _, n := range m.d.Nothing {
			m.f("- %s: %s\n", markdown.Code(n.Rule), markdown.Text(n.Text))
		}
	}
	m.unread()
}

func (m *prose) unread() {
	m.heading(2, "Files not read fully")
	u := m.d.Unread
	if len(u.Errors)+len(u.Skipped) == 0 {
		m.f("None.\n")
		return
	}
	for _, e := range u.Errors {
		m.f("- %s: %s\n", markdown.Code(Place{Path: e.Path, Line: e.Line}.String()), markdown.Text(e.Kind+": "+e.Message))
	}
	if len(u.Errors) > 0 && len(u.Skipped) > 0 {
		m.f("\n")
	}
	if len(u.Skipped) == 0 {
		return
	}
	var rows [][]string
	for _, s := range u.Skipped {
		rows = append(rows, []string{markdown.Code(s.Repo), markdown.Text(s.Kind), markdown.Text("it " + s.Reason), fmt.Sprint(s.Count), markdown.Code(s.Paths[0])})
	}
	m.table([]string{"Repository", "Kind", "Why", "Files and folders", "The first"}, rows, 3)
}
