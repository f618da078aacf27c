package workspace

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Error says what is wrong with the configuration or with a PATH, where, and what to do next.
type Error struct {
	File    string // the configuration, from the working directory where it lies below it, else absolute; or the PATH as given
	Line    int    // from 1; 0 when the error concerns no line
	Column  int    // from 1, in UTF-8 bytes; 0 when the error concerns no line
	Message string // lowercase clause, the offending text quoted
	Hint    string // what is allowed or what to do; may be empty
}

// Error gives `file:line:column: message; hint`.
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
		}
		b.WriteString(": ")
	}
	b.WriteString(e.Message)
	if e.Hint != "" {
		b.WriteString("; " + e.Hint)
	}
	return b.String()
}

// Errors are the faults of one configuration, ordered by file and position, so that a user mends them in one go.
type Errors []*Error

// Error gives one fault a line.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find each fault.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// asError turns a list into an error that is nil when the list is empty.
func (es Errors) asError() error {
	if len(es) == 0 {
		return nil
	}
	slices.SortStableFunc(es, func(a, b *Error) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return es
}

// List gives the single faults of an error returned by this package, so that a caller can restate each. An error of another
// kind comes back as one fault without a position.
func List(err error) []*Error {
	if err == nil {
		return nil
	}
	var many Errors
	if errors.As(err, &many) {
		return many
	}
	var one *Error
	if errors.As(err, &one) {
		return []*Error{one}
	}
	return []*Error{{Message: err.Error()}}
}

// nearest is the allowed name most like the given one, or "" when none is alike enough to be meant.
func nearest(given string, allowed []string) string {
	best, bestDistance := "", len(given)/3+2
	for _, a := range allowed {
		if len(given) > 2 && strings.HasPrefix(a, strings.ToLower(given)) {
			return a
		}
		if d := editDistance(strings.ToLower(given), a); d < bestDistance {
			best, bestDistance = a, d
		}
	}
	return best
}

// editDistance is the number of bytes to insert, delete or replace to make b of a (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next := min(row[j]+1, row[j+1]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
