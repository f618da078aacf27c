package gocheck

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Checker runs passes over the Go modules of a workspace.
type Checker struct {
	passes []*analysis.Analyzer
	env    []string
}

// New returns a Checker of passes whose results are *model.Result. env is the environment of the go command, as
// os.Environ gives it; nil: the process's.
func New(passes []*analysis.Analyzer, env []string) *Checker {
	if env == nil {
		env = os.Environ()
	}
	return &Checker{passes: passes, env: env}
}

// Learn returns what the passes state about the files that fileOf names, by absolute path; nil for a file that is not read. overlay
// holds the contents of files that are not what is on disk. The error is the context's.
func (c *Checker) Learn(ctx context.Context, ws *workspace.Workspace, overlay map[string][]byte, fileOf func(abs string) *value.File) (*facts.Learned, error) {
	out := &facts.Learned{Covered: map[*value.File]bool{}}
	modules := modulesOf(ws)
	if len(modules) == 0 || len(c.passes) == 0 {
		return out, nil
	}
	if _, err := exec.LookPath("go"); err != nil {
		for _, m := range modules {
			out.Errors = append(out.Errors, m.failed(ws, "the go command is not on the PATH; its files are read as text. Install Go to have them checked by types"))
		}
		return out, nil
	}
	p := &placing{fileOf: fileOf, known: map[string]*value.File{}}
	for _, m := range modules {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.learnModule(ctx, source{ws, m, overlay}, p, out)
	}
	return out, ctx.Err()
}

// module is a Go module of the workspace.
type module struct {
	repo *workspace.Repo
	path string // of go.mod, relative to the repository
	dir  string // absolute
}

func modulesOf(ws *workspace.Workspace) (out []module) {
	for _, r := range ws.Repos {
		for _, p := range r.Packages {
			if m := p.Manifest(workspace.Go); m != nil && r.Dir != "" {
				out = append(out, module{r, m.Path, filepath.Join(r.Dir, filepath.FromSlash(p.Dir))})
			}
		}
	}
	return out
}

// source is a module with what is laid over its files.
type source struct {
	ws      *workspace.Workspace
	module  module
	overlay map[string][]byte
}

// failed is the error that tells of a module, once.
func (m module) failed(ws *workspace.Workspace, message string) diag.RunError {
	return diag.RunError{Kind: diag.GoError, Path: ws.Display(m.repo, m.path), Message: message}
}
