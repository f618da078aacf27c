package plan

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// block are comments that follow one another on lines of their own, or one comment beside code.
type block struct {
	from, to int // lines, from 1
	text     string
	alone    bool // nothing else stands on its lines
}

// remarks looks in the files that change for comments that name the container. One that tells of a key which is declared no
// longer is taken out; the others are listed, to be read again.
func (e *edits) remarks() {
	name := regexp.MustCompile(`(?:^|[^\pL\pN_])` + regexp.QuoteMeta(e.m.o.Container) + `(?:$|[^\pL\pN_])`)
	for _, id := range slices.Sorted(slices.Values(e.order)) {
		repo, path, _ := strings.Cut(id, "\x00")
		for _, b := range e.m.comments(repo, path) {
			if !name.MatchString(b.text) {
				continue
			}
			c := Comment{At: Spot{repo, path, b.from}, Text: b.text}
			c.Removed = b.alone && e.m.declares(repo, path) && e.m.outdated(b.text) && e.removeLines(repo, path, b.from, b.to)
			if c.Removed {
				e.says(repo, path, "loses the comment at line %d, which tells of another key", b.from)
			}
			e.comments = append(e.comments, c)
		}
	}
}

func (m *maker) declares(repo, path string) bool {
	return slices.ContainsFunc(m.declarations(), func(d *statement) bool { return d.Repo == repo && d.Path == path })
}

// outdated reports whether a comment tells of a key that the container will not have.
func (m *maker) outdated(text string) bool {
	return slices.ContainsFunc(m.keys(), func(k string) bool {
		return k != m.target && regexp.MustCompile(regexp.QuoteMeta(k)+`(?:$|[^\pL\pN_/])`).MatchString(text)
	})
}

// comments are the comments of a file, put together where they follow one another.
func (m *maker) comments(repo, path string) []block {
	p := m.tree(repo, path)
	if p == nil {
		return nil
	}
	lines := p.text.Lines()
	var out []block
	for n := range p.tree.Root().All() {
		if !n.Is("comment") {
			continue
		}
		b := block{from: lines.OffsetToLine(n.Start()), to: lines.OffsetToLine(max(n.Start(), n.End()-1)), text: uncomment(n)}
		start, _ := lines.LineToOffsets(b.from)
		_, end := lines.LineToOffsets(b.to)
		b.alone = strings.TrimSpace(string(p.text.Text[start:n.Start()])) == "" && strings.TrimSpace(string(p.text.Text[min(n.End(), end):end])) == ""
		if last := len(out) - 1; last >= 0 && b.alone && out[last].alone && out[last].to == b.from-1 && startsNote(b.text) == "" {
			out[last].to, out[last].text = b.to, out[last].text+" "+b.text
			continue
		}
		out = append(out, b)
	}
	return out
}

var note = regexp.MustCompile(`^[A-Z]{3,}\b:?`)

// startsNote returns the word with which a comment starts something new, such as NOTE.
func startsNote(text string) string { return note.FindString(text) }

var commentMarks = regexp.MustCompile(`(?m)^\s*(?://+|/\*+|\*+/|\*|#+!?)\s?|\*+/\s*$`)

func uncomment(n syntax.Node) string {
	return strings.Join(strings.Fields(commentMarks.ReplaceAllString(n.Text(), "")), " ")
}
