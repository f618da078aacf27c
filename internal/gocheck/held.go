package gocheck

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Held says of each module what it learned first, until it is told to forget: for editors, in which what types tell is asked for with
// every keystroke and looked for on saving. It is safe for concurrent use.
type Held struct {
	c *Checker

	mu      sync.Mutex
	records map[string]*record // by the module's folder
}

// Hold returns c as one that remembers.
func (c *Checker) Hold() *Held { return &Held{c: c, records: map[string]*record{}} }

// Forget has modules be learned anew.
func (h *Held) Forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.records = map[string]*record{}
}

// Learn is [Checker.Learn] but for files whose contents in overlay are not those on disk: types are known of what is saved, so that such
// files are read as text.
func (h *Held) Learn(ctx context.Context, ws *workspace.Workspace, overlay map[string][]byte, fileOf func(abs string) *value.File) (*facts.Learned, error) {
	unsaved := changed(overlay)
	saved := newPlacing(func(abs string) *value.File {
		if unsaved[abs] {
			return nil
		}
		return fileOf(abs)
	})
	disk := map[string][]byte{}
	for abs, data := range overlay {
		if !unsaved[abs] && filepath.Ext(abs) == ".go" {
			disk[abs] = data
		}
	}
	return h.c.learnAll(ctx, ws, saved, func(m module) *record { return h.record(ctx, ws, m, newPlacing(fileOf), disk) })
}

// Digest is [Checker.Digest].
func (h *Held) Digest(ws *workspace.Workspace, to io.Writer) { h.c.Digest(ws, to) }

// record returns what was learned of a module, anew where one of the open files that are as on disk is not what was learned of: something
// else than the editor has written it, and the editor, which follows, tells of no saving.
func (h *Held) record(ctx context.Context, ws *workspace.Workspace, m module, p *placing, disk map[string][]byte) *record {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r := h.records[m.dir]; r != nil && r.isOf(disk) {
		return r
	}
	r := h.c.record(ctx, subject{ws, m, nil, h.c.toolchain(ws.Config.Go.Network)}, p)
	if ctx.Err() == nil { // else it says why it was given up
		h.records[m.dir] = r
	}
	return r
}

// isOf reports whether none of the files, with these contents, had others when the record was made.
func (r *record) isOf(files map[string][]byte) bool {
	for i := range r.seen {
		if data, open := files[r.seen[i].Path]; open && sha256.Sum256(data) != r.seen[i].Hash {
			return false
		}
	}
	return true
}

// changed are the files of Go that hold other contents than on disk.
func changed(overlay map[string][]byte) map[string]bool {
	out := map[string]bool{}
	for abs, data := range overlay {
		if filepath.Ext(abs) != ".go" {
			continue
		}
		if disk, err := os.ReadFile(abs); err != nil || !bytes.Equal(disk, data) {
			out[abs] = true
		}
	}
	return out
}
