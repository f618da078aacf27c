package lsp

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// everything is the files that the client tells of: those that are read, and those that say how. Which these are depends on the rules (example
// files, infrastructure), so that it is all.
const everything = "**/*"

// register asks the client to tell of files and settings that change.
func (s *Server) register() {
	var all []protocol.Registration
	w := s.client.Workspace
	if w.DidChangeWatchedFiles.DynamicRegistration {
		all = append(all, watching("connaudit.files", protocol.FileSystemWatcher{GlobPattern: everything}))
	}
	if w.DidChangeConfiguration.DynamicRegistration {
		all = append(all, protocol.Registration{ID: "connaudit.settings", Method: "workspace/didChangeConfiguration",
			RegisterOptions: map[string]any{"section": section}})
	}
	s.enroll(all)
	s.watchBeside()
}

// watchBeside asks the client to tell of files of workspaces, and of their repositories, that lie in no folder that is open. Folders come and go; what
// is watched stays watched.
func (s *Server) watchBeside() {
	if w := s.client.Workspace.DidChangeWatchedFiles; !w.DynamicRegistration || !w.RelativePatternSupport {
		return
	}
	var dirs []string
	for _, w := range s.all() {
		dirs = append(dirs, w.place.Root)
		if v, _ := w.now(); v != nil {
			dirs = append(dirs, v.result.Dirs...)
			for _, e := range v.result.Exports {
				dirs = append(dirs, filepath.Dir(e.File))
			}
		}
	}
	slices.Sort(dirs) // a folder before those in it
	var all []protocol.FileSystemWatcher
	s.mu.Lock()
	for _, dir := range dirs {
		if dir != "" && !within(dir, s.folders) && !within(dir, s.beside) {
			s.beside = append(s.beside, dir)
			all = append(all, protocol.FileSystemWatcher{GlobPattern: protocol.RelativePattern{BaseURI: protocol.URIOf(dir), Pattern: everything}})
		}
	}
	n := len(s.beside)
	s.mu.Unlock()
	if len(all) > 0 {
		s.background(func() { s.enroll([]protocol.Registration{watching(fmt.Sprintf("connaudit.files.%d", n), all...)}) })
	}
}

func watching(id string, watchers ...protocol.FileSystemWatcher) protocol.Registration {
	return protocol.Registration{ID: id, Method: "workspace/didChangeWatchedFiles", RegisterOptions: map[string]any{"watchers": watchers}}
}

// enroll asks the client for what is to be registered.
func (s *Server) enroll(all []protocol.Registration) {
	if len(all) == 0 {
		return
	}
	if err := s.ask("client/registerCapability", protocol.RegistrationParams{Registrations: all}, nil); err != nil && s.ctx.Err() == nil {
		s.log(protocol.MessageWarning, "connaudit: the client does not tell of changed files: "+err.Error())
	}
}
