package workspace

import (
	"encoding/hex"
	"errors"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/source"
)

// Options say what to open.
type Options struct {
	Dir        string   // working directory; empty means the process's
	Paths      []string // PATH arguments as given, relative to Dir
	ConfigFile string   // --config; empty means the nearest connaudit.yaml
	NoConfig   bool     // --no-config; not together with ConfigFile
	Only       bool     // read just Paths: no file besides them becomes part of the workspace
	// ForceExclude leaves out what exclusions and ignore files name also where Paths name it, and files in no repository of
	// the workspace. Paths that a program gives, such as a hook its staged files, are no wish for each of them. Not with Only.
	ForceExclude bool
	Home         string // where the search for a configuration ends; empty means the user's home directory

	Files    files.System // what is audited; nil means the disk
	Settings files.System // where the configuration and ignore files are read from; nil means Files
}

// Workspace is the repositories audited together. It is immutable and safe for concurrent use.
type Workspace struct {
	Root     string // absolute folder; never a symbolic link's target unless it was given so
	Config   Config // the zero value without a configuration
	Repos    []*Repo
	Problems []Problem // what could not be read or parsed; sorted

	dir     string // working directory
	system  files.System
	set     files.System
	targets []target
	files   []*File
	skipped []*Skipped
	named   map[packageKey][]*Package
}

type packageKey struct {
	kind Kind
	name string
}

// Repo is one repository. Files named on the command line that lie in no repository form one with an empty Name and Dir.
type Repo struct {
	Name     string     // unique in the workspace
	Dir      string     // absolute folder; empty when known by facts, or without a repository
	Facts    string     // absolute path of the exported facts that stand for the source; empty when the source is read
	Packages []*Package // sorted by folder

	real     string // Dir with symbolic links resolved
	files    []*File
	byPath   map[string]*File
	left     map[string]*Skipped
	links    map[string]string // path of a symbolic link to the absolute path it leads to, inside the workspace
	dirs     map[string]bool   // folders that were read
	packages map[string]*Package
}

// File is one file that is read. Whether its contents are text, generated or minified is found when they are read: see
// [GeneratedReason] and [MinifiedReason], which do not apply where Explicit is set.
type File struct {
	Repo        *Repo
	Path        string // slash path relative to the repository's root; as given where there is no repository
	Abs         string // absolute path, as the operating system wants it
	Explicit    bool   // named on the command line, or brought back by `include:`
	Anyway      bool   // Explicit, and would be read without that unless its contents leave it out
	Declaration bool   // declares types only: states no facts, resolves names
	Package     *Package

	from files.System // nil means the disk
}

// Size is the file's length in bytes. It asks the file system: walking does not, for speed.
func (f *File) Size() (int64, error) {
	info, err := f.system().Stat(f.Abs)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Open opens the file as it is audited, which need not be as it is on disk.
func (f *File) Open() (io.ReadCloser, error) { return f.system().Open(f.Abs) }

// ReadAll reads the file as it is audited, up to one byte more than limit, and says how it was.
func (f *File) ReadAll(limit int64) (raw []byte, seen source.Seen, err error) {
	if _, other := f.object(); !other {
		return source.ReadAll(f.Abs, limit)
	}
	file, err := f.Open()
	if err != nil {
		return nil, seen, err
	}
	raw, err = io.ReadAll(io.LimitReader(file, limit+1))
	return raw, source.SeenAs(f.Abs, raw), errors.Join(err, file.Close())
}

// Same reports whether the file, as it is audited, still has the contents that a run saw which began then.
func (f *File) Same(seen *source.Seen, begun time.Time) bool {
	object, other := f.object()
	if !other {
		return seen.Same(begun)
	}
	if object == hex.EncodeToString(seen.Blob[:]) {
		return true
	}
	_, now, err := f.ReadAll(source.MaxBytes)
	return err == nil && now.Hash == seen.Hash
}

// object is what git calls the contents of a file that is audited as it is not on disk. other is unset where it is.
func (f *File) object() (name string, other bool) {
	of, ok := f.system().(interface {
		Object(name string) (hash string, ok bool)
	})
	if !ok {
		return "", f.system() != files.Disk
	}
	return of.Object(f.Abs)
}

func (f *File) system() files.System {
	if f.from == nil {
		return files.Disk
	}
	return f.from
}

// Ext is the end of the name from the last dot on, in lower case; "" when there is none. A leading dot counts.
func (f *File) Ext() string { return strings.ToLower(path.Ext(f.Path)) }

// Bodies says why the bodies of a file that only declares types are not read; nil for any other file.
func (f *File) Bodies() *Skipped {
	p := builtinDefaults.declaration(lastOf(f.Path))
	if !f.Declaration || p == nil {
		return nil
	}
	return &Skipped{Repo: f.Repo, Path: f.Path, Partly: true, Kind: p.entry.Kind, Reason: p.entry.Reason, Rule: p.glob, Source: "defaults"}
}

// Skipped is a file or folder that is not read.
type Skipped struct {
	Repo   *Repo
	Path   string // slash path relative to the repository's root
	Dir    bool   // stands for everything below it
	Partly bool   // a folder of which some files are read all the same: tracked, or brought back by `include:`; a file without its bodies
	Kind   string // see the Kind constants and defaults.yaml
	Reason string // completes "it …"
	Rule   string // the pattern or name that caused it; may be empty
	Source string // where Rule stands: file:line, or "defaults"; may be empty
}

// Kinds of [Skipped] besides those of defaults.yaml.
const (
	KindConfig     = "configuration" // exclude: of connaudit.yaml
	KindIgnored    = ".gitignore"    // also .git/info/exclude
	KindOwnIgnored = ".connauditignore"
	KindLink       = "link"
	KindSpecial    = "special file"
	KindRepository = "repository" // read as a repository of its own
	KindOutside    = "outside"    // lies in no repository of the workspace
)

// Problem is something that could not be read or parsed. It never stops the audit.
type Problem struct {
	Kind    string // "io" or "parse", as in the JSON output's errors
	Repo    *Repo  // nil when it concerns no repository
	Path    string // slash path relative to the repository's root
	Message string
}

// Open finds the workspace of the options and lists its files. The error is an *Error or Errors: a configuration that does
// not hold, a PATH that does not exist or lies outside. Files below the working directory are named from there.
func Open(o Options) (*Workspace, error) {
	s, err := newSearch(o)
	if err != nil {
		return nil, err
	}
	w, err := gather(s)
	for _, e := range List(err) {
		if filepath.IsAbs(e.File) {
			e.File = shown(s.dir, e.File)
		}
	}
	return w, err
}

func gather(s *search) (*Workspace, error) {
	if err := s.locate(); err != nil {
		return nil, err
	}
	if err := s.placeTargets(); err != nil {
		return nil, err
	}
	w := &Workspace{Root: s.root, Repos: s.repos, dir: s.dir, system: s.Files, set: s.Settings, targets: s.targets}
	if s.config != nil {
		w.Config = *s.config
	}
	k := newWalk(w, s)
	k.run()
	k.finish()
	return w, nil
}

// System is the file system that is audited, and Settings the one that holds the configuration, ignore files and rules.
func (w *Workspace) System() files.System { return w.system }

// Settings is the file system of the configuration: see System.
func (w *Workspace) Settings() files.System { return w.set }

// WorkTree is the root of the git repository around a folder, "" without one up to the home directory or the file system's
// boundary. An empty home means the user's.
func WorkTree(dir, home string) (string, error) {
	s, err := newSearch(Options{Dir: dir, Home: home})
	if err != nil {
		return "", err
	}
	return s.gitAround(s.dir), nil
}

// Files lists every file that is read, by repository name and path. The slice is not to be changed.
func (w *Workspace) Files() []*File { return w.files }

// Skipped lists what is not read, by repository name and path. The slice is not to be changed.
func (w *Workspace) Skipped() []*Skipped { return w.skipped }

// Files lists the repository's files by path. The slice is not to be changed.
func (r *Repo) Files() []*File { return r.files }

// Under lists the files below a folder of the repository ("" for all), by path.
func (r *Repo) Under(dir string) []*File {
	if dir == "" {
		return r.files
	}
	prefix := dir + "/"
	from, _ := slices.BinarySearchFunc(r.files, prefix, func(f *File, p string) int { return strings.Compare(f.Path, p) })
	to := from
	for to < len(r.files) && strings.HasPrefix(r.files[to].Path, prefix) {
		to++
	}
	return r.files[from:to]
}

// HasDir reports whether the folder exists and was read ("" is the root).
func (r *Repo) HasDir(dir string) bool { return r.dirs[dir] }

// abs gives the absolute path of a slash path in the repository.
func (r *Repo) abs(path string) string {
	if r.Dir == "" {
		return path
	}
	return filepath.Join(r.Dir, filepath.FromSlash(path))
}

// join adds a name to a slash path; "" is the root.
func join(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

// parentOf is the folder of a slash path; "" for what lies in the root.
func parentOf(p string) string {
	i := strings.LastIndexByte(p, '/')
	if i < 0 {
		return ""
	}
	return p[:i]
}
