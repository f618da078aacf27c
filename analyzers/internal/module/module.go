// Package module says which Go module a folder belongs to.
package module

import (
	"os"
	"path/filepath"
	"strings"
)

// IsStandard reports whether the package of an import path, in the folder dir, is one of the standard library: it lies below src
// beside package unsafe. The tool may have been built with another Go than the one that runs it, so its own GOROOT says nothing.
func IsStandard(dir, path string) bool {
	src, ok := strings.CutSuffix(filepath.ToSlash(dir), "/"+path)
	first, _, _ := strings.Cut(path, "/")
	if !ok || strings.Contains(first, ".") {
		return false
	}
	_, err := os.Stat(filepath.Join(filepath.FromSlash(src), "unsafe", "unsafe.go"))
	return err == nil
}

// Root returns the nearest folder with a go.mod, dir or above; empty if there is none.
func Root(dir string) string {
	for at := dir; at != ""; at = filepath.Dir(at) {
		if info, err := os.Stat(filepath.Join(at, "go.mod")); err == nil && !info.IsDir() {
			return at
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	return ""
}

// IsForeign reports whether a folder lies in the module cache or in a vendor folder: its package belongs to a module that is only used.
func IsForeign(dir string) bool {
	for _, part := range strings.Split(filepath.ToSlash(dir), "/") {
		if part == "vendor" || strings.Contains(part, "@v") {
			return true
		}
	}
	return false
}
