package modules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// entry resolves a package of the workspace, or with sub a path in it, to its source.
func (r *Resolver) entry(pkg *workspace.Package, sub string) Result {
	m := r.manifest(pkg)
	root := folderOfPackage(pkg)
	targets, guessed := m.entries(), []string{"src/index", "index"}
	if sub != "" {
		targets, guessed = nil, []string{path.Join("src", sub), sub}
	}
	if exports, stated := m.top["exports"]; stated && exports != nil {
		var reason string
		if targets, reason = exported(exports, "./"+sub); reason != "" {
			return unresolved(fmt.Sprintf("package %s (%s) %s", pkg.Name, root.full(), reason))
		}
	}
	p := probe{r: r}
	for _, target := range targets {
		if at, ok := r.join(root, target); ok && p.source(pkg, at) {
			return p.result("")
		}
	}
	for _, guess := range guessed {
		if at, ok := r.join(root, guess); ok && p.source(pkg, at) {
			break
		}
	}
	if len(targets) > 0 {
		return p.result(fmt.Sprintf("package %s (%s) has no source for its entry %s", pkg.Name, root.full(), targets[0]))
	}
	return p.result(fmt.Sprintf("package %s (%s) has no %s", pkg.Name, root.full(), strings.Join(guessed, " and no ")))
}

// source tries a path that a package states, and what it was built from.
func (p *probe) source(pkg *workspace.Package, at place) bool {
	return p.configured(pkg, at) || p.anyWritten(usualSources(pkg, at))
}

// configured tries what tsconfig.json says a path is built from, then the path. A build of yesterday may lie where the path
// leads; its source comes first.
func (p *probe) configured(pkg *workspace.Package, at place) bool {
	return p.anyWritten(p.r.configuredSources(pkg, at)) || p.module(at)
}

func (p *probe) anyWritten(stems []place) bool { return slices.ContainsFunc(stems, p.written) }

// configuredSources gives what a build's output was made from by outDir and rootDir of the package's tsconfig.json.
func (r *Resolver) configuredSources(pkg *workspace.Package, at place) []place {
	var out []place
	for _, name := range buildConfigNames {
		c := r.config(place{pkg.Repo, below(pkg.Dir, name)})
		if c == nil {
			continue
		}
		for _, option := range []string{"outDir", "declarationDir"} {
			dir, ok := r.folderOption(c, option)
			if !ok || dir.repo != at.repo || dir.path == "" {
				continue
			}
			rest, ok := strings.CutPrefix(at.path, dir.path+"/")
			if !ok {
				continue
			}
			stem, _ := splitMade(rest)
			if root, ok := r.folderOption(c, "rootDir"); ok {
				out = append(out, place{root.repo, path.Join(root.path, stem)})
				continue
			}
			// Without rootDir it is the deepest folder that holds all sources: mostly src.
			out = append(out, place{at.repo, path.Join(c.folder().path, "src", stem)}, place{at.repo, path.Join(c.folder().path, stem)})
		}
	}
	return out
}

// outputFolders are the usual names of a build's output, and flavours those of the folders that some builds make in it.
var (
	outputFolders = map[string]bool{"dist": true, "build": true, "lib": true, "out": true}
	flavours      = map[string]bool{"esm": true, "es": true, "cjs": true, "commonjs": true, "module": true, "types": true, "src": true}
)

// usualSources gives what a build's output was made from by the usual names of folders.
func usualSources(pkg *workspace.Package, at place) []place {
	rel := at.path
	if pkg.Dir != "" {
		var ok bool
		if rel, ok = strings.CutPrefix(at.path, pkg.Dir+"/"); !ok {
			return nil
		}
	}
	folder, rest, _ := strings.Cut(rel, "/")
	if !outputFolders[folder] {
		return nil
	}
	if rest == "" {
		rest = "index" // "main": "dist"
	}
	rest, _ = splitMade(rest)
	var out []place
	add := func(rest string) {
		out = append(out, place{at.repo, below(pkg.Dir, path.Join("src", rest))}, place{at.repo, below(pkg.Dir, rest)})
	}
	add(rest)
	if flavour, rest, ok := strings.Cut(rest, "/"); ok && flavours[flavour] {
		add(rest)
	}
	return out
}
