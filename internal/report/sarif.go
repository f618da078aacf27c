package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/linehash"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// The limits of GitHub's code scanning: what has more results is refused, of more locations it drops some.
const (
	sarifResults = 25_000
	sarifRelated = 100
	sarifLinks   = 20 // places that the text of a message names; a message is to be read
)

const (
	sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"
	sarifRoot   = "%SRCROOT%" // stands for the root of the repository, wherever it lies
	// fingerprintKey names our fingerprints, beside which GitHub keeps its own.
	fingerprintKey = "connaudit/v1"
	homepage       = "https://github.com/bytelyst/connaudit"
)

// SARIF writes SARIF 2.1.0 as GitHub's code scanning reads it: one run about the files of one repository. A finding in
// another repository is shown at a place of this one that has a part in it; where there is none it is no result, and a
// notification of the run tells of it. Places in other repositories stand in the texts.
func SARIF(w io.Writer, r *diag.Result, o Options) error {
	s := sarif{options: o, causes: causesOf(r), baseline: r.Count(diag.Known) > 0}
	rules, index := s.rules(r)
	s.index = index
	run := sarifRun{
		Tool: sarifTool{sarifDriver{Name: r.Tool.Name, Version: numeric(r.Tool.Version), SemanticVersion: semantic(r.Tool.Version), InformationURI: homepage,
			Rules: rules}},
		ColumnKind:      "utf16CodeUnits",
		OriginalURIBase: map[string]sarifBase{sarifRoot: {sarifMessage{Text: "The root of the repository."}}},
		Results:         []sarifResult{},
	}
	for _, f := range s.results(r.Shown(o.All)) {
		run.Results = append(run.Results, s.result(f))
	}
	run.Invocations = []sarifInvocation{s.invocation(r)}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

// sarif restates one result.
type sarif struct {
	options  Options
	causes   map[string]*diag.Finding
	index    map[string]int // of rules
	baseline bool           // a baseline was asked
	hashed   string         // the file that hashes are of
	hashes   map[int]string
	outside  []*diag.Finding // without a place in the repository
	over     int             // results beyond the limit
}

// results chooses the findings that are results, in their order.
func (s *sarif) results(shown []diag.Finding) []*diag.Finding {
	var fit []diag.Finding
	for i := range shown {
		if _, _, ok := s.options.shownAt(&shown[i]); ok {
			fit = append(fit, shown[i])
		} else {
			s.outside = append(s.outside, &shown[i])
		}
	}
	kept := map[*diag.Finding]bool{}
	for i, f := range ranked(fit, s.options) {
		kept[f] = i < sarifResults
	}
	var out []*diag.Finding
	for i := range fit {
		if f := &fit[i]; kept[f] {
			out = append(out, f)
		}
	}
	s.over = len(fit) - len(out)
	return out
}

func (s *sarif) result(f *diag.Finding) sarifResult {
	at, path, _ := s.options.shownAt(f) // was asked by results
	out := sarifResult{RuleID: f.RuleID, RuleIndex: s.index[f.RuleID], Level: sarifLevel(f.Severity), Locations: []sarifLocation{{Physical: s.primary(at, path)}},
		Fingerprints: map[string]string{fingerprintKey: f.Fingerprint},
		Properties:   sarifResultProps{f.Category, string(f.Priority), f.Status.String(), f.Repo, f.RootCause}}
	if hash := s.lineHash(at); hash != "" {
		out.Fingerprints["primaryLocationLineHash"] = hash
	}
	if s.baseline {
		out.Baseline = "new"
		if f.Status == diag.Known {
			out.Baseline = "unchanged"
		}
	}
	if f.Status == diag.Suppressed {
		out.Suppressions = []sarifSuppression{suppression(f.SuppressedBy)}
	}
	var text []string
	text, out.Related = s.text(f)
	for _, fix := range f.Fixes {
		if restated, ok := s.fix(fix); ok {
			out.Fixes = append(out.Fixes, restated)
		} else {
			text = append(text, "Fix: "+unlinked(terminal.Visible(fix.Title)))
		}
	}
	out.Message.Text = strings.Join(text, "\n")
	return out
}

// text is the message with the places that belong to the finding: a viewer shows those of them that the text links to.
func (s *sarif) text(f *diag.Finding) (text []string, related []sarifLocation) {
	for _, line := range message(f) {
		text = append(text, unlinked(line))
	}
	if _, ok := s.options.path(f.Location); !ok {
		text = append(text, "Found at "+unlinked(named(f.Location)))
	}
	if f.IsCause {
		text = append(text, "It explains "+terminal.Plural(f.Explains, "finding", "findings")+".")
	}
	places := s.places(f)
	for i, r := range places {
		link := unlinked(named(r.Location))
		if path, ok := s.options.path(r.Location); ok && len(related) < sarifRelated {
			loc := sarifLocation{ID: len(related) + 1, Physical: s.physical(r.Location, path)}
			if m := strings.Join(terminal.Lines(r.Message), " "); m != "" {
				loc.Message = &sarifMessage{Text: unlinked(m)}
			}
			related = append(related, loc)
			link = fmt.Sprintf("[%s](%d)", linkText.Replace(pathAndLine(path, r.Start.Line)), loc.ID)
		}
		if i < sarifLinks {
			text = append(text, "See "+withMessage(link, unlinked(r.Message)))
		}
	}
	if n := len(places) - sarifLinks; n > 0 {
		text = append(text, "See "+terminal.Plural(n, "other place", "other places")+" that 'connaudit check' lists.")
	}
	return text, related
}

// places are the places that belong to a finding, its root cause first.
func (s *sarif) places(f *diag.Finding) []diag.Related {
	cause := s.causes[f.RootCause]
	if f.RootCause == "" || cause == nil {
		return f.Related
	}
	out := []diag.Related{{Location: cause.Location, Message: "the root cause"}}
	for _, r := range f.Related {
		if r.Location != cause.Location {
			out = append(out, r)
		}
	}
	return out
}

// linkText keeps a path from ending the text of a link.
var linkText = strings.NewReplacer("[", "(", "]", ")")

// unlinked takes links from text that has none of its own: a viewer reads "](" as one, whether or not it is escaped.
func unlinked(s string) string { return strings.ReplaceAll(s, "](", "] (") }

func pathAndLine(path string, line int) string {
	return place(diag.Location{File: path, Start: diag.Position{Line: line}})
}

func (s *sarif) physical(l diag.Location, path string) sarifPhysical {
	return sarifPhysical{Artifact: sarifArtifact{relativeURI(path), sarifRoot}, Region: s.region(l)}
}

// primary is where an alert is shown: the first line of a place, the whole of which is its context. In a pull request GitHub
// shows an alert only if all its lines were changed.
func (s *sarif) primary(l diag.Location, path string) sarifPhysical {
	out := s.physical(l, path)
	whole := out.Region
	if whole == nil || whole.EndLine <= whole.StartLine {
		return out
	}
	first := sarifRegion{StartLine: whole.StartLine, EndLine: whole.StartLine}
	if f := s.options.file(l.File); f != nil && whole.StartColumn > 0 {
		_, end := f.Lines().LineToOffsets(whole.StartLine)
		first.StartColumn = whole.StartColumn
		_, first.EndColumn = f.Lines().OffsetToUTF16Column(end)
	}
	out.Region, out.Context = &first, whole
	return out
}

// region is a span; whole lines where columns cannot be told, and nothing where no more than the file is known.
func (s *sarif) region(l diag.Location) *sarifRegion {
	if l.Start.Line <= 0 {
		return nil
	}
	if span, ok := s.options.span16(l); ok {
		return &sarifRegion{span.startLine, span.startColumn, span.endLine, span.endColumn}
	}
	return &sarifRegion{StartLine: l.Start.Line, EndLine: max(l.Start.Line, l.End.Line)}
}

// lineHash is GitHub's hash of the first line of a place; empty where it cannot be told.
func (s *sarif) lineHash(l diag.Location) string {
	if s.hashed != l.File || s.hashes == nil {
		s.hashed, s.hashes = l.File, nil
		if f := s.options.file(l.File); f != nil {
			s.hashes = linehash.Of(f)
		}
	}
	return s.hashes[l.Start.Line]
}

// fix restates a fix. ok is false where a part of it cannot be said: a fix is never half of one.
func (s *sarif) fix(f diag.Fix) (out sarifFix, ok bool) {
	out.Description.Text = terminal.Visible(f.Title)
	at := map[string]int{}
	for _, e := range f.Edits {
		path, ok := s.options.path(e.Location)
		span, known := s.options.span16(e.Location)
		if !ok || !known {
			return out, false
		}
		i, there := at[path]
		if !there {
			i = len(out.Changes)
			at[path] = i
			out.Changes = append(out.Changes, sarifChange{Artifact: sarifArtifact{relativeURI(path), sarifRoot}})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, sarifReplacement{
			sarifRegion{span.startLine, span.startColumn, span.endLine, span.endColumn}, sarifMessage{Text: e.Text}})
	}
	return out, len(out.Changes) > 0
}

// relativeURI writes a path as a relative URI. A colon would make what stands before it a scheme.
func relativeURI(path string) string {
	return strings.ReplaceAll((&url.URL{Path: path}).EscapedPath(), ":", "%3A")
}

// numeric is a version without the v that Go puts before its numbers.
func numeric(version string) string {
	if v := semantic(version); v != "" {
		return v
	}
	return version
}

// semantic is a version by the rules of semantic versions; empty for what is none.
func semantic(version string) string {
	v, ok := strings.CutPrefix(version, "v")
	if !ok || v == "" || v[0] < '0' || v[0] > '9' {
		return ""
	}
	return v
}

// suppression says who accepts a finding.
func suppression(by *diag.Suppression) sarifSuppression {
	switch {
	case by == nil:
		return sarifSuppression{Kind: "external"}
	case by.Config:
		return sarifSuppression{"external", by.Reason}
	}
	return sarifSuppression{"inSource", by.Reason}
}
