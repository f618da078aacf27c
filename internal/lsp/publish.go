package lsp

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// report is what all sessions together say of one document.
type report struct {
	uri     protocol.URI
	version *int // of the open document that it is about
	items   []protocol.Diagnostic
	id      string
}

// reports gathers the reports of all documents that anything is said of, by their canonical names.
func (s *Server) reports() map[protocol.URI]*report {
	out := map[protocol.URI]*report{}
	at := func(uri protocol.URI, doc *document) *report {
		r := out[uri.Canonical()]
		if r == nil {
			r = &report{uri: uri, items: []protocol.Diagnostic{}}
			out[uri.Canonical()] = r
		}
		if doc != nil {
			r.version = &doc.version
		}
		return r
	}
	for _, w := range s.all() {
		v, f := w.now()
		if v != nil {
			for abs, doc := range v.docs {
				at(v.uri(abs), doc)
			}
			for abs, all := range v.files {
				r := at(v.uri(abs), v.docs[abs])
				for _, x := range all {
					r.items = append(r.items, x.diagnostic)
				}
			}
		}
		for _, abs := range f.files() {
			uri := protocol.URIOf(abs)
			if doc := s.docs.snapshot()[abs]; doc != nil {
				uri = doc.uri
			}
			r := at(uri, nil)
			r.items = append(r.items, f.byFile[abs]...)
		}
	}
	for _, r := range out {
		r.id = idOf(r.items)
	}
	return out
}

// none is the id of a report that says nothing.
var none = idOf([]protocol.Diagnostic{})

// idOf names what a report says.
func idOf(items []protocol.Diagnostic) string {
	data, err := json.Marshal(items)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// tell lets the client know what there is after an audit of a session, or after one has ended.
func (s *Server) tell(w *session) {
	if w != nil {
		for _, text := range w.news() {
			s.log(protocol.MessageWarning, "connaudit: "+text)
		}
	}
	if s.pulls() {
		s.refresh()
	} else {
		s.publish()
	}
	s.refreshLenses()
	s.watchBeside()
}

// refreshLenses asks the client to ask for lenses again, if what they tell of may be old: findings are others now.
func (s *Server) refreshLenses() {
	if !s.client.Workspace.CodeLens.RefreshSupport {
		return
	}
	all := s.reports()
	h := sha256.New()
	for _, uri := range slices.Sorted(maps.Keys(all)) {
		_, _ = fmt.Fprintln(h, uri, all[uri].id) // a hash never fails
	}
	sum := hex.EncodeToString(h.Sum(nil))
	s.mu.Lock()
	old := s.lensesFor != sum
	s.lensesFor = sum
	s.mu.Unlock()
	if old {
		s.background(func() { _ = s.ask("workspace/codeLens/refresh", nil, nil) })
	}
}

// publication is the last report that was published of a document.
type publication struct {
	uri protocol.URI // as it was spelt
	key string       // of what it said
}

// publish sends what the client does not have yet.
func (s *Server) publish() {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	all := s.reports() // what is sent later is later: of two that publish, none sends what was before
	for uri, was := range s.published {
		if all[uri] == nil {
			all[uri] = &report{uri: was.uri, items: []protocol.Diagnostic{}, id: none}
		}
	}
	for uri, r := range all {
		doc := s.docs.at(uri)
		if r.version != nil && doc != nil && doc.version != *r.version {
			continue // the audit after the change tells
		}
		key := r.id
		p := protocol.PublishDiagnosticsParams{URI: r.uri, Diagnostics: r.items}
		if doc != nil && s.client.TextDocument.PublishDiagnostics.VersionSupport {
			p.Version = &doc.version
			key = fmt.Sprint(r.id, " ", doc.version)
		}
		was, known := s.published[uri]
		now := publication{r.uri, key}
		if was == now || !known && doc == nil && r.id == none {
			continue
		}
		if known && was.uri != now.uri { // a client that tells the spellings apart would show both, one that does not the last
			s.notify("textDocument/publishDiagnostics", protocol.PublishDiagnosticsParams{URI: was.uri, Diagnostics: []protocol.Diagnostic{}})
		}
		s.notify("textDocument/publishDiagnostics", p)
		if s.published[uri] = now; doc == nil && r.id == none {
			delete(s.published, uri)
		}
	}
}

// refresh asks the client to pull again, if what it has of some document is old and no pull of that document waits for results. One that never
// asked of the whole workspace has what it asked for, and no more.
func (s *Server) refresh() {
	if !s.client.Workspace.Diagnostics.RefreshSupport {
		return
	}
	all := s.reports()
	s.mu.Lock()
	old := false
	for uri, r := range all {
		if s.waiting[uri] == 0 && s.pulling == 0 {
			was, known := s.delivered[uri]
			old = old || known && was != r.id || !known && s.overall && r.id != none
		}
	}
	for uri, id := range s.delivered {
		old = old || all[uri] == nil && id != none && s.waiting[uri] == 0 && s.pulling == 0
	}
	s.mu.Unlock()
	if old {
		s.background(func() { _ = s.ask("workspace/diagnostic/refresh", nil, nil) })
	}
}
