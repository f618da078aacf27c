package protocol

import "encoding/json"

// Position is a place in a text document: line and character from 0.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// Before reports whether p comes before o.
func (p Position) Before(o Position) bool {
	return p.Line < o.Line || p.Line == o.Line && p.Character < o.Character
}

// Range is a span of a text document, End exclusive.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Touches reports whether two ranges have a position in common, their ends included: a cursor behind a word touches it.
func (r Range) Touches(o Range) bool { return !r.End.Before(o.Start) && !o.End.Before(r.Start) }

// Holds reports whether all of another range is in this one.
func (r Range) Holds(o Range) bool { return !o.Start.Before(r.Start) && !r.End.Before(o.End) }

// Location is a span of a document.
type Location struct {
	URI   URI   `json:"uri"`
	Range Range `json:"range"`
}

// TextDocumentIdentifier names a document.
type TextDocumentIdentifier struct {
	URI URI `json:"uri"`
}

// VersionedTextDocumentIdentifier names a version of an open document.
type VersionedTextDocumentIdentifier struct {
	URI     URI `json:"uri"`
	Version int `json:"version"`
}

// OptionalVersionedTextDocumentIdentifier names a document; the version is null where it is not open.
type OptionalVersionedTextDocumentIdentifier struct {
	URI     URI  `json:"uri"`
	Version *int `json:"version"`
}

// TextDocumentItem is a document that is opened.
type TextDocumentItem struct {
	URI        URI    `json:"uri"`
	LanguageID string `json:"languageId"`
	Version    int    `json:"version"`
	Text       string `json:"text"`
}

// TextDocumentPositionParams name a place that something is asked of.
type TextDocumentPositionParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
	Position     Position               `json:"position"`
}

// TextEdit replaces a range.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// TextDocumentEdit is edits of one version of a document.
type TextDocumentEdit struct {
	TextDocument OptionalVersionedTextDocumentIdentifier `json:"textDocument"`
	Edits        []TextEdit                              `json:"edits"`
}

// WorkspaceEdit is edits of several documents: DocumentChanges for clients that know versions, else Changes.
type WorkspaceEdit struct {
	Changes         map[URI][]TextEdit `json:"changes,omitempty"`
	DocumentChanges []TextDocumentEdit `json:"documentChanges,omitempty"`
}

// Command is something that the server is asked to do later.
type Command struct {
	Title     string `json:"title"`
	Command   string `json:"command"`
	Arguments []any  `json:"arguments,omitempty"`
}

// MarkupContent is text for people.
type MarkupContent struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// The kinds of markup.
const (
	PlainText = "plaintext"
	Markdown  = "markdown"
)

// Raw is what the server hands through without a look at it.
type Raw = json.RawMessage
