package edit

import (
	"cmp"
	"slices"
	"strings"
)

// Edit replaces a range of a text, in bytes from 0 with the end exclusive, with Text; an empty range inserts.
type Edit struct {
	Start, End int
	Text       string
}

// Compare orders edits by their place, then by what they write.
func Compare(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Text, b.Text))
}

// Sorted returns the edits in order, each once.
func Sorted(edits []Edit) []Edit {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, Compare)
	return slices.Compact(edits)
}

// Conflict reports whether two different edits of a text cannot both be made: they touch the same range, or both insert at one
// place. Whole lines may be inserted at one place, since either order will do.
func Conflict(a, b Edit) bool {
	if a == b {
		return false
	}
	if a.Start == b.Start && a.End == a.Start && b.End == b.Start {
		return !strings.HasSuffix(a.Text, "\n") || !strings.HasSuffix(b.Text, "\n")
	}
	return a.Start < b.End && b.Start < a.End || a.Start == b.Start || a.Start == a.End && a.Start > b.Start && a.Start < b.End
}

// Apply makes the edits; ok is false where they conflict or lie outside the text.
func Apply(text string, edits []Edit) (out string, ok bool) {
	edits = Sorted(edits)
	var b strings.Builder
	at := 0
	for i, e := range edits {
		if e.Start < at || e.End < e.Start || e.End > len(text) || i > 0 && Conflict(edits[i-1], e) {
			return "", false
		}
		b.WriteString(text[at:e.Start])
		b.WriteString(e.Text)
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String(), true
}
