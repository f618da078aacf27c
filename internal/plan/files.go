package plan

import (
	"fmt"
	"slices"
	"strings"
)

// fileLists says of every file that has to do with the container whether the recommended option changes it, and why.
func (m *maker) fileLists() {
	chosen := m.chosen()
	for i := range m.said {
		s := &m.said[i]
		if m.listed(s.Repo, s.Path) {
			continue
		}
		if text := m.changesOfFile(chosen, s.Repo, s.Path); text != "" {
			m.plan.Changed = append(m.plan.Changed, File{s.Repo, s.Path, text})
		} else {
			m.plan.Unchanged = append(m.plan.Unchanged, File{s.Repo, s.Path, m.whyNot(s.Repo, s.Path)})
		}
	}
	for _, f := range chosen.Edited { // files without a statement about this container
		if !m.listed(f.Repo, f.Path) {
			m.plan.Changed = append(m.plan.Changed, f)
		}
	}
	for _, u := range m.users {
		for _, at := range m.requests(u) {
			if !u.works && !m.listed(at.Repo, at.Path) {
				m.plan.Unchanged = append(m.plan.Unchanged, File{at.Repo, at.Path, fmt.Sprintf("Asks a service by a path with `/%s` (line %d); it does not open the container.", m.o.Container, at.Line)})
			}
		}
	}
	for _, d := range m.plan.Documents {
		if m.listed(d.At.Repo, d.At.Path) {
			continue
		}
		var names []string
		for _, o := range m.plan.Documents {
			if o.At.Repo == d.At.Repo && o.At.Path == d.At.Path {
				names = append(names, o.Name)
			}
		}
		m.plan.Unchanged = append(m.plan.Unchanged, File{d.At.Repo, d.At.Path, fmt.Sprintf("%s as %s: %s.",
			plural(len(names), "The type stays", "The types stay"), plural(len(names), "it is", "they are"), ticks(names))})
	}
}

func (m *maker) listed(repo, path string) bool {
	same := func(f File) bool { return f.Repo == repo && f.Path == path }
	return slices.ContainsFunc(m.plan.Changed, same) || slices.ContainsFunc(m.plan.Unchanged, same)
}

// patched are the files of a diff, as its headers name them.
func patched(diff string) []string {
	var out []string
	before := ""
	for _, l := range strings.Split(diff, "\n") {
		if name, ok := strings.CutPrefix(l, "+++ b/"); ok && strings.HasPrefix(before, "--- a/") {
			out = append(out, name)
		}
		before = l
	}
	return out
}

// changesOfFile says what an option does to a file.
func (m *maker) changesOfFile(o *Option, repo, path string) string {
	var parts []string
	for _, f := range o.Edited {
		if f.Repo == repo && f.Path == path {
			parts = append(parts, upperFirst(f.Text)+".")
		}
	}
	for _, h := range o.ByHand {
		if h.At.Repo == repo && h.At.Path == path {
			parts = append(parts, fmt.Sprintf("By hand, line %d: %s", h.At.Line, h.What))
		}
	}
	return strings.Join(parts, " ")
}

// whyNot says why a file stays as it is.
func (m *maker) whyNot(repo, path string) string {
	var why []string
	for i := range m.said {
		s := &m.said[i]
		if s.Repo != repo || s.Path != path {
			continue
		}
		switch {
		case s.is(declared) && s.key() == m.target:
			why = appendNew(why, "Declares "+tick(m.target)+" already.")
		case s.is(used, queried) && agreesAll(s.keys, m.target):
			why = appendNew(why, "Passes "+tick(fieldsOf(m.target))+" already.")
		}
	}
	if len(why) == 0 {
		return "Names the container and says nothing of its key."
	}
	return strings.Join(why, " ")
}

// checklist is everything to tick off.
func (m *maker) checklist() {
	add := func(format string, args ...any) {
		m.plan.Checklist = append(m.plan.Checklist, fmt.Sprintf(format, args...))
	}
	add("Found out whether `%s` exists in every environment", m.o.Container)
	add("Found out the key it has there, and its TTL, unique keys and indexing policy")
	add("Counted its documents: all, without the field of a key, of each side")
	add("Exported all documents, and tried to read the export")
	add("Ran the copy in staging first")
	if m.plan.Recommended == "B" {
		add("Created `%s` with `%s`", m.fresh(), m.target)
	} else {
		for _, g := range m.groups {
			add("Created `%s` with `%s`", g.container, g.key)
		}
	}
	for _, h := range m.chosen().ByHand {
		add("Changed by hand: `%s/%s:%d`", h.At.Repo, h.At.Path, h.At.Line)
	}
	for _, c := range m.chosen().Comments {
		if !c.Removed {
			add("Read again the comment at `%s/%s:%d`", c.At.Repo, c.At.Path, c.At.Line)
		}
	}
	add("Compared the counts before and after each copy")
	for _, v := range m.plan.Verify {
		if len(v.Commands) > 0 {
			add("Ran the checks of `%s`", under(v.Repo, v.Package))
		}
	}
	add("Read documents by id and key in staging, through every code path of section 1")
	add("Deployed code after the data was in place")
	add("Searched other repositories, jobs and infrastructure for `%s`: this plan knows the workspace only", m.o.Container)
	add("Left old containers alone for seven days, then deleted them")
}
