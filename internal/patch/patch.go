// Package patch writes changes of files as unified diffs, which `git apply` and `patch -p1` take.
package patch

import (
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Unified returns the difference of two texts of a file, which is named by its path, with slashes, from where the patch is
// applied. Texts that are the same have none.
func Unified(path string, before, after []byte) string {
	out := string(diff.Diff("a", before, "b", after))
	_, body, _ := strings.Cut(out, "+++ b\n")
	return fmt.Sprintf("--- %s\n+++ %s\n%s", name("a/"+path), name("b/"+path), body)
}

// name quotes a path as git does where it has characters that would end the line or move a terminal.
func name(p string) string {
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
