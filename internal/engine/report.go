package engine

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// location restates a place for output.
func (a *audit) location(p value.Place) diag.Location {
	if a.isImported(p) {
		if l, ok := a.imports[p.File.Repo].Location(p); ok {
			return l
		}
	}
	f := a.prog.FileOf(p.File)
	if f == nil {
		return diag.NewLocation(p, nil)
	}
	a.linker.Look(f)
	return diag.NewLocation(p, f.Text())
}

// collect restates the findings of checks, and counts what they looked at.
func (a *audit) collect() {
	a.groups = map[*check.Group]string{}
	for _, o := range a.checks {
		a.reportCheck(o)
	}
}

// report restates everything as the result.
func (a *audit) report() {
	if a.o.Report {
		a.narrow() // tables show no more than there are findings
	}
	a.reportChecks()
	a.reportFiles()
	a.reportLinking()
}

func (a *audit) reportCheck(o *check.Outcome) {
	causes := map[*check.Cause]string{}
	for _, c := range o.Causes {
		f := a.written(o, c.At, c.Sites(), func() diag.Finding { return a.causeFinding(o, c) })
		if !a.standHere(&f, c.At, nil) {
			continue
		}
		a.offerLater(&f, func() []check.Change { return o.CauseFixes(c) }, true)
		causes[c] = causeKey(f)
		a.result.Findings = append(a.result.Findings, f)
	}
	for _, g := range a.importedLast(o) {
		f := a.written(o, value.Place{}, g.Sites, func() diag.Finding { return a.finding(o, g) })
		if !a.standHere(&f, g.Sites[0].Fact.At, a.result.Findings) {
			continue
		}
		if !a.isImported(g.Sites[0].Fact.At) {
			a.offerLater(&f, func() []check.Change { return o.Fixes(g) }, false)
		}
		if g.Cause != nil {
			f.RootCause = causes[g.Cause]
		}
		a.groups[g] = groupKey(f)
		a.result.Findings = append(a.result.Findings, f)
	}
	a.countSites(o)
	a.note(o)
}

// written writes a finding about sites, unless it is known from the last time. at tells it from others about the same sites.
func (a *audit) written(o *check.Outcome, at value.Place, sites []*check.Site, write func() diag.Finding) diag.Finding {
	f := o.Write(at, sites, func() any { return write() }).(diag.Finding)
	f.Related, f.Fixes = slices.Clone(f.Related), slices.Clone(f.Fixes)
	return f
}

func (a *audit) finding(o *check.Outcome, g *check.Group) diag.Finding {
	c, s := o.Check, g.Sites[0]
	f := diag.Finding{
		RuleID: c.ID, Category: c.Category, Severity: severity(c.Severity), Priority: diag.Priority(c.Priority),
		Message: strings.TrimSpace(o.Message(g)), Location: a.location(s.Fact.At), Metadata: c.Metadata, Status: diag.New,
		Fingerprint: a.linker.Statement(s.Fact.At), Unit: o.Unit(g),
	}
	if !s.Fact.Origin.IsNone() {
		f.Related = append(f.Related, diag.Related{Location: a.location(s.Fact.Origin), Message: "the code that is called is here"})
	}
	counterparts := o.Related(s)
	for _, other := range g.Sites[1:] {
		also := diag.Related{Location: a.location(apart(other.Fact, s.Fact)), Message: diag.AlsoHere}
		// Code in a loop states a fact for each element.
		if !slices.Contains(counterparts, other.Fact.Self()) && also.Location != f.Location && !slices.Contains(f.Related, also) {
			f.Related = append(f.Related, also)
		}
	}
	for _, v := range counterparts {
		f.Related = append(f.Related, a.counterpart(v))
	}
	if e, n := o.EvidenceFor(s); e != nil {
		f.Related = append(f.Related, diag.Related{Location: a.location(e.Fact.At), Message: convention(n), Evidence: true})
	}
	if !a.o.OnRequest {
		a.offer(&f, o.Fixes(g), false)
	}
	if a.traced() {
		f.Trace = func() []diag.Step { return a.steps(s.Fact, f.Message) }
	}
	return f
}

// apart is where one fact stands beside another: two that one call settles differ by the code that is called.
func apart(f, from *facts.Fact) value.Place {
	if f.At == from.At && !f.Origin.IsNone() {
		return f.Origin
	}
	return f.At
}

// convention says what makes a demand a convention, at a place that keeps to it.
func convention(n int) string {
	if n == 1 {
		return "the convention: this place keeps to it"
	}
	return fmt.Sprintf("the convention: %d places keep to it, this is one", n)
}

// counterpart is a fact that a site was compared with, as a related place.
func (a *audit) counterpart(v *value.Value) diag.Related {
	r := diag.Related{Location: a.location(v.At)}
	if f := facts.Of(v); f != nil {
		r.Message = strings.TrimSpace(f.Role + " here")
		if what := shortText(f.Value); what != "" {
			r.Message += ": " + what
		}
	}
	return r
}

// shortText is what a fact says, where that is a text or a list of texts: a place that differs is shown with how it differs.
func shortText(v *value.Value) string {
	if v.Kind != value.List {
		v = value.NewList(v)
	}
	var texts []string
	for _, e := range v.Elems {
		if e.Kind != value.String || strings.ContainsRune(e.Str, '\n') {
			return ""
		}
		texts = append(texts, e.Str)
	}
	if t := strings.Join(texts, ", "); len(t) <= 80 {
		return t
	}
	return ""
}

func (a *audit) causeFinding(o *check.Outcome, c *check.Cause) diag.Finding {
	k := o.Check.Cause
	f := diag.Finding{
		RuleID: o.Check.ID, Category: o.Check.Category, Severity: severity(k.Severity), Priority: diag.Priority(k.Priority),
		Message: strings.TrimSpace(o.CauseMessage(c)), Location: a.location(c.At), Metadata: o.Check.Metadata, Status: diag.New,
		IsCause: true, Explains: len(c.Groups),
	}
	for _, g := range c.Groups {
		f.Related = append(f.Related, diag.Related{Location: a.location(g.Sites[0].Fact.At), Message: "resolved by the change"})
	}
	// Until findings are in order, the place stands for the fingerprint.
	f.Fingerprint = a.linker.Statement(c.At)
	if !a.o.OnRequest {
		a.offer(&f, o.CauseFixes(c), true)
	}
	if a.traced() {
		f.Trace = func() []diag.Step { return a.causeSteps(c, f.Message) }
	}
	return f
}

// countSites counts what the check looked at and lists the sites that were asked for.
func (a *audit) countSites(o *check.Outcome) {
	st := a.ruleStats(o.Check.ID, o.Check.Category)
	for _, s := range o.Sites {
		switch {
		case s.Covered, a.isImported(s.Fact.At):
			continue
		case s.Skipped:
			st.NoConvention++
			continue
		}
		st.Sites++
		site := diag.Site{RuleID: o.Check.ID, Category: o.Check.Category, Verdict: s.Verdict, Reason: s.Reason, Location: a.location(s.Fact.At)}
		switch s.Verdict {
		case diag.OK:
			st.OK++
			a.result.Stats.SitesOK++
			if a.o.ShowOK {
				site.OK = o.OK(s)
				a.result.Sites = append(a.result.Sites, site)
			}
		case diag.Unknown:
			st.Unknown++
			a.result.Stats.SitesUnknown++
			if a.o.ShowUnknown {
				a.result.Sites = append(a.result.Sites, site)
			}
		case diag.Violation:
			st.Violations++
		}
	}
}

// note says what a check looked at where it found nothing.
func (a *audit) note(o *check.Outcome) {
	var skipped, ok, sites int
	for _, s := range o.Sites {
		if s.Covered || a.isImported(s.Fact.At) {
			continue
		}
		sites++
		if s.Skipped {
			skipped++
		}
		if s.Verdict == diag.OK {
			ok++
		}
	}
	if len(o.Groups) > 0 {
		return
	}
	n := diag.Note{RuleID: o.Check.ID, Category: o.Check.Category}
	subject, conform := o.Check.Category, "already correct"
	if p := o.Check.Param("header"); p != nil && p.Value.Kind == value.String {
		subject = p.Value.Str
		conform = "with " + subject
	}
	switch {
	case sites == 0 && o.Facts == 0:
		n.Message = "no place to look at: nothing of the kind " + o.Check.Each.Kind + " was found"
	case sites == 0:
		n.Message = count(o.Facts, "place") + " looked at, none that it asks about"
	case skipped > 0 && ok == 0:
		n.Message = fmt.Sprintf("%s, none has %s: no convention; set params.%s or name it under enable: in connaudit.yaml to require it",
			count(sites, "place"), subject, paramHint(o))
	case skipped > 0:
		n.Message = fmt.Sprintf("%s, only %d with %s: no convention; set params.%s or name it under enable: in connaudit.yaml to require it",
			count(sites, "place"), ok, subject, paramHint(o))
	case subject == o.Check.Category:
		n.Message = fmt.Sprintf("%s looked at, %d as it should be, nothing to report", count(sites, "place"), ok)
	default:
		n.Message = fmt.Sprintf("%s looked at, %d %s, nothing to report", count(sites, "place"), ok, conform)
	}
	a.result.Notes = append(a.result.Notes, n)
}

func paramHint(o *check.Outcome) string {
	if len(o.Check.Params) > 0 {
		return o.Check.ID + "." + o.Check.Params[0].Name
	}
	return o.Check.ID
}

// count writes a number with its noun; plural is by default the noun with an s.
func count(n int, what string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + what
	case len(plural) > 0:
		return fmt.Sprintf("%d %s", n, plural[0])
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// narrow keeps the findings that have to do with the given PATHs. They have their fingerprints: which one of several equal
// statements a finding is does not depend on what else is shown.
func (a *audit) narrow() {
	if !a.ws.Narrowed() {
		return
	}
	shown := map[string]bool{} // fingerprints of the causes of findings that are kept
	for _, f := range a.result.Findings {
		if f.RootCause != "" && a.selected(f) {
			shown[f.RootCause] = true
		}
	}
	for i := range a.result.Findings {
		f := &a.result.Findings[i]
		f.Outside = !a.selected(*f) && (!f.IsCause || !shown[f.Fingerprint])
	}
	if !a.o.Outside {
		a.result.DropOutside()
	}
}

func (a *audit) selected(f diag.Finding) bool {
	places := []diag.Location{f.Location}
	for _, r := range f.Related {
		if !r.Evidence {
			places = append(places, r.Location)
		}
	}
	for _, p := range places {
		for _, r := range a.ws.Repos {
			if r.Name == p.Repo && a.ws.Selected(r, p.Path) {
				return true
			}
		}
	}
	return false
}

// fingerprints replaces the code of statements, which stands in for them so far, by fingerprints in the order of findings.
func (a *audit) fingerprints() {
	fs := a.result.Findings
	sort.SliceStable(fs, func(i, j int) bool { return fs[i].Compare(fs[j]) < 0 })
	var p diag.Fingerprinter
	a.firsts = map[string]string{}
	cause := map[string]string{}
	for i := range fs {
		code := fs[i].Fingerprint
		path := a.nameOf(fs[i].Repo, fs[i].Path)
		fs[i].Fingerprint = p.Next(fs[i].RuleID, fs[i].Repo, path, code)
		a.firsts[fs[i].Fingerprint] = diag.Fingerprint(fs[i].RuleID, fs[i].Repo, path, code, 0)
		if fs[i].IsCause {
			cause[causeKey(fs[i])] = fs[i].Fingerprint
		}
	}
	for i := range fs {
		if fs[i].RootCause != "" {
			fs[i].RootCause = cause[fs[i].RootCause]
		}
	}
}

// nameOf is the path under which a file is known: of one that was renamed since, the new one.
func (a *audit) nameOf(repo, path string) string {
	if to := a.renamed[fileKey{repo, path}]; to != "" {
		return to
	}
	return path
}

// causeKey names the finding at a cause until fingerprints are known.
func causeKey(f diag.Finding) string {
	return fmt.Sprintf("%s\x00%s\x00%s\x00%d\x00%d", f.RuleID, f.Repo, f.Path, f.Start.Offset, f.End.Offset)
}

// reportFiles says which files were read, and what could not be.
func (a *audit) reportFiles() {
	st := &a.result.Stats
	st.Repos = len(a.ws.Repos)
	if a.o.Report || a.o.Outside { // nothing else that is said hangs on where the workspace lies
		a.result.Root = a.ws.Root
	}
	for _, r := range a.ws.Repos {
		if r.Dir != "" && r.Facts == "" {
			a.result.Dirs = append(a.result.Dirs, r.Dir)
		}
	}
	a.result.Exports = a.exports()
	sort.Strings(a.result.Dirs)
	for _, f := range a.prog.Files() {
		st.Files++
		st.Bytes += int64(f.Size())
		if f.WasParsed() {
			st.FilesParsed++
			a.reportSyntax(f)
		}
		if reason := f.Reason(); reason != "" {
			a.reportUnread(f, reason)
		} else if row := f.Source.Bodies(); row != nil {
			a.skipped(row)
		}
	}
	for _, p := range a.ws.Problems {
		a.fail(diag.RunError{Kind: diag.ErrorKind(p.Kind), Message: p.Message, Path: a.display(p)})
	}
	for _, p := range a.prog.Problems() {
		a.fail(diag.RunError{Kind: diag.ResolveError, Message: p.Message, Path: a.display(p)})
	}
	for _, s := range a.ws.Skipped() {
		a.skipped(s)
	}
}

// skipped tells of what is not read, if that was asked for.
func (a *audit) skipped(s *workspace.Skipped) {
	if !a.o.Skipped {
		return
	}
	row := diag.Skipped{Path: s.Path, Dir: s.Dir, Partly: s.Partly, Kind: s.Kind, Reason: s.Reason, Rule: s.Rule, Source: s.Source}
	if s.Repo != nil {
		row.Repo = s.Repo.Name
	}
	a.result.Skipped = append(a.result.Skipped, row)
}

func (a *audit) display(p workspace.Problem) string {
	if p.Repo == nil {
		return p.Path
	}
	return a.ws.Display(p.Repo, p.Path)
}

func (a *audit) reportSyntax(f *program.File) {
	errs := f.Errors()
	if len(errs) == 0 {
		return
	}
	at := a.location(value.Place{File: f.Value, Start: errs[0].Start, End: errs[0].End})
	a.fail(diag.RunError{Kind: diag.ParseError, Path: f.Value.Display, Line: at.Start.Line, Column: at.Start.Column,
		Message: count(len(errs), "range") + " not understood by the grammar; the rest of the file is read"})
}

func (a *audit) reportUnread(f *program.File, reason string) {
	if f.LeftOut() {
		if a.o.Skipped {
			a.result.Skipped = append(a.result.Skipped, diag.Skipped{Repo: f.Value.Repo, Path: f.Value.Path, Kind: "contents", Reason: reason})
		}
		return
	}
	if kind := f.ErrorKind(); kind != "" && f.IsCode() {
		a.fail(diag.RunError{Kind: diag.ErrorKind(kind), Message: "not read: " + reason, Path: f.Value.Display})
	}
}

// reportLinking says which bounds were hit.
func (a *audit) reportLinking() {
	bounds := append([]string{}, a.linker.Counts.Bounds...)
	sort.Strings(bounds)
	for _, b := range bounds {
		a.fail(diag.RunError{Kind: diag.TimeoutError, Message: b})
	}
	if a.o.ShowUnknown {
		a.reportUndecided()
	}
}

// maxUndecided bounds the reasons that are listed one by one.
const maxUndecided = 25

// reportUndecided tells of matches whose conditions could not be decided, by reason, the most frequent first.
func (a *audit) reportUndecided() {
	reasons := make([]string, 0, len(a.linker.Counts.Undecided))
	for r := range a.linker.Counts.Undecided {
		reasons = append(reasons, r)
	}
	n := a.linker.Counts.Undecided
	sort.Slice(reasons, func(i, j int) bool {
		if n[reasons[i]] != n[reasons[j]] {
			return n[reasons[i]] > n[reasons[j]]
		}
		return reasons[i] < reasons[j]
	})
	rest := 0
	for i, r := range reasons {
		if i >= maxUndecided {
			rest += n[r]
			continue
		}
		a.undecided(n[r], r)
	}
	if rest > 0 {
		a.undecided(rest, fmt.Sprintf("%d further reasons", len(reasons)-maxUndecided))
	}
}

func (a *audit) undecided(n int, why string) {
	a.result.Notes = append(a.result.Notes, diag.Note{Message: count(n, "match", "matches") + " of known code not followed, since it cannot be told whether it is meant: " + firstLine(why)})
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func (a *audit) ruleStats(id, category string) *diag.RuleStats {
	for i := range a.result.Stats.Rules {
		if a.result.Stats.Rules[i].RuleID == id {
			return &a.result.Stats.Rules[i]
		}
	}
	a.result.Stats.Rules = append(a.result.Stats.Rules, diag.RuleStats{RuleID: id, Category: category})
	return &a.result.Stats.Rules[len(a.result.Stats.Rules)-1]
}

func (a *audit) ruleTime(id, category string, d time.Duration) {
	a.ruleStats(id, category).Duration += d
}
