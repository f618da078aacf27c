package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/files"
)

// target is one PATH argument.
type target struct {
	given  string // with slashes
	abs    string
	real   string // with symbolic links resolved
	dir    bool
	absent bool // not in Files, but in Settings
}

// search works out which workspace the options mean, before any of its files is listed.
type search struct {
	Options
	dir     string // working directory, absolute
	home    string
	targets []target
	config  *Config // nil without one
	root    string
	repos   []*Repo
	files   []target // the PATHs that are files
	loose   *Repo    // of files that lie in no repository; nil when there are none
	skipped []*Skipped
}

func newSearch(o Options) (*search, error) {
	s := &search{Options: o, home: o.Home}
	if s.Files == nil {
		s.Files = files.Disk
	}
	if s.Settings == nil {
		s.Settings = s.Files
	}
	if o.NoConfig && o.ConfigFile != "" {
		return nil, &Error{File: o.ConfigFile, Message: "both --config and --no-config are given", Hint: "keep one of them"}
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, &Error{File: o.Dir, Message: "the working directory cannot be found: " + reasonOf(err), Hint: "change to a folder that exists"}
	}
	s.dir = dir
	if s.home == "" {
		// Without a home directory the search ends at the file system's boundary.
		s.home, _ = os.UserHomeDir()
	}
	var faults Errors
	for _, given := range o.Paths {
		t, fault := s.target(given)
		if fault != nil {
			faults = append(faults, fault)
			continue
		}
		s.targets = append(s.targets, t)
	}
	return s, faults.asError()
}

func (s *search) target(given string) (target, *Error) {
	t := target{given: filepath.ToSlash(given), abs: filepath.Clean(given)}
	if given == "" || strings.ContainsRune(given, 0) {
		return t, &Error{File: given, Message: fmt.Sprintf("%q is no path", given), Hint: "name a file or a folder"}
	}
	if !filepath.IsAbs(t.abs) {
		t.abs = filepath.Join(s.dir, given)
	}
	info, err := s.Files.Stat(t.abs)
	if err == nil {
		t.real, err = s.Files.EvalSymlinks(t.abs)
	}
	if errors.Is(err, fs.ErrNotExist) && s.Settings != s.Files {
		// What the change adds is not there before it. It still says where the workspace is.
		if now, nowErr := s.Settings.Stat(t.abs); nowErr == nil {
			t.real, t.dir, t.absent = t.abs, now.IsDir(), true
			return t, nil
		}
	}
	if err != nil {
		return t, &Error{File: given, Message: "cannot be read: " + reasonOf(err), Hint: "PATH is a file or a folder, relative to the working directory"}
	}
	if t.dir = info.IsDir(); !t.dir && !info.Mode().IsRegular() {
		return t, &Error{File: given, Message: "is neither a file nor a folder", Hint: "name a regular file"}
	}
	// A link named on purpose means what it leads to.
	if link, err := s.Files.Lstat(t.abs); err == nil && link.Mode()&os.ModeSymlink != 0 && !t.dir {
		t.abs = t.real
	}
	return t, nil
}

// start is the folder from which the search goes upwards.
func (s *search) start() string {
	switch {
	case len(s.targets) == 0:
		return s.dir
	case s.targets[0].dir:
		return s.targets[0].abs
	}
	return filepath.Dir(s.targets[0].abs)
}

// locate finds configuration, root and repositories.
func (s *search) locate() error {
	file, err := s.configFile()
	if err != nil {
		return err
	}
	if file != "" {
		if s.config, err = loadConfig(s.Settings, file); err != nil {
			return err
		}
		s.configured()
	} else {
		s.unconfigured()
	}
	slices.SortFunc(s.repos, func(a, b *Repo) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

func (s *search) configFile() (string, error) {
	if s.NoConfig {
		return "", nil
	}
	if s.ConfigFile == "" {
		return s.upwards(s.start(), ConfigName), nil
	}
	file := s.ConfigFile
	if !filepath.IsAbs(file) {
		file = filepath.Join(s.dir, file)
	}
	if info, err := s.Settings.Stat(file); err == nil && info.IsDir() {
		return "", &Error{File: s.ConfigFile, Message: "is a folder", Hint: "--config names a file, such as " + filepath.Join(s.ConfigFile, ConfigName)}
	}
	return filepath.Clean(file), nil
}

// upwards gives the path of the nearest entry of a name at or above dir, "" when there is none up to the home directory or the
// file system's boundary.
func (s *search) upwards(dir, name string) string {
	for {
		at := filepath.Join(dir, name)
		if _, err := s.Settings.Stat(at); err == nil {
			return at
		}
		parent := filepath.Dir(dir)
		if dir == s.home || parent == dir || !sameDevice(dir, parent) {
			return ""
		}
		dir = parent
	}
}

// gitAround is the nearest folder with .git at or above dir, or "".
func (s *search) gitAround(dir string) string {
	if at := s.upwards(dir, ".git"); at != "" {
		return filepath.Dir(at)
	}
	return ""
}

// configured takes root and repositories from the configuration. The file that states `repos` is the one of the workspace: a
// repository's own connaudit.yaml that extends it changes rules, not where the workspace is.
func (s *search) configured() {
	s.root = filepath.Dir(s.config.File)
	if s.config.reposFile != "" {
		s.root = filepath.Dir(s.config.reposFile)
		for _, e := range s.config.Repos {
			s.repos = append(s.repos, newRepo(e.Name, e.Path, e.Facts))
		}
		return
	}
	// Without `repos` the workspace is the configuration's folder: never more, even where a git repository surrounds it.
	around := s.gitAround(s.root)
	switch {
	case around == s.root:
		s.addRepo(s.root)
	case around != "":
		s.below(s.root, func(name string) bool { return name == ".git" })
	default:
		s.below(s.root, marksRepository)
	}
}

// unconfigured takes the git repository around the first PATH; else PATH itself.
func (s *search) unconfigured() {
	if s.Only && len(s.targets) > 0 {
		s.root = s.start()
		return
	}
	start := s.start()
	if around := s.gitAround(start); around != "" {
		s.root = around
		s.addRepo(around)
		return
	}
	s.root = start
	// A single file outside every repository stands for itself: its neighbours may be anything.
	if len(s.targets) == 0 || s.targets[0].dir {
		s.below(start, marksRepository)
	}
}

// below makes repositories of the direct subfolders that a mark tells to be one. Dir is one repository itself when there are none,
// and also when it bears such a mark, so that its own files are read.
func (s *search) below(dir string, marks func(name string) bool) {
	entries, err := s.Settings.ReadDir(dir)
	if err != nil {
		s.addRepo(dir) // the walk reports why it cannot be read
		return
	}
	marked, found := false, false
	var rest []os.DirEntry
	for _, e := range entries {
		marked = marked || marks(e.Name())
		sub := filepath.Join(dir, e.Name())
		if e.IsDir() && builtinDefaults.leavesOut(e.Name()) == nil && s.holdsMark(sub, marks) {
			s.addRepo(sub)
			found = true
			continue
		}
		rest = append(rest, e)
	}
	if marked || !found {
		s.addRepo(dir)
		return
	}
	for _, e := range rest {
		if e.Name() != ConfigName {
			s.skipped = append(s.skipped, &Skipped{Path: e.Name(), Dir: e.IsDir(), Kind: KindOutside,
				Reason: "lies beside the repositories; list it under repos: to read it"})
		}
	}
}

func (s *search) holdsMark(dir string, marks func(name string) bool) bool {
	entries, err := s.Settings.ReadDir(dir)
	return err == nil && slices.ContainsFunc(entries, func(e os.DirEntry) bool { return marks(e.Name()) })
}

// addRepo adds a folder as a repository; one of a name that is taken is told apart by its path.
func (s *search) addRepo(dir string) *Repo {
	name := filepath.Base(dir)
	if slices.ContainsFunc(s.repos, func(r *Repo) bool { return r.Name == name }) {
		name = filepath.ToSlash(dir)
	}
	r := newRepo(name, dir, "")
	s.repos = append(s.repos, r)
	return r
}

func newRepo(name, dir, facts string) *Repo {
	r := &Repo{Name: name, Dir: dir, Facts: facts, real: dir, byPath: map[string]*File{}, left: map[string]*Skipped{},
		links: map[string]string{}, dirs: map[string]bool{}, packages: map[string]*Package{}}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil && dir != "" {
		r.real = resolved
	}
	return r
}

// placeTargets finds the repository of each PATH. A file outside every repository is read by itself; a folder outside is an
// error, as nothing in it belongs to the workspace.
func (s *search) placeTargets() error {
	var faults Errors
	for i := range s.targets {
		t := &s.targets[i]
		_, _, inside := locate(s.repos, t.abs)
		if !inside && s.Only {
			inside = s.adopt(t)
		}
		switch {
		case t.absent:
		case !t.dir && !inside && s.ForceExclude:
			s.skipped = append(s.skipped, &Skipped{Path: t.given, Kind: KindOutside, Reason: "lies in no repository of the workspace"})
		case !t.dir:
			s.files = append(s.files, *t)
			if !inside && s.loose == nil {
				s.loose = newRepo("", "", "")
			}
		case !inside && !within(t.abs, s.root) && !s.holdsRepo(t.abs):
			faults = append(faults, &Error{File: t.given, Message: fmt.Sprintf("lies in no repository of the workspace %s", s.root),
				Hint: "run connaudit there, or list it under repos: in " + ConfigName})
		}
	}
	if s.loose != nil {
		s.repos = append([]*Repo{s.loose}, s.repos...)
	}
	slices.SortStableFunc(s.repos, func(a, b *Repo) int { return strings.Compare(a.Name, b.Name) })
	return faults.asError()
}

// named are the files that are read because PATHs name them.
func (s *search) named() []target {
	if s.ForceExclude {
		return nil
	}
	return s.files
}

// adopt adds the git repository around a PATH; else the PATH itself, when it is a folder.
func (s *search) adopt(t *target) bool {
	from := t.abs
	if !t.dir {
		from = filepath.Dir(from)
	}
	if around := s.gitAround(from); around != "" {
		s.addRepo(around)
		return true
	}
	if t.dir {
		s.addRepo(t.abs)
	}
	return t.dir
}

func (s *search) holdsRepo(dir string) bool {
	return slices.ContainsFunc(s.repos, func(r *Repo) bool { return r.Dir != "" && within(dir, r.Dir) })
}
