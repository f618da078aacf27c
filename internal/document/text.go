package document

import (
	"fmt"
	"strconv"
)

// counted writes a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// String writes a place as repository/path:line.
func (p Place) String() string {
	s := p.Path
	if p.Repo != "" {
		s = p.Repo + "/" + p.Path
	}
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
	}
	return s
}

// In writes a place within its repository.
func (p Place) In() string { return Place{Path: p.Path, Line: p.Line}.String() }

// labelled names a snapshot; the one without a label is now.
func labelled(label string) string {
	if label == "" {
		return "now"
	}
	return label
}
