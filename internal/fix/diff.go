package fix

import (
	"path/filepath"
	"slices"

	"github.com/bytelyst/connaudit/internal/patch"
)

// DiffDir is the folder from which the diffs of changes name files: the working directory dir, or the nearest above it that holds
// them all, since no patch may name a file outside of where it is applied.
func DiffDir(dir string, changes []Change) string {
	for slices.ContainsFunc(changes, func(c Change) bool { return !within(dir, c.Abs) }) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
	}
	return dir
}

// Diff returns the change as a unified diff, to be applied in an absolute folder that holds the file.
func (c Change) Diff(dir string) string {
	name := filepath.ToSlash(c.File)
	if rel, err := filepath.Rel(dir, c.Abs); err == nil {
		name = filepath.ToSlash(rel)
	}
	return patch.Unified(name, c.Old, c.New)
}
