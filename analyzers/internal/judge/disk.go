package judge

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/bytelyst/connaudit/analyzers/internal/module"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// Disk is the files around a package that are no Go: example files of environment variables, in the folder of the module and
// in those above it, up to the repository's root. It reads each file once, follows no links, and is for one goroutine.
type Disk struct {
	Root string // folder of go.mod; empty where there is none, and then there are no files
	Read func(name string) ([]byte, error)

	dirs    []string // Root and above, nearest first
	names   map[string][]string
	facts   []*facts.Fact
	scanned bool
}

// NewDisk returns the files around the module that the folder dir belongs to.
func NewDisk(dir string, read func(name string) ([]byte, error)) *Disk {
	d := &Disk{Root: module.Root(dir), Read: read, names: map[string][]string{}}
	if d.Root == "" {
		return d
	}
	top := d.Root
	for at := d.Root; ; at = filepath.Dir(at) {
		d.dirs = append(d.dirs, at)
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return d
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	d.dirs = []string{top} // in no repository: what lies above is somebody else's
	return d
}

// upward returns the files of the module's folder and of those above that match one of the globs by their names.
func (d *Disk) upward(globs []string, nearest bool) *value.Value {
	var out []string
	for _, dir := range d.dirs {
		for _, n := range d.filesOf(dir) {
			if matches(n, globs) {
				out = append(out, d.name(filepath.Join(dir, n)))
			}
		}
		if nearest && len(out) > 0 {
			break
		}
	}
	return value.NewStrings(out...)
}

// filesOf lists the plain files of a folder in order.
func (d *Disk) filesOf(dir string) []string {
	if names, again := d.names[dir]; again {
		return names
	}
	var names []string
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		entries = nil // what cannot be listed holds no example anybody reads
	}
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	d.names[dir] = names
	return names
}

// exampleKinds are the facts of the rule files that example files state.
func exampleKinds() []factText {
	b, err := theBook()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(b.facts), func(f factText) bool {
		if _, err := regexp.Compile(f.Regex); err != nil {
			return true // what looks around itself is about package.json, which a Go module has none of
		}
		return f.Kind != "env" || f.Regex == "" || len(f.Languages) != 1 || f.Languages[0] != "regex" || f.Role != "documented" && f.Role != "supplied"
	})
}

// reads reports whether the entry reads files of that name.
func (f factText) reads(name string) bool {
	return matches(name, f.Paths.Include) && !matches(name, f.Paths.Exclude)
}

// ExampleFiles lists the files around the module whose text facts are read from, sorted.
func (d *Disk) ExampleFiles() []string {
	var out []string
	for _, k := range exampleKinds() {
		for _, dir := range d.dirs {
			for _, n := range d.filesOf(dir) {
				if file := filepath.Join(dir, n); k.reads(n) && !slices.Contains(out, file) {
					out = append(out, file)
				}
			}
		}
	}
	sort.Strings(out)
	return out
}

// documented returns the facts of example files.
func (d *Disk) documented() []*facts.Fact {
	if d.scanned {
		return d.facts
	}
	d.scanned = true
	for _, k := range exampleKinds() {
		reader, err := newExampleReader(k)
		if err != nil {
			continue // the tests of this package load all of them
		}
		for _, dir := range d.dirs {
			for _, n := range d.filesOf(dir) {
				if !k.reads(n) {
					continue
				}
				text, err := d.Read(filepath.Join(dir, n))
				if err != nil {
					continue // it is there, and says nothing
				}
				d.facts = append(d.facts, reader.facts(d.name(filepath.Join(dir, n)), string(text))...)
			}
		}
	}
	return d.facts
}

// example returns the value that the nearest example file gives to a variable.
func (d *Disk) example(name string) (string, bool) {
	for _, f := range d.documented() {
		if f.Role == "documented" && f.Key.Str == name {
			return strings.Trim(f.Value.Str, `"'`), true
		}
	}
	return "", false
}

// exampleReader reads facts off texts by a regular expression whose groups are metavariables.
type exampleReader struct {
	kind              factText
	re                *regexp.Regexp
	where, key, value *expr.Program
	attributes        map[string]*expr.Program
}

func newExampleReader(k factText) (*exampleReader, error) {
	re, err := regexp.Compile(k.Regex)
	if err != nil {
		return nil, err
	}
	r := &exampleReader{kind: k, re: re, attributes: map[string]*expr.Program{}}
	var decls []expr.Decl
	for _, n := range re.SubexpNames() {
		if n != "" {
			decls = append(decls, expr.Decl{Name: "$" + n})
		}
	}
	env, err := expr.NewEnv(nil)
	if err == nil {
		env, err = env.With(decls...)
	}
	c := &compiler{err: err}
	r.where, r.key, r.value = c.program(env, k.Where), c.program(env, k.Key), c.program(env, k.Value)
	for n, text := range k.Attribute {
		r.attributes[n] = c.program(env, text)
	}
	return r, c.err
}

func (r *exampleReader) facts(name, text string) []*facts.Fact {
	file := &value.File{Path: path.Clean(name), Display: name, Line: func(offset int) int {
		return 1 + strings.Count(text[:offset], "\n")
	}}
	var out []*facts.Fact
	for _, m := range r.re.FindAllStringSubmatchIndex(text, -1) {
		in := &expr.Input{Lookup: func(n string) (expr.Var, bool) {
			i := r.re.SubexpIndex(n[1:])
			if i < 0 || m[2*i] < 0 {
				return expr.Var{}, false
			}
			return expr.Var{Value: value.NewString(text[m[2*i]:m[2*i+1]])}, true
		}}
		if r.where != nil && !isTrue(r.where.Judge(in)) {
			continue
		}
		f := &facts.Fact{Kind: r.kind.Kind, Role: r.kind.Role, Key: r.key.Eval(in), Value: value.NewNull(),
			At: value.Place{File: file, Start: m[0], End: m[1]}}
		if r.value != nil {
			f.Value = r.value.Eval(in)
		}
		for n, p := range r.attributes {
			f.Attributes = append(f.Attributes, facts.Attr{Name: n, Value: p.Eval(in)})
		}
		out = append(out, f)
	}
	return out
}
