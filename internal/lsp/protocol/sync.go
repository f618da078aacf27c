package protocol

// DidOpenTextDocumentParams tell of a document that was opened.
type DidOpenTextDocumentParams struct {
	TextDocument TextDocumentItem `json:"textDocument"`
}

// DidChangeTextDocumentParams tell of changes, each made to what the ones before it left.
type DidChangeTextDocumentParams struct {
	TextDocument   VersionedTextDocumentIdentifier  `json:"textDocument"`
	ContentChanges []TextDocumentContentChangeEvent `json:"contentChanges"`
}

// TextDocumentContentChangeEvent replaces a range, or without one the whole text.
type TextDocumentContentChangeEvent struct {
	Range *Range `json:"range"`
	Text  string `json:"text"`
}

// DidSaveTextDocumentParams tell of a document that was saved.
type DidSaveTextDocumentParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
}

// DidCloseTextDocumentParams tell of a document that was closed: what is on disk counts again.
type DidCloseTextDocumentParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
}

// DidChangeWatchedFilesParams tell of files that changed on disk.
type DidChangeWatchedFilesParams struct {
	Changes []FileEvent `json:"changes"`
}

// FileEvent is one of them.
type FileEvent struct {
	URI  URI `json:"uri"`
	Type int `json:"type"`
}

// FileChanged is the type of an event about a file that was there and is there.
const FileChanged = 2

// DidChangeWorkspaceFoldersParams tell of folders that were added or removed.
type DidChangeWorkspaceFoldersParams struct {
	Event struct {
		Added   []WorkspaceFolder `json:"added"`
		Removed []WorkspaceFolder `json:"removed"`
	} `json:"event"`
}

// DidChangeConfigurationParams tell of other settings.
type DidChangeConfigurationParams struct {
	Settings Raw `json:"settings"`
}

// ConfigurationParams ask for settings.
type ConfigurationParams struct {
	Items []ConfigurationItem `json:"items"`
}

// ConfigurationItem is a section of the settings.
type ConfigurationItem struct {
	Section string `json:"section"`
}
