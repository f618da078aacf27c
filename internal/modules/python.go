package modules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// dotted resolves the name of a Python module. self is a file that the answer must not be; nil for any.
func (r *Resolver) dotted(from place, spec string, self *workspace.File) Result {
	name := strings.TrimLeft(spec, ".")
	dots := len(spec) - len(name)
	var parts []string
	if name != "" {
		parts = strings.Split(name, ".")
	}
	for _, part := range parts {
		if part == "" || strings.ContainsAny(part, "/\\\x00") {
			return unresolved(fmt.Sprintf("%q is not the name of a module", spec))
		}
	}
	switch {
	case spec == "":
		return unresolved("the module's name is empty")
	case dots > 0:
		return r.relativePython(from, parts, dots-1)
	}
	s := pythonSearch{r: r, index: r.pythonIndex(), name: name, parts: parts, self: self}
	return s.absolute(from)
}

// relativePython resolves a name from the importing folder, up folders above it.
func (r *Resolver) relativePython(from place, parts []string, up int) Result {
	for range up {
		if from.path == "" {
			return unresolved("the import leads above the repository's root")
		}
		from.path = parentOf(from.path)
	}
	s := pythonSearch{r: r, index: r.pythonIndex(), parts: parts}
	found := s.under(from)
	switch {
	case found.file != nil:
		return Result{File: found.file}
	case found.namespace:
		return Result{Namespace: true}
	case found.left != nil:
		return unresolved(excluded(found.at, found.left))
	}
	return unresolved("there is no Python module at " + place{from.repo, joinParts(from.path, parts)}.String())
}

// found is what a name leads to below one folder.
type found struct {
	file      *workspace.File
	namespace bool            // only a folder without __init__.py bears the name
	owner     *workspace.File // the first name's module or package: no other folder is asked
	borne     bool            // the first name is at least a folder's
	at        place           // of what was asked for
	left      *workspace.Skipped
}

// pythonSearch looks for one absolute name.
type pythonSearch struct {
	r     *Resolver
	index *pythonIndex
	name  string
	parts []string
	self  *workspace.File

	namespace bool
	borne     bool
	left      *found // the first that is excluded
}

// absolute asks the folders that hold the importing file, then the other packages of its repository, then those of other
// repositories, unless its own has something of the name.
func (s *pythonSearch) absolute(from place) Result {
	builtin := builtinPython[s.parts[0]]
	if builtin && len(s.parts) == 1 {
		return external(s.name, s.parts[0])
	}
	// What is declared as a dependency is installed: a file beside the importing one, which may be on the path of a script,
	// and a folder without __init__.py do not hide it.
	installed := s.r.installs(from, s.parts[0])
	for _, root := range s.r.rootsAround(from, installed) {
		f := s.look(root)
		switch {
		case f.file != nil:
			return Result{File: f.file}
		case f.owner != nil && !builtin:
			return s.owned(f)
		}
	}
	if builtin {
		return external(s.name, s.parts[0])
	}
	if answer, ok := s.among(s.index.roots([]*workspace.Repo{from.repo}, s.parts[0])); ok {
		return answer
	}
	if s.left != nil {
		return unresolved(excluded(s.left.at, s.left.left))
	}
	if !s.borne {
		if answer, ok := s.among(s.index.roots(s.r.others(from.repo), s.parts[0])); ok {
			return answer
		}
	}
	if s.namespace && !installed {
		return Result{Namespace: true}
	}
	return external(s.name, s.parts[0])
}

// look asks one folder, and remembers what may count when nothing better is found.
func (s *pythonSearch) look(root place) found {
	f := s.under(root)
	if s.self != nil && (f.file == s.self || f.owner == s.self) {
		return found{}
	}
	s.namespace = s.namespace || f.namespace
	s.borne = s.borne || f.borne
	if f.left != nil && s.left == nil {
		s.left = &f
	}
	return f
}

// among resolves the name in one of several folders of equal standing. Where several bear it, which one is meant depends on
// what is installed.
func (s *pythonSearch) among(roots []place) (Result, bool) {
	var files []*workspace.File
	var owner *found
	for _, root := range roots {
		f := s.look(root)
		if f.file != nil && !slices.Contains(files, f.file) {
			files = append(files, f.file)
		} else if f.owner != nil && owner == nil {
			owner = &f
		}
	}
	switch {
	case len(files) == 1:
		return Result{File: files[0]}, true
	case len(files) > 1:
		a, b := place{files[0].Repo, files[0].Path}, place{files[1].Repo, files[1].Path}
		return unresolved(fmt.Sprintf("several modules are named %s: %s and %s", s.name, a.full(), b.full())), true
	case owner != nil:
		return s.owned(*owner), true
	}
	return Result{}, false
}

// owned answers for a name whose first part is a package of the workspace, and which is no module's.
func (s *pythonSearch) owned(f found) Result {
	switch {
	case f.namespace:
		return Result{Namespace: true}
	case f.left != nil:
		return unresolved(excluded(f.at, f.left))
	}
	return unresolved(fmt.Sprintf("package %s of the workspace has no module %s: nothing is at %s", s.parts[0], s.name, f.at.full()))
}

// under resolves the name below one folder: each part but the last must be a folder's.
func (s *pythonSearch) under(root place) found {
	out := found{at: place{root.repo, joinParts(root.path, s.parts)}}
	if len(s.parts) == 0 {
		out.file, out.left = s.module(root)
		out.namespace = out.file == nil && s.index.folders[root]
		return out
	}
	dir := root
	for i, part := range s.parts {
		dir.path = below(dir.path, part)
		f, left := s.module(dir)
		if i == 0 {
			out.borne = f != nil || s.index.folders[dir]
			if len(s.parts) == 1 || f != nil && strings.HasPrefix(path.Base(f.Path), "__init__.") {
				out.owner = f // a file has no modules: poetry/poetry.py is not the package that poetry.console lies in
			}
		}
		if i == len(s.parts)-1 {
			out.file = f
		}
		// A folder above root that is left out says nothing about this name.
		if f == nil && left != nil && strings.HasPrefix(left.Path, joinParts(root.path, s.parts[:1])) {
			out.left = left
		}
		if out.left != nil || !s.index.folders[dir] {
			return out
		}
	}
	out.namespace = out.file == nil
	return out
}

// pythonFiles are what a name may be, best first: a package, a module, and the declarations of one.
var pythonFiles = []string{"/__init__.py", ".py", "/__init__.pyi", ".pyi"}

// module gives the file that bears a name, or the row of what leaves it out.
func (s *pythonSearch) module(at place) (*workspace.File, *workspace.Skipped) {
	var first *workspace.Skipped
	for _, ending := range pythonFiles {
		f, left := s.r.w.Lookup(at.repo, strings.TrimPrefix(at.path+ending, "/"))
		if f != nil {
			return f, nil
		}
		if left != nil && first == nil {
			first = left
		}
	}
	return nil, first
}

func joinParts(dir string, parts []string) string {
	for _, part := range parts {
		dir = below(dir, part)
	}
	return dir
}
