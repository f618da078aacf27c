package fix

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
)

// taken is what the fixes of a round change.
type taken struct {
	edits    map[string][]edit.Edit // by file
	fixes    [][]diag.Edit
	findings map[int]bool    // by index in the result
	causes   map[string]bool // by fingerprint
}

func newTaken() *taken {
	return &taken{edits: map[string][]edit.Edit{}, findings: map[int]bool{}, causes: map[string]bool{}}
}

// add takes a fix if it touches nothing that another one changes. same says that its edits are those of the one at the index.
func (t *taken) add(x diag.Fix) (at int, same, free bool) {
	if at = slices.IndexFunc(t.fixes, func(es []diag.Edit) bool { return slices.Equal(es, x.Edits) }); at >= 0 {
		return at, true, true
	}
	for _, e := range x.Edits {
		if slices.ContainsFunc(t.edits[e.File], func(o edit.Edit) bool { return edit.Conflict(plain(e), o) }) {
			return 0, false, false
		}
	}
	for _, e := range x.Edits {
		t.edits[e.File] = append(t.edits[e.File], plain(e))
	}
	t.fixes = append(t.fixes, x.Edits)
	return len(t.fixes) - 1, false, true
}

// plain is an edit of a file's bytes.
func plain(e diag.Edit) edit.Edit {
	return edit.Edit{Start: e.Start.Offset, End: e.End.Offset, Text: e.Text}
}
