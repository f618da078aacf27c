package modules

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// manifest is a package.json. A damaged one, which the workspace reports, says nothing.
type manifest struct{ top object }

// dependencyFields are where a package.json names what it may import, in the order they are asked.
var dependencyFields = []string{"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"}

// entryFields lead to a package's own module where `exports` does not, best first.
var entryFields = []string{"source", "types", "typings", "module", "main"}

func (r *Resolver) manifest(pkg *workspace.Package) *manifest {
	if m, known := r.manifests.Load(pkg); known {
		return m.(*manifest)
	}
	m := &manifest{}
	if file := pkg.Manifest(workspace.NPM); file != nil {
		if top := (object)(nil); json.Unmarshal([]byte(strings.TrimPrefix(string(file.Text), "\ufeff")), &top) == nil {
			m.top = top
		}
	}
	known, _ := r.manifests.LoadOrStore(pkg, m)
	return known.(*manifest)
}

// entries gives the paths of the package's own module as its fields state them.
func (m *manifest) entries() []string {
	var out []string
	for _, field := range entryFields {
		if entry := m.top.text(field); entry != "" {
			out = append(out, entry)
		}
	}
	return out
}

// dependency gives the version that a package.json states for a name.
func (m *manifest) dependency(name string) (version string, ok bool) {
	for _, field := range dependencyFields {
		if v, ok := m.top.object(field)[name].(string); ok {
			return v, true
		}
	}
	return "", false
}

// npmPackage gives the nearest package with a package.json at or above a place; nil when there is none.
func (r *Resolver) npmPackage(at place) *workspace.Package {
	p := r.w.PackageOf(at.repo, below(at.path, "package.json"))
	for p != nil && p.Manifest(workspace.NPM) == nil {
		if p.Dir == "" {
			return nil
		}
		p = r.w.PackageOf(at.repo, p.Dir)
	}
	return p
}

// packageAt gives the package whose package.json lies in just this folder.
func (r *Resolver) packageAt(at place) *workspace.Package {
	if p := r.npmPackage(at); p != nil && p.Dir == at.path {
		return p
	}
	return nil
}

// packageNamed finds the package of the workspace that bears a name: the importing file's own, else one of its repository,
// else one of another repository. Of several, none: the reason names them. Both are empty when there is none.
func (r *Resolver) packageNamed(from place, name string) (pkg *workspace.Package, reason string) {
	if own := r.npmPackage(from); own != nil && own.Manifest(workspace.NPM).Name == name {
		return own, ""
	}
	named := r.w.PackagesNamed(workspace.NPM, name)
	var near []*workspace.Package
	for _, p := range named {
		if p.Repo == from.repo {
			near = append(near, p)
		}
	}
	if len(near) > 0 {
		named = near
	}
	switch len(named) {
	case 0:
		return nil, ""
	case 1:
		return named[0], ""
	}
	return nil, fmt.Sprintf("several packages are named %s: %s and %s", name, folderOfPackage(named[0]).full(), folderOfPackage(named[1]).full())
}

func folderOfPackage(p *workspace.Package) place { return place{p.Repo, p.Dir} }

// bare resolves the name of a package and a path in it. missed is the reason why `paths` did not resolve it; empty when none applied.
func (r *Resolver) bare(from place, spec, missed string) Result {
	name, sub, ok := splitName(spec)
	if !ok {
		if missed == "" {
			missed = r.noAlias(from, spec)
		}
		return unresolved(missed)
	}
	version, declared := r.declared(from, name)
	if answer, ok := r.stated(from, version, sub); ok {
		return answer
	}
	if !declared && builtinNode[spec] {
		return external(spec, name)
	}
	pkg, reason := r.packageNamed(from, name)
	switch {
	case pkg != nil:
		return r.entry(pkg, sub)
	case reason != "":
		return unresolved(reason)
	case missed != "" && !declared:
		return unresolved(missed)
	case !declared && sub != "" && r.isOwnFolder(from, name):
		return unresolved(fmt.Sprintf("%s is a folder of the package, but no tsconfig.json maps %s into it", name, spec))
	}
	return external(path.Join(name, sub), name)
}

// declared gives the version that the nearest package.json upwards states for a package.
func (r *Resolver) declared(from place, name string) (version string, ok bool) {
	for p := r.npmPackage(from); p != nil; p = r.npmPackage(place{p.Repo, parentOf(p.Dir)}) {
		if version, ok := r.manifest(p).dependency(name); ok {
			return r.fromFolder(p, version), true
		}
		if p.Dir == "" {
			break
		}
	}
	return "", false
}

// localSchemes mark versions that are a path to the package.
var localSchemes = []string{"file:", "link:", "portal:"}

// fromFolder makes the path of a local version relative to the repository's root, so that it means the same everywhere.
func (r *Resolver) fromFolder(p *workspace.Package, version string) string {
	for _, scheme := range localSchemes {
		if rel, ok := strings.CutPrefix(version, scheme); ok && !path.IsAbs(rel) {
			return scheme + path.Join(p.Dir, rel)
		}
	}
	return version
}

// stated resolves versions that say which package is meant: file:../client, npm:axios@1, workspace:@acme/client@*.
func (r *Resolver) stated(from place, version, sub string) (Result, bool) {
	for _, scheme := range localSchemes {
		if rel, ok := strings.CutPrefix(version, scheme); ok {
			if at, ok := r.join(place{from.repo, ""}, rel); ok {
				if pkg := r.packageAt(at); pkg != nil {
					return r.entry(pkg, sub), true
				}
			}
			return Result{}, false // not checked out there: by its name
		}
	}
	for _, scheme := range []string{"npm:", "workspace:"} {
		alias, ok := strings.CutPrefix(version, scheme)
		if !ok || strings.LastIndex(alias, "@") < 1 {
			continue
		}
		name := withoutVersion(alias)
		pkg, reason := r.packageNamed(from, name)
		switch {
		case pkg != nil:
			return r.entry(pkg, sub), true
		case reason != "":
			return unresolved(reason), true
		}
		return external(path.Join(name, sub), name), true
	}
	return Result{}, false
}

// isOwnFolder reports whether the importing package has a folder of this name at its root.
func (r *Resolver) isOwnFolder(from place, name string) bool {
	pkg := r.npmPackage(from)
	return pkg != nil && pkg.Repo.HasDir(below(pkg.Dir, name))
}

// noAlias says why an alias such as @/lib/api leads nowhere.
func (r *Resolver) noAlias(from place, spec string) string {
	c := r.configFor(from)
	switch {
	case c == nil:
		return fmt.Sprintf("%s is no package, and there is no tsconfig.json or jsconfig.json whose paths map it", spec)
	case len(c.missing) > 0:
		return fmt.Sprintf("%s is no package; paths of %s do not map it, and %s, which that extends, is not in the workspace", spec, c.at, c.missing[0])
	}
	return fmt.Sprintf("%s is no package, and paths of %s do not map it", spec, c.at)
}
