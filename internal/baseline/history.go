package baseline

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/diag"
)

// FileName is where a history stands: in the workspace's folder.
const FileName = ".connaudit-history.jsonl"

// Record is a finding of some time.
type Record struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Category    string `json:"category"`
	Priority    string `json:"priority,omitempty"`
	Repo        string `json:"repo"`
	Path        string `json:"path"`
	Line        int    `json:"line,omitempty"`    // for people only
	Unit        string `json:"unit,omitempty"`    // what it counts as; empty: it counts by itself
	Cause       bool   `json:"cause,omitempty"`   // it is a root cause, which is not counted
	Status      string `json:"status,omitempty"`  // new, known or suppressed; of a history
	Message     string `json:"message,omitempty"` // first line
}

// Counts returns what the finding counts as.
func (r Record) Counts() string { return cmp.Or(r.Unit, r.Fingerprint) }

func (r Record) compare(o Record) int {
	return cmp.Or(cmp.Compare(r.Rule, o.Rule), cmp.Compare(r.Repo, o.Repo), cmp.Compare(r.Path, o.Path), cmp.Compare(r.Fingerprint, o.Fingerprint))
}

// Snapshot is all that was found at one time.
type Snapshot struct {
	Label   string
	Seq     int    // place in the history, from 1; snapshots of two branches may share one
	Date    string // YYYY-MM-DD
	Tool    string // name and version of the program
	Rules   string // version of the built-in rules
	Records []Record
}

// History is snapshots in the order in which they were taken.
type History struct{ Snapshots []Snapshot }

// Records restates the findings of a result, in a fixed order.
func Records(r *diag.Result) []Record {
	var out []Record
	for _, f := range r.Findings {
		out = append(out, Record{Fingerprint: f.Fingerprint, Rule: f.RuleID, Category: f.Category, Priority: string(f.Priority), Repo: f.Repo,
			Path: f.Path, Line: f.Start.Line, Unit: f.Unit, Cause: f.IsCause, Status: f.Status.String(), Message: firstLine(f.Message)})
	}
	slices.SortFunc(out, Record.compare)
	return out
}

// distinct is how many fingerprints a snapshot has.
func (s *Snapshot) distinct() int {
	seen := map[string]bool{}
	for _, r := range s.Records {
		seen[r.Fingerprint] = true
	}
	return len(seen)
}

// CheckLabel says why a text cannot name a snapshot.
func CheckLabel(label string) error {
	switch {
	case strings.TrimSpace(label) == "":
		return errors.New("is empty")
	case strings.TrimSpace(label) != label:
		return errors.New("begins or ends with white space")
	case strings.ContainsFunc(label, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(label):
		return errors.New("has characters that cannot be seen")
	}
	return nil
}

// Add appends a snapshot. Its label must be a new one.
func (h *History) Add(s Snapshot) error {
	if h.Find(s.Label) != nil {
		return fmt.Errorf("there is a snapshot %q already; choose another label, or remove its lines from the history", s.Label)
	}
	for _, have := range h.Snapshots {
		s.Seq = max(s.Seq, have.Seq)
		if have.Date > s.Date {
			return fmt.Errorf("snapshot %q is of %s, and %s is before that; snapshots are appended in the order of their dates", have.Label, have.Date, s.Date)
		}
	}
	s.Seq++
	h.Snapshots = append(h.Snapshots, s)
	return nil
}

// Find returns the snapshot of a label, nil if there is none.
func (h *History) Find(label string) *Snapshot {
	for i := range h.Snapshots {
		if h.Snapshots[i].Label == label {
			return &h.Snapshots[i]
		}
	}
	return nil
}

// Since returns the history from the snapshot of a label on.
func (h *History) Since(label string) (*History, error) {
	var labels []string
	for i, s := range h.Snapshots {
		if s.Label == label {
			return &History{h.Snapshots[i:]}, nil
		}
		labels = append(labels, s.Label)
	}
	if len(labels) == 0 {
		return nil, fmt.Errorf("there is no snapshot %q: the history is empty; `connaudit snapshot --label NAME` makes one", label)
	}
	return nil, fmt.Errorf("there is no snapshot %q; there are: %q", label, labels)
}

// Diff returns the records of before that are gone, and those of after that are new, in their order.
func Diff(before, after []Record) (gone, added []Record) {
	return without(before, after), without(after, before)
}

func without(rs, others []Record) []Record {
	have := map[string]bool{}
	for _, o := range others {
		have[o.Fingerprint] = true
	}
	var out []Record
	for _, r := range rs {
		if !have[r.Fingerprint] {
			out = append(out, r)
		}
	}
	return out
}

// ValidDate reports whether a text is a day, YYYY-MM-DD.
func ValidDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
