package protocol

// Diagnostic is a finding as editors show it.
type Diagnostic struct {
	Range              Range                          `json:"range"`
	Severity           int                            `json:"severity"`
	Code               string                         `json:"code,omitempty"`
	CodeDescription    *CodeDescription               `json:"codeDescription,omitempty"`
	Source             string                         `json:"source"`
	Message            string                         `json:"message"`
	Tags               []int                          `json:"tags,omitempty"`
	RelatedInformation []DiagnosticRelatedInformation `json:"relatedInformation,omitempty"`
	Data               *DiagnosticData                `json:"data,omitempty"`
}

// The severities.
const (
	SeverityError       = 1
	SeverityWarning     = 2
	SeverityInformation = 3
	SeverityHint        = 4
)

// TagUnnecessary is of code that does nothing.
const TagUnnecessary = 1

// CodeDescription leads to the text about a rule.
type CodeDescription struct {
	Href string `json:"href"`
}

// DiagnosticRelatedInformation is another place that belongs to a diagnostic.
type DiagnosticRelatedInformation struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// DiagnosticData comes back with requests about the diagnostic.
type DiagnosticData struct {
	Fingerprint string `json:"fingerprint"`
}

// PublishDiagnosticsParams are all diagnostics of a document.
type PublishDiagnosticsParams struct {
	URI         URI          `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// DiagnosticOptions say how diagnostics are pulled.
type DiagnosticOptions struct {
	Identifier            string `json:"identifier,omitempty"`
	InterFileDependencies bool   `json:"interFileDependencies"`
	WorkspaceDiagnostics  bool   `json:"workspaceDiagnostics"`
}

// DocumentDiagnosticParams ask for the diagnostics of a document.
type DocumentDiagnosticParams struct {
	TextDocument     TextDocumentIdentifier `json:"textDocument"`
	PreviousResultID string                 `json:"previousResultId"`
}

// WorkspaceDiagnosticParams ask for all diagnostics.
type WorkspaceDiagnosticParams struct {
	PreviousResultIDs []PreviousResultID `json:"previousResultIds"`
}

// PreviousResultID is what the client has of a document.
type PreviousResultID struct {
	URI   URI    `json:"uri"`
	Value string `json:"value"`
}

// DiagnosticReport is the answer about one document. Items are null in a report of kind Unchanged. URI and Version are there in
// answers about the workspace alone.
type DiagnosticReport struct {
	Kind     string        `json:"kind"`
	ResultID string        `json:"resultId,omitempty"`
	Items    *[]Diagnostic `json:"items,omitempty"`
}

// WorkspaceDocumentReport is the same in an answer about the workspace.
type WorkspaceDocumentReport struct {
	DiagnosticReport
	URI     URI  `json:"uri"`
	Version *int `json:"version"`
}

// WorkspaceDiagnosticReport is the answer about all documents.
type WorkspaceDiagnosticReport struct {
	Items []WorkspaceDocumentReport `json:"items"`
}

// The kinds of reports.
const (
	Full      = "full"
	Unchanged = "unchanged"
)

// DiagnosticServerCancellationData says whether to ask again.
type DiagnosticServerCancellationData struct {
	RetriggerRequest bool `json:"retriggerRequest"`
}
