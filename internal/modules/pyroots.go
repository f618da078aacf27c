package modules

import (
	"path"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// pythonIndex says which folders hold Python files, and below which roots a first name is found. It is immutable once built.
type pythonIndex struct {
	folders map[place]bool // that hold a Python file, at any depth
	named   map[*workspace.Repo]map[string][]place
	stated  map[*workspace.Package][]place // see packageRoots

	// installed are the modules that a package's dependencies bring, by their names.
	installed map[*workspace.Package]map[string]bool
}

// pythonIndex builds the index when the first absolute name is asked for.
func (r *Resolver) pythonIndex() *pythonIndex {
	r.pythonOnce.Do(func() {
		x := pythonIndex{folders: map[place]bool{}, named: map[*workspace.Repo]map[string][]place{}, stated: map[*workspace.Package][]place{},
			installed: map[*workspace.Package]map[string]bool{}}
		for _, repo := range r.w.Repos {
			x.add(repo, x.repoRoots(repo))
		}
		r.python = x
	})
	return &r.python
}

func (x *pythonIndex) add(repo *workspace.Repo, roots []place) {
	isRoot := map[place]bool{}
	for _, root := range roots {
		isRoot[root] = true
	}
	names := map[string][]place{}
	x.named[repo] = names
	for _, f := range repo.Files() {
		if ext := f.Ext(); ext != ".py" && ext != ".pyi" {
			continue
		}
		at := f.Path
		for {
			dir := place{repo, parentOf(at)}
			name, _, _ := strings.Cut(path.Base(at), ".")
			if isRoot[dir] && !slices.Contains(names[name], dir) {
				names[name] = append(names[name], dir)
			}
			x.folders[dir] = true
			if dir.path == "" {
				break
			}
			at = dir.path
		}
	}
}

// roots lists the folders of some repositories below which a first name is found.
func (x *pythonIndex) roots(repos []*workspace.Repo, name string) []place {
	var out []place
	for _, repo := range repos {
		out = append(out, x.named[repo][name]...)
	}
	return out
}

// others lists the repositories besides one.
func (r *Resolver) others(repo *workspace.Repo) []*workspace.Repo {
	return slices.DeleteFunc(slices.Clone(r.w.Repos), func(other *workspace.Repo) bool { return other == repo })
}

// repoRoots lists the folders of a repository from which its packages are imported: its root, its packages' folders, src below
// these, and what manifests state.
func (x *pythonIndex) repoRoots(repo *workspace.Repo) []place {
	out := withSource(place{repo, ""})
	for _, p := range repo.Packages {
		if p.Manifest(workspace.Python) != nil {
			x.stated[p], x.installed[p] = packageRoots(p), readPyproject(p).installed()
			out = append(out, x.stated[p]...)
		}
	}
	return distinct(out)
}

// rootsAround lists the folders from which a file may import what lies around it, nearest first: those that hold it outside
// any package, each with src below it where that is usual. With stated, only those that a manifest or the repository's root
// makes one.
func (r *Resolver) rootsAround(from place, stated bool) []place {
	var out []place
	inside := true
	for dir := from; ; dir.path = parentOf(dir.path) {
		pkg := pythonPackageAt(dir)
		if inside = inside && r.isPackage(dir); !inside && !stated || pkg != nil {
			out = append(out, dir)
		}
		if pkg != nil {
			out = append(out, r.pythonIndex().stated[pkg]...)
		}
		if dir.path == "" {
			return distinct(append(out, withSource(dir)...))
		}
	}
}

// installs reports whether a package at or above a folder declares a dependency of this name, which no package of the workspace bears.
func (r *Resolver) installs(from place, name string) bool {
	if len(r.w.PackagesNamed(workspace.Python, name)) > 0 {
		return false
	}
	for dir := from; ; dir.path = parentOf(dir.path) {
		if pkg := pythonPackageAt(dir); pkg != nil && r.pythonIndex().installed[pkg][name] {
			return true
		}
		if dir.path == "" {
			return false
		}
	}
}

// isPackage reports whether a folder has an __init__.py.
func (r *Resolver) isPackage(dir place) bool {
	for _, name := range []string{"__init__.py", "__init__.pyi"} {
		if f, _ := r.w.Lookup(dir.repo, below(dir.path, name)); f != nil {
			return true
		}
	}
	return false
}

func withSource(dir place) []place { return []place{dir, {dir.repo, below(dir.path, "src")}} }

// pythonPackageAt gives the package whose Python manifest lies in just this folder.
func pythonPackageAt(dir place) *workspace.Package {
	i, found := slices.BinarySearchFunc(dir.repo.Packages, dir.path, func(p *workspace.Package, dir string) int {
		return strings.Compare(p.Dir, dir)
	})
	if !found || dir.repo.Packages[i].Manifest(workspace.Python) == nil {
		return nil
	}
	return dir.repo.Packages[i]
}

// packageRoots lists the folders from which a package's modules are imported: what its manifest states, its folder, and src.
func packageRoots(p *workspace.Package) []place {
	at := place{p.Repo, p.Dir}
	var out []place
	for _, dir := range readPyproject(p).roots() {
		if dir = path.Join(p.Dir, dir); dir != ".." && !strings.HasPrefix(dir, "../") {
			out = append(out, place{p.Repo, strings.TrimPrefix(strings.TrimPrefix(dir, "."), "/")})
		}
	}
	return distinct(append(out, withSource(at)...))
}

// distinct keeps the first of equal places.
func distinct(list []place) []place {
	seen := map[place]bool{}
	return slices.DeleteFunc(list, func(p place) bool {
		again := seen[p]
		seen[p] = true
		return again
	})
}
