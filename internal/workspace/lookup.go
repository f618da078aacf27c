package workspace

import (
	"path/filepath"
	"strings"
)

// Lookup tells what is at a path of a repository: a file that is read; or what left it out, which is the entry of the path
// itself or of a folder above it (whether the path exists in such a folder is not checked); or neither, when there is no
// such file. Links inside the workspace are followed, also into another repository. It costs a few table reads and
// touches no disk. The path is clean: no "." or ".." and no slash at its ends.
func (w *Workspace) Lookup(repo *Repo, path string) (*File, *Skipped) {
	// A link may lead to a path that goes through another link; each step is bounded by the number of links.
	for range 16 {
		if f := repo.byPath[path]; f != nil {
			return f, nil
		}
		at := path
		for ; at != ""; at = parentOf(at) {
			if _, isLink := repo.links[at]; isLink || repo.left[at] != nil {
				break
			}
		}
		to, isLink := repo.links[at]
		if at == "" || !isLink {
			left := repo.left[at]
			if left != nil && at != path && !left.Dir && left.Kind != KindLink {
				return nil, nil
			}
			return nil, left
		}
		next, rest, ok := w.Locate(filepath.Join(to, filepath.FromSlash(strings.TrimPrefix(path[len(at):], "/"))))
		if !ok {
			return nil, repo.left[at]
		}
		repo, path = next, rest
	}
	return nil, repo.left[path]
}

// Locate finds the repository that an absolute path lies in and its slash path there; the innermost where they nest.
func (w *Workspace) Locate(abs string) (repo *Repo, path string, ok bool) {
	return locate(w.Repos, abs)
}

func locate(repos []*Repo, abs string) (repo *Repo, path string, ok bool) {
	for _, r := range repos {
		if r.Dir == "" || repo != nil && len(r.Dir) <= len(repo.Dir) {
			continue
		}
		for _, dir := range []string{r.Dir, r.real} {
			if within(dir, abs) {
				repo, path = r, relative(dir, abs)
				break
			}
		}
	}
	return repo, path, repo != nil
}

// FileAt gives the file that is read at an absolute path, or nil.
func (w *Workspace) FileAt(abs string) *File {
	repo, path, ok := w.Locate(abs)
	if !ok {
		return nil
	}
	return repo.byPath[path]
}

// PackageOf gives the package of the nearest folder with a manifest at or above the path; nil when there is none.
func (w *Workspace) PackageOf(repo *Repo, path string) *Package {
	for dir := path; dir != ""; {
		dir = parentOf(dir)
		if p := repo.packages[dir]; p != nil {
			return p
		}
	}
	return nil
}

// PackagesNamed lists the packages of a name, by repository and folder: more than one is ambiguous. Python names are
// compared as Python does.
func (w *Workspace) PackagesNamed(kind Kind, name string) []*Package {
	return w.named[packageKey{kind, comparableName(kind, name)}]
}

// Selected reports whether findings at the path are shown: no PATH was given, a PATH is the workspace's root or holds it, or the
// path lies under one.
func (w *Workspace) Selected(repo *Repo, path string) bool {
	if !w.Narrowed() {
		return true
	}
	abs := repo.abs(path)
	for _, t := range w.targets {
		if repo.Dir == "" && repo.Facts == "" && t.given == path || within(t.abs, abs) || within(t.real, abs) {
			return true
		}
	}
	return false
}

// Narrowed reports whether the PATHs leave out any part of the workspace.
func (w *Workspace) Narrowed() bool {
	for _, t := range w.targets {
		if t.dir && (within(t.abs, w.Root) || within(t.real, w.Root)) {
			return false
		}
	}
	return len(w.targets) > 0
}

// Display gives a file's path as a user can open it from the working directory, with slashes: relative to it when the file
// lies below it or in a folder near it, else absolute. It is empty for a repository that is known by facts.
func (w *Workspace) Display(repo *Repo, path string) string {
	if repo.Facts != "" {
		return ""
	}
	if repo.Dir == "" {
		return path
	}
	abs := repo.abs(path)
	if rel, err := filepath.Rel(w.dir, abs); err == nil && strings.Count(rel, "..") <= 4 {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(abs)
}

// Shown gives the path of a configuration or rule file as messages name it: relative to the working directory when the file
// lies below it, else as it is.
func (w *Workspace) Shown(path string) string { return shown(w.dir, path) }

func shown(dir, path string) string {
	if !filepath.IsAbs(path) {
		return filepath.ToSlash(filepath.Clean(path))
	}
	if !within(dir, path) || path == dir {
		return path
	}
	return relative(dir, path)
}

// within reports whether path is dir or lies below it; both absolute and clean.
func within(dir, path string) bool {
	if dir == "" {
		return false
	}
	if !strings.HasPrefix(path, dir) {
		return false
	}
	return len(path) == len(dir) || path[len(dir)] == filepath.Separator || dir[len(dir)-1] == filepath.Separator
}

// relative gives the slash path of something within dir; "" for dir itself.
func relative(dir, path string) string {
	return filepath.ToSlash(strings.TrimPrefix(path[len(dir):], string(filepath.Separator)))
}
