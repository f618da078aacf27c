package modules

import (
	_ "embed" // for the configurations of frameworks
	"path"
	"slices"
	"strings"
	"sync"
)

// tsconfig is what a tsconfig.json or jsconfig.json says about where modules are, with what it extends merged in. It is
// immutable once read.
type tsconfig struct {
	at         place // of the file
	options    map[string]option
	references []string // of this file alone
	missing    []string // what it extends and is not in the workspace
}

// option is a compiler option and the folder of the file that states it, to which its paths are relative.
type option struct {
	value any
	from  place
}

// configOptions are the compiler options that are kept.
var configOptions = []string{"baseUrl", "paths", "outDir", "declarationDir", "rootDir"}

// configNames are the files looked for in each folder, from the importing file's upwards.
var configNames = []string{"tsconfig.json", "jsconfig.json"}

// buildConfigNames are the files beside a package.json that may say where its build goes.
var buildConfigNames = []string{"tsconfig.json", "tsconfig.build.json", "tsconfig.lib.json", "jsconfig.json"}

func (c *tsconfig) folder() place { return place{c.at.repo, parentOf(c.at.path)} }

// text gives a stated option that is a string, and the folder it is relative to.
func (c *tsconfig) text(name string) (value string, from place) {
	o := c.options[name]
	value, _ = o.value.(string)
	return c.expand(value, o.from)
}

// expand replaces ${configDir}, which is the folder of the file that was not extended by another.
func (c *tsconfig) expand(value string, from place) (string, place) {
	if rest, ok := strings.CutPrefix(value, "${configDir}"); ok {
		return "." + rest, c.folder()
	}
	return value, from
}

// folderOption gives a stated option that names a folder of the workspace.
func (r *Resolver) folderOption(c *tsconfig, name string) (place, bool) {
	value, from := c.text(name)
	if value == "" {
		return place{}, false
	}
	return r.join(from, value)
}

// configFor gives the configuration that holds in a folder: the nearest one upwards in its repository; nil without one.
func (r *Resolver) configFor(dir place) *tsconfig {
	for {
		for _, name := range configNames {
			if c := r.config(place{dir.repo, below(dir.path, name)}); c != nil {
				return c
			}
		}
		if dir.path == "" {
			return nil
		}
		dir.path = parentOf(dir.path)
	}
}

// configsFor gives the configurations to ask in turn for paths. A file that holds nothing but references to others, as
// starters for Vite write it, stands for these.
func (r *Resolver) configsFor(dir place) []*tsconfig {
	c := r.configFor(dir)
	if c == nil {
		return nil
	}
	out := []*tsconfig{c}
	if c.options["paths"].value == nil && c.options["baseUrl"].value == nil {
		for _, ref := range c.references {
			at, ok := r.join(c.folder(), ref)
			if !ok {
				continue
			}
			if !strings.HasSuffix(at.path, ".json") {
				at.path = below(at.path, configNames[0])
			}
			// A reference to another package's folder says how that one is built, not where this one's modules are.
			if parentOf(at.path) == c.folder().path {
				if to := r.config(at); to != nil {
					out = append(out, to)
				}
			}
		}
	}
	return out
}

// below adds a name to a slash path; "" is the root.
func below(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

// inherit takes what the extended file says and this one does not.
func (c *tsconfig) inherit(far *tsconfig) {
	for name, o := range far.options {
		c.options[name] = o
	}
	for _, m := range far.missing {
		if !slices.Contains(c.missing, m) {
			c.missing = append(c.missing, m)
		}
	}
}

// generatedText holds, for configurations that a framework's tool writes into an excluded folder, the paths they state.
//
//go:embed generated_configs.json
var generatedText []byte

var generatedConfigs = sync.OnceValue(func() object {
	table, err := parseConfig(generatedText)
	if err != nil {
		return nil // a test reads the table
	}
	return table
})

// generatedPaths gives the paths of a framework's configuration by the path that extends it; nil for any other.
func generatedPaths(written string) map[string]any {
	paths, _ := generatedConfigs()[path.Clean(written)].(map[string]any)
	return paths
}
