package workspace

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// walk lists the files of all repositories. Folders are read concurrently and hand in what they found under one lock; finish
// brings it into order.
type walk struct {
	w        *Workspace
	s        *search
	layers   []layer
	tests    bool
	explicit map[place]bool // files named on the command line
	started  map[place]bool // folders named there that the walk would not have entered
	named    [][]string     // for each layer: segments of include patterns that name a folder
	repoAt   map[string]*Repo
	free     chan struct{} // one token for each folder that may be read at the same time
	wg       sync.WaitGroup

	mu       sync.Mutex
	files    []*File
	skipped  []*Skipped
	problems []Problem
	packages []*Package
	git      map[string]*gitRepo // by work tree; nil where .git cannot be read
}

// place is a path in a repository.
type place struct {
	repo *Repo
	path string
}

// folder is a folder on the walk.
type folder struct {
	repo     *Repo
	path     string // slash path in the repository; "" is the root
	abs      string
	slash    string // abs with slashes and none at the end
	git      *gitRepo
	ignored  *ignoreChain // .gitignore and .git/info/exclude
	own      *ignoreChain // .connauditignore
	start    bool         // asked for: nothing about the folder itself leaves it out
	hidden   *hidden      // set below a folder that is left out
	prefixes []string     // for each layer: the folder's path from the layer's, with a slash at the end unless empty
}

// hidden says which files are read below a folder that is left out as a whole.
type hidden struct {
	tracked  bool // those of the git index
	included bool // those that an include pattern matches
}

// found is what one folder adds to the walk.
type found struct {
	files    []*File
	skipped  []*Skipped
	problems []Problem
	links    map[string]string
	pkg      *Package
}

func newWalk(w *Workspace, s *search) *walk {
	k := &walk{w: w, s: s, explicit: map[place]bool{}, started: map[place]bool{}, repoAt: map[string]*Repo{}, git: map[string]*gitRepo{},
		free: make(chan struct{}, max(runtime.GOMAXPROCS(0)*2, 4)), skipped: s.skipped}
	if s.config != nil {
		k.layers, k.tests = s.config.layers, s.config.Tests
		for _, l := range k.layers {
			k.named = append(k.named, includeNames(l.include))
		}
	}
	for _, r := range s.repos {
		if r.Dir != "" {
			k.repoAt[r.Dir] = r
		}
	}
	for _, t := range s.named() {
		k.explicit[k.place(t)] = true
	}
	return k
}

// run lists every repository, and then what was named on the command line and not met on the way.
func (k *walk) run() {
	for _, r := range k.s.repos {
		if r.Dir != "" && !k.s.Only {
			k.begin(r, "")
		}
	}
	k.wg.Wait()
	for _, t := range k.s.targets {
		if repo, path, ok := locate(k.s.repos, t.abs); ok && t.dir && !t.absent && !repo.dirs[path] {
			k.started[place{repo, path}] = true
			k.begin(repo, path)
			k.wg.Wait()
		}
	}
	k.addNamed()
}

// place finds where a file of the command line lies.
func (k *walk) place(t target) place {
	if repo, path, ok := locate(k.s.repos, t.abs); ok {
		return place{repo, path}
	}
	return place{k.s.loose, t.given}
}

// begin walks from a folder, whose own location excludes nothing.
func (k *walk) begin(repo *Repo, path string) {
	f := &folder{repo: repo, path: path, abs: repo.abs(path), start: true}
	f.slash = strings.TrimSuffix(filepath.ToSlash(f.abs), "/")
	f.own = k.ownAbove(f)
	k.gitAbove(f)
	f.prefixes = k.prefixes(f.abs)
	k.wg.Add(1)
	go k.visit(f)
}

// visit reads one folder and starts on those below it.
func (k *walk) visit(f *folder) {
	defer k.wg.Done()
	k.free <- struct{}{}
	var below []*folder
	out := found{}
	entries, err := k.s.Files.ReadDir(f.abs)
	if err != nil {
		out.problems = append(out.problems, Problem{Kind: "io", Repo: f.repo, Path: f.path, Message: "folder cannot be read: " + reasonOf(err)})
	}
	if row := k.enter(f, entries, &out); row != nil {
		out.skipped = append(out.skipped, row)
	} else {
		for _, e := range entries {
			if sub := k.entry(f, e, &out); sub != nil {
				below = append(below, sub)
			}
		}
	}
	k.collect(f, &out)
	<-k.free
	k.wg.Add(len(below))
	for _, sub := range below {
		go k.visit(sub)
	}
}

// enter prepares a folder from what it holds: ignore files, a git repository of its own, manifests. A row means that the folder
// is left out for one of its files.
func (k *walk) enter(f *folder, entries []os.DirEntry, out *found) *Skipped {
	names := map[string]bool{}
	for _, e := range entries {
		name := e.Name()
		if d := builtinDefaults.holding[name]; d != nil && !f.start && !k.namedByInclude(lastOf(f.path), len(k.layers)) {
			return &Skipped{Repo: f.repo, Path: f.path, Dir: true, Kind: d.Kind, Reason: d.Reason, Rule: name, Source: "defaults"}
		}
		if name[0] == '.' || manifestNames[name] {
			names[name] = true
		}
	}
	problem := func(kind string, path string, err error) {
		out.problems = append(out.problems, Problem{Kind: kind, Repo: f.repo, Path: path, Message: err.Error()})
	}
	var err error
	if names[".git"] && (f.git == nil || f.git.root != f.slash) {
		// A repository inside: the patterns of the outer one end here.
		if f.git = k.openGit(f.abs); f.git != nil {
			f.ignored, err = f.git.exclude()
		}
	}
	if err == nil && (names[".gitignore"] || k.s.Settings != k.s.Files) {
		f.ignored, err = readIgnore(k.s.Settings, f.ignored, f.slash, filepath.Join(f.abs, ".gitignore"))
	}
	if err != nil {
		problem("io", f.path, err)
	}
	if names[".connauditignore"] || k.s.Settings != k.s.Files {
		if f.own, err = readIgnore(k.s.Settings, f.own, f.slash, filepath.Join(f.abs, ".connauditignore")); err != nil {
			problem("io", f.path, err)
		}
	}
	// A folder that is left out is no package, whatever single files of it are read.
	if f.hidden == nil {
		has := func(name string) bool { return names[name] }
		out.pkg = readPackage(k.s.Files, f.repo, f.path, has, func(path string, err error) { problem("parse", path, err) })
	}
	return nil
}

// entry judges one entry of a folder; a folder to go on with is returned.
func (k *walk) entry(f *folder, e os.DirEntry, out *found) *folder {
	name := e.Name()
	path, abs := join(f.path, name), strings.TrimSuffix(f.abs, separator)+separator+name
	switch mode := e.Type(); {
	case mode.IsDir():
		return k.subfolder(f, name, path, abs, out)
	case mode.IsRegular():
		k.file(f, name, path, abs, out)
	case f.hidden != nil:
	case mode&os.ModeSymlink != 0:
		out.skipped = append(out.skipped, k.link(f, path, abs, out))
	default:
		out.skipped = append(out.skipped, &Skipped{Repo: f.repo, Path: path, Kind: KindSpecial, Reason: "is a device, pipe or socket"})
	}
	return nil
}

func (k *walk) subfolder(f *folder, name, path, abs string, out *found) *folder {
	if other := k.repoAt[abs]; other != nil {
		out.skipped = append(out.skipped, &Skipped{Repo: f.repo, Path: path, Dir: true, Kind: KindRepository,
			Reason: "is the repository " + other.Name + ", read as such", Rule: other.Name})
		return nil
	}
	sub := &folder{repo: f.repo, path: path, abs: abs, slash: f.slash + "/" + name, git: f.git, ignored: f.ignored, own: f.own, hidden: f.hidden}
	row, hide := k.judgeFolder(f, name, sub.slash, path)
	if row != nil {
		row.Partly = hide != nil
		out.skipped = append(out.skipped, row)
	}
	if hide == nil && (row != nil || f.hidden != nil) {
		return nil
	}
	sub.hidden = hide
	sub.prefixes = make([]string, len(f.prefixes))
	for i, p := range f.prefixes {
		sub.prefixes[i] = p + name + "/"
	}
	return sub
}

func (k *walk) file(f *folder, name, path, abs string, out *found) {
	named := len(k.explicit) > 0 && k.explicit[place{f.repo, path}]
	row, included, covered := k.judgeFile(f, name, path)
	left := covered || row != nil
	if left && !named {
		if !covered {
			out.skipped = append(out.skipped, row)
		}
		return
	}
	out.files = append(out.files, &File{from: k.s.Files, Repo: f.repo, Path: path, Abs: abs, Explicit: named || included, Anyway: named && !included && !left,
		Declaration: builtinDefaults.declares(name)})
}

// link gives the row of a symbolic link and notes where it leads when that is inside the workspace.
func (k *walk) link(f *folder, path, abs string, out *found) *Skipped {
	row := &Skipped{Repo: f.repo, Path: path, Kind: KindLink}
	to, err := k.s.Files.EvalSymlinks(abs)
	if err != nil {
		row.Reason = "is a link that leads nowhere or in a circle"
		return row
	}
	repo, inside, ok := locate(k.s.repos, to)
	switch {
	case !ok:
		row.Reason = "is a link that leads outside the workspace"
	case within(to, f.abs) || within(to, realOr(f)):
		row.Reason = "is a link to a folder above it"
	default:
		row.Reason = "is a link to " + join(repo.Name, inside) + ", which is read there unless it is left out"
		if out.links == nil {
			out.links = map[string]string{}
		}
		out.links[path] = to
	}
	return row
}

// realOr gives the folder's path with the repository's own links resolved.
func realOr(f *folder) string { return filepath.Join(f.repo.real, filepath.FromSlash(f.path)) }

// collect adds what a folder found.
func (k *walk) collect(f *folder, out *found) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f.repo.dirs[f.path] = true
	k.files = append(k.files, out.files...)
	k.skipped = append(k.skipped, out.skipped...)
	k.problems = append(k.problems, out.problems...)
	if out.pkg != nil {
		k.packages = append(k.packages, out.pkg)
	}
	for path, to := range out.links {
		f.repo.links[path] = to
	}
}

const separator = string(filepath.Separator)

func lastOf(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
