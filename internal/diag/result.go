package diag

import (
	"io"
	"slices"
	"time"
)

// Export is the file of facts by which a repository is known.
type Export struct {
	Repo string
	File string // absolute
}

// Result is all that one audit has to tell.
type Result struct {
	Findings     []Finding // of every status
	Sites        []Site    // of every verdict, as far as they were asked for
	Errors       []RunError
	Notes        []Note
	Skipped      []Skipped
	Suppressions []*Suppression // whether or not they suppress anything; sorted
	Baseline     *Baseline      // nil without one
	BaselineFile string         // absolute: where the baseline stands, or would
	Checks       []Check        // all that ran, sorted by id; a rule in several languages may be there several times
	Views        []View         // as configured
	Root         string         // folder of the workspace
	Repos        []string       // names of the repositories, sorted
	Dirs         []string       // folders of the repositories whose source is read, absolute; sorted
	Exports      []Export       // of the repositories that are known by what they exported, by name
	Stats        Stats
	Tool         Tool

	// Open opens a file, as Location.File names it, as the audit saw it; nil where that is how it is on disk.
	Open func(file string) (io.ReadCloser, error)
	// Changed reports whether a place of a new finding lies on lines that the change touched; nil where the audit compared with nothing
	// that was before.
	Changed func(Location) bool
}

// Tool is the program that made a result.
type Tool struct{ Name, Version string }

// ErrorKind says what kind of thing went wrong.
type ErrorKind string

// The kinds of errors.
const (
	ParseError       ErrorKind = "parse"       // a file has syntax that was not understood; the rest of it was read
	RuleError        ErrorKind = "rule"        // a rule file that does not load
	ConfigError      ErrorKind = "config"      // the configuration
	IOError          ErrorKind = "io"          // a file or folder that could not be read
	TimeoutError     ErrorKind = "timeout"     // work that was given up
	UnsupportedError ErrorKind = "unsupported" // a rule that asks for what is not offered; never a failure
	ResolveError     ErrorKind = "resolve"     // a damaged tsconfig.json, package.json, pyproject.toml
	GoError          ErrorKind = "go"          // the Go passes
)

// RunError is something that went wrong in the run itself, which did not stop it.
type RunError struct {
	Kind    ErrorKind
	Message string // with what to do next
	Path    string // as the user can open it from the working directory; empty where no file is to blame
	Line    int    // from 1; 0 where the file as a whole is meant
	Column  int    // from 1, in bytes of UTF-8; 0 when unknown
}

// Fails reports whether the error makes the run a failed one. With strict, a file that was not read or not understood
// does.
func (e RunError) Fails(strict bool) bool {
	switch e.Kind {
	case UnsupportedError, ResolveError:
		return false
	case ParseError, IOError, TimeoutError, GoError:
		return strict
	}
	return true
}

// Note says what was looked at where there is nothing to find: "12 clients, none sends x-request-id: no convention".
type Note struct {
	RuleID, Category string
	Message          string // with what to do next
}

// Skipped is a file or folder that was not read.
type Skipped struct {
	Repo   string
	Path   string // relative to the repository's root, with slashes
	Dir    bool   // stands for everything below it
	Partly bool   // a folder of which some files were read all the same, or a file that was read without its bodies
	Kind   string // a word for the kind of reason, such as .gitignore
	Reason string // completes "it …"
	Rule   string // the pattern or name that caused it; may be empty
	Source string // where Rule stands; may be empty
}

// Stats are the counters of a run.
type Stats struct {
	Repos        int
	Files        int   // that belong to the workspace and are read
	FilesParsed  int   // of them, those that had to be parsed
	Bytes        int64 // of all files read
	SitesOK      int
	SitesUnknown int
	DurationMS   int64
	Phases       []Phase // in the order they ran
	Rules        []RuleStats
	Formulas     []FormulaStats
}

// Phase is one step of the run.
type Phase struct {
	Name     string
	Duration time.Duration // from start to end
}

// RuleStats are the counters of one rule or check.
type RuleStats struct {
	RuleID, Category string
	Sites            int           // judged, of any verdict
	OK, Violations   int           // sites
	Unknown          int           // sites
	NoConvention     int           // sites not judged, because there is no convention
	Duration         time.Duration // of judging, summed over all workers
}

// FormulaStats are the cost of finding the code of one entry.
type FormulaStats struct {
	List     string // known, facts or rules
	Name     string // the entry's id, or where it stands
	Files    int    // in which it was tried
	Matches  int
	Duration time.Duration // summed over all workers
}

// Shown returns the findings that people are to see: the new ones, or all.
func (r *Result) Shown(all bool) []Finding {
	if all {
		return r.Findings
	}
	var out []Finding
	for _, f := range r.Findings {
		if f.Status == New {
			out = append(out, f)
		}
	}
	return out
}

// DropOutside drops the findings that are Outside.
func (r *Result) DropOutside() {
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return f.Outside })
}

// Count returns how many findings have the status.
func (r *Result) Count(s Status) int {
	n := 0
	for _, f := range r.Findings {
		if f.Status == s {
			n++
		}
	}
	return n
}

// HasNew reports whether a new finding is at least as bad as s.
func (r *Result) HasNew(s Severity) bool {
	for _, f := range r.Findings {
		if f.Status == New && f.Severity.AtLeast(s) {
			return true
		}
	}
	return false
}

// Failed reports whether the run itself failed, see RunError.Fails.
func (r *Result) Failed(strict bool) bool {
	for _, e := range r.Errors {
		if e.Fails(strict) {
			return true
		}
	}
	return false
}
