package modules

import (
	"fmt"
	"path"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// sourceEndings are tried for a name without an ending, in TypeScript's order; declarations are found on the way and
// used only when nothing else is.
var sourceEndings = []string{".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts", ".d.mts", ".d.cts"}

// writtenFor gives, for the ending of what a compiler makes, the endings of what people write for it, best first. A file
// may itself be written by people, so each ending is its own last choice.
var writtenFor = []struct {
	made    string
	written []string
}{
	{".d.ts", []string{".ts", ".tsx", ".js", ".jsx", ".d.ts"}},
	{".d.mts", []string{".mts", ".ts", ".mjs", ".js", ".d.mts"}},
	{".d.cts", []string{".cts", ".ts", ".cjs", ".js", ".d.cts"}},
	{".js", []string{".ts", ".tsx", ".js", ".jsx", ".d.ts"}},
	{".jsx", []string{".tsx", ".ts", ".jsx", ".js", ".d.ts"}},
	{".mjs", []string{".mts", ".mjs", ".d.mts"}},
	{".cjs", []string{".cts", ".cjs", ".d.cts"}},
}

// isScript reports whether an ending, in lower case, is that of a file with code: what can be written behind a module's
// name, besides the made ones above.
func isScript(ending string) bool {
	switch ending {
	case ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte":
		return true
	}
	return false
}

// probe tries paths for one import, best first, and remembers what it met besides a script.
type probe struct {
	r           *Resolver
	script      *workspace.File
	declaration *workspace.File // the first: the last choice
	other       *workspace.File // exists and holds no code
	left        *workspace.Skipped
	leftAt      place // what was asked for when left was met
	inPackage   bool  // inside the package.json of a folder: the next one is not followed
}

// file tries one path as it is.
func (p *probe) file(at place) bool {
	f, left := p.r.w.Lookup(at.repo, at.path)
	switch {
	case f == nil:
		if left != nil && p.left == nil {
			p.left, p.leftAt = left, at
		}
	case f.Declaration:
		if p.declaration == nil {
			p.declaration = f
		}
	case !isScript(f.Ext()):
		if p.other == nil {
			p.other = f
		}
	default:
		p.script = f
	}
	return p.script != nil
}

// endings tries a name with each of the endings.
func (p *probe) endings(stem place, endings []string) bool {
	for _, e := range endings {
		if p.file(place{stem.repo, stem.path + e}) {
			return true
		}
	}
	return false
}

// module tries a path as TypeScript does: written for another ending, as it is, with an ending, as a folder.
func (p *probe) module(at place) bool {
	if stem, written := splitMade(at.path); written != nil && p.endings(place{at.repo, stem}, written) {
		return true
	}
	return at.path != "" && (p.file(at) || p.endings(at, sourceEndings)) || p.folder(at)
}

// folder tries the package.json of a folder, then its index file.
func (p *probe) folder(at place) bool {
	if pkg := p.r.packageAt(at); pkg != nil && !p.inPackage {
		p.inPackage = true
		for _, entry := range p.r.manifest(pkg).entries() {
			if to, ok := p.r.join(at, entry); ok && p.source(pkg, to) {
				return true
			}
		}
		p.inPackage = false
	}
	return p.endings(place{at.repo, path.Join(at.path, "index")}, sourceEndings)
}

// written tries a name without ending as a file or as a folder's index.
func (p *probe) written(stem place) bool {
	return p.endings(stem, sourceEndings) || p.endings(place{stem.repo, path.Join(stem.path, "index")}, sourceEndings)
}

// result is what was found; missing says what was asked for, when nothing was.
func (p *probe) result(missing string) Result {
	switch {
	case p.script != nil:
		return Result{File: p.script}
	case p.declaration != nil:
		return Result{File: p.declaration}
	case p.other != nil:
		return unresolved(fmt.Sprintf("%s holds no code", p.other.Path))
	case p.left != nil:
		return unresolved(excluded(p.leftAt, p.left))
	}
	return unresolved(missing)
}

// met reports whether the paths tried hold anything that may be imported.
func (p *probe) met() bool { return p.script != nil || p.declaration != nil || p.other != nil }

// splitMade splits a made file's path from its ending and gives the endings to try instead; none for other paths.
func splitMade(at string) (stem string, written []string) {
	for _, m := range writtenFor {
		if stem, ok := strings.CutSuffix(at, m.made); ok && stem != "" && !strings.HasSuffix(stem, "/") {
			return stem, m.written
		}
	}
	return at, nil
}
