package fix

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// DiffDir is the folder from which the diffs of changes name files: the working directory dir, or the nearest above it that holds
// them all, since no patch may name a file outside of where it is applied.
func DiffDir(dir string, changes []Change) string {
	for slices.ContainsFunc(changes, func(c Change) bool { return !within(dir, c.Abs) }) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
	}
	return dir
}

// Diff returns the change as a unified diff, which `git apply` and `patch -p1` take in an absolute folder that holds the file.
func (c Change) Diff(dir string) string {
	name := filepath.ToSlash(c.File)
	if rel, err := filepath.Rel(dir, c.Abs); err == nil {
		name = filepath.ToSlash(rel)
	}
	out := string(diff.Diff("a", c.Old, "b", c.New))
	_, body, _ := strings.Cut(out, "+++ b\n")
	return fmt.Sprintf("--- %s\n+++ %s\n%s", patchName("a/"+name), patchName("b/"+name), body)
}

// patchName quotes a path as git does where it has characters that would end the line or move a terminal.
func patchName(p string) string {
	if strings.IndexFunc(p, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r >= 127 }) < 0 {
		return p
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(p) {
		switch c := p[i]; {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(rune(c)))
		case c < ' ' || c >= 127:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
