package gocheck

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/packages"

	"github.com/bytelyst/connaudit/internal/source"
)

// inputs are the files that what is said of a module hangs on: those that the go command may look at in the module, in the modules that a
// go.work file joins with it or that stand for others on this machine, and below vendor. Modules in the module cache are not among them: one
// version never changes.
type inputs struct {
	files  []string // absolute, sorted; their contents count
	others []string // sorted; that they are there counts
	whole  bool     // all could be listed
	leaves string   // a link among them that leads out of the repository; empty for none

	root string          // the repository's folder
	dirs map[string]bool // modules that were looked at
}

// maxInput bounds the bytes of a file whose contents count. No Go file is nearly as long.
const maxInput = 64 << 20

// extensions are those of the files that the go command takes for parts of a package, and thus builds it with, or does not.
var extensions = []string{".go", ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx", ".f", ".F", ".for", ".f90", ".s", ".S", ".sx",
	".swig", ".swigcxx", ".syso"}

// inputsOf lists the files that what is said of a module hangs on.
func inputsOf(m module) *inputs {
	in := &inputs{whole: true, root: m.repo.Dir, dirs: map[string]bool{}}
	if work := workAbove(m.dir); work != "" {
		in.takeWork(work)
	}
	in.takeModule(m.dir)
	slices.Sort(in.files)
	slices.Sort(in.others)
	in.files = slices.Compact(in.files)
	return in
}

// workAbove returns the nearest go.work file, in dir or above; empty for none.
func workAbove(dir string) string {
	for {
		if name := filepath.Join(dir, "go.work"); isFile(name) {
			return name
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// takeWork takes the modules that a go.work file names.
func (in *inputs) takeWork(name string) {
	in.takeFiles(name, strings.TrimSuffix(name, "go.work")+"go.work.sum")
	text, err := os.ReadFile(name)
	if err != nil {
		in.whole = false
		return
	}
	work, err := modfile.ParseWork(name, text, nil)
	if err != nil {
		return // the go command says so, and looks no further
	}
	for _, use := range work.Use {
		in.takeModule(below(filepath.Dir(name), use.Path))
	}
	in.takeReplaced(filepath.Dir(name), work.Replace)
}

// takeModule takes the files of a module and of those that stand on this machine for modules that it requires.
func (in *inputs) takeModule(dir string) {
	if in.dirs[dir] {
		return
	}
	in.dirs[dir] = true
	name := filepath.Join(dir, "go.mod")
	in.takeFiles(name, filepath.Join(dir, "go.sum"), filepath.Join(dir, "vendor", "modules.txt"))
	if !isFile(name) {
		return // it is no module, as the go command says, but it may be all of the disk
	}
	in.walk(dir, false)
	if isFile(filepath.Join(dir, "vendor", "modules.txt")) {
		in.walk(filepath.Join(dir, "vendor"), true)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return // there is none, or the go command says what is wrong with it
	}
	if mod, err := modfile.Parse(name, text, nil); err == nil {
		in.takeReplaced(dir, mod.Replace)
	}
}

func (in *inputs) takeReplaced(dir string, replaced []*modfile.Replace) {
	for _, r := range replaced {
		if r.New.Version == "" {
			in.takeModule(below(dir, r.New.Path))
		}
	}
}

// below is a folder as a file in dir names it.
func below(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// takeFiles takes files that need not be there.
func (in *inputs) takeFiles(names ...string) {
	for _, name := range names {
		info, err := os.Lstat(name)
		switch {
		case err != nil:
		case info.Mode().IsRegular():
			in.files = append(in.files, name)
		case info.Mode()&fs.ModeSymlink != 0 && isFile(name):
			in.files = append(in.files, name)
			if in.leads(name) {
				in.leaves = name
			}
		}
	}
}

// leads reports whether a link in the repository leads out of it.
func (in *inputs) leads(name string) bool {
	root, err := filepath.EvalSymlinks(in.root)
	if err != nil {
		return true
	}
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return true
	}
	rel, err := filepath.Rel(root, target)
	return err != nil || !filepath.IsLocal(rel)
}

// walk takes the files of a folder that the go command may look at; in vendor it may hang on any file that one is there.
func (in *inputs) walk(dir string, vendor bool) {
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			if name != dir && !vendor && isLeft(name) {
				return fs.SkipDir
			}
		case slices.Contains(extensions, filepath.Ext(name)):
			in.takeFiles(name)
		case vendor:
			in.others = append(in.others, name)
		}
		return nil
	})
	if err != nil {
		in.whole = false
	}
}

// isLeft reports whether the go command leaves a folder out when it lists the packages of a module, or what is in it is none of the
// workspace's code.
func isLeft(dir string) bool {
	base := filepath.Base(dir)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || base == "vendor" || base == "node_modules" ||
		isFile(filepath.Join(dir, "go.mod"))
}

func (in *inputs) same(o *inputs) bool {
	return in.whole && o.whole && slices.Equal(in.files, o.files) && slices.Equal(in.others, o.others)
}

func (in *inputs) digest(to io.Writer) {
	line := liner(to)
	line("files", in.whole)
	for _, name := range in.files {
		line("file", name)
	}
	for _, name := range in.others {
		line("other", name)
	}
}

// read says how the files are. ok is unset where one cannot be read, or not all are known.
func (in *inputs) read() (seen []source.Seen, ok bool) {
	for _, name := range in.files {
		raw, s, err := source.ReadAll(name, maxInput)
		if err != nil || len(raw) > maxInput {
			return nil, false
		}
		seen = append(seen, s)
	}
	return seen, in.whole
}

// touched reports whether one of the files that something is laid over may be one of inputs.
func touched(overlay map[string][]byte) bool {
	for name := range overlay {
		base := filepath.Base(name)
		if slices.Contains(extensions, filepath.Ext(name)) || base == "go.mod" || base == "go.sum" || strings.HasPrefix(base, "go.work") || base == "modules.txt" {
			return true
		}
	}
	return false
}

// hold reports whether a package is made of these files, or of a module that never changes.
func (in *inputs) hold(pkg *packages.Package) bool {
	if m := pkg.Module; m == nil || isImmutable(m) {
		return true
	}
	for _, name := range slices.Concat(pkg.GoFiles, pkg.OtherFiles) {
		if _, ok := slices.BinarySearch(in.files, name); !ok {
			return false
		}
	}
	return true
}

// isImmutable reports whether a module lies in the module cache.
func isImmutable(m *packages.Module) bool {
	if m.Replace != nil {
		m = m.Replace
	}
	return m.Version != "" && m.Dir != "" && !m.Main
}
