package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Severity says how bad a finding is. The zero Severity is invalid.
type Severity uint8

// The severities, rising.
const (
	Info Severity = iota + 1
	Warning
	Error
)

var severityNames = [...]string{"invalid", "info", "warning", "error"}

// String returns error, warning or info; invalid for anything else.
func (s Severity) String() string { return nameOf(severityNames[:], int(s)) }

// AtLeast reports whether s is as bad as o or worse.
func (s Severity) AtLeast(o Severity) bool { return s >= o }

// Severities lists the names of all severities, worst first.
func Severities() []string {
	names := slices.Clone(severityNames[1:])
	slices.Reverse(names)
	return names
}

// ParseSeverity reads the name of a severity.
func ParseSeverity(name string) (Severity, error) {
	if i := slices.Index(severityNames[1:], name); i >= 0 {
		return Severity(i + 1), nil
	}
	return 0, fmt.Errorf("no severity is called %q (allowed: %s)", name, strings.Join(Severities(), ", "))
}

// Priority says when to fix a finding: P0 first, P3 last.
type Priority string

// The priorities.
const (
	P0 Priority = "P0"
	P1 Priority = "P1"
	P2 Priority = "P2"
	P3 Priority = "P3"
)

// Status says whether a finding is news. Only new findings count for the exit status.
type Status uint8

// The statuses.
const (
	New        Status = iota + 1
	Known             // stands in the baseline
	Suppressed        // ignored by a comment or by the configuration
)

var statusNames = [...]string{"invalid", "new", "known", "suppressed"}

// String returns new, known or suppressed.
func (s Status) String() string { return nameOf(statusNames[:], int(s)) }

// Verdict is the judgement on a site.
type Verdict uint8

// The verdicts.
const (
	OK Verdict = iota + 1
	Violation
	Unknown // what the check needs to know could not be told; never a violation
)

var verdictNames = [...]string{"invalid", "ok", "violation", "unknown"}

// String returns ok, violation or unknown.
func (v Verdict) String() string { return nameOf(verdictNames[:], int(v)) }

// Safety says whether a fix may be applied without looking.
type Safety uint8

// The safeties. The zero Safety is invalid: a fix nobody vouched for must not be applied.
const (
	Review Safety = iota + 1 // changes what the program does; a person decides
	Safe                     // changes nothing but what the finding names
)

var safetyNames = [...]string{"invalid", "review", "safe"}

// String returns safe or review.
func (s Safety) String() string { return nameOf(safetyNames[:], int(s)) }

// nameOf returns the name of i; a number outside has the name of the zero value.
func nameOf(names []string, i int) string {
	if i >= len(names) {
		return names[0]
	}
	return names[i]
}
