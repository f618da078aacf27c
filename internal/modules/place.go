package modules

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// place is a file or folder by its clean slash path in a repository; "" is the repository's root.
type place struct {
	repo *workspace.Repo
	path string
}

// join adds a relative slash path, which may climb: out of the repository into another one of the workspace, too. It reports
// false when the result lies in no repository.
func (r *Resolver) join(at place, rel string) (place, bool) {
	joined := path.Join(at.path, rel)
	if joined == "." {
		joined = ""
	}
	if at.repo.Dir == "" {
		return place{at.repo, joined}, true // files given by themselves: their paths are as given
	}
	if joined != ".." && !strings.HasPrefix(joined, "../") {
		return place{at.repo, strings.TrimPrefix(joined, "/")}, true
	}
	return r.locate(filepath.Join(at.repo.Dir, filepath.FromSlash(joined)))
}

// locate finds the place of an absolute path.
func (r *Resolver) locate(abs string) (place, bool) {
	repo, rel, ok := r.w.Locate(abs)
	return place{repo, rel}, ok
}

// String is the place as a message shows it to readers who know which repository is talked about.
func (p place) String() string {
	if p.path == "" {
		return "the root of " + p.repo.Name
	}
	return p.path
}

// full is the place with its repository.
func (p place) full() string {
	if p.path == "" {
		return p.repo.Name
	}
	return p.repo.Name + "/" + p.path
}

// excluded says why a path that is asked for is not read.
func excluded(at place, left *workspace.Skipped) string {
	reason := fmt.Sprintf("%s is excluded: %s %s", at, left.Path, left.Reason)
	if left.Kind == workspace.KindConfig || left.Kind == workspace.KindIgnored || left.Kind == workspace.KindOwnIgnored {
		reason += fmt.Sprintf(" (%s, %s)", left.Rule, left.Source)
	}
	return reason
}
