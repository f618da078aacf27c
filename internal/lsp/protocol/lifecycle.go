package protocol

// InitializeParams are what the client says first.
type InitializeParams struct {
	RootURI               *URI               `json:"rootUri"`
	RootPath              *string            `json:"rootPath"`
	WorkspaceFolders      []WorkspaceFolder  `json:"workspaceFolders"`
	Capabilities          ClientCapabilities `json:"capabilities"`
	InitializationOptions Raw                `json:"initializationOptions"`
}

// WorkspaceFolder is a folder that is open.
type WorkspaceFolder struct {
	URI  URI    `json:"uri"`
	Name string `json:"name"`
}

// ClientCapabilities are what of the client's abilities makes a difference.
type ClientCapabilities struct {
	Workspace struct {
		ApplyEdit     bool `json:"applyEdit"`
		WorkspaceEdit struct {
			DocumentChanges bool `json:"documentChanges"`
		} `json:"workspaceEdit"`
		DidChangeConfiguration Dynamic `json:"didChangeConfiguration"`
		DidChangeWatchedFiles  struct {
			Dynamic
			RelativePatternSupport bool `json:"relativePatternSupport"`
		} `json:"didChangeWatchedFiles"`
		Configuration bool    `json:"configuration"`
		Diagnostics   Refresh `json:"diagnostics"`
		CodeLens      Refresh `json:"codeLens"`
	} `json:"workspace"`
	TextDocument struct {
		PublishDiagnostics DiagnosticCapabilities `json:"publishDiagnostics"`
		Diagnostic         *Dynamic               `json:"diagnostic"`
		CodeAction         CodeActionCapabilities `json:"codeAction"`
		Hover              struct {
			ContentFormat []string `json:"contentFormat"`
		} `json:"hover"`
		Completion struct {
			CompletionItem struct {
				SnippetSupport      bool     `json:"snippetSupport"`
				DocumentationFormat []string `json:"documentationFormat"`
			} `json:"completionItem"`
		} `json:"completion"`
	} `json:"textDocument"`
	Window struct {
		WorkDoneProgress bool `json:"workDoneProgress"`
		ShowDocument     struct {
			Support bool `json:"support"`
		} `json:"showDocument"`
	} `json:"window"`
	General struct {
		PositionEncodings []Encoding `json:"positionEncodings"`
	} `json:"general"`
	Experimental struct {
		Connaudit struct {
			// ShowReferences: the client has the command connaudit.showReferences, with a URI, a position and locations.
			ShowReferences bool `json:"showReferences"`
		} `json:"connaudit"`
	} `json:"experimental"`
}

// Dynamic says whether something can be registered later.
type Dynamic struct {
	DynamicRegistration bool `json:"dynamicRegistration"`
}

// Refresh says whether the client can be told that what it has is old.
type Refresh struct {
	RefreshSupport bool `json:"refreshSupport"`
}

// DiagnosticCapabilities say what a client shows of a published diagnostic.
type DiagnosticCapabilities struct {
	RelatedInformation     bool `json:"relatedInformation"`
	VersionSupport         bool `json:"versionSupport"`
	CodeDescriptionSupport bool `json:"codeDescriptionSupport"`
	DataSupport            bool `json:"dataSupport"`
	TagSupport             *struct {
		ValueSet []int `json:"valueSet"`
	} `json:"tagSupport"`
}

// CodeActionCapabilities say what a client knows of code actions.
type CodeActionCapabilities struct {
	CodeActionLiteralSupport *struct{} `json:"codeActionLiteralSupport"`
	IsPreferredSupport       bool      `json:"isPreferredSupport"`
	DisabledSupport          bool      `json:"disabledSupport"`
	DataSupport              bool      `json:"dataSupport"`
	ResolveSupport           *struct {
		Properties []string `json:"properties"`
	} `json:"resolveSupport"`
}

// InitializeResult is what the server answers.
type InitializeResult struct {
	Capabilities ServerCapabilities `json:"capabilities"`
	ServerInfo   ServerInfo         `json:"serverInfo"`
}

// ServerInfo names the program.
type ServerInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// ServerCapabilities are what the server does.
type ServerCapabilities struct {
	PositionEncoding       Encoding                `json:"positionEncoding"`
	TextDocumentSync       TextDocumentSyncOptions `json:"textDocumentSync"`
	DiagnosticProvider     *DiagnosticOptions      `json:"diagnosticProvider,omitempty"`
	CodeActionProvider     CodeActionOptions       `json:"codeActionProvider"`
	CodeLensProvider       *CodeLensOptions        `json:"codeLensProvider,omitempty"`
	HoverProvider          bool                    `json:"hoverProvider"`
	DefinitionProvider     bool                    `json:"definitionProvider"`
	ReferencesProvider     bool                    `json:"referencesProvider"`
	CompletionProvider     CompletionOptions       `json:"completionProvider"`
	ExecuteCommandProvider ExecuteCommandOptions   `json:"executeCommandProvider"`
	Workspace              struct {
		WorkspaceFolders struct {
			Supported           bool `json:"supported"`
			ChangeNotifications bool `json:"changeNotifications"`
		} `json:"workspaceFolders"`
	} `json:"workspace"`
}

// TextDocumentSyncOptions say how the server follows documents.
type TextDocumentSyncOptions struct {
	OpenClose bool `json:"openClose"`
	Change    int  `json:"change"`
	Save      bool `json:"save"`
}

// SyncIncremental says that changes are ranges.
const SyncIncremental = 2

// CodeLensOptions say how the server offers lenses.
type CodeLensOptions struct {
	ResolveProvider bool `json:"resolveProvider"`
}

// CompletionOptions say how the server completes.
type CompletionOptions struct {
	TriggerCharacters []string `json:"triggerCharacters,omitempty"`
}

// ExecuteCommandOptions name the server's commands.
type ExecuteCommandOptions struct {
	Commands []string `json:"commands"`
}

// Registration asks the client for something.
type Registration struct {
	ID              string `json:"id"`
	Method          string `json:"method"`
	RegisterOptions any    `json:"registerOptions,omitempty"`
}

// RegistrationParams are several.
type RegistrationParams struct {
	Registrations []Registration `json:"registrations"`
}

// FileSystemWatcher is files that the client watches: GlobPattern is a string or a RelativePattern.
type FileSystemWatcher struct {
	GlobPattern any `json:"globPattern"`
}

// RelativePattern is a glob below a folder.
type RelativePattern struct {
	BaseURI URI    `json:"baseUri"`
	Pattern string `json:"pattern"`
}

// CancelParams name a request that nobody waits for any more.
type CancelParams struct {
	ID Raw `json:"id"`
}
