package link

import (
	"path"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
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

// filesIn lists the files directly in a folder of a repository, in order.
func (l *Linker) filesIn(repo, dir string) []*value.File {
	var out []*value.File
	for _, f := range l.prog.Files() {
		if d := path.Dir(f.Value.Path); f.Value.Repo == repo && (d == dir || d == "." && dir == "") {
			out = append(out, f.Value)
		}
	}
	return out
}
