package modules

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// maxExtends bounds a chain of configurations that extend each other.
const maxExtends = 32

// configFile is one file as it is written, before what it extends.
type configFile struct {
	at  place // where it is: a link leads to another place than was asked for
	top object
}

// config gives what a configuration file says with all it extends; nil when there is no such file. What is damaged says
// nothing and is a problem.
func (r *Resolver) config(at place) *tsconfig {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, known := r.configs[at]
	if !known {
		// Each file is merged afresh for each that extends it: in a circle the answer must not depend on who asked first.
		c = r.merge(at, nil)
		r.configs[at] = c
	}
	return c
}

// merge reads a configuration and what it extends. above lists the files on the way here, to find circles.
func (r *Resolver) merge(at place, above []place) *tsconfig {
	file := r.configFile(at)
	if file == nil {
		return nil
	}
	c := &tsconfig{at: file.at, options: map[string]option{}}
	above = append(slices.Clip(above), at)
	for _, written := range file.top.texts("extends") {
		r.extend(c, written, above)
	}
	stated := file.top.object("compilerOptions")
	for _, name := range configOptions {
		if v, ok := stated[name]; ok {
			c.options[name] = option{v, c.folder()}
		}
	}
	list, _ := file.top["references"].([]any)
	for _, item := range list {
		ref, _ := item.(map[string]any)
		c.references = append(c.references, object(ref).text("path"))
	}
	return c
}

// extend merges one configuration that a file extends: it wins over those merged before.
func (r *Resolver) extend(c *tsconfig, written string, above []place) {
	at, ok := r.extended(c.at, written)
	if !ok {
		if paths := generatedPaths(written); paths != nil {
			c.options["paths"] = option{paths, c.folder()}
			return
		}
		c.missing = append(c.missing, written)
		if isRelative(written) {
			r.problem("resolve", c.at, fmt.Sprintf("extends %q, which is not in the workspace; what it says of modules is not known", written))
		}
		return
	}
	if slices.Contains(above, at) || len(above) > maxExtends {
		r.problem("resolve", c.at, fmt.Sprintf("extends %q, which goes round in a circle or on for too long; the rest is not used", written))
		return
	}
	if far := r.merge(at, above); far != nil {
		c.inherit(far)
	}
}

// configFile reads one file, once.
func (r *Resolver) configFile(at place) *configFile {
	if file, known := r.files[at]; known {
		return file
	}
	var file *configFile
	if f, _ := r.w.Lookup(at.repo, at.path); f != nil {
		file = &configFile{at: place{f.Repo, f.Path}}
		text, err := r.readText(f)
		if err == nil {
			file.top, err = parseConfig(text)
		}
		if err != nil {
			r.problem("parse", file.at, fmt.Sprintf("%s; what it says of modules is not used", strings.TrimPrefix(err.Error(), "hujson: ")))
		}
	}
	r.files[at] = file
	return file
}

// extended finds the file that `extends` names: a path, or a file of a package of the workspace.
func (r *Resolver) extended(from place, written string) (place, bool) {
	dir := place{from.repo, parentOf(from.path)}
	switch {
	case isRelative(written):
		at, ok := r.join(dir, written)
		return r.firstFile(ok, at, "", ".json")
	case filepath.IsAbs(filepath.FromSlash(written)):
		at, ok := r.locate(filepath.Clean(filepath.FromSlash(written)))
		return r.firstFile(ok, at, "", ".json")
	}
	name, sub, ok := splitName(written)
	if !ok {
		return place{}, false
	}
	pkg, _ := r.packageNamed(dir, name)
	if pkg == nil {
		return place{}, false
	}
	if sub == "" {
		sub = r.manifest(pkg).top.text("tsconfig")
	}
	if sub == "" {
		sub = configNames[0]
	}
	at, ok := r.join(place{pkg.Repo, pkg.Dir}, path.Clean(sub))
	return r.firstFile(ok, at, "", ".json", "/"+configNames[0])
}

// firstFile gives the first of the path's endings that is a file of the workspace.
func (r *Resolver) firstFile(ok bool, at place, endings ...string) (place, bool) {
	if !ok {
		return at, false
	}
	for _, e := range endings {
		if f, _ := r.w.Lookup(at.repo, at.path+e); f != nil {
			return place{f.Repo, f.Path}, true
		}
	}
	return at, false
}

// Seen is a configuration file as it was.
type Seen struct {
	File *workspace.File
	As   source.Seen
}

// Seen lists the configuration files that were read so far. all is unset if one could not be read: then it may say something another time.
func (r *Resolver) Seen() (seen []Seen, all bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.seen), !r.unread
}

// readText reads a small file as UTF-8.
func (r *Resolver) readText(f *workspace.File) ([]byte, error) {
	raw, seen, err := f.ReadAll(maxConfigBytes)
	if err != nil {
		r.unread = true
		return nil, err
	}
	r.seen = append(r.seen, Seen{f, seen})
	if len(raw) > maxConfigBytes {
		return nil, fmt.Errorf("larger than %d MiB", maxConfigBytes>>20)
	}
	text, _, err := source.Decode(raw)
	return text, err
}

// problem notes what is wrong with a configuration file, once. The caller holds the lock.
func (r *Resolver) problem(kind string, at place, message string) {
	p := workspace.Problem{Kind: kind, Repo: at.repo, Path: at.path, Message: message}
	if !slices.Contains(r.problems, p) {
		r.problems = append(r.problems, p)
	}
}
