package rule

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Paths says which files an entry reads.
type Paths struct {
	Include, Exclude []string // doublestar globs; see Match
}

// Match reports whether a file is read. path is relative to the repository's root, with slashes. As in Semgrep a glob
// matches a file or one of the folders above it, at any depth; one that begins with a slash begins at the root.
func (p Paths) Match(path string) bool {
	return (len(p.Include) == 0 || anyGlob(p.Include, path)) && !anyGlob(p.Exclude, path)
}

func anyGlob(globs []string, path string) bool {
	for _, g := range globs {
		for _, full := range wholeGlobs(g) {
			if ok, _ := doublestar.Match(full, path); ok { // the pattern was valid when it was loaded
				return true
			}
		}
	}
	return false
}

// wholeGlobs writes out what a glob leaves unsaid: the folders above and the files below.
func wholeGlobs(g string) [2]string {
	rooted := strings.HasPrefix(g, "/")
	g = strings.TrimPrefix(strings.Trim(g, "/"), "./")
	if !rooted {
		g = "**/" + g
	}
	return [2]string{g, g + "/**"}
}

func readPaths(n *node, r *reporter) Paths {
	return Paths{Include: readGlobs(n.get("include"), r), Exclude: readGlobs(n.get("exclude"), r)}
}

func readGlobs(n *node, r *reporter) []string {
	for _, s := range n.scalars() {
		if !doublestar.ValidatePattern(s.str()) {
			r.at(s, "* ? ** [a-z] {a,b}", "`%s` is not a glob", s.str())
		}
	}
	return n.strs()
}
