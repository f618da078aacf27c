package modules

import (
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// pythonIndex says which folders hold Python files, and below which roots a first name is found. It is immutable once built.
type pythonIndex struct {
	folders map[place]bool // that hold a Python file, at any depth
	named   map[*workspace.Repo]map[string][]place
	stated  map[*workspace.Package][]place // see packageRoots
}

// pythonIndex builds the index when the first absolute name is asked for.
func (r *Resolver) pythonIndex() *pythonIndex {
	r.pythonOnce.Do(func() {
		x := pythonIndex{folders: map[place]bool{}, named: map[*workspace.Repo]map[string][]place{}, stated: map[*workspace.Package][]place{}}
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
			x.stated[p] = packageRoots(p)
			out = append(out, x.stated[p]...)
		}
	}
	return distinct(out)
}

// rootsAround lists the folders from which a file may import what lies around it, nearest first: those that hold it outside
// any package, each with src below it where that is usual.
func (r *Resolver) rootsAround(from place) []place {
	var out []place
	inside := true
	for dir := from; ; dir.path = parentOf(dir.path) {
		pkg := pythonPackageAt(dir)
		if inside = inside && r.isPackage(dir); !inside || pkg != nil || dir.path == "" {
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
	for _, m := range p.Manifests {
		if m.Kind != workspace.Python || path.Base(m.Path) != "pyproject.toml" {
			continue
		}
		for _, dir := range statedRoots(m.Text) {
			if dir = path.Join(p.Dir, dir); dir != ".." && !strings.HasPrefix(dir, "../") {
				out = append(out, place{p.Repo, strings.TrimPrefix(strings.TrimPrefix(dir, "."), "/")})
			}
		}
	}
	return distinct(append(out, withSource(at)...))
}

// pyproject is the part of pyproject.toml that says where modules lie. The types are those of the tools' documentation; a
// manifest with others says nothing.
type pyproject struct {
	Tool struct {
		Setuptools struct {
			PackageDir map[string]string `toml:"package-dir"`
			Packages   any               // a list, or {find = {where = [...]}}
		}
		Poetry struct {
			Packages []struct{ From string }
		}
		Hatch struct {
			Build struct {
				Targets struct {
					Wheel struct{ Packages []string }
				}
			}
		}
		PDM struct {
			Build struct {
				PackageDir string `toml:"package-dir"`
			}
		}
		UV struct {
			BuildBackend struct {
				ModuleRoot string `toml:"module-root"`
			} `toml:"build-backend"`
		}
	}
}

// statedRoots lists the folders, relative to the manifest's, from which its modules are imported.
func statedRoots(text []byte) []string {
	var m pyproject
	if err := toml.Unmarshal([]byte(strings.TrimPrefix(string(text), "\ufeff")), &m); err != nil {
		return nil // the workspace reports what is no TOML
	}
	var out []string
	if dir, ok := m.Tool.Setuptools.PackageDir[""]; ok {
		out = append(out, dir)
	}
	names := make([]string, 0, len(m.Tool.Setuptools.PackageDir))
	for name := range m.Tool.Setuptools.PackageDir {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		// {client = "python/client"}: the folder bears the package's own name.
		if dir := m.Tool.Setuptools.PackageDir[name]; name != "" && path.Base(dir) == name {
			out = append(out, path.Dir(dir))
		}
	}
	if table, ok := m.Tool.Setuptools.Packages.(map[string]any); ok {
		find, _ := table["find"].(map[string]any)
		out = append(out, object(find).texts("where")...)
	}
	for _, p := range m.Tool.Poetry.Packages {
		if p.From != "" {
			out = append(out, p.From)
		}
	}
	for _, dir := range m.Tool.Hatch.Build.Targets.Wheel.Packages {
		out = append(out, path.Dir(path.Clean(dir)))
	}
	for _, dir := range []string{m.Tool.PDM.Build.PackageDir, m.Tool.UV.BuildBackend.ModuleRoot} {
		if dir != "" {
			out = append(out, dir)
		}
	}
	return out
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
