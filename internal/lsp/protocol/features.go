package protocol

// CodeActionOptions say which actions the server offers.
type CodeActionOptions struct {
	CodeActionKinds []string `json:"codeActionKinds"`
	ResolveProvider bool     `json:"resolveProvider"`
}

// CodeActionParams ask for actions.
type CodeActionParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
	Range        Range                  `json:"range"`
	Context      struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// CodeAction is a change that is offered.
type CodeAction struct {
	Title       string         `json:"title"`
	Kind        string         `json:"kind,omitempty"`
	Diagnostics []Diagnostic   `json:"diagnostics,omitempty"`
	IsPreferred bool           `json:"isPreferred,omitempty"`
	Disabled    *Disabled      `json:"disabled,omitempty"`
	Edit        *WorkspaceEdit `json:"edit,omitempty"`
	Command     *Command       `json:"command,omitempty"`
	Data        *ActionData    `json:"data,omitempty"`
}

// Disabled says why an action cannot be taken.
type Disabled struct {
	Reason string `json:"reason"`
}

// ActionData is by what the server knows an action again.
type ActionData struct {
	URI         URI    `json:"uri"`
	Do          string `json:"do"`
	Rule        string `json:"rule,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"`
	Title       string `json:"title,omitempty"`
}

// The kinds of actions.
const (
	QuickFix     = "quickfix"
	SourceFixAll = "source.fixAll.connaudit"
)

// ExecuteCommandParams ask for a command of the server.
type ExecuteCommandParams struct {
	Command   string `json:"command"`
	Arguments []Raw  `json:"arguments"`
}

// ApplyWorkspaceEditParams ask the client to make edits.
type ApplyWorkspaceEditParams struct {
	Label string        `json:"label,omitempty"`
	Edit  WorkspaceEdit `json:"edit"`
}

// ShowDocumentParams ask the client to show a place.
type ShowDocumentParams struct {
	URI       URI    `json:"uri"`
	TakeFocus bool   `json:"takeFocus"`
	Selection *Range `json:"selection,omitempty"`
}

// Hover is what is said of a place.
type Hover struct {
	Contents MarkupContent `json:"contents"`
	Range    *Range        `json:"range,omitempty"`
}

// ReferenceParams ask where else something is named.
type ReferenceParams struct {
	TextDocumentPositionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

// CodeLensParams ask for lenses.
type CodeLensParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
}

// CodeLens is a line of text above code.
type CodeLens struct {
	Range   Range    `json:"range"`
	Command *Command `json:"command,omitempty"`
}

// CompletionItem is a text that may be written.
type CompletionItem struct {
	Label         string         `json:"label"`
	Kind          int            `json:"kind,omitempty"`
	Detail        string         `json:"detail,omitempty"`
	Documentation *MarkupContent `json:"documentation,omitempty"`
	TextEdit      *TextEdit      `json:"textEdit,omitempty"`
}

// The kinds of completion items that are used.
const (
	CompletionProperty = 10
	CompletionValue    = 12
	CompletionEnum     = 13
	CompletionRule     = 18 // Reference
)

// CompletionList is several.
type CompletionList struct {
	IsIncomplete bool             `json:"isIncomplete"`
	Items        []CompletionItem `json:"items"`
}

// MessageParams are a message for people.
type MessageParams struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

// The types of messages.
const (
	MessageError   = 1
	MessageWarning = 2
	MessageInfo    = 3
	MessageLog     = 4
)

// WorkDoneProgressCreateParams ask for a place to show progress.
type WorkDoneProgressCreateParams struct {
	Token string `json:"token"`
}

// ProgressParams tell of progress.
type ProgressParams struct {
	Token string       `json:"token"`
	Value WorkDoneStep `json:"value"`
}

// WorkDoneStep begins, continues or ends it: Kind is begin, report or end.
type WorkDoneStep struct {
	Kind        string `json:"kind"`
	Title       string `json:"title,omitempty"`
	Message     string `json:"message,omitempty"`
	Percentage  *int   `json:"percentage,omitempty"`
	Cancellable bool   `json:"cancellable,omitempty"`
}
