package rule

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/pattern"
)

// Set is a compiled set of rules. It is immutable once loaded and may be shared between goroutines. Everything in it is
// in the order of the sources and, within one, of its text.
type Set struct {
	Known    []*Known
	Facts    []*Fact // those stated in checks too
	Checks   []*Check
	Tables   []*Table
	Rules    []*Rule
	Own      []Own               // without those that are disabled
	IDs      []string            // of all checks and rules, also those that are disabled or did not load; sorted
	Lists    map[string][]string // globs by the name of the list, merged over all files, sorted
	Types    []string            // the types that known entries make, sorted
	Schema   *expr.Schema        // kinds, roles and attributes that somebody records
	Warnings []*Problem          // what does not keep a rule from working, such as its cost; sorted
}

// Pos is where something is stated.
type Pos struct {
	File         string // as the source was named
	Line, Column int    // from 1, the column in bytes
}

// Entry finds code: what known and facts entries and rules have in common. An entry with cases is one Entry per case.
type Entry struct {
	ID          string // empty where the file gives none
	Pos         Pos
	Languages   []string                    // typescript, javascript, python, regex; sorted
	Unsupported []string                    // languages asked for that patterns cannot read here, as written
	From        []string                    // modules the leftmost name comes from; Global: bound by nothing in the file
	LeadNames   []string                    // with From: the leftmost names of its patterns as they are written; sorted
	Formulas    map[string]*pattern.Formula // by language; typescript and javascript may share one
	Where       *expr.Program               // nil: always
	Callees     []string                    // dotted names that its patterns call as a whole, such as httpx.Client; sorted
	Paths       Paths
	Metavars    []string       // what the formulas can bind, such as $X and $...ARGS; sorted
	KnownTypes  []string       // types that pattern-known asks for anywhere in the formula; sorted
	Options     map[string]any // Semgrep's matching options
	params      map[string]*Param
}

// Global is the module name in From of what is bound by nothing in the file.
const Global = "<global>"

// Attr is a named expression.
type Attr struct {
	Name    string
	Program *expr.Program
}

// Known says what matched code means: it is, or changes, an object.
type Known struct {
	Entry
	Types   []string // of the matched expression's value; none where the entry changes an object
	Changes string   // the metavariable bound to the object that is changed, or the full name of what is; empty where the entry makes one
	With    []Attr   // attributes, in the order of the file
}

// ChangesNamed reports whether the entry names what it changes, instead of binding it to a metavariable.
func (k *Known) ChangesNamed() bool { return k.Changes != "" && k.Changes[0] != '$' }

// Fact says which fact matched code states.
type Fact struct {
	Entry
	Kind, Role string
	Key, Value *expr.Program // Value may be nil
	Split      bool          // the key is a list or an object, and each of its elements or keys a fact
	Attributes []Attr        // in the order of the file
	Check      string        // the check that states it in place and whose params it sees; else empty
}

// Check says what must hold.
type Check struct {
	ID, Category, Severity, Priority, Why, Bad, Good string

	Pos      Pos
	Metadata map[string]any
	Extends  []string // ids of the checks it was laid over, nearest first
	Params   []*Param
	ParamSet bool // the configuration sets a param
	Enabled  bool // the configuration enables it

	Each       Selector
	Facts      []*Fact // stated in place; they stand in Set.Facts too
	Let        []Attr  // each after those it uses
	Against    []*FactSet
	Require    *expr.Program
	OnePer     []*expr.Program // empty: the site
	RollUp     *RollUp
	Convention *Convention
	Cause      *Cause
	Message    *expr.Template
	OK         *expr.Template // may be nil
	Related    []string       // names of sets whose facts are shown; all of them where the file does not say
	Fixes      []*Fix
	Unit       Unit
	Report     *Report // nil: its findings are all there is to say
}

// Unit is what a summary counts.
type Unit struct {
	Name, Plural string          // a noun
	Of           []*expr.Program // findings that agree in all of them count as one; none: each counts
}

// Report is what the report says of a check besides its findings.
type Report struct {
	Title   string         // may be empty
	Sites   bool           // a row for each judged site that counts with a finding, not for each finding
	Group   *expr.Template // may be nil
	Columns []Column       // in the order of the file
	Matrix  *Matrix        // may be nil
}

// Column is a column of a table.
type Column struct {
	Title string
	Text  *expr.Template
}

// Matrix is a table of all judged sites.
type Matrix struct{ Row, Column, Cell *expr.Template }

// Param returns the param called name, or nil.
func (c *Check) Param(name string) *Param {
	for _, p := range c.Params {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Selector picks facts.
type Selector struct {
	Kind  string
	Roles []string      // none: any role
	Where *expr.Program // nil: all
}

// FactSet is a named set of facts that a site is compared with. By default its Where says that keys are equal; it is nil only
// for an optional set of a kind that nobody records, which is empty.
type FactSet struct {
	Name string
	Selector
	Nearest []string  // of package, repo, workspace, in the order in which they are tried; none: everywhere
	IfNone  string    // ok, violation, unknown, or empty: require decides
	Join    expr.Join // other facts cannot belong, so they need not be looked at
}

// RollUp makes families of sites.
type RollUp struct{ By, Head string }

// Convention says where a check is judged at all.
type Convention struct {
	In   string // package, repo or workspace
	Also *Selector
}

// Cause is the place whose change resolves several findings.
type Cause struct {
	At                 *expr.Program
	Message            *expr.Template
	Priority, Severity string // the check's where the file does not say
	Fixes              []*Fix
}

// Fix is an edit that resolves a finding. Exactly one of Replace, Add and Append is set.
type Fix struct {
	Title     *expr.Template
	Languages []string // none: all
	Where     *expr.Program
	Safe      bool
	Replace   *Replace
	Add       *Add
	Append    *Append
}

// Replace replaces the code of a value.
type Replace struct {
	At     *expr.Program
	Code   *expr.Template
	Import *expr.Template // may be nil
}

// Add adds an entry to an object, dict, options or header map, which is made if absent.
type Add struct {
	To        *expr.Program
	Key, Code *expr.Template
	Import    *expr.Template // may be nil
}

// Append appends text to a file.
type Append struct {
	To   *expr.Program
	Text *expr.Template
}

// Rule is a Semgrep rule.
type Rule struct {
	Entry
	Message                      string // $X stands for the code bound to it
	Severity, Category, Priority string // ours: error, warning, info; P0 to P3
	Why, Bad, Good               string
	Fix                          string // replaces the match; empty for none
	FixRegex                     *FixRegex
	Metadata                     map[string]any
	// NotOffered says why the rule cannot run here, such as "mode: taint"; such a rule has no formulas. It is reported as
	// unsupported and is no mistake of its author.
	NotOffered string
}

// FixRegex replaces text of the match.
type FixRegex struct {
	Regex, Replacement string
	Count              int // 0: all
}
