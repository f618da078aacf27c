package main

import (
	"os"
	"path/filepath"
)

// gitHome is the repository around a folder as hosts of code see it: the nearest folder upwards with .git, or the folder
// itself where there is none. It implements report.Home.
type gitHome struct {
	dir   string // absolute: what file names are relative to
	root  string // absolute, links followed
	isGit bool
	known map[string]string // roots of folders that were asked about; empty: none
}

func newGitHome(dir string) *gitHome {
	h := &gitHome{dir: dir, known: map[string]string{}}
	followedDir := followed(dir)
	h.root = h.gitRoot(followedDir)
	if h.isGit = h.root != ""; !h.isGit {
		h.root = followedDir
	}
	return h
}

// Path implements report.Home. A file in a repository inside this one, such as a second checkout, is not of this one. Links
// are followed: hosts show no file by a path that leads over one.
func (h *gitHome) Path(file string) (path string, ok bool) {
	if !filepath.IsAbs(file) {
		file = filepath.Join(h.dir, file)
	}
	dir := followed(filepath.Dir(file))
	rel, err := filepath.Rel(h.root, filepath.Join(dir, filepath.Base(file)))
	if err != nil || !filepath.IsLocal(rel) || h.isGit && h.gitRoot(dir) != h.root {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// gitRoot returns the nearest folder with .git from dir upwards; empty if there is none. A worktree has a file of that name.
func (h *gitHome) gitRoot(dir string) string {
	if root, ok := h.known[dir]; ok {
		return root
	}
	root := ""
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
		root = dir
	} else if up := filepath.Dir(dir); up != dir {
		root = h.gitRoot(up)
	}
	h.known[dir] = root
	return root
}

// followed is a folder without symbolic links on its way; as it is where it cannot be looked at.
func followed(dir string) string {
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		return target
	}
	return dir
}
