package scaffold

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// Place is the folder that files are proposed for, and what is there already.
type Place struct {
	Dir    string // absolute
	Config string // absolute path of the configuration that holds in Dir; empty without one
	Root   string // absolute folder of the workspace that Dir belongs to
	Repos  []Repo // of the workspace, by name
}

// Repo is one repository that is read.
type Repo struct {
	Name string
	Dir  string // absolute
	Git  bool   // a checkout of git; others are folders with a package
}

// Look finds what is in a folder. An error is a *workspace.Error, or one of a configuration that does not hold.
func Look(dir string) (*Place, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("the working directory: %w", err)
	}
	ws, err := workspace.Open(workspace.Options{Dir: abs})
	if err != nil {
		return nil, err
	}
	p := &Place{Dir: abs, Config: ws.Config.File, Root: ws.Root}
	for _, r := range ws.Repos {
		if r.Dir != "" {
			p.Repos = append(p.Repos, Repo{r.Name, r.Dir, isGit(r.Dir)})
		}
	}
	return p, nil
}

// isGit reports whether a folder is the root of a checkout; that of a worktree has a file of the name.
func isGit(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

// Checkouts are the git repositories that a hook or a workflow is for: the one that Dir is the root of, else all of them that
// lie in Dir.
func (p *Place) Checkouts() []Repo {
	if isGit(p.Dir) {
		return []Repo{{filepath.Base(p.Dir), p.Dir, true}}
	}
	var out []Repo
	for _, r := range p.Repos {
		if rel, err := filepath.Rel(p.Dir, r.Dir); err == nil && filepath.IsLocal(rel) && r.Git {
			out = append(out, r)
		}
	}
	return out
}
