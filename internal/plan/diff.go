package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
)

// edit replaces a range of a file's text.
type edit struct {
	start, end int
	text       string
}

// around is the number of unchanged lines around a change.
const around = 3

// change are the lines from..to (exclusive, from 0) of the old text and those that take their place.
type change struct {
	from, to int
	lines    []string
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
	old := strings.SplitAfter(string(text.Text), "\n")
	if old[len(old)-1] == "" {
		old = old[:len(old)-1]
	}
	changes, ok := changesOf(text, old, edits)
	if !ok || len(changes) == 0 {
		return "", ok
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", patchPath("a/"+path), patchPath("b/"+path))
	shift := 0
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].from-changes[n-1].to <= 2*around {
			n++
		}
		shift = writeHunk(&b, old, changes[:n], shift)
		changes = changes[n:]
	}
	return b.String(), true
}

// changesOf puts edits of the same lines together.
func changesOf(text *source.File, old []string, edits []edit) ([]change, bool) {
	var out []change
	at := 0
	for at < len(edits) {
		first := edits[at].start
		from, to := lineOf(text, first), lineOf(text, edits[at].end)
		n, end := 1, edits[at].end
		for at+n < len(edits) && lineOf(text, edits[at+n].start) <= to {
			if edits[at+n].start < end {
				return nil, false
			}
			end = edits[at+n].end
			to = max(to, lineOf(text, end))
			n++
		}
		if to >= len(old) {
			return nil, false
		}
		start, _ := text.Lines().LineToOffsets(from + 1)
		stop := start
		for _, l := range old[from : to+1] {
			stop += len(l)
		}
		out = append(out, change{from, to + 1, splitLines(apply(string(text.Text[start:stop]), start, edits[at:at+n]))})
		at += n
	}
	return trimmed(old, out), true
}

func lineOf(text *source.File, offset int) int { return text.Lines().OffsetToLine(offset) - 1 }

func apply(s string, base int, edits []edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(s[at : e.start-base])
		b.WriteString(e.text)
		at = e.end - base
	}
	b.WriteString(s[at:])
	return b.String()
}

func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// trimmed takes lines that stay off both ends of each change, and puts changes that touch together.
func trimmed(old []string, changes []change) []change {
	var out []change
	for _, c := range changes {
		for c.from < c.to && len(c.lines) > 0 && old[c.from] == c.lines[0] {
			c.from, c.lines = c.from+1, c.lines[1:]
		}
		for c.from < c.to && len(c.lines) > 0 && old[c.to-1] == c.lines[len(c.lines)-1] {
			c.to, c.lines = c.to-1, c.lines[:len(c.lines)-1]
		}
		if c.from == c.to && len(c.lines) == 0 {
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n].to == c.from {
			out[n].to, out[n].lines = c.to, append(out[n].lines, c.lines...)
			continue
		}
		out = append(out, c)
	}
	return out
}

func writeHunk(b *strings.Builder, old []string, changes []change, shift int) int {
	from := max(0, changes[0].from-around)
	to := min(len(old), changes[len(changes)-1].to+around)
	added := 0
	for _, c := range changes {
		added += len(c.lines) - (c.to - c.from)
	}
	fmt.Fprintf(b, "@@ -%s +%s @@\n", hunkRange(from, to-from), hunkRange(from+shift, to-from+added))
	at := from
	for _, c := range changes {
		writeLines(b, " ", old[at:c.from])
		writeLines(b, "-", old[c.from:c.to])
		writeLines(b, "+", c.lines)
		at = c.to
	}
	writeLines(b, " ", old[at:to])
	return shift + added
}

func hunkRange(from, n int) string {
	if n == 0 {
		return fmt.Sprintf("%d,0", from)
	}
	return fmt.Sprintf("%d,%d", from+1, n)
}

func writeLines(b *strings.Builder, mark string, lines []string) {
	for _, l := range lines {
		b.WriteString(mark + l)
		if !strings.HasSuffix(l, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// patchPath quotes a path as git does where it has characters that would end the line.
func patchPath(p string) string {
	if strings.IndexFunc(p, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 127 }) < 0 {
		return p
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case c < ' ' || c == 127:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
