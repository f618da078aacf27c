package plan

import (
	"context"
	"fmt"

	"github.com/bytelyst/connaudit/internal/diag"
)

// Make makes the plan for a container. The error wraps ErrUnknown, ErrUndeclared or ErrConsistent where there can be none.
func Make(ctx context.Context, s *diag.Survey, o Options) (*Plan, error) {
	m := newMaker(ctx, s, o)
	m.plan = &Plan{Version: 1, Tool: s.Result.Tool.Name + " " + s.Result.Tool.Version, Container: o.Container}
	if err := m.collect(); err != nil {
		return nil, err
	}
	m.gather()
	m.plan.Keys = m.keys()
	if err := m.chooseTarget(); err != nil {
		return nil, err
	}
	m.plan.Target = m.target
	if len(m.plan.Keys) == 1 && m.plan.Keys[0] == m.target && len(m.findings()) == 0 && len(o.Split) == 0 {
		return nil, fmt.Errorf("%w: %s is declared %s in %s, and no call that was read contradicts it%s", ErrConsistent, o.Container, m.target,
			verb(len(m.declarations()), "place", "places"), m.unread())
	}
	m.documents()
	if err := m.divide(); err != nil {
		return nil, err
	}
	m.parameters()
	m.state()
	m.defects()
	m.judge()
	m.differences()
	m.causes()
	m.options()
	m.moves()
	m.phases()
	m.copying()
	m.verify()
	m.fileLists()
	m.checklist()
	m.notes()
	return m.plan, nil
}

// unread says how many declarations have a key that could not be read.
func (m *maker) unread() string {
	n, text := 0, ""
	for i := range m.said {
		if s := &m.said[i]; s.is(declared) && (s.open || len(s.keys) == 0) {
			n++
		}
	}
	if n > 0 {
		text = "; " + verb(n, "more declaration has a key", "more declarations have keys") + " that could not be read"
	}
	if len(m.unnamed) > 0 {
		first := m.unnamed[0]
		text += fmt.Sprintf("; %s a container whose name could not be read, such as %s/%s:%d", verb(len(m.unnamed), "place has", "places have"), first.Repo, first.Path, first.Line)
	}
	return text
}

// chosen is the recommended option.
func (m *maker) chosen() *Option {
	for i := range m.plan.Options {
		if m.plan.Options[i].ID == m.plan.Recommended {
			return &m.plan.Options[i]
		}
	}
	return &m.plan.Options[0]
}

// notes say what the plan does not know.
func (m *maker) notes() {
	for i := range m.said {
		s := &m.said[i]
		switch {
		case s.is(declared) && (s.open || len(s.keys) == 0):
			m.note("The key declared at `%s/%s:%d` could not be read.", s.Repo, s.Path, s.Start.Line)
		case s.is(used, queried) && s.open:
			m.note("What is passed as key at `%s/%s:%d` could not be read.", s.Repo, s.Path, s.Start.Line)
		}
	}
	for _, u := range m.users {
		if u.works && u.own == "" {
			m.note("Which key %s works with cannot be told: it stays with `%s`.", u.name(), m.o.Container)
		}
		if u.works && !m.documented(u, false) {
			m.note("No type of the documents that %s reads or writes was found.", u.name())
		}
	}
	for _, s := range m.unnamed {
		m.note("The name of the container at `%s/%s:%d` could not be read: whether it is `%s` too, people have to say.", s.Repo, s.Path, s.Line, m.o.Container)
	}
	for _, e := range m.survey.Result.Errors {
		if e.Path != "" {
			m.note("Not fully read: `%s`.", e.Path)
		}
	}
}

// documented reports whether documents of a package are known; typed leaves out objects, which need not have all fields.
func (m *maker) documented(u *user, typed bool) bool {
	for _, d := range m.plan.Documents {
		if typed && d.Kind == kindObject {
			continue
		}
		if d.At.Repo == u.repo && d.pkg == u.pkg || u.has(&d) {
			return true
		}
	}
	return false
}

// maxNotes bounds what is told of what is not known.
const maxNotes = 50

func (m *maker) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); len(m.plan.Notes) < maxNotes {
		m.plan.Notes = appendNew(m.plan.Notes, text)
	}
}
