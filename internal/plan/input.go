package plan

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/source"
)

// Options say what is wanted of a plan.
type Options struct {
	Container string
	Target    string            // key that all are to have, such as /customerId; empty: what the code speaks for
	Split     map[string]string // name of the container that a repository gets for itself

	// Parameters of the commands; empty ones are left to whoever runs them.
	Account, Database, ResourceGroup string

	Origin func(ctx context.Context, dir, path string, line int) (Origin, bool) // who brought a line; nil: git
}

// maker makes one plan.
type maker struct {
	ctx    context.Context
	o      Options
	survey *diag.Survey
	files  map[string]*diag.SourceFile // by fileID
	texts  map[string]*source.File     // read so far; nil: cannot be read
	trees  map[string]*parsed

	types map[typeKey]*typeDecl // found so far; nil: none

	said    []statement
	unnamed []Spot // places that name a container that may be this one

	about  []diag.Finding // see findings
	users  []*user
	target string
	groups []*group
	plan   *Plan
}

func fileID(repo, path string) string { return repo + "\x00" + path }

func newMaker(ctx context.Context, s *diag.Survey, o Options) *maker {
	m := &maker{ctx: ctx, o: o, survey: s, files: map[string]*diag.SourceFile{}, texts: map[string]*source.File{}, trees: map[string]*parsed{}, types: map[typeKey]*typeDecl{}}
	for i := range s.Files {
		f := &s.Files[i]
		m.files[fileID(f.Repo, f.Path)] = f
	}
	for i := range s.Tests {
		f := &s.Tests[i]
		m.files[fileID(f.Repo, f.Path)] = f
	}
	return m
}

// text returns the contents of a file of the workspace, nil if there are none.
func (m *maker) text(repo, path string) *source.File {
	id := fileID(repo, path)
	if t, ok := m.texts[id]; ok {
		return t
	}
	var text *source.File
	if f := m.files[id]; f != nil {
		text = readFile(f.Abs)
	}
	m.texts[id] = text
	return text
}

func readFile(abs string) *source.File {
	f, err := os.Open(abs)
	if err != nil {
		return nil
	}
	text, err := source.Read(abs, f)
	if closing := f.Close(); err != nil || closing != nil {
		return nil
	}
	return text
}

// dir returns the absolute folder of a repository; empty if it is not at hand.
func (m *maker) dir(repo string) string {
	for _, r := range m.survey.Repos {
		if r.Name == repo {
			return r.Dir
		}
	}
	return ""
}

// beside reads a file of the repository that need not be one of the workspace's, such as a lock file.
func (m *maker) beside(repo, path string) ([]byte, bool) {
	dir := m.dir(repo)
	if dir == "" {
		return nil, false
	}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
	return data, err == nil
}

// exists reports whether the repository has the file.
func (m *maker) exists(repo, path string) bool {
	dir := m.dir(repo)
	if dir == "" {
		return false
	}
	_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(path)))
	return err == nil
}

// line returns the text of a line without its end.
func (m *maker) line(repo, path string, line int) string {
	t := m.text(repo, path)
	if t == nil || line < 1 || line > t.Lines().Count() {
		return ""
	}
	return strings.TrimRight(t.Lines().LineText(line), "\r\n")
}

// under is a path below a folder; either may be empty.
func under(dir, path string) string {
	if dir == "" {
		return path
	}
	if path == "" {
		return dir
	}
	return dir + "/" + path
}
