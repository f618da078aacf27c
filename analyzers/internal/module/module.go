// Package module says which Go module a folder belongs to.
package module

import (
	"os"
	"path/filepath"
)

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
