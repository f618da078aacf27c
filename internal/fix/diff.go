package fix

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns the change as a unified diff, which `git apply` and `patch -p1` take in the working directory.
func (c Change) Diff() string {
	name := filepath.ToSlash(c.File)
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
