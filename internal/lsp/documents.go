package lsp

import (
	"sync"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// document is one version of an open document. It never changes.
type document struct {
	uri     protocol.URI // as the client spells it
	abs     string       // empty for what is no file
	version int
	text    *protocol.Text
}

// documents are what is open. It is safe for concurrent use.
type documents struct {
	mu    sync.Mutex
	byURI map[protocol.URI]*document // by canonical name
}

func newDocuments() *documents { return &documents{byURI: map[protocol.URI]*document{}} }

// open adds a document, and returns it.
func (d *documents) open(item protocol.TextDocumentItem, e protocol.Encoding) *document {
	doc := &document{uri: item.URI, version: item.Version, text: protocol.NewText([]byte(item.Text), e)}
	doc.abs, _ = item.URI.Path()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.byURI[item.URI.Canonical()] = doc
	return doc
}

// change makes changes to a document; nil for one that is not open.
func (d *documents) change(id protocol.VersionedTextDocumentIdentifier, changes []protocol.TextDocumentContentChangeEvent) *document {
	d.mu.Lock()
	defer d.mu.Unlock()
	old := d.byURI[id.URI.Canonical()]
	if old == nil {
		return nil
	}
	doc := &document{uri: old.uri, abs: old.abs, version: id.Version, text: old.text}
	for _, c := range changes {
		doc.text = doc.text.Apply(c)
	}
	d.byURI[id.URI.Canonical()] = doc
	return doc
}

// close removes a document, and returns it.
func (d *documents) close(uri protocol.URI) *document {
	d.mu.Lock()
	defer d.mu.Unlock()
	doc := d.byURI[uri.Canonical()]
	delete(d.byURI, uri.Canonical())
	return doc
}

// at returns an open document, nil for none.
func (d *documents) at(uri protocol.URI) *document {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.byURI[uri.Canonical()]
}

// snapshot returns what is open now, by absolute path.
func (d *documents) snapshot() map[string]*document {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := make(map[string]*document, len(d.byURI))
	for _, doc := range d.byURI {
		if doc.abs != "" {
			out[doc.abs] = doc
		}
	}
	return out
}

// overlay is the contents of documents, as the engine takes them.
func overlay(docs map[string]*document) map[string][]byte {
	out := make(map[string][]byte, len(docs))
	for abs, doc := range docs {
		out[abs] = doc.text.Bytes
	}
	return out
}
