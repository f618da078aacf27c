package document

// formatVersion is the version of the JSON; fields are only ever added to it.
const formatVersion = 1

// Document is all that a report says. Its JSON is the format of `connaudit report --format json`.
type Document struct {
	Version   int        `json:"version"`
	Date      string     `json:"date"`
	Since     string     `json:"since"` // label of the snapshot from which the history is told; empty for all of it
	Tool      Tool       `json:"tool"`
	Scope     Scope      `json:"scope"`
	Snapshots []Snapshot `json:"snapshots"`
	Summary   Summary    `json:"summary"`
	Causes    []Cause    `json:"causes"`
	Sections  []Section  `json:"sections"` // a check or rule each, by priority
	Fixed     []Change   `json:"fixed"`
	New       []Change   `json:"new"` // since the first snapshot that is told of
	Order     []Step     `json:"order"`
	Accepted  []Accepted `json:"accepted"` // comments and entries that accept findings, which are in no other section
	Undecided []Site     `json:"undecided"`
	Open      []string   `json:"open"`    // what was not looked at, because it could not be told whether it is meant
	Nothing   []Note     `json:"nothing"` // checks that have nothing to report
	Unread    Unread     `json:"unread"`
}

// Tool is what made the document.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Rules   string `json:"rules"`
}

// Scope is what was looked at.
type Scope struct {
	Repos     []string `json:"repos"`
	Files     int      `json:"files"`
	Findings  int      `json:"findings"` // root causes are not counted
	Causes    int      `json:"causes"`
	Correct   int      `json:"correct"`
	Undecided int      `json:"undecided"`
}

// Snapshot is a time in the history, with what was found then.
type Snapshot struct {
	Label      string     `json:"label"` // empty: now
	Date       string     `json:"date"`
	Findings   int        `json:"findings"`
	Priorities []Priority `json:"priorities"`
}

// Priority counts findings of one priority.
type Priority struct {
	Name     string `json:"name"`
	Findings int    `json:"findings"`
}

// Summary counts what each check counts.
type Summary struct {
	Fixed []string `json:"fixed"` // heading of each column of what was fixed
	Rows  []Row    `json:"rows"`
}

// Row is a line of the summary.
type Row struct {
	Name      string `json:"name"`
	View      bool   `json:"view"` // several rules together: its findings are counted in other rows too
	Priority  string `json:"priority"`
	Unit      string `json:"unit"`
	Units     string `json:"units"`
	Found     int    `json:"found"`
	Fixed     []int  `json:"fixed"`
	Remaining int    `json:"remaining"`
}

// Place is where something stands.
type Place struct {
	Repo string `json:"repo"`
	Path string `json:"path"`
	Line int    `json:"line"` // 0 where only the file is meant
}

// Cause is a place whose change resolves several findings.
type Cause struct {
	Place
	Rule        string  `json:"rule"`
	Category    string  `json:"category"`
	Priority    string  `json:"priority"`
	Message     string  `json:"message"`
	Excerpt     string  `json:"excerpt"`
	Fingerprint string  `json:"fingerprint"`
	Resolves    []Place `json:"resolves"`
}

// Section is what there is to say of one check.
type Section struct {
	Rule     string       `json:"rule"`
	Category string       `json:"category"`
	Priority string       `json:"priority"`
	Severity string       `json:"severity"`
	Why      string       `json:"why"`
	Repos    []RepoGroup  `json:"repos"`
	Tables   []Table      `json:"tables"`
	Matrix   *Matrix      `json:"matrix"`
	Correct  []CorrectSet `json:"correct"`
}

// RepoGroup is the findings of one repository.
type RepoGroup struct {
	Repo     string    `json:"repo"`
	Findings []Finding `json:"findings"`
}

// Finding is a violation.
type Finding struct {
	Place
	Message     string    `json:"message"`
	Excerpt     string    `json:"excerpt"`
	Severity    string    `json:"severity"`
	Priority    string    `json:"priority"`
	Status      string    `json:"status"`
	New         bool      `json:"new"` // not in the first snapshot that is told of
	Cause       string    `json:"cause"`
	Fingerprint string    `json:"fingerprint"`
	Related     []Related `json:"related"`
}

// Related is a place that belongs to a finding.
type Related struct {
	Place
	Message string `json:"message"`
}

// Table is what a check states of its findings or sites.
type Table struct {
	Title   string     `json:"title"`
	Columns []string   `json:"columns"`
	Rows    []TableRow `json:"rows"`
}

// TableRow has a cell for each column.
type TableRow struct {
	Place
	Verdict string   `json:"verdict"`
	Cells   []string `json:"cells"`
}

// Matrix is judged sites by two of their properties.
type Matrix struct {
	Title   string      `json:"title"`
	Columns []string    `json:"columns"`
	Rows    []MatrixRow `json:"rows"`
}

// MatrixRow has a cell for each column, empty where there is no site.
type MatrixRow struct {
	Name    string       `json:"name"`
	Verdict string       `json:"verdict"` // the worst of its cells
	Cells   []MatrixCell `json:"cells"`
}

// MatrixCell is the sites of one row and column.
type MatrixCell struct {
	Texts   []string `json:"texts"`
	Verdict string   `json:"verdict"` // the worst; empty without a site
	Places  []Place  `json:"places"`
}

// CorrectSet is what conforms in one repository.
type CorrectSet struct {
	Repo  string `json:"repo"`
	Sites []Site `json:"sites"`
}

// Site is a judged place that is no finding.
type Site struct {
	Place
	Rule string `json:"rule"`
	Text string `json:"text"` // how it conforms, or why it cannot be told
}

// Change is findings that appeared or went away between two snapshots.
type Change struct {
	Label   string    `json:"label"` // the snapshot at which the change is seen; empty: now
	Records []Changed `json:"records"`
}

// Changed is a finding that is gone or new.
type Changed struct {
	Place
	Rule        string `json:"rule"`
	Priority    string `json:"priority"`
	Cause       bool   `json:"cause"`
	Message     string `json:"message"`
	State       string `json:"state"` // of what is gone: correct, undecided, anew, gone, unchecked or resolved
	Now         string `json:"now"`   // the same in words
	Fingerprint string `json:"fingerprint"`
}

// Step is a change to make.
type Step struct {
	Priority string  `json:"priority"`
	Rule     string  `json:"rule"`
	Text     string  `json:"text"`
	Resolves int     `json:"resolves"` // findings
	Places   int     `json:"changes"`  // places to change: the effort
	At       []Place `json:"at"`
}

// Note says what a check looked at.
type Note struct {
	Rule string `json:"rule"`
	Text string `json:"text"`
}

// Unread is what was not read, or not fully.
type Unread struct {
	Errors  []Problem `json:"errors"`
	Skipped []Skipped `json:"skipped"`
}

// Problem is something that went wrong in reading.
type Problem struct {
	Kind    string `json:"kind"`
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// Skipped counts files and folders that were left out for one kind of reason.
type Skipped struct {
	Repo   string   `json:"repo"`
	Kind   string   `json:"kind"`
	Reason string   `json:"reason"`
	Count  int      `json:"count"`
	Paths  []string `json:"paths"`
}
