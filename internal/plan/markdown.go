package plan

import (
	"fmt"
	"io"
	"strings"
)

// page is a Markdown document that is being written.
type page struct{ strings.Builder }

// Markdown writes the plan as a document for people.
func Markdown(w io.Writer, p *Plan) error {
	d := &page{}
	d.head(p)
	d.problem(p)
	d.documents(p)
	d.causes(p)
	d.options(p)
	d.phases(p)
	d.copying(p)
	d.verify(p)
	d.rollback(p)
	d.checklist(p)
	d.files(p)
	d.notes(p)
	_, err := io.WriteString(w, strings.TrimRight(d.String(), "\n")+"\n")
	return err
}

func (d *page) line(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// para writes a paragraph of plain text, in which names may stand between backticks.
func (d *page) para(s string) { d.line("%s\n", text(s)) }

func (d *page) section(n int, title string) { d.line("## %d. %s\n", n, title) }

func (d *page) list(items []string) {
	for _, i := range items {
		d.line("- %s", text(i))
	}
	if len(items) > 0 {
		d.line("")
	}
}

// row writes cells that are Markdown already.
func (d *page) row(cells ...string) {
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(c, "|", `\|`)
	}
	d.line("| %s |", strings.Join(cells, " | "))
}

func (d *page) table(head ...string) {
	d.row(head...)
	d.line("|%s", strings.Repeat("---|", len(head)))
}

func (s Spot) markdown() string { return code(fmt.Sprintf("%s:%d", under(s.Repo, s.Path), s.Line)) }

func spots(list []Spot) string {
	var out []string
	for i := 0; i < len(list); {
		s, lines := list[i], []int{list[i].Line}
		for i++; i < len(list) && list[i].Repo == s.Repo && list[i].Path == s.Path; i++ {
			lines = append(lines, list[i].Line)
		}
		out = append(out, code(under(s.Repo, s.Path)+":"+numbers(lines)))
	}
	return strings.Join(out, ", ")
}

func (d *page) head(p *Plan) {
	d.line("# Container %s: one partition key\n", code(p.Container))
	d.line("- **Status**: %s", text(p.Status))
	d.line("- **Priority**: %s, the highest of its findings", p.Priority)
	d.line("- **Risk**: %s (%s)", p.Risk, text(p.RiskReason))
	d.line("- **Key to be**: %s. %s", code(p.Target), text(p.TargetReason))
	d.line("- **Written by**: %s\n", text(p.Tool))
}

func (d *page) problem(p *Plan) {
	d.section(1, "The problem")
	d.para(p.Summary + " A container has one key for its whole life, set by whoever creates it first.")
	d.line("### What each file says\n")
	d.table("Repository", "File", "Declares", "Passes in point reads and queries", "Reads and writes")
	for _, r := range p.State {
		d.row(code(r.Repo), code(r.Path+lineNumbers(r)), said(r.Declared), r.passes(), others(r.Other))
	}
	d.line("")
	d.line("### What is wrong\n")
	if len(p.Defects) == 0 {
		d.para("No check has a finding at these places; the declarations differ.")
	}
	for _, f := range p.Defects {
		d.line("**%s**, %s: %s\n", code(f.Rule), f.At.markdown(), text(f.Message))
		d.excerpts(f.Excerpts)
		if len(f.Again) > 0 {
			d.line("Also at %s.\n", spots(f.Again))
		}
	}
}

func (d *page) excerpts(list []Excerpt) {
	for _, e := range list {
		if e.Code != "" {
			d.line("%s:\n\n%s", e.markdown(), fence(fenceName(e.Path), e.Code))
		}
	}
}

// fenceName is the language of a file as fences name it.
func fenceName(path string) string {
	if l := languageOf(path); l != nil {
		return l.Name
	}
	return ""
}

// lineNumbers are those of the declarations, else of the uses.
func lineNumbers(r Row) string {
	list := r.Declared
	if len(list) == 0 {
		list = r.Used
	}
	var all []int
	for _, s := range list {
		all = append(all, s.Lines...)
	}
	if len(all) == 0 {
		return ""
	}
	return ":" + numbers(all)
}

func numbers(list []int) string {
	var out []string
	for _, n := range list {
		out = append(out, fmt.Sprint(n))
	}
	return strings.Join(out, ",")
}

func said(list []Said) string {
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprintf("%s (%s)", code(s.Key), lineWord(s.Lines)))
	}
	return strings.Join(out, ", ")
}

func lineWord(lines []int) string {
	return plural(len(lines), "line ", "lines ") + numbers(lines)
}

func others(list []Number) string {
	var out []string
	for _, n := range list {
		out = append(out, n.Role+" in "+lineWord(n.Lines))
	}
	return strings.Join(out, "; ")
}

// passes says which keys a file passes, or why none.
func (r Row) passes() string {
	switch {
	case len(r.Used) > 0:
		return said(r.Used)
	case len(r.Calls) > 0:
		return "none: it calls an API instead, " + calls(r.Calls)
	case r.Instead != "":
		return "none: " + text(r.Instead)
	}
	return ""
}

func calls(list []Call) string {
	var out []string
	for _, c := range list {
		to := ""
		if c.To != "" {
			to = " (at " + code(c.To) + ")"
		}
		out = append(out, c.markdown()+to)
	}
	return strings.Join(out, ", ")
}

func (d *page) documents(p *Plan) {
	d.section(2, "The documents")
	if len(p.Documents) == 0 {
		d.para("No type of these documents was found in the code that reads and writes them.")
		return
	}
	for _, doc := range p.Documents {
		lacks := ""
		if doc.Lacks {
			lacks = ", **without a field for " + code(p.Target) + "**"
		}
		d.line("### %s\n\n%s at %s%s. Used at %s.\n", code(doc.Name), upperFirst(doc.Kind), doc.At.markdown(), lacks, spots(doc.Used))
		d.table("Field", "Type", "Allowed values", "Default, or as written")
		for _, f := range doc.Fields {
			name := code(f.Name)
			if f.Optional {
				name += " (optional)"
			}
			d.row(name, code(f.Type), codes(f.Literals), codes(appendFilled(f.Written, f.Default)))
		}
		d.line("")
	}
	d.line("### Side by side\n")
	head := []string{"Aspect"}
	for _, doc := range p.Documents {
		head = append(head, code(doc.Name))
	}
	d.table(head...)
	for _, a := range p.Differences {
		cells := []string{text(a.Name)}
		for _, c := range a.Cells {
			cells = append(cells, cell(c))
		}
		d.row(cells...)
	}
	d.line("")
}

// cell is what a document has of an aspect; words of the plan's own stand as such.
func cell(s string) string {
	if s == none || s == "yes" || s == "no" {
		return s
	}
	return code(s)
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func appendFilled(list []string, s string) []string {
	if s == "" {
		return list
	}
	return append([]string{s}, list...)
}

func codes(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, code(s))
	}
	return strings.Join(out, ", ")
}

func (d *page) causes(p *Plan) {
	d.section(3, "How it came to this")
	for i, c := range p.Causes {
		d.line("%d. %s", i+1, text(c.Text))
		if len(c.Evidence) > 0 {
			d.line("   %s.", spots(c.Evidence))
		}
		for _, o := range c.Commits {
			d.line("   - %s since %s: %s (%s)", o.markdown(), o.Date, text(o.Subject), code(o.Commit[:min(10, len(o.Commit))]))
		}
		for _, e := range c.Excerpts {
			d.line("   - %s: %s", e.markdown(), code(oneLine(e.Code)))
		}
	}
	d.line("")
}

func (d *page) options(p *Plan) {
	d.section(4, "Options")
	for _, o := range p.Options {
		mark := ""
		if o.ID == p.Recommended {
			mark = " (recommended)"
		}
		d.line("### Option %s: %s%s\n", o.ID, text(o.Title), mark)
		if mark != "" {
			d.para(p.RecommendedWhy)
		}
		d.para(o.About)
		d.table("Action", "Where", "Risk")
		for _, a := range o.Actions {
			d.row(text(a.What), text(a.Scope), a.Risk)
		}
		d.line("\nRisk of all: %s.\n\nFor it:\n", o.Risk)
		d.list(o.Pros)
		d.line("Against it:\n")
		d.list(o.Cons)
		d.edits(o)
	}
}

func (d *page) edits(o Option) {
	d.patches(o.Patches)
	if len(o.ByHand) > 0 {
		d.line("By hand:\n")
		for _, h := range o.ByHand {
			d.line("- %s: %s", h.At.markdown(), text(h.What))
		}
		d.line("")
	}
	if len(o.Comments) > 0 {
		d.line("Comments near them that name the container:\n")
		for _, c := range o.Comments {
			what := "to be read again"
			if c.Removed {
				what = "taken out by the edit, as it tells of a key that is no longer"
			}
			d.line("- %s (%s): %s", c.At.markdown(), what, escape(c.Text))
		}
		d.line("")
	}
}

func (d *page) patches(list []Patch) {
	for _, p := range list {
		d.line("In %s:\n\n%s", code(p.Repo), fence("diff", p.Diff))
	}
}

func (d *page) phases(p *Plan) {
	d.section(5, "Phases")
	d.line("They carry out option %s.\n", p.Recommended)
	for i, ph := range p.Phases {
		d.line("### Phase %d: %s\n\n**Goal**: %s\n", i, text(ph.Title), text(ph.Goal))
		for j, s := range ph.Steps {
			when := ""
			if s.If != "" {
				when = "**If " + text(s.If) + "**: "
			}
			d.line("**%d.%d** %s%s\n", i, j+1, when, text(s.Text))
			if s.Commands != "" {
				d.line("%s", fence(languageOfCommands(s.Commands), s.Commands))
			}
			d.refer(p.Recommended, s.Patches)
		}
	}
}

// refer names the edits of the option, which stand there.
func (d *page) refer(option string, list []Patch) {
	for _, p := range list {
		var files []string
		for _, f := range patched(p.Diff) {
			files = append(files, code(f))
		}
		in := ""
		if len(files) > 0 {
			in = ": " + strings.Join(files, ", ")
		}
		d.line("- the edits of option %s in %s%s", option, code(p.Repo), in)
	}
	if len(list) > 0 {
		d.line("")
	}
}

func languageOfCommands(s string) string {
	if strings.HasPrefix(s, "SELECT") {
		return "sql"
	}
	return "sh"
}

func (d *page) copying(p *Plan) {
	d.section(6, "Moving documents")
	for _, w := range p.Copying {
		d.line("**%s**. %s\n", text(w.Name), text(w.How))
		d.list(w.Limits)
	}
}

func (d *page) verify(p *Plan) {
	d.section(7, "Verify")
	d.para("From the folder in which this plan was made:")
	for _, v := range p.Verify {
		name := code(under(v.Repo, v.Package))
		if len(v.Commands) == 0 {
			d.line("%s: no command is known: %s.\n", name, text(v.Why))
			continue
		}
		d.line("%s (%s: %s):\n\n%s", name, v.Manager, text(v.Why), fence("sh", strings.Join(v.Commands, "\n")))
	}
}

func (d *page) rollback(p *Plan) {
	d.section(8, "Rollback")
	d.table("Phase", "If it causes trouble")
	for i, ph := range p.Phases {
		d.row(fmt.Sprintf("%d: %s", i, text(ph.Title)), text(strings.Join(ph.Rollback, " ")))
	}
	d.line("")
}

func (d *page) checklist(p *Plan) {
	d.section(9, "Checklist")
	for _, c := range p.Checklist {
		d.line("- [ ] %s", text(c))
	}
	d.line("")
}

func (d *page) files(p *Plan) {
	d.section(10, "Files")
	d.line("### To change\n")
	d.fileTable("Change", p.Changed)
	d.line("### No change needed\n")
	d.fileTable("Reason", p.Unchanged)
}

func (d *page) fileTable(last string, list []File) {
	if len(list) == 0 {
		d.line("None.\n")
		return
	}
	d.table("Repository", "File", last)
	for _, f := range list {
		d.row(code(f.Repo), code(f.Path), text(f.Text))
	}
	d.line("")
}

func (d *page) notes(p *Plan) {
	if len(p.Notes) == 0 {
		return
	}
	d.section(11, "What is not known")
	d.list(p.Notes)
}
