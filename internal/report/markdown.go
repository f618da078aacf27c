package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/markdown"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Limits of a step summary. GitHub refuses one of more than 1,024 KiB whole; other commands of the step may write to it too.
const (
	markdownBytes   = 1000 << 10
	markdownMessage = 2000 // bytes of one message
	markdownTail    = 4096 // bytes kept for what stands below the findings
	markdownPlaces  = 20   // places listed with a root cause
)

// Markdown writes a summary as GitHub shows it below a workflow: counts, root causes with what each explains, the other
// findings, the most important first. What finds no room is counted.
func Markdown(w io.Writer, r *diag.Result, o Options) error {
	shown := r.Shown(o.All)
	m := summaryPage{options: o, causes: causesOf(r), explained: explainedBy(shown), head: map[string]bool{}}
	m.f("## %s\n\n", markdown.Text("connaudit: "+total(shown)+" in "+lookedAt(r.Stats)))
	m.f("%s", markdown.Text(judged(r.Stats, o)))
	if rest := hidden(r, o); rest != "" {
		m.f("; %s", markdown.Text(rest))
	}
	m.f(".\n")
	m.categories(shown)
	left := 0
	order := grouped(ranked(shown, o), o)
	for _, causes := range []bool{true, false} {
		for _, f := range order {
			if f.IsCause == causes && !m.entry(f) {
				left++
			}
		}
	}
	if left > 0 {
		m.f("\n**%s left out**, since a summary of a step has room for 1,024 KiB; `connaudit check` lists them.\n", terminal.Plural(left, "finding", "findings"))
	}
	m.rest(r)
	_, err := m.WriteTo(w)
	return err
}

// summaryPage gathers a summary.
type summaryPage struct {
	bytes.Buffer
	options   Options
	causes    map[string]*diag.Finding
	explained map[string][]*diag.Finding // by fingerprint of the cause
	head      map[string]bool            // headings written so far
}

func explainedBy(shown []diag.Finding) map[string][]*diag.Finding {
	out := map[string][]*diag.Finding{}
	for i := range shown {
		if f := &shown[i]; f.RootCause != "" {
			out[f.RootCause] = append(out[f.RootCause], f)
		}
	}
	return out
}

// f writes text. A bytes.Buffer takes all of it.
func (m *summaryPage) f(format string, args ...any) { _, _ = fmt.Fprintf(&m.Buffer, format, args...) }

func (m *summaryPage) categories(shown []diag.Finding) {
	if len(shown) == 0 {
		return
	}
	m.f("\n| Category | Findings | Root causes | Priority |\n| --- | ---: | ---: | --- |\n")
	for _, c := range categories(shown) {
		m.f("| %s | %d | %d | %s |\n", markdown.Code(c.name), c.findings, len(c.causes), markdown.Text(string(c.priority)))
	}
}

// entry writes a finding under the heading of its kind; ok is false where there is no room.
func (m *summaryPage) entry(f *diag.Finding) (ok bool) {
	heading, write := "### Findings\n\n| Place | What is wrong | Rule | |\n| --- | --- | --- | --- |\n", m.row
	if f.IsCause {
		heading, write = "### Root causes\n\n", m.cause
	}
	text := write(f)
	if m.head[heading] {
		heading = ""
	}
	if m.Len()+len(heading)+len(text)+1 > markdownBytes-markdownTail {
		return false
	}
	if heading != "" {
		m.head[heading] = true
		m.f("\n%s", heading)
	}
	m.f("%s", text)
	return true
}

// cause is a root cause with the places that it explains.
func (m *summaryPage) cause(f *diag.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "- %s %s: %s (%s)\n", ruleCode(f), markdown.Code(cut(place(f.Location), markdownMessage)), m.message(f), m.remarks(f))
	all := m.explained[f.Fingerprint]
	for i, e := range all {
		if i == markdownPlaces {
			fmt.Fprintf(&b, "  - and %s\n", terminal.Plural(len(all)-i, "other place", "other places"))
			break
		}
		fmt.Fprintf(&b, "  - %s\n", markdown.Code(cut(place(e.Location), markdownMessage)))
	}
	return b.String()
}

func (m *summaryPage) row(f *diag.Finding) string {
	return fmt.Sprintf("| %s | %s | %s | %s |\n", markdown.Code(cut(place(f.Location), markdownMessage)), m.message(f), ruleCode(f), m.remarks(f))
}

func ruleCode(f *diag.Finding) string {
	return strings.TrimSpace(markdown.Text(string(f.Priority)) + " " + markdown.Code(f.RuleID))
}

// message is cut before it is escaped: half an escape could mean anything.
func (m *summaryPage) message(f *diag.Finding) string {
	return markdown.Text(cut(strings.Join(message(f), " "), markdownMessage))
}

// remarks is what belongs to a finding, in few words.
func (m *summaryPage) remarks(f *diag.Finding) string {
	var out []string
	if f.Status != diag.New {
		out = append(out, f.Status.String())
	}
	if f.IsCause {
		out = append(out, "explains "+terminal.Plural(f.Explains, "finding", "findings"))
	}
	if cause := m.causes[f.RootCause]; f.RootCause != "" && cause != nil {
		out = append(out, "by the root cause "+markdown.Code(cut(place(cause.Location), markdownMessage)))
	}
	for _, fix := range f.Fixes {
		out = append(out, markdown.Text("fix ("+fix.Safety.String()+"): "+cut(fix.Title, markdownMessage)))
	}
	return strings.Join(out, "; ")
}

// rest writes notes and how many errors the run had, as far as they fit.
func (m *summaryPage) rest(r *diag.Result) {
	tail := []string{}
	for _, n := range r.Notes {
		tail = append(tail, "- "+markdown.Code(cmp.Or(n.RuleID, n.Category, "note"))+": "+markdown.Text(cut(n.Message, markdownMessage)))
	}
	if n := len(r.Errors); n > 0 {
		tail = append(tail, "- "+terminal.Plural(n, "error", "errors")+" of the run, which the log of the step lists")
	}
	written := false
	for i, line := range tail {
		if m.Len()+len(line) > markdownBytes-markdownTail/4 {
			m.f("- and %s\n", terminal.Plural(len(tail)-i, "more line", "more lines"))
			return
		}
		if !written {
			m.f("\n### Notes\n\n")
			written = true
		}
		m.f("%s\n", line)
	}
}
