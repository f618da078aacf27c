package document

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/markdown"
)

// Markdown writes a document as GitHub's Markdown.
func Markdown(w io.Writer, d *Document) error {
	m := &prose{d: d}
	m.head()
	m.summary()
	m.causes()
	m.order()
	m.sections()
	m.changes()
	m.correct()
	m.accepted()
	m.rest()
	_, err := m.WriteTo(w)
	return err
}

// prose gathers one document.
type prose struct {
	bytes.Buffer
	d *Document
}

// f writes text. A bytes.Buffer takes all of it.
func (m *prose) f(format string, args ...any) { _, _ = fmt.Fprintf(&m.Buffer, format, args...) }

// heading writes a heading with one empty line before and after it.
func (m *prose) heading(level int, title string) {
	m.Truncate(len(bytes.TrimRight(m.Bytes(), "\n")))
	m.f("\n\n%s %s\n\n", strings.Repeat("#", level), title)
}

// table writes a table; numbers names the columns that are right-aligned.
func (m *prose) table(columns []string, rows [][]string, numbers ...int) {
	line := make([]string, len(columns))
	for i := range line {
		line[i] = "---"
	}
	for _, n := range numbers {
		line[n] = "---:"
	}
	for _, r := range append([][]string{columns, line}, rows...) {
		m.f("| %s |\n", strings.Join(r, " | "))
	}
}

func (m *prose) head() {
	d := m.d
	m.f("# Connection audit\n\n")
	repos := make([]string, len(d.Scope.Repos))
	for i, r := range d.Scope.Repos {
		repos[i] = markdown.Code(r)
	}
	rows := [][]string{{"Date", d.Date}, {"Scope", counted(len(repos), "repository", "repositories") + ": " + strings.Join(repos, ", ") + "; " +
		counted(d.Scope.Files, "file", "files")}, {"Made by", markdown.Text(d.Tool.Name + " " + d.Tool.Version + ", rules " + d.Tool.Rules)}}
	if len(d.Snapshots) > 1 || d.Snapshots[0].Label != "" {
		var labels []string
		for _, s := range d.Snapshots {
			labels = append(labels, markdown.Text(fmt.Sprintf("%s (%s, %s)", labelled(s.Label), s.Date, counted(s.Findings, "finding", "findings"))))
		}
		rows = append(rows, []string{"History", strings.Join(labels, " → ")})
	}
	m.table([]string{"", ""}, rows)
}

func (m *prose) summary() {
	m.heading(2, "Summary")
	sc := m.d.Scope
	m.f("%s and %s; %s already correct, %d that cannot be told.\n", counted(sc.Findings, "finding", "findings"),
		counted(sc.Causes, "root cause", "root causes"), counted(sc.Correct, "place", "places"), sc.Undecided)
	if len(m.d.Summary.Rows) == 0 {
		return
	}
	columns := []string{"Check", "Priority", "Found"}
	numbers := []int{2}
	for _, label := range m.d.Summary.Fixed {
		numbers = append(numbers, len(columns))
		columns = append(columns, "Fixed ("+markdown.Text(labelled(label))+")")
	}
	numbers = append(numbers, len(columns))
	var rows [][]string
	views := false
	for _, r := range m.d.Summary.Rows {
		name := markdown.Code(r.Name)
		if r.View {
			name, views = markdown.Text(r.Name)+" *", true
		}
		row := []string{name, r.Priority, counted(r.Found, markdown.Text(r.Unit), markdown.Text(r.Units))}
		for _, n := range r.Fixed {
			row = append(row, fmt.Sprint(n))
		}
		remaining := fmt.Sprint(r.Remaining)
		if r.Remaining == 0 {
			remaining = "0 ✅"
		}
		rows = append(rows, append(row, remaining))
	}
	m.f("\n")
	m.table(append(columns, "Remaining"), rows, numbers...)
	if views {
		m.f("\n\\* A view: what it counts stands in other rows too.\n")
	}
	if note := m.d.FixedNote(); note != "" {
		m.f("\n%s\n", markdown.Text(note))
	}
}

func (m *prose) causes() {
	if len(m.d.Causes) == 0 {
		return
	}
	m.heading(2, "Root causes")
	for _, c := range m.d.Causes {
		m.heading(3, markdown.Code(c.Rule)+" at "+markdown.Code(c.Place.String()))
		m.f("%s%s\n\n", bold(c.Priority), markdown.Text(c.Message))
		if c.Excerpt != "" {
			m.f("%s\n\n", markdown.Fenced(c.Excerpt))
		}
		m.f("One change there resolves %s:\n\n", counted(len(c.Resolves), "finding", "findings"))
		m.places(c.Resolves)
	}
}

func (m *prose) places(ps []Place) {
	for _, p := range ps {
		m.f("- %s\n", markdown.Code(p.String()))
	}
}

// maxSteps bounds the places that a step names; more stand in the section of its check.
const maxSteps = 3

func codes(ps []Place) string {
	var out []string
	for _, p := range ps {
		out = append(out, markdown.Code(p.String()))
	}
	return strings.Join(out, ", ")
}

func (m *prose) order() {
	if len(m.d.Order) == 0 {
		return
	}
	m.heading(2, "Recommended order of changes")
	m.f("By priority, then by the findings that one change resolves, then by how many changes it takes.\n\n")
	for i, s := range m.d.Order {
		text := strings.TrimSuffix(markdown.Text(s.Text), ".")
		if len(s.At) <= maxSteps {
			text += " → " + codes(s.At)
		} else {
			text += ", " + counted(len(s.At), "place", "places")
		}
		m.f("%d. %s%s: %s. Resolves %s.\n", i+1, bold(s.Priority), markdown.Code(s.Rule), text, counted(s.Resolves, "finding", "findings"))
	}
}

func (m *prose) sections() {
	for _, s := range m.d.Sections {
		if len(s.Repos) == 0 {
			continue
		}
		m.heading(2, markdown.Code(s.Rule))
		m.f("%s. %s\n", markdown.Text(strings.Join(present(s.Priority, s.Severity), ", ")), markdown.Text(s.Why))
		for _, t := range s.Tables {
			m.ownTable(t)
		}
		m.heading(3, "Affected")
		var rows [][]string
		for _, g := range s.Repos {
			for _, f := range g.Findings {
				rows = append(rows, []string{markdown.Code(g.Repo), markdown.Code(f.In()), markdown.Text(f.Message), f.Priority, m.remark(f)})
			}
		}
		m.table([]string{"Repository", "Place", "What is wrong", "Priority", ""}, rows)
	}
	m.matrices()
}

// bold writes a priority before a text, if there is one.
func bold(priority string) string {
	if priority == "" {
		return ""
	}
	return "**" + markdown.Text(priority) + "** "
}

// present leaves out what is empty.
func present(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

func (m *prose) remark(f Finding) string {
	var out []string
	if f.Cause != "" {
		out = append(out, "by the root cause")
	}
	if f.New {
		out = append(out, "new")
	}
	if f.Status != "new" {
		out = append(out, f.Status)
	}
	return strings.Join(out, ", ")
}

func (m *prose) ownTable(t Table) {
	m.heading(3, markdown.Text(t.Title))
	columns := []string{"Repository", "Place"}
	for _, c := range t.Columns {
		columns = append(columns, markdown.Text(c))
	}
	var rows [][]string
	for _, r := range t.Rows {
		row := []string{markdown.Code(r.Repo), markdown.Code(r.In())}
		for _, c := range r.Cells {
			row = append(row, markdown.Text(c))
		}
		rows = append(rows, row)
	}
	m.table(columns, rows)
}

func (m *prose) matrices() {
	for _, s := range m.d.Sections {
		if s.Matrix == nil {
			continue
		}
		m.heading(2, markdown.Code(s.Rule)+" over repositories")
		if len(s.Matrix.Columns) > maxColumns {
			m.longMatrix(s.Matrix)
			continue
		}
		columns := []string{""}
		for _, c := range s.Matrix.Columns {
			columns = append(columns, markdown.Code(c))
		}
		var rows [][]string
		for _, r := range s.Matrix.Rows {
			row := []string{sign(r.Verdict) + markdown.Code(r.Name)}
			for _, c := range r.Cells {
				row = append(row, markdown.Text(strings.Join(c.Texts, ", ")))
			}
			rows = append(rows, row)
		}
		m.table(columns, rows)
	}
}

// maxColumns bounds the columns of a matrix in Markdown, where nobody can read more side by side.
const maxColumns = 12

// longMatrix lists for each row what its cells say, and where.
func (m *prose) longMatrix(x *Matrix) {
	var rows [][]string
	for _, r := range x.Rows {
		var texts []string
		where := map[string][]string{}
		for i, c := range r.Cells {
			if len(c.Texts) == 0 {
				continue
			}
			text := strings.Join(c.Texts, ", ")
			if where[text] == nil {
				texts = append(texts, text)
			}
			where[text] = append(where[text], x.Columns[i])
		}
		for i, text := range texts {
			name := ""
			if i == 0 {
				name = sign(r.Verdict) + markdown.Code(r.Name)
			}
			rows = append(rows, []string{name, markdown.Text(text), fmt.Sprint(len(where[text])), some(where[text])})
		}
	}
	m.table([]string{"", "Says", "Repositories", "Which"}, rows, 2)
}

// some names the first of a list, and how many more there are.
func some(names []string) string {
	const most = 8
	var out []string
	for _, n := range names[:min(len(names), most)] {
		out = append(out, markdown.Code(n))
	}
	text := strings.Join(out, ", ")
	if len(names) > most {
		text += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return text
}

// sign marks what does not agree.
func sign(verdict string) string {
	switch verdict {
	case "violation":
		return "❌ "
	case "unknown":
		return "❔ "
	}
	return ""
}

func (m *prose) changes() {
	for _, c := range []struct {
		title   string
		changes []Change
		now     bool
	}{{"Already fixed", m.d.Fixed, true}, {"New", m.d.New, false}} {
		if len(c.changes) == 0 {
			continue
		}
		m.heading(2, c.title)
		for _, change := range c.changes {
			m.heading(3, markdown.Text(labelled(change.Label)))
			columns := []string{"Repository", "Place then", "Check", "What was found"}
			if c.now {
				columns = append(columns, "Now")
			}
			var rows [][]string
			for _, r := range change.Records {
				row := []string{markdown.Code(r.Repo), markdown.Code(r.In()), markdown.Code(r.Rule), markdown.Text(r.Message)}
				if c.now {
					row = append(row, markdown.Text(r.Now))
				}
				rows = append(rows, row)
			}
			m.table(columns, rows)
		}
	}
}
