package diag

import (
	"crypto/sha256"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/value"
)

// Position is a place in a file: Line and Column from 1, Column in bytes of UTF-8, Offset in bytes of the file on disk
// from 0. The zero Position means that only the file is known.
type Position = source.Position

// Location is a span of a file. End is exclusive. The zero Location is nowhere.
type Location struct {
	Repo       string // name of the repository; empty without one
	Path       string // relative to the repository's root, with slashes; without a repository as given
	File       string // as the user can open it from the working directory; empty where only exported facts tell of it
	Start, End Position
}

// NewLocation restates a place of evaluation, whose offsets count the text, for output. Without text only the file and
// its first line are known, as far as place tells it.
func NewLocation(at value.Place, text *source.File) Location {
	if at.IsNone() {
		return Location{}
	}
	l := Location{Repo: at.File.Repo, Path: at.File.Path, File: at.File.Display}
	if text == nil {
		l.Start.Line = at.Line()
		return l
	}
	l.Start, l.End = text.OffsetToPosition(at.Start), text.OffsetToPosition(at.End)
	return l
}

// IsNone reports whether l is nowhere.
func (l Location) IsNone() bool { return l.Path == "" && l.File == "" }

// Finding is a violation, as it is shown to people.
type Finding struct {
	RuleID   string
	Category string
	Severity Severity
	Priority Priority
	Message  string // may have several lines; the first says it all
	Location
	Related      []Related
	RootCause    string            // fingerprint of the finding that explains this one; empty for none
	IsCause      bool              // it is the root cause of others
	Explains     int               // how many findings it is the root cause of, shown or not
	Metavars     map[string]string // code bound to $X, by $X
	Metadata     map[string]any    // of the rule, as its file states it
	Fingerprint  string            // see Fingerprint
	Unit         string            // what it counts as in summaries: findings of one rule that agree count as one; empty: it counts by itself
	Status       Status
	Outside      bool          // it has nothing to do with the PATHs asked for, and is there to be compared with
	SuppressedBy *Suppression  // of a suppressed finding: what accepts it
	Fixes        []Fix         // alternatives: at most one is applied
	Unfixed      []string      // why fixes that the rule has are not among them, each as "TITLE: REASON"
	Trace        func() []Step // why it stands, first step first; nil where nobody asked for it
	// Offer works out Fixes and Unfixed, where they were not asked for; nil where they were. It must not be called while code is changed.
	Offer func() (fixes []Fix, unfixed []string)
}

// AlsoHere is the message of another place that the finding is about.
const AlsoHere = "also here"

// Related is another place that belongs to a finding.
type Related struct {
	Location
	Message string // may be empty
	// Evidence marks a place that shows a convention: it keeps to it and has no part in the finding.
	Evidence bool
}

// Fix is a change that resolves a finding.
type Fix struct {
	Title  string // verb phrase
	Safety Safety
	Edits  []Edit // do not overlap
}

// Edit replaces a span with Text; an empty span inserts.
type Edit struct {
	Location
	Text string
	Of   Contents // what the file held when the offsets were taken
}

// Contents tells the bytes of a file from others: their SHA-256.
type Contents [sha256.Size]byte

// Step is one step of the evaluation that led to a finding.
type Step struct {
	Location
	Message string
	Depth   int // of the step it is a part of, plus one; 0 for the outermost
}

// Site is a place that a check looked at.
type Site struct {
	RuleID   string
	Category string
	Verdict  Verdict
	Reason   string // of Unknown: why it cannot be told
	OK       string // of OK: how the site conforms; may be empty
	Location
}
