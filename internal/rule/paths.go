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
		if suffix, whole, ok := simple(g); ok {
			if hasSegment(path, suffix, whole) {
				return true
			}
			continue
		}
		for _, full := range wholeGlobs(g) {
			if ok, _ := doublestar.Match(full, path); ok { // the pattern was valid when it was loaded
				return true
			}
		}
	}
	return false
}

// simple takes a glob apart that needs no matcher, as most do: *.ts is the end of a name, .env.example a whole one.
func simple(g string) (text string, whole, ok bool) {
	text, star := strings.CutPrefix(g, "*")
	return text, !star, text != "" && !strings.ContainsAny(text, `*?[]{}\/`)
}

// hasSegment reports whether the name of a file, or of one of the folders above it, is or ends in text.
func hasSegment(path, text string, whole bool) bool {
	for name := range strings.SplitSeq(path, "/") {
		if name == text || !whole && strings.HasSuffix(name, text) {
			return true
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
