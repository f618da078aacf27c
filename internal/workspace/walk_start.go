package workspace

import (
	"path/filepath"
	"slices"
	"strings"
)

// manifestNames are the files that enter looks for besides those with a dot.
var manifestNames = func() map[string]bool {
	names := map[string]bool{}
	for _, m := range manifestKinds {
		names[m.file] = true
	}
	return names
}()

// openGit reads a work tree's git folder once.
func (k *walk) openGit(root string) *gitRepo {
	k.mu.Lock()
	defer k.mu.Unlock()
	g, known := k.git[root]
	if !known {
		g = openGit(k.s.Files, root)
		k.git[root] = g
	}
	return g
}

// gitAbove gives a starting folder the patterns that hold in it from the git repository around it; where there is none, from
// the workspace. Where they leave out the folder itself they are dropped: it was asked for.
func (k *walk) gitAbove(f *folder) {
	top := k.top(f)
	var chain *ignoreChain
	var err error
	if around := k.s.gitAround(f.abs); around != "" {
		if f.git = k.openGit(around); f.git != nil {
			top = around
			chain, err = f.git.exclude()
			k.report(f, err)
		}
	}
	for _, dir := range between(top, f.abs) {
		slash := strings.TrimSuffix(filepath.ToSlash(dir), "/")
		if dir != top {
			if p, _ := chain.match(slash, true); p != nil && !p.negated {
				return
			}
		}
		if dir != f.abs {
			chain, err = readIgnore(k.s.Settings, chain, slash, filepath.Join(dir, ".gitignore"))
			k.report(f, err)
		}
	}
	f.ignored = chain
}

// ownAbove gives a starting folder the patterns of .connauditignore above it.
func (k *walk) ownAbove(f *folder) (chain *ignoreChain) {
	for _, dir := range between(k.top(f), f.abs) {
		if dir != f.abs {
			var err error
			chain, err = readIgnore(k.s.Settings, chain, strings.TrimSuffix(filepath.ToSlash(dir), "/"), filepath.Join(dir, ".connauditignore"))
			k.report(f, err)
		}
	}
	return chain
}

// top is the highest folder whose ignore files can hold in a starting folder: the workspace's root, or the repository's where
// that lies elsewhere.
func (k *walk) top(f *folder) string {
	if within(k.s.root, f.abs) {
		return k.s.root
	}
	return f.repo.Dir
}

// between lists the folders from top down to dir, both included; just dir when it does not lie in top.
func between(top, dir string) []string {
	out := []string{dir}
	for dir != top && within(top, dir) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
		out = append(out, dir)
	}
	slices.Reverse(out)
	return out
}

func (k *walk) report(f *folder, err error) {
	if err == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.problems = append(k.problems, Problem{Kind: "io", Repo: f.repo, Path: f.path, Message: err.Error()})
}

// addNamed adds the files of the command line that the walk did not meet, and the packages around them.
func (k *walk) addNamed() {
	met := map[place]bool{}
	for _, f := range k.files {
		if f.Explicit {
			met[place{f.Repo, f.Path}] = true
		}
	}
	packaged := map[place]bool{}
	for _, p := range k.packages {
		packaged[place{p.Repo, p.Dir}] = true
	}
	for _, t := range k.s.named() {
		at := k.place(t)
		if met[at] {
			continue
		}
		met[at] = true
		k.files = append(k.files, &File{from: k.s.Files, Repo: at.repo, Path: at.path, Abs: t.abs, Explicit: true, Declaration: builtinDefaults.declares(lastOf(at.path))})
		if at.repo.Dir != "" {
			k.packagesAbove(at, packaged)
		}
	}
}

// packagesAbove finds the packages of the folders above a file that the walk did not go through; known are those already looked at.
func (k *walk) packagesAbove(at place, known map[place]bool) {
	for dir := at.path; dir != ""; {
		dir = parentOf(dir)
		if known[place{at.repo, dir}] {
			continue
		}
		known[place{at.repo, dir}] = true
		has := func(name string) bool { return isFile(k.s.Files, at.repo.abs(join(dir, name))) }
		problem := func(path string, err error) {
			k.problems = append(k.problems, Problem{Kind: "parse", Repo: at.repo, Path: path, Message: err.Error()})
		}
		if p := readPackage(k.s.Files, at.repo, dir, has, problem); p != nil {
			k.packages = append(k.packages, p)
		}
	}
}
