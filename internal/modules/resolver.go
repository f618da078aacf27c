package modules

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// Result is what an import leads to. At most one of File, Folder, External and Namespace is set; with none of them there is a
// Reason.
type Result struct {
	File      *workspace.File
	Folder    *Folder // Go: that of the package
	External  bool    // a package outside the workspace, or one of the runtime's own modules
	Namespace bool    // Python: folders without __init__.py bear the name; modules below it may be asked for
	Name      string  // External: the module's name, "hono/client", "fs" (for node:fs), "httpx"; for Python the dotted path, for Go the path
	Package   string  // External: the part of Name that names the package, "hono", "@azure/cosmos"; for Python the first name
	Reason    string  // why there is neither; a clause for people
}

// Folder is the folder of a Go package.
type Folder struct {
	Files []*workspace.File // of Go, in the order of the workspace
}

// Resolver resolves the imports of a workspace. It is safe for concurrent use.
type Resolver struct {
	w       *workspace.Workspace
	answers sync.Map // question -> Result

	manifests sync.Map // *workspace.Package -> *manifest

	mu       sync.Mutex // guards what follows
	files    map[place]*configFile
	configs  map[place]*tsconfig
	problems []workspace.Problem
	seen     []Seen // configuration files that were read
	unread   bool   // one could not be

	pythonOnce sync.Once
	python     pythonIndex

	goOnce sync.Once
	golang goIndex
}

// Forget drops the answers that are remembered; they are found again. What configuration files say stays.
func (r *Resolver) Forget() { r.answers.Clear() }

// question is what an answer depends on: the language, the importing folder and the module's name as written.
type question struct {
	language language
	from     place
	spec     string
}

// language is whose rules an answer follows.
type language uint8

const (
	script language = iota
	python
	golang
)

// New makes a Resolver. It reads nothing until it is asked.
func New(w *workspace.Workspace) *Resolver {
	return &Resolver{w: w, files: map[place]*configFile{}, configs: map[place]*tsconfig{}}
}

// TypeScript resolves the module name of an import, export or require in a TypeScript, JavaScript, Vue or Svelte file.
func (r *Resolver) TypeScript(from *workspace.File, spec string) Result {
	return r.answer(question{script, folderOf(from), spec}, func(q question) Result { return r.script(q.from, q.spec) })
}

// Python resolves the module of an import: dotted, with leading dots when relative (".", "..pkg.mod"). A package leads to its
// __init__.py.
func (r *Resolver) Python(from *workspace.File, spec string) Result {
	q := question{python, folderOf(from), spec}
	if first, _, _ := strings.Cut(spec, "."); first+".py" == path.Base(from.Path) {
		// redis.py that imports redis means the installed package: this answer is the file's, not the folder's.
		return r.dotted(q.from, spec, from)
	}
	return r.answer(q, func(q question) Result { return r.dotted(q.from, q.spec, nil) })
}

func (r *Resolver) answer(q question, compute func(question) Result) Result {
	if known, ok := r.answers.Load(q); ok {
		return known.(Result)
	}
	answer := compute(q)
	r.answers.Store(q, answer)
	return answer
}

// Problems lists the configuration files that could not be used as they are, among those read so far, by repository and
// path. Damaged package.json and pyproject.toml files are among the problems of the workspace.
func (r *Resolver) Problems() []workspace.Problem {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := slices.Clone(r.problems)
	slices.SortFunc(out, func(a, b workspace.Problem) int {
		return cmp.Or(cmp.Compare(a.Repo.Name, b.Repo.Name), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	return out
}

func folderOf(f *workspace.File) place { return place{f.Repo, parentOf(f.Path)} }

func unresolved(reason string) Result { return Result{Reason: reason} }

func external(name, pkg string) Result { return Result{External: true, Name: name, Package: pkg} }

// parentOf is the folder of a slash path; "" for what lies in the root.
func parentOf(p string) string {
	if dir := path.Dir(p); dir != "." && dir != "/" {
		return dir
	}
	return ""
}
