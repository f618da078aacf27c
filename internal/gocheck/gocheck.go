package gocheck

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Options say how a Checker works.
type Options struct {
	Env   []string     // of the go command, as os.Environ gives it; nil: the process's
	Store *cache.Store // what was learned in earlier runs; nil: none
	// Insist: types are wanted also where the configuration says that Go is read as text.
	Insist bool
}

// Checker runs passes over the Go modules of a workspace.
type Checker struct {
	passes []*analysis.Analyzer
	o      Options
}

// New returns a Checker of passes whose results are *model.Result.
func New(passes []*analysis.Analyzer, o Options) *Checker {
	if o.Env == nil {
		o.Env = os.Environ()
	}
	return &Checker{passes, o}
}

// Learn returns what the passes state about the files that fileOf names, by absolute path; nil for a file that is not read. overlay
// holds the contents of files that are not what is on disk. The error is the context's.
func (c *Checker) Learn(ctx context.Context, ws *workspace.Workspace, overlay map[string][]byte, fileOf func(abs string) *value.File) (*facts.Learned, error) {
	w := c.toolchain(ws.Config.Go.Network)
	p := newPlacing(fileOf)
	return c.learnAll(ctx, ws, p, func(m module) *record { return c.record(ctx, subject{ws, m, overlay, w}, p) })
}

// learnAll puts together what is known of all modules; p places it.
func (c *Checker) learnAll(ctx context.Context, ws *workspace.Workspace, p *placing, recordOf func(module) *record) (*facts.Learned, error) {
	out := &facts.Learned{Covered: map[*value.File]bool{}, Lasting: true}
	modules := c.modules(ws)
	if len(modules) == 0 {
		return out, nil
	}
	if _, err := exec.LookPath("go"); err != nil {
		for _, m := range modules {
			out.Errors = append(out.Errors, m.failed(ws, "the go command is not on the PATH; its files are read as text. Install Go to have them checked by types"))
		}
		return out, nil
	}
	for _, m := range modules {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p.add(recordOf(m), m, ws, out)
	}
	return out, ctx.Err()
}

// module is a Go module of the workspace.
type module struct {
	repo *workspace.Repo
	path string // of go.mod, relative to the repository
	dir  string // absolute
}

// modules lists those that the passes are run over.
func (c *Checker) modules(ws *workspace.Workspace) (out []module) {
	if len(c.passes) == 0 || ws.Config.Go.AsText && !c.o.Insist {
		return nil
	}
	for _, r := range ws.Repos {
		for _, p := range r.Packages {
			if m := p.Manifest(workspace.Go); m != nil && r.Dir != "" {
				out = append(out, module{r, m.Path, filepath.Join(r.Dir, filepath.FromSlash(p.Dir))})
			}
		}
	}
	return out
}

// subject is a module with what is laid over its files, and what loads it.
type subject struct {
	ws      *workspace.Workspace
	module  module
	overlay map[string][]byte
	tools   toolchain
}

// failed is the error that tells of a module, once.
func (m module) failed(ws *workspace.Workspace, message string) diag.RunError {
	return diag.RunError{Kind: diag.GoError, Path: ws.Display(m.repo, m.path), Message: message}
}
