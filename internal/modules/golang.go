package modules

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// goIndex is what the go.mod files of the workspace state, and the Go files by their folders.
type goIndex struct {
	modules []goModule // those with the longest names first
	folders map[place]*Folder
	works   map[place][]replacement // by the folder of a go.work file
}

// goModule is one go.mod.
type goModule struct {
	name     string
	at       place
	replaced []replacement
}

// replacement is a replace directive that names a folder.
type replacement struct{ name, folder string }

// Go resolves the path of an import in a Go file. "." is the folder of the file itself. A path of the workspace without Go
// files that are read has a reason.
func (r *Resolver) Go(from *workspace.File, spec string) Result {
	return r.answer(question{golang, folderOf(from), spec}, func(q question) Result { return r.packagePath(q.from, q.spec) })
}

func (r *Resolver) packagePath(from place, spec string) Result {
	x := r.goIndex()
	switch {
	case spec == ".":
		return Result{Folder: x.folders[from]}
	case spec == "":
		return unresolved("the path of the import is empty")
	case strings.HasPrefix(spec, "./"), strings.HasPrefix(spec, "../"):
		return unresolved("paths relative to a folder are no packages of a module")
	}
	own := x.moduleOf(from)
	if at, name, ok := r.replacedBy(x, own, from, spec); ok {
		return x.folder(at, strings.TrimPrefix(strings.TrimPrefix(spec, name), "/"), spec)
	}
	found := x.named(own, from, spec)
	switch len(found) {
	case 0:
		return external(spec, goPackage(spec))
	case 1:
		return x.folder(found[0].at, strings.TrimPrefix(strings.TrimPrefix(spec, found[0].name), "/"), spec)
	}
	return unresolved(fmt.Sprintf("several modules are named %s: %s and %s", found[0].name, found[0].at.full(), found[1].at.full()))
}

// replacedBy returns the folder that replace directives give the module of a path, and the module's name.
func (r *Resolver) replacedBy(x *goIndex, own *goModule, from place, spec string) (at place, name string, ok bool) {
	if own != nil {
		if at, name, ok = r.replaced(own.replaced, own.at, spec); ok {
			return at, name, true
		}
	}
	for dir := from; ; dir.path = parentOf(dir.path) {
		if at, name, ok = r.replaced(x.works[dir], dir, spec); ok || dir.path == "" {
			return at, name, ok
		}
	}
}

func (r *Resolver) replaced(list []replacement, base place, spec string) (at place, name string, ok bool) {
	for _, rep := range list {
		if below := spec == rep.name || strings.HasPrefix(spec, rep.name+"/"); below && len(rep.name) > len(name) {
			if to, found := r.join(base, rep.folder); found {
				at, name, ok = to, rep.name, true
			}
		}
	}
	return at, name, ok
}

// moduleOf returns the module that a folder belongs to, nil for none.
func (x *goIndex) moduleOf(from place) *goModule {
	var own *goModule
	for i := range x.modules {
		m := &x.modules[i]
		holds := m.at.path == "" || from.path == m.at.path || strings.HasPrefix(from.path, m.at.path+"/")
		if m.at.repo == from.repo && holds && (own == nil || len(m.at.path) > len(own.at.path)) {
			own = m
		}
	}
	return own
}

// named returns the modules of the longest name that a path begins with: that of the importing file itself, else those of its
// repository, else those of others.
func (x *goIndex) named(own *goModule, from place, spec string) []goModule {
	var near, far []goModule
	longest := 0
	for _, m := range x.modules {
		if spec != m.name && !strings.HasPrefix(spec, m.name+"/") || len(m.name) < longest {
			continue
		}
		longest = len(m.name)
		switch {
		case own != nil && m.at == own.at:
			return []goModule{m}
		case m.at.repo == from.repo:
			near = append(near, m)
		default:
			far = append(far, m)
		}
	}
	if len(near) > 0 {
		return near
	}
	return far
}

func (x *goIndex) folder(root place, rest, spec string) Result {
	at := place{root.repo, path.Join(root.path, rest)}
	if f := x.folders[at]; f != nil {
		return Result{Folder: f}
	}
	return unresolved(fmt.Sprintf("no Go files of %s are read: it would be %s", spec, at.full()))
}

// goPackage is the part of a path that most likely names the module: the host with owner and repository, or the first part.
func goPackage(spec string) string {
	parts := strings.Split(spec, "/")
	if !strings.Contains(parts[0], ".") {
		return parts[0]
	}
	return strings.Join(parts[:min(len(parts), 3)], "/")
}

// goIndex makes the tables when first asked.
func (r *Resolver) goIndex() *goIndex {
	r.goOnce.Do(func() {
		x := goIndex{folders: map[place]*Folder{}, works: map[place][]replacement{}}
		for _, repo := range r.w.Repos {
			for _, p := range repo.Packages {
				if m := p.Manifest(workspace.Go); m != nil && m.Name != "" {
					x.modules = append(x.modules, goModule{m.Name, place{repo, p.Dir}, replacements(m.Text)})
				}
			}
		}
		slices.SortStableFunc(x.modules, func(a, b goModule) int { return cmp.Compare(len(b.name), len(a.name)) })
		for _, f := range r.w.Files() {
			switch {
			case f.Ext() == ".go":
				x.add(f)
			case path.Base(f.Path) == "go.work":
				x.works[folderOf(f)] = r.workReplacements(f)
			}
		}
		r.golang = x
	})
	return &r.golang
}

func (x *goIndex) add(f *workspace.File) {
	at := folderOf(f)
	if x.folders[at] == nil {
		x.folders[at] = &Folder{}
	}
	x.folders[at].Files = append(x.folders[at].Files, f)
}

// replacements returns the replace directives of a go.mod that lead to folders. One that does not parse states none.
func replacements(text []byte) []replacement {
	f, err := modfile.ParseLax("go.mod", text, nil)
	if err != nil {
		return nil
	}
	// ParseLax leaves replace directives out, which count in the main module only.
	if strict, err := modfile.Parse("go.mod", text, nil); err == nil {
		f = strict
	}
	return folders(f.Replace)
}

func (r *Resolver) workReplacements(f *workspace.File) []replacement {
	r.mu.Lock()
	defer r.mu.Unlock()
	text, err := r.readText(f)
	if err != nil {
		return nil
	}
	work, err := modfile.ParseWork("go.work", text, nil)
	if err != nil {
		r.problem("parse", place{f.Repo, f.Path}, err.Error())
		return nil
	}
	return folders(work.Replace)
}

func folders(list []*modfile.Replace) (out []replacement) {
	for _, rep := range list {
		if modfile.IsDirectoryPath(rep.New.Path) {
			out = append(out, replacement{rep.Old.Path, rep.New.Path})
		}
	}
	return out
}
