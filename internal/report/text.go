package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// Text writes findings as linters do: file:line:column, severity, message and rule, the code with a marker below it, and
// what belongs to it; then the sites asked for, the summary and the notes. The evidence of a convention stands with the
// first finding of its rule.
func Text(w io.Writer, r *diag.Result, o Options) error {
	shown := r.Shown(o.All)
	t := newText(w, r, o)
	p := t.printer
	for i := range shown {
		t.finding(&shown[i])
	}
	if o.ShowOK {
		p.okSites(r)
	}
	if o.ShowUnknown {
		p.unknownSites(r)
	}
	if !o.Quiet {
		p.summary(r, o, shown)
	}
	return p.Done()
}

// text writes findings.
type text struct {
	*printer
	options Options
	causes  map[string]*diag.Finding
	told    map[string]bool // evidence of conventions that has been shown
}

func newText(w io.Writer, r *diag.Result, o Options) *text {
	return &text{printer: newPrinter(w, o.Style), options: o, causes: causesOf(r), told: map[string]bool{}}
}

// newBelongings returns a text of which only belonging is wanted, for formats that have one text for all about a finding.
func newBelongings(r *diag.Result, o Options) *text {
	o.Style = terminal.Style{}
	return newText(io.Discard, r, o)
}

// causesOf indexes root causes by fingerprint.
func causesOf(r *diag.Result) map[string]*diag.Finding {
	causes := map[string]*diag.Finding{}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.IsCause {
			causes[f.Fingerprint] = f
		}
	}
	return causes
}

func (t *text) finding(f *diag.Finding) {
	message := terminal.Lines(f.Message)
	t.Printf("%s: %s: %s  %s\n", t.Style.Paint(terminal.Bold, place(f.Location)), severity(t.Style, f.Severity), message[0],
		t.Style.Paint(terminal.Cyan, terminal.Visible(strings.TrimSpace(f.RuleID+" "+string(f.Priority)))))
	gutter := t.frame(f)
	for _, more := range message[1:] {
		t.Printf("%s\n", strings.TrimRight(gutter+"   "+more, " "))
	}
	for _, line := range t.belonging(f) {
		t.Printf("%s %s %s\n", gutter, t.Style.Paint(terminal.Blue, "="), line)
	}
	t.Printf("\n")
}

// frame writes the code of f and returns what stands before the lines below it.
func (t *text) frame(f *diag.Finding) (gutter string) {
	if t.options.Source == nil || f.File == "" || f.Start.Line == 0 {
		return " "
	}
	line, ok := t.options.Source.Line(f.File, f.Start.Line)
	if !ok {
		return " "
	}
	number := fmt.Sprint(f.Start.Line)
	gutter = strings.Repeat(" ", len(number)+1)
	bar := t.Style.Paint(terminal.Blue, "|")
	if strings.TrimSpace(line) == "" {
		return gutter
	}
	c := newFrame(f.Location, line, t.options.frameLimit(gutter))
	t.Printf("%s%s\n", gutter, bar)
	t.Printf("%s %s %s\n", t.Style.Paint(terminal.Blue, number), bar, c.code)
	t.Printf("%s%s %s%s\n", gutter, bar, strings.Repeat(" ", c.indent),
		t.Style.Paint(severityColour(f.Severity), strings.Repeat("^", c.length)))
	return gutter
}

// belonging lists what belongs to a finding, one visible line each.
func (t *text) belonging(f *diag.Finding) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if by := f.SuppressedBy; by != nil && f.Status == diag.Suppressed {
		out = append(out, withMessage("suppressed at "+place(by.Location), by.Reason))
	} else if f.Status != diag.New {
		add("%s", f.Status)
	}
	if f.IsCause {
		add("explains %s", terminal.Plural(f.Explains, "finding", "findings"))
	}
	out = append(out, t.places(f)...)
	if f.RootCause != "" {
		if cause := t.causes[f.RootCause]; cause != nil {
			add("root cause: %s", place(cause.Location))
		} else {
			add("root cause: finding %s, which is not among these", terminal.Visible(f.RootCause))
		}
	}
	for _, fix := range f.Fixes {
		add("fix (%s): %s", fix.Safety, terminal.Visible(fix.Title))
	}
	if f.Trace != nil {
		for _, why := range f.Unfixed {
			add("no fix: %s", terminal.Visible(why))
		}
		add("fingerprint: %s", terminal.Visible(f.Fingerprint))
		out = append(out, trace(f.Trace())...)
	}
	return out
}

// maxPlaces bounds the places that are listed with a finding; with its trace all of them are.
const maxPlaces = 10

// places lists the other places of a finding.
func (t *text) places(f *diag.Finding) []string {
	var out []string
	more := 0
	for _, r := range f.Related {
		line := related(place(r.Location), r)
		switch {
		case !t.tells(f.RuleID, r, line):
		case len(out) == maxPlaces && f.Trace == nil && !r.Evidence:
			more++
		default:
			out = append(out, line)
		}
	}
	if more > 0 {
		out = append(out, "and at "+terminal.Plural(more, "other place", "other places")+" (--explain lists them)")
	}
	return out
}

// related writes a place that belongs to a finding.
func related(at string, r diag.Related) string {
	if r.Message == diag.AlsoHere {
		return "also at " + at
	}
	return "also at " + withMessage(at, r.Message)
}

// tells reports whether the line of a related place is news: the evidence of a convention is the same with each finding of
// a rule, and stands with the first.
func (t *text) tells(rule string, r diag.Related, line string) bool {
	if !r.Evidence {
		return true
	}
	key := rule + "\x00" + line
	before := t.told[key]
	t.told[key] = true
	return !before
}

// trace writes the steps of an evaluation, deeper ones further in.
func trace(steps []diag.Step) []string {
	if len(steps) == 0 {
		return []string{"because: no steps were recorded"}
	}
	out := []string{"because:"}
	for _, s := range steps {
		text := terminal.Visible(s.Message)
		if !s.IsNone() {
			text = withMessage(place(s.Location), s.Message)
		}
		out = append(out, strings.Repeat("  ", max(0, s.Depth)+1)+text)
	}
	return out
}

func withMessage(place, message string) string {
	if message == "" {
		return place
	}
	return place + ": " + strings.Join(terminal.Lines(message), " ")
}

// severity returns the name of a severity in its colour.
func severity(s terminal.Style, v diag.Severity) string {
	return s.Paint(severityColour(v), v.String())
}

func severityColour(v diag.Severity) string {
	switch v {
	case diag.Error:
		return terminal.Red
	case diag.Warning:
		return terminal.Yellow
	}
	return terminal.Blue
}
