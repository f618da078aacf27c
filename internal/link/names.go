package link

import (
	"path"
	"sort"
	"strings"

	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// name is a name of one file that may hold an object of a known type, or a function that gives one.
type name struct {
	file *program.File
	word string
	kind holding
}

// makers finds the code that makes objects of known types in fresh units, and follows the names that hold them. So does
// an imported type: its objects come in as parameters.
func (r *run) makers(fresh []*resolve.Unit) {
	type key struct{ of *resolve.Unit }
	made := all(r, len(fresh), func(i int) any { return key{fresh[i]} }, func(p resolve.Program, i int) []syntax.Node { return r.made(p, fresh[i]) })
	for i, u := range fresh {
		if len(made[i]) > 0 || r.importsType(u) {
			r.hold(u)
		}
		for _, n := range made[i] {
			r.follow(u, n, holdsObject)
			r.expose(u, n)
		}
	}
}

// made returns the code of a unit that makes objects of known types.
func (r *run) made(p resolve.Program, u *resolve.Unit) (out []syntax.Node) {
	r.l.at(p, u)
	s := r.l.session(p)
	for _, k := range r.l.matches(u).found {
		if k.entry == nil || !r.typeTested(k.typ) {
			continue
		}
		s.Renew()
		if k.meaning.Admits(s, u, k.node, s.FrameAt(u, k.node, nil)) {
			out = append(out, k.node)
		}
	}
	return out
}

// hold notes that objects of known types may occur in a unit.
func (r *run) hold(u *resolve.Unit) {
	if !r.about[u] {
		r.about[u] = true
		r.grew = true
	}
}

// importsType reports whether a unit imports a type whose annotations name objects of a known type, or the library that has
// it.
func (r *run) importsType(u *resolve.Unit) bool {
	f := r.l.prog.FileOf(u.File)
	for i := range u.Module().Imports {
		imp := &u.Module().Imports[i]
		lib := r.l.prog.External(u, imp.Module)
		if lib == "" {
			continue
		}
		for _, typ := range r.l.rules.Types {
			if r.l.Listed(lib+"."+imp.Name, typ+"-types") || r.l.Listed(lib, typ+"-types") {
				return true
			}
			for _, full := range r.l.rules.Lists[typ+"-types"] {
				if own, ok := strings.CutPrefix(full, lib+"."); ok && imp.Name == "*" && f.Has(own) {
					return true
				}
			}
		}
	}
	return false
}

// typeTested reports whether some entry asks for objects of the type.
func (r *run) typeTested(typ string) bool {
	for _, sources := range r.plan.sources {
		for _, s := range sources {
			if !s.idle && s.seen.Load() && contains(s.types, typ) {
				return true
			}
		}
	}
	return false
}

// follow notes the names under which the value of the expression n goes on, and follows it into the function it is handed to.
func (r *run) follow(u *resolve.Unit, n syntax.Node, kind holding) {
	t := &trail{r: r, u: u}
	t.from(n, kind)
	f := r.l.prog.FileOf(u.File)
	for _, h := range t.held {
		r.note(name{f, h.word, h.kind})
	}
}

// note adds a name that is not known yet.
func (r *run) note(k name) {
	if _, ok := r.names[k]; !ok {
		r.names[k] = false
	}
}

// followNames adds the files that may use new names, and notes the names under which they hand them on.
func (r *run) followNames() {
	for range maxRounds {
		var todo []name
		for k, done := range r.names {
			if !done {
				todo = append(todo, k)
				r.names[k] = true
			}
		}
		if len(todo) == 0 {
			return
		}
		sort.Slice(todo, func(i, j int) bool {
			a, b := todo[i], todo[j]
			switch {
			case a.file != b.file:
				return less(a.file, b.file)
			case a.word != b.word:
				return a.word < b.word
			}
			return a.kind < b.kind
		})
		r.useAll(todo)
	}
}

// useAll goes once through each file that uses some of the names.
func (r *run) useAll(todo []name) {
	words := map[*program.File]map[string]holding{}
	var files []*program.File
	for _, k := range todo {
		for _, f := range r.l.prog.MayUse(k.file, k.word) {
			if words[f] == nil {
				words[f] = map[string]holding{}
				files = append(files, f)
			}
			words[f][k.word] |= k.kind
		}
	}
	sort.Slice(files, func(i, j int) bool { return less(files[i], files[j]) })
	useful := make([]bool, len(files))
	r.each(len(files), func(i int) {
		f := files[i]
		useful[i] = !f.Source.Declaration && (r.typed(f) || handsOn(f)) && f.Unit() != nil
	})
	for i, f := range files {
		if useful[i] {
			r.use(f, f.Unit(), words[f])
		}
	}
}

func less(a, b *program.File) bool {
	if a.Value.Repo != b.Value.Repo {
		return a.Value.Repo < b.Value.Repo
	}
	return a.Value.Path < b.Value.Path
}

// use adds a file that may use names, if some source could match there, and follows the names through it.
func (r *run) use(f *program.File, u *resolve.Unit, words map[string]holding) {
	if r.typed(f) {
		r.add(f)
		r.hold(u)
	}
	for n := range u.Module().Tree.Root().All() {
		if k := n.Kind(); k == kindIdentifier || k == kindProperty {
			if kind := words[n.Shared()]; kind != 0 {
				r.follow(u, n, kind)
			}
		}
	}
	for i := range u.Module().Exports {
		e := &u.Module().Exports[i]
		switch {
		case e.From == "":
		case words[e.Source] != 0:
			r.note(name{f, e.Name, words[e.Source]})
		case e.Name == "*":
			for w, kind := range words {
				r.note(name{f, w, kind})
			}
		}
	}
}

var kindIdentifier, kindProperty = syntax.Named("identifier"), syntax.Named("property_identifier")

// typed reports whether a source that needs an object of some type could match in the file.
func (r *run) typed(f *program.File) bool {
	for _, lang := range languagesOf(f) {
		for _, s := range r.plan.sources[lang] {
			if len(s.types) > 0 && !s.idle && s.seen.Load() && s.hit(f) {
				return true
			}
		}
	}
	return false
}

// handsOn reports whether a file may hand a name on under another: it exports something, or is Python.
func handsOn(f *program.File) bool {
	return f.Language != nil && f.Language.Name == "python" || f.Has("export") || f.Has("exports")
}

// moduleName is the name by which imports of a default export name its module.
func moduleName(p string) string {
	base := path.Base(p)
	if dot := strings.IndexByte(base, '.'); dot > 0 {
		base = base[:dot]
	}
	if base == "index" {
		return path.Base(path.Dir(p))
	}
	return base
}
