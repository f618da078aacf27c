package plan

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/patch"
	"github.com/bytelyst/connaudit/internal/source"
)

// edit replaces a range of a file's text.
type edit struct {
	start, end int
	text       string
}

// unified returns the diff of one file, empty without edits; ok is false where edits overlap or the text cannot be patched
// as it stands on disk.
func unified(path string, text *source.File, edits []edit) (diff string, ok bool) {
	if len(edits) == 0 {
		return "", true
	}
	if text.Info.Encoding != source.EncodingUTF8 || text.Info.BOM > 0 {
		return "", false
	}
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(a.start-b.start, a.end-b.end) })
	edits = slices.CompactFunc(edits, func(a, b edit) bool { return a == b })
	changed, ok := apply(text.Text, edits)
	if !ok || bytes.Equal(changed, text.Text) {
		return "", ok
	}
	return patch.Unified(path, text.Text, changed), true
}

// apply makes the edits, which are in order; ok is false where they overlap.
func apply(old []byte, edits []edit) (changed []byte, ok bool) {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.start < at || e.end > len(old) {
			return nil, false
		}
		b.Write(old[at:e.start])
		b.WriteString(e.text)
		at = e.end
	}
	b.Write(old[at:])
	return []byte(b.String()), true
}
