package rule

import (
	"fmt"
	"slices"
	"strings"
)

// nearest returns the word of allowed that was probably meant by word, or nothing. Ties go to the first in order.
func nearest(word string, allowed []string) string {
	best, limit := "", 1+len(word)/4
	for _, a := range slices.Sorted(slices.Values(allowed)) {
		if strings.EqualFold(flat(a), flat(word)) {
			return a
		}
		if len(allowed) > maxCompared {
			continue
		}
		if d := distance(word, a); d <= limit {
			best, limit = a, d-1
		}
	}
	return best
}

// flat drops what people get wrong first about a name: separators.
func flat(s string) string { return strings.NewReplacer("-", "", "_", "", " ", "").Replace(s) }

// distance is the number of letters to insert, delete, change or swap with their neighbour.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// meant returns the question after a wrong word, or nothing.
func meant(word string, allowed []string) string {
	if n := nearest(word, allowed); n != "" {
		return "did you mean " + n + "?"
	}
	return ""
}

// The bounds of what a message proposes: a set may hold thousands of names.
const (
	maxListed   = 30
	maxCompared = 2000
)

// listed returns words sorted, for a message; of very many only the first.
func listed(words []string) string {
	sorted := slices.DeleteFunc(slices.Sorted(slices.Values(words)), func(w string) bool { return w == "" })
	if len(sorted) == 0 {
		return "none"
	}
	if more := len(sorted) - maxListed; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(sorted[:maxListed], ", "), more)
	}
	return strings.Join(sorted, ", ")
}
