package workspace

import (
	"bytes"
	_ "embed" // for defaults.yaml
	"fmt"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

//go:embed defaults.yaml
var defaultsYAML []byte

// Kinds of the default exclusions that code has to know; the others are only shown.
const (
	kindTests        = "tests"
	kindDeclarations = "declarations"
)

// Default is one entry of the built-in table of exclusions.
type Default struct {
	Kind       string   // one word or two, for statistics
	Reason     string   // completes "it …"
	Folders    []string // names
	Holding    []string // names of files that give a folder away
	Files      []string // patterns of names; * is the only wildcard
	Extensions []string // with the dot, lower case
	Headers    []string // texts in the comment at the top of a file
}

// defaults are the table, parsed, and its entries by what is looked up.
type defaults struct {
	table      []Default
	folders    map[string]*Default
	holding    map[string]*Default
	extensions map[string]*Default
	names      map[string]*Default
	patterns   []namePattern
	headers    []string
}

type namePattern struct {
	glob  string
	parts []string // between the stars
	entry *Default
}

// builtinDefaults parses the embedded table; the result is immutable.
var builtinDefaults = mustDefaults(defaultsYAML)

func mustDefaults(text []byte) *defaults {
	d, err := parseDefaults(text)
	if err != nil {
		panic("unreachable: " + err.Error()) // a test reads the same bytes
	}
	return d
}

// Defaults lists the built-in exclusions, in the order they are asked.
func Defaults() []Default { return slices.Clone(builtinDefaults.table) }

func parseDefaults(text []byte) (*defaults, error) {
	d := &defaults{folders: map[string]*Default{}, holding: map[string]*Default{}, extensions: map[string]*Default{}, names: map[string]*Default{}}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&d.table); err != nil {
		return nil, fmt.Errorf("defaults.yaml: %w", err)
	}
	for i := range d.table {
		e := &d.table[i]
		d.headers = append(d.headers, e.Headers...)
		for _, group := range []struct {
			keys []string
			into map[string]*Default
		}{{e.Folders, d.folders}, {e.Holding, d.holding}, {e.Extensions, d.extensions}} {
			for _, key := range group.keys {
				if group.into[key] != nil {
					return nil, fmt.Errorf("defaults.yaml: %q stands in %s and %s", key, group.into[key].Kind, e.Kind)
				}
				group.into[key] = e
			}
		}
		for _, glob := range e.Files {
			if !strings.Contains(glob, "*") {
				d.names[glob] = e
				continue
			}
			d.patterns = append(d.patterns, namePattern{glob, strings.Split(glob, "*"), e})
		}
	}
	return d, nil
}

// folder gives the entry that leaves a folder of this name out, or nil.
func (d *defaults) folder(name string) *Default { return d.folders[name] }

// file gives the entry that leaves a file of this name out, and its pattern, or nil. Declarations are not left out.
func (d *defaults) file(name string, tests bool) (*Default, string) {
	counts := func(e *Default) bool { return e.Kind != kindDeclarations && !(tests && e.Kind == kindTests) }
	if e := d.names[name]; e != nil && counts(e) {
		return e, name
	}
	for i := range d.patterns {
		if p := &d.patterns[i]; p.matches(name) && counts(p.entry) {
			return p.entry, p.glob
		}
	}
	if ext := path.Ext(name); ext != "" {
		if e := d.extensions[strings.ToLower(ext)]; e != nil && counts(e) {
			return e, "*" + strings.ToLower(ext)
		}
	}
	return nil, ""
}

// declares reports whether a file of this name only declares types.
func (d *defaults) declares(name string) bool { return d.declaration(name) != nil }

// declaration gives the pattern of files that only declare types which a name matches, or nil.
func (d *defaults) declaration(name string) *namePattern {
	for i := range d.patterns {
		if p := &d.patterns[i]; p.entry.Kind == kindDeclarations && p.matches(name) {
			return p
		}
	}
	return nil
}

// matches tells whether the pieces between the stars stand in the name in this order, the outer ones at its ends.
func (p *namePattern) matches(name string) bool {
	first, last := p.parts[0], p.parts[len(p.parts)-1]
	if len(name) < len(first)+len(last) || !strings.HasPrefix(name, first) || !strings.HasSuffix(name, last) {
		return false
	}
	rest := name[len(first) : len(name)-len(last)]
	for _, piece := range p.parts[1 : len(p.parts)-1] {
		i := strings.Index(rest, piece)
		if i < 0 {
			return false
		}
		rest = rest[i+len(piece):]
	}
	return true
}

// leavesOut gives the entry that speaks against looking for repositories in a folder of this name: tests may well be a
// repository, installed dependencies are none.
func (d *defaults) leavesOut(name string) *Default {
	if e := d.folders[name]; e != nil && e.Kind != kindTests {
		return e
	}
	return nil
}

// LeftOut reports whether a folder of this name is left out by default, wherever it lies: installed dependencies, what is built.
func LeftOut(folder string) bool { return builtinDefaults.leavesOut(folder) != nil }
