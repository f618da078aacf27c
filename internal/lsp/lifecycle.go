package lsp

import (
	"context"
	"path/filepath"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// nothing is the parameters of a method that has none.
type nothing struct{}

func (s *Server) initialize(_ context.Context, p *protocol.InitializeParams) (any, error) {
	s.client = p.Capabilities
	s.encoding = protocol.Negotiate(p.Capabilities.General.PositionEncodings)
	s.mu.Lock()
	s.settings, s.unset = s.settings.with(p.InitializationOptions)
	s.first = s.settings
	s.folders = foldersOf(p)
	s.mu.Unlock()
	return protocol.InitializeResult{Capabilities: s.capabilities(), ServerInfo: protocol.ServerInfo{Name: s.o.Tool.Name, Version: s.o.Tool.Version}}, nil
}

// foldersOf are the folders that are open, however the client names them.
func foldersOf(p *protocol.InitializeParams) []string {
	var out []string
	for _, f := range p.WorkspaceFolders {
		if abs, ok := f.URI.Path(); ok {
			out = append(out, abs)
		}
	}
	if len(out) > 0 {
		return out
	}
	if p.RootURI != nil {
		if abs, ok := p.RootURI.Path(); ok {
			return []string{abs}
		}
	} else if p.RootPath != nil && filepath.IsAbs(*p.RootPath) {
		return []string{filepath.Clean(*p.RootPath)}
	}
	return nil
}

func (s *Server) capabilities() protocol.ServerCapabilities {
	c := protocol.ServerCapabilities{
		PositionEncoding:       s.encoding,
		TextDocumentSync:       protocol.TextDocumentSyncOptions{OpenClose: true, Change: protocol.SyncIncremental, Save: true},
		CodeActionProvider:     protocol.CodeActionOptions{CodeActionKinds: []string{protocol.QuickFix, protocol.SourceFixAll}, ResolveProvider: true},
		CodeLensProvider:       &protocol.CodeLensOptions{},
		HoverProvider:          true,
		DefinitionProvider:     true,
		ReferencesProvider:     true,
		CompletionProvider:     protocol.CompletionOptions{TriggerCharacters: []string{" ", "-", ":"}},
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: commandNames()},
	}
	if s.pulls() {
		c.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: "connaudit", InterFileDependencies: true, WorkspaceDiagnostics: true}
	}
	c.Workspace.WorkspaceFolders.Supported = true
	c.Workspace.WorkspaceFolders.ChangeNotifications = true
	return c
}

// pulls reports whether the client asks for diagnostics; else they are published.
func (s *Server) pulls() bool { return s.client.TextDocument.Diagnostic != nil }

func (s *Server) initialized(*nothing) {
	if !s.state.once() {
		return
	}
	s.background(func() {
		if s.unset != nil {
			s.log(protocol.MessageWarning, "connaudit: "+s.unset.Error())
		}
		s.configure()
		s.place()
		close(s.placed)
		s.register()
	})
}

func (s *Server) shutdown(context.Context, *nothing) (any, error) {
	s.stop()
	return nil, nil
}

func (s *Server) leave(*nothing) { s.exit.Do(func() { close(s.exited) }) }
