package lsp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/source"
)

// origin is what diagnostics say that they come from.
const origin = "connaudit"

// view is what one audit has to say. What it says never changes; what takes time is worked out when it is first asked for.
type view struct {
	session *session
	server  *Server
	dir     string
	number  int                  // of the audit
	docs    map[string]*document // as they were
	texts   *texts
	result  *diag.Result
	reads   func(abs string) bool
	files   map[string][]*found // findings that are shown, by absolute path of their file

	mu      sync.Mutex
	learned func() *diag.FactList
	origin  func(abs string, offset int) diag.Location
	known   *knowledge      // nil: not asked for yet
	offered map[string]bool // files of which it is known what their findings offer
}

// found is a finding with its diagnostic.
type found struct {
	*diag.Finding
	abs        string
	diagnostic protocol.Diagnostic
	fixes      []diag.Fix // see view.offers
	unfixed    []string
}

func newView(w *session, got *Audited, docs map[string]*document, t *texts) *view {
	v := &view{session: w, server: w.server, dir: w.dir, number: w.audits, docs: docs, texts: t, result: got.Result, reads: got.Reads, files: map[string][]*found{},
		learned: got.Learned, origin: got.Origin, offered: map[string]bool{}}
	for i := range got.Result.Findings {
		f := &got.Result.Findings[i]
		abs := absOf(w.dir, f.File)
		if f.Status != diag.New || abs == "" {
			continue
		}
		v.files[abs] = append(v.files[abs], &found{Finding: f, abs: abs, diagnostic: v.diagnostic(f, abs)})
	}
	return v
}

// learn makes sure that it is known what the audit has learned; false: it can no longer be told.
func (v *view) learn() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.known == nil {
		v.session.still(v, func() { v.known, v.learned = newKnowledge(v, v.learned()), nil })
	}
	return v.known != nil
}

// offers makes sure that it is known what the findings of a file offer; false: it can no longer be told.
func (v *view) offers(abs string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.offered[abs] {
		v.offered[abs] = v.session.still(v, func() {
			for _, f := range v.files[abs] {
				f.fixes, f.unfixed = offers(f.Finding)
			}
		})
	}
	return v.offered[abs]
}

// maxRelated bounds the places that a diagnostic names.
const maxRelated = 50

// diagnostic restates a finding.
func (v *view) diagnostic(f *diag.Finding, abs string) protocol.Diagnostic {
	d := protocol.Diagnostic{Range: v.texts.rangeOf(abs, f.Location), Severity: severityOf(f.Severity), Code: f.RuleID, Source: origin,
		Message: visible(f.Message), Data: &protocol.DiagnosticData{Fingerprint: f.Fingerprint}}
	client := v.server.client.TextDocument.PublishDiagnostics
	pulls := v.server.pulls()
	if href := href(f.Metadata); href != "" && (pulls || client.CodeDescriptionSupport) {
		d.CodeDescription = &protocol.CodeDescription{Href: href}
	}
	if tags := client.TagSupport; f.RuleID == engine.IgnoreUnused && (pulls || tags != nil && slices.Contains(tags.ValueSet, protocol.TagUnnecessary)) {
		d.Tags = []int{protocol.TagUnnecessary}
	}
	if client.RelatedInformation || pulls {
		d.RelatedInformation = v.related(f)
	}
	return d
}

func (v *view) related(f *diag.Finding) []protocol.DiagnosticRelatedInformation {
	var out []protocol.DiagnosticRelatedInformation
	for _, r := range f.Related {
		if len(out) == maxRelated {
			break
		}
		message := cmp.Or(visible(r.Message), "here")
		if abs := absOf(v.dir, r.File); abs != "" {
			out = append(out, protocol.DiagnosticRelatedInformation{Location: v.location(abs, r.Location), Message: message})
		} else if file := v.exportOf(r.Repo); file != "" {
			at := visible(fmt.Sprintf("%s/%s:%d:%d: ", r.Repo, r.Path, r.Start.Line, r.Start.Column))
			out = append(out, protocol.DiagnosticRelatedInformation{Location: v.location(file, diag.Location{}), Message: at + message})
		}
	}
	return out
}

// exportOf is the file by which a repository is known whose own files cannot be opened; empty for others.
func (v *view) exportOf(repo string) string {
	for _, e := range v.result.Exports {
		if e.Repo == repo {
			return e.File
		}
	}
	return ""
}

// visible is a text of people's code without what would reorder or hide it where it is shown.
func visible(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = source.Visible(lines[i])
	}
	return strings.Join(lines, "\n")
}

// location restates a location in the file at an absolute path.
func (v *view) location(abs string, l diag.Location) protocol.Location {
	return protocol.Location{URI: v.uri(abs), Range: v.texts.rangeOf(abs, l)}
}

// uri names a file as the client does.
func (v *view) uri(abs string) protocol.URI {
	if doc := v.docs[abs]; doc != nil {
		return doc.uri
	}
	return protocol.URIOf(abs)
}

func severityOf(s diag.Severity) int {
	switch s {
	case diag.Error:
		return protocol.SeverityError
	case diag.Warning:
		return protocol.SeverityWarning
	}
	return protocol.SeverityInformation
}

// hrefKeys are where rule files name a page about a rule, as Semgrep's do.
var hrefKeys = []string{"url", "source", "references"}

// href is the page about a rule, if its file names one.
func href(metadata map[string]any) string {
	for _, key := range hrefKeys {
		at := metadata[key]
		if list, ok := at.([]any); ok && len(list) > 0 {
			at = list[0]
		}
		if s, ok := at.(string); ok && (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.ContainsAny(s, " \n") {
			return s
		}
	}
	return ""
}
