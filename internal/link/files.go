package link

import (
	"path"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/value"
)

func factOf(v *value.Value) *facts.Fact { return facts.Of(v) }

// nearestFiles answers nearest_files: the matching files of the first folder that has any.
func (h *Host) nearestFiles(args []*value.Value, in *expr.Input) *value.Value {
	return h.filesUpward(args[0], in, true)
}

// filesAbove answers files_above: all matching files from the package folder up to the root.
func (h *Host) filesAbove(args []*value.Value, in *expr.Input) *value.Value {
	return h.filesUpward(args[0], in, false)
}

func (h *Host) filesUpward(globs *value.Value, in *expr.Input, nearest bool) *value.Value {
	at := h.file(globs, in)
	if at == nil {
		return value.NewUnknown("there is no file to start from")
	}
	if !globs.Known() {
		return value.NewUnknown(reason(globs, "the patterns are not known"))
	}
	var out []string
	for dir := at.Pkg; ; dir = parent(dir) {
		for _, f := range h.l.filesIn(at.Repo, dir) {
			if matchesAny(path.Base(f.Path), globs) {
				out = append(out, f.Display)
			}
		}
		if dir == "" || nearest && len(out) > 0 {
			return value.NewStrings(out...)
		}
	}
}

func parent(dir string) string {
	if d := path.Dir(dir); d != "." && d != "/" {
		return d
	}
	return ""
}

func matchesAny(name string, globs *value.Value) bool {
	for _, g := range globs.Elems {
		if ok, err := doublestar.Match(g.Str, name); err == nil && ok {
			return true
		}
	}
	return false
}

// folder names a folder of a repository; the empty dir is its root.
type folder struct{ repo, dir string }

// filesIn lists the files directly in a folder of a repository, in order.
func (l *Linker) filesIn(repo, dir string) []*value.File {
	l.foldersOnce.Do(func() {
		l.folders = map[folder][]*value.File{}
		for _, f := range l.prog.Files() {
			at := folder{f.Value.Repo, parent(f.Value.Path)}
			l.folders[at] = append(l.folders[at], f.Value)
		}
	})
	return l.folders[folder{repo, dir}]
}

// mentioned answers mentioned: whether a file of the fact's repository has the word, those aside that match the globs.
func (h *Host) mentioned(args []*value.Value, in *expr.Input) *value.Value {
	at := h.file(args[0], in)
	if at == nil || args[0].Kind != value.String || !args[1].Known() {
		return value.NewUnknown(reason(args[0], "the word, or where to look for it, is not known"))
	}
	h.l.index()
	if r := h.record(); r != nil {
		r.lookup(program.Spoken{Repo: at.Repo, Word: args[0].Str})
	}
	for _, f := range h.l.byRepo[at.Repo] {
		if f.Mentions(args[0].Str) && !matchesAny(f.Value.Path, args[1]) {
			return value.Truth(true)
		}
	}
	return value.Truth(false)
}

// filesOf returns the files of a package, in the order of the workspace.
func (l *Linker) filesOf(h home) []*program.File {
	l.index()
	return l.byHome[h]
}

// index groups the files by package and by repository.
func (l *Linker) index() {
	l.indexOnce.Do(func() {
		l.byHome, l.byRepo = map[home][]*program.File{}, map[string][]*program.File{}
		for _, f := range l.prog.Files() {
			at := homeOf(f.Value)
			l.byHome[at] = append(l.byHome[at], f)
			l.byRepo[at.repo] = append(l.byRepo[at.repo], f)
		}
	})
}
