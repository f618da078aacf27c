package expr

import (
	"math"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

func similar(f *frame, args []node) *value.Value {
	a, list := f.forced(args[0]), f.forced(args[1])
	switch {
	case list.Kind == value.Unknown && a.Kind == value.Unknown:
		return both(a, list)
	case list.Kind == value.Unknown:
		return bare(list)
	case a.Kind == value.Unknown:
		return bare(a)
	case a.Kind != value.String:
		return value.NewNull()
	}
	var unknown, best *value.Value
	if list.Open != "" {
		unknown = value.NewUnknown(list.Open)
	}
	nearest := math.MaxInt
	for _, e := range elements(list) {
		e = f.force(e)
		if !f.charge(1 + len(a.Str)*len(e.Str)/16) {
			return f.exhausted()
		}
		if e.Kind == value.Unknown {
			unknown = both(unknown, e)
		}
		if e.Kind != value.String {
			continue
		}
		if d, ok := distance(a.Str, e.Str); ok && d < nearest {
			best, nearest = e, d
		}
	}
	switch {
	case unknown != nil && nearest > 0:
		return unknown
	case best == nil:
		return value.NewNull()
	}
	return best
}

// distance says how far two names are apart, 0 for equal ones; false if they are not near.
func distance(a, b string) (int, bool) {
	if a == b {
		return 0, true
	}
	best, near := math.MaxInt, false
	if d, ok := wordDistance(words(a, false), words(b, false)); ok {
		best, near = d, true
	}
	d := editDistance(strings.ToLower(a), strings.ToLower(b), 3)
	if d <= 2 && 2*d < max(len(a), len(b)) && 2*d < best {
		best, near = 2*d, true
	}
	return max(best, 1), near
}

// wordDistance: up to two words more at one end, or one word changed.
func wordDistance(a, b []string) (int, bool) {
	if len(a) > len(b) {
		a, b = b, a
	}
	more := len(b) - len(a)
	switch {
	case len(a) == 0 || more > 2:
		return 0, false
	case slices.Equal(a, b[:len(a)]) || slices.Equal(a, b[more:]):
		return 2 * more, true
	case more > 0 || len(a) < 2:
		return 0, false
	}
	changed := 0
	for i := range a {
		if a[i] != b[i] {
			changed++
		}
	}
	return 3, changed == 1
}

// editDistance counts the letters to insert, delete or change, up to limit.
func editDistance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			change := diagonal
			if x[i] != y[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(y)], limit)
}
