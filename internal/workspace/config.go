package workspace

import (
	"crypto/sha256"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// ConfigName is the file that makes a folder a workspace's root.
const ConfigName = "connaudit.yaml"

// Position is a place in a configuration file. The zero value means "stated nowhere".
type Position struct {
	File   string // absolute path
	Line   int    // from 1
	Column int    // from 1, in UTF-8 bytes
}

// Config is connaudit.yaml after `extends` was followed. Lists hold the extended file's entries first, then the
// nearer file's; a severity or a parameter that both state is the nearer one's; the nearer one's `repos` replace the others.
type Config struct {
	File       string   // absolute path of the nearest configuration; empty when there is none
	Files      []string // absolute paths of all that were read: the extended ones first, File last
	Version    int      // of the format; 1
	Repos      []RepoEntry
	Rules      []RuleSource
	Disable    []RuleID
	Enable     []RuleID
	Severity   []Severity // one for each rule id, sorted by id
	Params     []Params   // one for each rule id, sorted by id
	Tests      bool       // tests are read like other files
	Ignore     []Ignore
	Baseline   string // absolute path of the file of accepted findings; empty where none is stated
	Unreasoned bool   // findings may be ignored without a reason
	Views      []View // one for each name; of two files' the nearer one's
	Go         GoSettings

	reposFile  string  // the configuration whose repos hold; empty when none states any
	layers     []layer // exclude and include of each file, nearest first
	testsSet   bool
	reasonsSet bool
	sum        [sha256.Size]byte // of the text, and of those that it extends
}

// GoSettings say how Go modules are loaded. What the nearer file states counts.
type GoSettings struct {
	Network bool     // modules that are missing may be fetched
	Tags    []string // build tags that are set
	AsText  bool     // Go is read as text, without its types

	networkSet, typesSet bool
}

// RepoEntry is one line of `repos`.
type RepoEntry struct {
	Path  string // absolute; empty when Facts is set
	Name  string // as stated; empty means the folder's name
	Facts string // absolute path of an exported facts file that stands for the source
	Pos   Position
}

// RuleSource is one line of `rules`.
type RuleSource struct {
	Text string   // as written
	Path string   // absolute path of an existing file or folder; empty for a built-in pack
	Pos  Position // of the line
}

// RuleID names a rule in `disable` or `enable`. Whether it exists is not known here.
type RuleID struct {
	ID  string
	Pos Position
}

// Severity overrides a rule's severity.
type Severity struct {
	ID, Value string // Value is error, warning or info
	Pos       Position
}

// Params are a rule's parameters, unread: only the rule knows their types.
type Params struct {
	ID     string
	Pos    Position
	Values []Param // sorted by name
}

// Param is one parameter. Node has no duplicate keys and no alias that contains itself; its Line and Column count
// in runes, as yaml.v3 does, and Pos in bytes.
type Param struct {
	Name string
	Node *yaml.Node
	Pos  Position // of the name
}

// Ignore is an accepted finding.
type Ignore struct {
	Rule   string // id; empty means every rule
	Path   string // doublestar glob from Base; empty means every file
	Base   string // absolute folder of the configuration that states it
	Reason string
	Until  string // YYYY-MM-DD, the last day it holds; empty means for good
	Pos    Position
}

// View is a row of the report's summary that counts findings of several rules. Empty lists leave nothing out.
type View struct {
	Name              string
	Unit              string // one of ViewUnits
	Rules             []RuleID
	Categories, Repos []string
	Paths             []string // doublestar globs
	Pos               Position
}

// ViewUnits lists what a view can count; the first is the default.
func ViewUnits() []string { return []string{"finding", "file", "repository"} }

// Glob is a doublestar pattern and where it stands.
type Glob struct {
	Pattern string // cleaned: no leading "./" or "/", no trailing "/"
	Pos     Position
}

// layer is what one configuration file says about files; its patterns are relative to its folder.
type layer struct {
	dir              string
	exclude, include []Glob
}

// Excludes and Includes list the patterns of all files, nearest first.
func (c *Config) Excludes() []Glob { return c.globs(func(l layer) []Glob { return l.exclude }) }

// Includes lists the `include:` patterns of all files, nearest first.
func (c *Config) Includes() []Glob { return c.globs(func(l layer) []Glob { return l.include }) }

func (c *Config) globs(of func(layer) []Glob) []Glob {
	var out []Glob
	for _, l := range c.layers {
		out = append(out, of(l)...)
	}
	return out
}

// over merges a nearer configuration into the one it extends.
func (c *Config) over(far *Config) {
	c.Files = append(far.Files, c.Files...)
	c.sum = sha256.Sum256(append(c.sum[:], far.sum[:]...))
	if c.reposFile == "" {
		c.Repos, c.reposFile = far.Repos, far.reposFile
	}
	if !c.testsSet {
		c.Tests, c.testsSet = far.Tests, far.testsSet
	}
	if !c.Go.networkSet {
		c.Go.Network, c.Go.networkSet = far.Go.Network, far.Go.networkSet
	}
	if !c.Go.typesSet {
		c.Go.AsText, c.Go.typesSet = far.Go.AsText, far.Go.typesSet
	}
	if c.Go.Tags == nil {
		c.Go.Tags = far.Go.Tags
	}
	if !c.reasonsSet {
		c.Unreasoned, c.reasonsSet = far.Unreasoned, far.reasonsSet
	}
	if c.Baseline == "" {
		c.Baseline = far.Baseline
	}
	c.Rules = distinctRules(append(far.Rules, c.Rules...))
	// What the nearer file enables is no longer disabled by the other, and the reverse.
	disable, enable := c.Disable, c.Enable
	c.Disable = append(without(far.Disable, enable), disable...)
	c.Enable = append(without(far.Enable, disable), enable...)
	c.Severity = mergeSeverity(far.Severity, c.Severity)
	c.Params = mergeParams(far.Params, c.Params)
	c.Ignore = append(far.Ignore, c.Ignore...)
	c.Views = mergeViews(far.Views, c.Views)
	c.layers = append(c.layers, far.layers...)
}

// distinctRules keeps the first of several lines that name the same pack or folder: loading it twice would be an error.
func distinctRules(rules []RuleSource) []RuleSource {
	seen := map[string]bool{}
	var out []RuleSource
	for _, r := range rules {
		key := r.Path
		if key == "" {
			key = r.Text
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, r)
		}
	}
	return out
}

func without(ids, gone []RuleID) []RuleID {
	var out []RuleID
	for _, id := range ids {
		if !hasID(gone, id.ID) {
			out = append(out, id)
		}
	}
	return out
}

func hasID(ids []RuleID, id string) bool {
	for _, have := range ids {
		if have.ID == id {
			return true
		}
	}
	return false
}

func mergeSeverity(far, near []Severity) []Severity {
	return mergeSorted(far, near, func(s Severity) string { return s.ID }, func(_, n Severity) Severity { return n })
}

func mergeParams(far, near []Params) []Params {
	return mergeSorted(far, near, func(p Params) string { return p.ID }, func(f, n Params) Params {
		n.Values = mergeSorted(f.Values, n.Values, func(p Param) string { return p.Name },
			func(_, n Param) Param { return n })
		return n
	})
}

// mergeViews keeps the order of the extended file; a view of the same name is the nearer one's.
func mergeViews(far, near []View) []View {
	named := func(name string) func(View) bool { return func(v View) bool { return v.Name == name } }
	var out []View
	for _, v := range far {
		if !slices.ContainsFunc(near, named(v.Name)) {
			out = append(out, v)
		}
	}
	return append(out, near...)
}

// mergeSorted merges two lists sorted by a unique key; join makes one entry of two with the same key.
func mergeSorted[T any](far, near []T, key func(T) string, join func(far, near T) T) []T {
	out := make([]T, 0, len(far)+len(near))
	for len(far) > 0 && len(near) > 0 {
		switch c := strings.Compare(key(far[0]), key(near[0])); {
		case c < 0:
			out, far = append(out, far[0]), far[1:]
		case c > 0:
			out, near = append(out, near[0]), near[1:]
		default:
			out, far, near = append(out, join(far[0], near[0])), far[1:], near[1:]
		}
	}
	return append(append(out, far...), near...)
}
