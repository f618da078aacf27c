package lsp

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/workspace"
)

func (s *Server) didOpen(p *protocol.DidOpenTextDocumentParams) {
	doc := s.docs.open(p.TextDocument, s.encoding)
	s.mu.Lock()
	loose := len(s.folders) == 0
	s.mu.Unlock()
	if loose {
		s.place()
	}
	if doc.abs != "" {
		s.changed([]string{doc.abs}, false)
	}
}

func (s *Server) didChange(p *protocol.DidChangeTextDocumentParams) {
	if doc := s.docs.change(p.TextDocument, p.ContentChanges); doc != nil && doc.abs != "" {
		s.edited(doc.abs)
	}
}

// edited asks for new results after a change of an open document. A configuration may mean another workspace now.
func (s *Server) edited(abs string) {
	if isConfig(abs) {
		s.place()
	}
	s.changed(nil, false)
}

func (s *Server) didSave(p *protocol.DidSaveTextDocumentParams) {
	if abs, ok := p.TextDocument.URI.Path(); ok {
		s.changed([]string{abs}, true)
	}
}

func (s *Server) didClose(p *protocol.DidCloseTextDocumentParams) {
	doc := s.docs.close(p.TextDocument.URI)
	if doc == nil || doc.abs == "" {
		return
	}
	s.mu.Lock()
	loose := len(s.folders) == 0
	delete(s.delivered, doc.uri.Canonical())
	s.mu.Unlock()
	if loose {
		s.place()
	}
	s.changed([]string{doc.abs}, true)
}

func (s *Server) didChangeWatchedFiles(p *protocol.DidChangeWatchedFilesParams) {
	var disk []string
	relocate := false
	for _, c := range p.Changes {
		abs, ok := c.URI.Path()
		if !ok || !s.matters(abs, c.Type) {
			continue
		}
		relocate = relocate || isConfig(abs)
		if doc := s.docs.at(c.URI); doc != nil && c.Type == protocol.FileChanged && !settles(abs) {
			continue // what the editor holds counts
		}
		disk = append(disk, abs)
	}
	if relocate {
		s.place()
	}
	if len(disk) > 0 {
		s.changed(disk, true)
	}
}

// within reports whether a path is one of the folders, or lies below one.
func within(path string, folders []string) bool {
	for _, dir := range folders {
		if rel, err := filepath.Rel(dir, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// matters reports whether a change of a file on disk may say something of results: builds and installations change many that do not.
func (s *Server) matters(abs string, kind int) bool {
	for _, w := range s.all() {
		v, _ := w.now()
		if v == nil || v.reads(abs) || v.imports(abs) || !v.leavesOut(abs) && (kind != protocol.FileChanged || settles(abs)) {
			return true
		}
	}
	return false
}

// imports reports whether a file tells of a repository whose source is not read.
func (v *view) imports(abs string) bool {
	return slices.ContainsFunc(v.result.Exports, func(e diag.Export) bool { return e.File == abs })
}

// leavesOut reports whether a folder around a file is one that the defaults leave out, or git's own.
func (v *view) leavesOut(abs string) bool {
	for _, root := range append([]string{v.result.Root}, v.result.Dirs...) {
		if !within(abs, []string{root}) {
			continue
		}
		for dir := filepath.Dir(abs); len(dir) > len(root); dir = filepath.Dir(dir) {
			if name := filepath.Base(dir); name == ".git" || workspace.LeftOut(name) {
				return true
			}
		}
	}
	return false
}

// settles reports whether a file that is not read as code may say how code is read. Names with a dot in front are those of ignore files
// and of example files.
func settles(abs string) bool {
	base := filepath.Base(abs)
	return strings.HasPrefix(base, ".") || slices.Contains([]string{".yaml", ".yml", ".json", ".toml", ".cfg", ".mod", ".sum", ".work"}, filepath.Ext(base))
}
