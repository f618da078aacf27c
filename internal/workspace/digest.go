package workspace

import (
	"crypto/sha256"
	"io"
	"maps"
	"slices"
	"strconv"
)

// Digest writes all that the workspace says but what PATHs select, for who wants to know whether another one says the same: its configuration, its
// repositories, packages and files by name, what was left out and where links lead. What source files hold is no part of it.
func (w *Workspace) Digest(to io.Writer) {
	var b []byte // fmt would take as long as the walk
	line := func(words ...string) {
		b = b[:0]
		for _, w := range words {
			b = append(strconv.AppendQuote(b, w), ' ')
		}
		_, _ = to.Write(append(b, '\n')) // a hash never fails
	}
	line("root", w.Root, w.dir, string(w.Config.sum[:]))
	for _, p := range w.Problems {
		line("problem", p.Kind, repoName(p.Repo), p.Path, p.Message)
	}
	for _, r := range w.Repos {
		line("repo", r.Name, r.Dir, r.Facts)
		for _, p := range r.Packages {
			line("package", p.Dir, p.Name)
			for _, m := range p.Manifests {
				sum := sha256.Sum256(m.Text)
				line("manifest", string(m.Kind), m.Path, string(sum[:]))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(r.left)) {
			line("left", name, r.left[name].Kind, r.left[name].Reason, r.left[name].Rule)
		}
		for _, name := range slices.Sorted(maps.Keys(r.links)) {
			line("link", name, r.links[name])
		}
		for _, name := range slices.Sorted(maps.Keys(r.dirs)) {
			line("dir", name, strconv.FormatBool(r.dirs[name]))
		}
	}
	for _, f := range w.files {
		pkg := ""
		if f.Package != nil {
			pkg = f.Package.Dir
		}
		line("file", repoName(f.Repo), f.Path, strconv.FormatBool(f.Explicit && !f.Anyway), strconv.FormatBool(f.Declaration), pkg)
	}
}
