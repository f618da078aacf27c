package program

import (
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/golang"
	"github.com/bytelyst/connaudit/internal/lang/python"
	"github.com/bytelyst/connaudit/internal/lang/typescript"
	"github.com/bytelyst/connaudit/internal/modules"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Languages are all languages whose code is read, in the order in which extensions are looked up.
func Languages() []*lang.Language {
	return []*lang.Language{typescript.TypeScript, typescript.JavaScript, python.Language, golang.Language}
}

// IsCode reports whether a file of that name holds code, by its extension.
func IsCode(name string) bool {
	ext := path.Ext(name)
	return scripted[ext] || byExtension()[ext] != nil
}

// scripted are the extensions of files that hold scripts of another language in a part of them.
var scripted = map[string]bool{".vue": true, ".svelte": true}

// Program is the workspace under evaluation.
type Program struct {
	Workspace *workspace.Workspace
	modules   *modules.Resolver
	files     []*File // in the order of the workspace
	byFile    map[*workspace.File]*File
	byValue   map[*value.File]*File
	words     *Dictionary
	overlay   map[string][]byte // by absolute path; see Overlay
	changing  bool              // files are replaced: what they were asked is not noted
	keeping   bool              // units stay, see KeepUnits
	replaced  []*File           // with a reparser, in the order in which they got it

	reached sync.Map // reachKey to bool
	// unsteady is set when a file could not be read, or had other contents when it was read again.
	unsteady  atomic.Bool
	kept      atomic.Int64 // bytes of text kept since the files were read
	questions questions
	repoAsks  []*repoAsked // of the repositories, in the order of the workspace

	mu      sync.Mutex
	imports map[importKey]resolve.Target
	asked   map[Mention][]*resolve.Unit
	offered map[*File][]*File

	importersOnce sync.Once
	importedBy    map[*File][]*File
}

type importKey struct {
	from *value.File
	spec string
}

// New returns the program of a workspace. The words of the dictionary are looked for in every file.
func New(w *workspace.Workspace, words *Dictionary) *Program {
	p := &Program{
		Workspace: w, modules: modules.New(w), words: words,
		byFile: map[*workspace.File]*File{}, byValue: map[*value.File]*File{},
		imports: map[importKey]resolve.Target{}, asked: map[Mention][]*resolve.Unit{},
		offered: map[*File][]*File{},
	}
	byExt := byExtension()
	asks := map[*workspace.Repo]*repoAsked{}
	for i, wf := range w.Files() {
		f := newFile(p, wf, byExt[wf.Ext()])
		if f.index = i; asks[wf.Repo] == nil {
			asks[wf.Repo] = &repoAsked{}
			p.repoAsks = append(p.repoAsks, asks[wf.Repo])
		}
		f.asked.repo = asks[wf.Repo]
		p.files = append(p.files, f)
		p.byFile[wf] = f
		p.byValue[f.Value] = f
	}
	return p
}

// byExtension returns the language of each extension.
func byExtension() map[string]*lang.Language {
	out := map[string]*lang.Language{}
	for _, l := range Languages() {
		for _, e := range l.Extensions {
			out[e] = l
		}
	}
	return out
}

func newFile(p *Program, wf *workspace.File, l *lang.Language) *File {
	f := &File{Source: wf, Language: l, program: p}
	v := &value.File{Path: wf.Path, Display: p.Workspace.Display(wf.Repo, wf.Path)}
	if wf.Repo != nil {
		v.Repo = wf.Repo.Name
	}
	if wf.Package != nil {
		v.Pkg = wf.Package.Dir
	}
	if l != nil {
		v.Language = l.Name
	}
	v.Line = f.line
	f.Value = v
	return f
}

// Overlay has the files of these absolute paths read as if they held these bytes: what an editor has not saved, or what a fix would
// write. It is called before anything is read; the bytes must not change afterwards. A path that is no file of the workspace changes
// nothing.
func (p *Program) Overlay(contents map[string][]byte) { p.overlay = contents }

// Files returns all files in the order of the workspace. The slice is not to be changed.
func (p *Program) Files() []*File { return p.files }

// FileOf returns the file that a value's place names, nil if it is not of this program.
func (p *Program) FileOf(v *value.File) *File { return p.byValue[v] }

// FileFrom returns the file of the program for one of the workspace; nil for none.
func (p *Program) FileFrom(wf *workspace.File) *File { return p.byFile[wf] }

// Import resolves the module name spec as it is written in from.
func (p *Program) Import(from *resolve.Unit, spec string) resolve.Target {
	k := importKey{from.File, spec}
	p.mu.Lock()
	t, ok := p.imports[k]
	p.mu.Unlock()
	if ok {
		return t
	}
	t = p.target(p.byValue[from.File], spec)
	p.mu.Lock()
	p.imports[k] = t
	p.mu.Unlock()
	return t
}

func (p *Program) target(from *File, spec string) resolve.Target {
	if from == nil {
		return resolve.Target{Reason: "the importing file is not part of the workspace"}
	}
	r := p.resolve(from, spec)
	if r.Folder != nil {
		return resolve.Target{Namespace: true}
	}
	if r.File == nil {
		return resolve.Target{External: r.External, Name: r.Name, Namespace: r.Namespace, Reason: r.Reason}
	}
	to := p.byFile[r.File]
	if to == nil {
		return resolve.Target{Reason: "the file is not read"}
	}
	u := to.Unit()
	if u == nil {
		return resolve.Target{Reason: path.Base(to.Source.Path) + " is not read: " + to.Reason()}
	}
	return resolve.Target{Unit: u}
}

// Problems lists the configuration files of module resolution that could not be used as they are.
func (p *Program) Problems() []workspace.Problem { return p.modules.Problems() }

func (p *Program) resolve(from *File, spec string) modules.Result {
	switch {
	case from.isPython():
		return p.modules.Python(from.Source, spec)
	case from.isGo():
		return p.modules.Go(from.Source, spec)
	}
	return p.modules.TypeScript(from.Source, spec)
}

// Package returns the units of the Go package that spec leads to which may have the word, and are of one package: that of from
// where spec is ".", else that which others import.
func (p *Program) Package(from *resolve.Unit, spec, word string) (out []*resolve.Unit) {
	home := p.byValue[from.File]
	if home == nil || !home.isGo() {
		return nil
	}
	h := hashOf(word)
	folder := p.resolve(home, spec).Folder
	if folder == nil {
		return nil
	}
	for _, wf := range folder.Files {
		f := p.byFile[wf]
		if f == nil || !f.isRead() || !f.mayHave(h) {
			continue
		}
		u := f.Unit()
		if u == nil || spec == "." && u.Module().Package != from.Module().Package ||
			spec != "." && (u.Module().Package == "main" || strings.HasSuffix(u.Module().Package, "_test")) {
			continue
		}
		out = append(out, u)
	}
	return out
}

// leadsTo returns the file that a module name leads to, nil if it leads to none of the workspace.
func (p *Program) leadsTo(from *File, spec string) *File { return p.byFile[p.resolve(from, spec).File] }
