package lsp

import (
	"path/filepath"
	"slices"

	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// place makes the sessions be those of the folders that are open: one for each workspace, however many of its folders are.
func (s *Server) place() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		return
	}
	wanted := map[workspace.Place]string{} // to the folder that names it
	var order []workspace.Place
	for _, dir := range s.roots() {
		p := s.locate(dir)
		if _, known := wanted[p]; !known && p.Root != "" {
			wanted[p] = dir
			order = append(order, p)
		}
	}
	if !s.settings.Enable {
		order = nil
	}
	s.sessions = slices.DeleteFunc(s.sessions, func(w *session) bool {
		if slices.Contains(order, w.place) {
			return false
		}
		w.end()
		s.background(func() { s.tell(nil) }) // what it found is gone
		return true
	})
	for _, p := range order {
		if !slices.ContainsFunc(s.sessions, func(w *session) bool { return w.place == p }) {
			s.sessions = append(s.sessions, s.open(p, wanted[p]))
		}
	}
}

// replace ends all sessions and begins them anew, with the settings as they are now.
func (s *Server) replace() {
	s.mu.Lock()
	for _, w := range s.sessions {
		w.end()
	}
	s.sessions = nil
	s.mu.Unlock()
	s.place()
	s.background(func() { s.tell(nil) })
}

// roots are the folders that name workspaces: those that are open or, in an editor without folders, those of open files that a
// configuration or a git repository says to be in a workspace. The caller holds the lock.
func (s *Server) roots() []string {
	if len(s.folders) > 0 {
		return s.folders
	}
	var out []string
	for abs := range s.docs.snapshot() {
		dir := filepath.Dir(abs)
		if p := s.locate(dir); (p.Config != "" || p.Git) && !slices.Contains(out, dir) {
			out = append(out, dir)
		}
	}
	slices.Sort(out)
	return out
}

// locate tells which workspace a folder is in. Where its configuration does not hold, the audit says so.
func (s *Server) locate(dir string) workspace.Place {
	p, _ := workspace.Locate(workspace.Options{Dir: dir, ConfigFile: s.configFile(dir), Settings: files.Over(files.Disk, overlay(s.docs.snapshot())), Files: files.Disk})
	return p
}

func (s *Server) configFile(dir string) string {
	if c := s.settings.Config; c != "" && !filepath.IsAbs(c) {
		return filepath.Join(dir, c)
	}
	return s.settings.Config
}

// open begins a session. The caller holds the lock.
func (s *Server) open(p workspace.Place, dir string) *session {
	o := engine.Options{Dir: dir, ConfigFile: s.configFile(dir), Workers: s.settings.Workers, Tool: s.o.Tool}
	w := newSession(s, p, dir)
	if s.settings.GoTypes && s.o.Typed != nil {
		w.typed = s.o.Typed()
		o.Typed = w.typed
	}
	o.Progress = w.progress.report
	w.auditor = newAuditor(o, s.o.Today)
	s.background(w.loop)
	w.change(nil, true)
	return w
}

func (s *Server) didChangeWorkspaceFolders(p *protocol.DidChangeWorkspaceFoldersParams) {
	s.mu.Lock()
	for _, f := range p.Event.Removed {
		if abs, ok := f.URI.Path(); ok {
			s.folders = slices.DeleteFunc(s.folders, func(dir string) bool { return dir == abs })
		}
	}
	for _, f := range p.Event.Added {
		if abs, ok := f.URI.Path(); ok && !slices.Contains(s.folders, abs) {
			s.folders = append(s.folders, abs)
		}
	}
	s.mu.Unlock()
	s.place()
}

// all returns the sessions as they are now.
func (s *Server) all() []*session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sessions)
}

// changed asks every session for new results: of a file it is not known beforehand which workspaces it says something about. saved says
// that the disk has what the editor has.
func (s *Server) changed(disk []string, saved bool) {
	for _, w := range s.all() {
		w.change(disk, saved)
	}
}
