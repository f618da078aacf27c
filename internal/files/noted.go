package files

import (
	"io"
	"path/filepath"
	"sync"
)

// Noted is a system that notes which files were opened, or asked for in vain. It is safe for concurrent use.
type Noted struct {
	System

	mu     sync.Mutex
	opened map[string]bool
}

// Note returns a system that reads what another one has.
func Note(base System) *Noted { return &Noted{System: base, opened: map[string]bool{}} }

// Open implements System.
func (n *Noted) Open(name string) (io.ReadCloser, error) {
	n.mu.Lock()
	n.opened[filepath.Clean(name)] = true
	n.mu.Unlock()
	return n.System.Open(name)
}

// Read reports whether somebody has opened the file of that name, or wanted to.
func (n *Noted) Read(name string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.opened[filepath.Clean(name)]
}
