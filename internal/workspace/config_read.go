package workspace

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/internal/files"
)

// severities are the values of `severity:`, as DESIGN lists them for findings.
var severities = []string{"error", "warning", "info"}

// configReader reads one connaudit.yaml.
type configReader struct {
	document
	files   files.System
	dir     string // folder of the file, slash form not required
	config  *Config
	extends *extension    // nil when the file extends none
	folders []os.FileInfo // of config.Repos; nil for one that is known by facts
}

// extension is the value of `extends:`.
type extension struct {
	file string // absolute
	node *yaml.Node
}

// readConfig reads one file, without what it extends. The position of every fault is in the error.
func readConfig(sys files.System, file string, text []byte) (*configReader, error) {
	r := &configReader{
		document: document{file: file},
		files:    sys,
		dir:      filepath.Dir(file),
		config:   &Config{File: file, Files: []string{file}, Version: 1, layers: []layer{{dir: filepath.Dir(file)}}, sum: sha256.Sum256(text)},
	}
	if root := r.parseYAML(text); root != nil && !isNull(root) {
		r.object(root, "the configuration", r.fields())
	}
	return r, r.errors.asError()
}

// fields is the one list of the configuration's keys, in the order a message shows them.
func (r *configReader) fields() []field {
	c := r.config
	own := &c.layers[0]
	return []field{
		{"version", r.version},
		{"extends", r.readExtends},
		{"repos", r.repos},
		{"rules", func(_, v *yaml.Node) { r.items(v, "rules", "packs and paths", r.rule) }},
		{"disable", func(_, v *yaml.Node) { c.Disable = r.ids(v, "disable") }},
		{"enable", func(_, v *yaml.Node) { c.Enable = r.ids(v, "enable") }},
		{"severity", r.severity},
		{"params", r.params},
		{"exclude", func(_, v *yaml.Node) { own.exclude = r.globs(v, "exclude") }},
		{"include", func(_, v *yaml.Node) { own.include = r.globs(v, "include") }},
		{"tests", func(_, v *yaml.Node) { c.Tests, c.testsSet = r.boolean(v, "tests") }},
		{"go", r.golang},
		{"ignore", func(_, v *yaml.Node) { r.items(v, "ignore", "entries {rule, path, reason, until}", r.ignore) }},
		{"require_reasons", func(_, v *yaml.Node) {
			required, ok := r.boolean(v, "require_reasons")
			c.Unreasoned, c.reasonsSet = ok && !required, ok
		}},
		{"baseline", func(_, v *yaml.Node) {
			if s, ok := r.text(v, "baseline"); ok {
				c.Baseline = r.absolute(s)
			}
		}},
		{"views", func(_, v *yaml.Node) {
			r.items(v, "views", "entries {name, rules, categories, repos, paths, unit}", r.view)
		}},
	}
}

func (r *configReader) golang(_, v *yaml.Node) {
	g := &r.config.Go
	r.object(v, "go", []field{
		{"network", func(_, v *yaml.Node) { g.Network, g.networkSet = r.boolean(v, "network") }},
		{"types", func(_, v *yaml.Node) {
			wanted, ok := r.boolean(v, "types")
			g.AsText, g.typesSet = ok && !wanted, ok
		}},
		{"tags", func(_, v *yaml.Node) {
			r.items(v, "tags", "build tags", func(item *yaml.Node) {
				s, ok := r.text(item, "a build tag")
				if ok && !buildTag.MatchString(s) {
					r.fail(item, fmt.Sprintf("%q is no build tag", s), "letters, digits, _ and . make one")
				} else if ok {
					g.Tags = append(g.Tags, s)
				}
			})
		}},
	})
}

var buildTag = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_.]*$`)

func (r *configReader) version(_, v *yaml.Node) {
	n := follow(v)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || n.Value != "1" {
		r.fail(v, fmt.Sprintf("version is %s", kindOf(n)), "this program reads version 1")
	}
}

// readExtends takes one path: a chain is easy to follow for people, a graph is not.
func (r *configReader) readExtends(_, v *yaml.Node) {
	if s, ok := r.text(v, "extends"); ok {
		r.extends = &extension{r.absolute(s), v}
	}
}

// absolute reads a path of the configuration relative to its folder.
func (r *configReader) absolute(written string) string {
	p := filepath.FromSlash(written)
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(r.dir, p)
}

func (r *configReader) repos(_, v *yaml.Node) {
	r.config.reposFile = r.file
	r.items(v, "repos", "paths or {path, name, facts}", func(item *yaml.Node) {
		if follow(item).Kind == yaml.MappingNode {
			r.repoObject(item)
		} else if s, ok := r.text(item, "a repository"); ok {
			r.addRepo(item, RepoEntry{Path: r.absolute(s)}, s)
		}
	})
	// An empty list says nothing about which repositories there are, so it must not hide those of an extended file.
	if len(r.config.Repos) == 0 && len(r.errors) == 0 {
		r.config.reposFile = ""
	}
}

func (r *configReader) repoObject(item *yaml.Node) {
	var e RepoEntry
	var path, facts string
	before := len(r.errors)
	r.object(item, "a repository", []field{
		{"path", func(_, v *yaml.Node) { path, _ = r.text(v, "path") }},
		{"name", func(_, v *yaml.Node) { e.Name, _ = r.text(v, "name") }},
		{"facts", func(_, v *yaml.Node) { facts, _ = r.text(v, "facts") }},
	})
	switch {
	case len(r.errors) > before:
	case path != "" && facts != "":
		r.fail(item, "a repository with both path and facts", "it is known by its source (path) or by what it exported (facts); keep one")
	case facts != "" && e.Name == "":
		r.fail(item, fmt.Sprintf("the repository of facts file %q has no name", facts), "add name: to it")
	case path == "" && facts == "":
		r.fail(item, "a repository without path and facts", "one of the two is needed")
	case facts != "":
		e.Facts = r.absolute(facts)
		r.addRepo(item, e, facts)
	default:
		e.Path = r.absolute(path)
		r.addRepo(item, e, path)
	}
}

// addRepo checks that what the entry points to exists, and that no other entry has its name.
func (r *configReader) addRepo(n *yaml.Node, e RepoEntry, written string) {
	e.Pos = r.position(n)
	if e.Facts != "" {
		if info, err := r.files.Stat(e.Facts); err != nil || !info.Mode().IsRegular() {
			r.fail(n, fmt.Sprintf("no facts file %q", written), "the path is relative to this file's folder; `connaudit facts export` writes one")
			return
		}
	}
	var folder os.FileInfo
	if e.Facts == "" {
		info, err := os.Stat(e.Path)
		if err != nil || !info.IsDir() {
			r.fail(n, fmt.Sprintf("no folder %q for a repository", written), "the path is relative to this file's folder; check it out there, or name it by facts:")
			return
		}
		folder = info
	}
	if e.Name == "" {
		e.Name = filepath.Base(e.Path)
	}
	for i, have := range r.config.Repos {
		if have.Name == e.Name {
			r.fail(n, fmt.Sprintf("two repositories named %q", e.Name), fmt.Sprintf("the other is in line %d; give one of them another name:", have.Pos.Line))
			return
		}
		// One folder may have two paths, through a link.
		if folder != nil && r.folders[i] != nil && os.SameFile(folder, r.folders[i]) {
			r.fail(n, fmt.Sprintf("the folder %q is listed twice", written), fmt.Sprintf("the other is in line %d; remove one", have.Pos.Line))
			return
		}
	}
	r.config.Repos, r.folders = append(r.config.Repos, e), append(r.folders, folder)
}

// rule reads `builtin`, `builtin/…` (a pack, known to who loads rules) or a path that must exist.
func (r *configReader) rule(n *yaml.Node) {
	s, ok := r.text(n, "a line of rules")
	if !ok {
		return
	}
	src := RuleSource{Text: s, Pos: r.position(n)}
	if s != "builtin" && !strings.HasPrefix(s, "builtin/") {
		src.Path = r.absolute(s)
		if _, err := r.files.Stat(src.Path); err != nil {
			hint := "the path is relative to this file's folder; the built-in packs are called builtin"
			if nearest(s, []string{"builtin"}) != "" {
				hint = "did you mean \"builtin\"? " + hint
			}
			r.fail(n, fmt.Sprintf("no rule file or folder %q", s), hint)
			return
		}
	}
	r.config.Rules = append(r.config.Rules, src)
}

func (r *configReader) ids(v *yaml.Node, what string) []RuleID {
	var out []RuleID
	r.items(v, what, "rule ids", func(n *yaml.Node) {
		if s, ok := r.text(n, "a rule id"); ok && !hasID(out, s) {
			out = append(out, RuleID{s, r.position(n)})
		}
	})
	return out
}

func (r *configReader) severity(_, v *yaml.Node) {
	if isNull(follow(v)) {
		return
	}
	r.pairs(v, "severity", func(key, value *yaml.Node) {
		s, ok := r.text(value, "severity of "+key.Value)
		if !ok {
			return
		}
		if !slices.Contains(severities, s) {
			hint := "allowed are " + strings.Join(severities, ", ") + "; to switch a rule off, list it under disable"
			if near := nearest(s, severities); near != "" {
				hint = fmt.Sprintf("did you mean %q? %s", near, hint)
			}
			r.fail(value, fmt.Sprintf("unknown severity %q", s), hint)
			return
		}
		r.config.Severity = append(r.config.Severity, Severity{key.Value, s, r.position(key)})
	})
	slices.SortFunc(r.config.Severity, func(a, b Severity) int { return strings.Compare(a.ID, b.ID) })
}

func (r *configReader) params(_, v *yaml.Node) {
	if isNull(follow(v)) {
		return
	}
	r.pairs(v, "params", func(key, value *yaml.Node) {
		p := Params{ID: key.Value, Pos: r.position(key)}
		r.pairs(value, "params of "+key.Value, func(name, value *yaml.Node) {
			r.sound(value, nil)
			p.Values = append(p.Values, Param{name.Value, value, r.position(name)})
		})
		slices.SortFunc(p.Values, func(a, b Param) int { return strings.Compare(a.Name, b.Name) })
		r.config.Params = append(r.config.Params, p)
	})
	slices.SortFunc(r.config.Params, func(a, b Params) int { return strings.Compare(a.ID, b.ID) })
}

func (r *configReader) globs(v *yaml.Node, what string) []Glob {
	var out []Glob
	r.items(v, what, "globs", func(n *yaml.Node) {
		if s, ok := r.glob(n, "a pattern of "+what); ok {
			out = append(out, Glob{s, r.position(n)})
		}
	})
	return out
}

// glob reads a doublestar pattern and brings it into the form paths have.
func (r *configReader) glob(n *yaml.Node, what string) (string, bool) {
	s, ok := r.text(n, what)
	if !ok {
		return "", false
	}
	if strings.HasPrefix(s, "!") {
		r.fail(n, fmt.Sprintf("the pattern %q is negated", s), "what shall be read goes under include")
		return "", false
	}
	if !doublestar.ValidatePattern(s) {
		r.fail(n, fmt.Sprintf("the pattern %q is not a glob", s), "doublestar globs: * ? [a-z] {a,b} and ** for any folders; close every bracket")
		return "", false
	}
	// path.Clean must not see a pattern like "[a//b]", which is rare enough to be left as it is.
	if !strings.ContainsAny(s, "[\\") {
		s = strings.TrimPrefix(path.Clean("/"+s), "/")
		if strings.HasPrefix(n.Value, "../") {
			s = path.Clean(n.Value)
		}
	}
	return strings.TrimSuffix(s, "/"), true
}

func (r *configReader) ignore(n *yaml.Node) {
	e := Ignore{Base: r.dir, Pos: r.position(n)}
	before := len(r.errors)
	r.object(n, "an entry of ignore", []field{
		{"rule", func(_, v *yaml.Node) { e.Rule, _ = r.text(v, "rule") }},
		{"path", func(_, v *yaml.Node) { e.Path, _ = r.glob(v, "path") }},
		{"reason", func(_, v *yaml.Node) { e.Reason, _ = r.text(v, "reason") }},
		{"until", func(_, v *yaml.Node) { e.Until = r.date(v) }},
	})
	if len(r.errors) > before {
		return
	}
	if e.Rule == "" && e.Path == "" {
		r.fail(n, "an entry of ignore without rule and path", "say which rule or which files; it would hide everything")
		return
	}
	r.config.Ignore = append(r.config.Ignore, e)
}

func (r *configReader) date(n *yaml.Node) string {
	s, ok := r.text(n, "until")
	if !ok {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		r.fail(n, fmt.Sprintf("until is %q", s), "a date is expected: YYYY-MM-DD")
		return ""
	}
	return s
}
