package engine

import (
	"bytes"
	"cmp"
	"path"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/program"
)

// touched is the lines of a file that a change touched.
type touched struct {
	all   bool // the file is new
	lines map[int]bool
}

// touches reports whether the change touched one of the lines of a place.
func (c *change) touches(l diag.Location) bool {
	return c.linesOf(fileKey{l.Repo, l.Path}).has(l)
}

// changed answers the same for the places of new findings, when the files are no longer held.
func (c *change) changed() func(diag.Location) bool {
	for _, f := range c.now.result.Findings {
		if f.Status != diag.New {
			continue
		}
		c.touches(f.Location)
		for _, r := range f.Related {
			c.touches(r.Location)
		}
	}
	lines := c.lines
	return func(l diag.Location) bool { return lines[fileKey{l.Repo, l.Path}].has(l) }
}

// has reports whether a place has one of the lines.
func (t *touched) has(l diag.Location) bool {
	if t == nil || t.all {
		return t != nil
	}
	for line := l.Start.Line; line <= max(l.Start.Line, l.End.Line); line++ {
		if t.lines[line] {
			return true
		}
	}
	return l.Start.Line == 0 && len(t.lines) > 0
}

// linesOf compares a file with what it was. nil: it is as before, or nothing of it can be told.
func (c *change) linesOf(key fileKey) *touched {
	if t, known := c.lines[key]; known {
		return t
	}
	t := c.compareFile(key)
	c.lines[key] = t
	return t
}

func (c *change) compareFile(key fileKey) *touched {
	now := c.files[key]
	if now == nil || !c.view.Within(now.Source.Abs) || now.Text() == nil {
		return nil
	}
	was := key
	if from, ok := c.from[key]; ok {
		was = from
	}
	before := c.old[was]
	if before == nil {
		return &touched{all: true}
	}
	if before.Text() == nil || bytes.Equal(before.Text().Text, now.Text().Text) {
		return nil
	}
	t := &touched{lines: map[int]bool{}}
	old, lines := string(before.Text().Text), now.Text().Lines()
	shift := 0 // from an offset of the old text to one of the new
	for _, e := range udiff.Lines(old, string(now.Text().Text)) {
		start := e.Start + shift
		shift += len(e.New) - (e.End - e.Start)
		// What was taken out touched the lines around it.
		first, last := lines.OffsetToLine(start), lines.OffsetToLine(max(start, start+len(e.New)-1))
		if e.New == "" {
			first = lines.OffsetToLine(max(0, start-1))
		}
		for line := first; line <= last; line++ {
			t.lines[line] = true
		}
	}
	return t
}

// match finds the files that were renamed: findings keep their names then. Only files with findings matter.
func (c *change) match() {
	c.from, c.lines = map[fileKey]fileKey{}, map[fileKey]*touched{}
	c.files, c.old = c.now.filesByKey(), c.before.filesByKey()
	gone := withFindings(c.before.result.Findings, c.old, c.files)
	added := withFindings(c.now.result.Findings, c.files, c.old)
	c.before.renamed = map[fileKey]string{}
	for _, pair := range renames(gone, added) {
		c.before.renamed[pair.from.key] = pair.to.key.path
		c.from[pair.to.key] = pair.from.key
	}
}

// side is a file that only one side has.
type side struct {
	key   fileKey
	text  []byte
	lines map[string]int // bytes of each line, summed over its equals
}

// withFindings returns the files of one side that have findings and that the other has not, in order.
func withFindings(fs []diag.Finding, here, there map[fileKey]*program.File) []*side {
	var out []*side
	seen := map[fileKey]bool{}
	for _, f := range fs {
		key := fileKey{f.Repo, f.Path}
		if file := here[key]; file != nil && there[key] == nil && !seen[key] && file.Text() != nil {
			seen[key] = true
			out = append(out, &side{key: key, text: file.Text().Text})
		}
	}
	slices.SortFunc(out, func(x, y *side) int {
		return cmp.Or(cmp.Compare(x.key.repo, y.key.repo), cmp.Compare(x.key.path, y.key.path))
	})
	return out
}

// maxRenames bounds the files that are compared with each other to find those that were renamed and changed.
const maxRenames = 1000

// likeness is how much of the larger of two files both have, in percent, from which one is taken for the other renamed: as git does.
const likeness = 50

// pair is a file that was renamed.
type pair struct {
	from, to *side
	score    int
}

// renames pairs files: equal ones, and then the most alike.
func renames(gone, added []*side) []pair {
	var all, out []pair
	bounded := len(gone) > maxRenames || len(added) > maxRenames
	for _, from := range gone {
		for _, to := range added {
			score := 0
			if bytes.Equal(from.text, to.text) {
				score = 100
			} else if !bounded {
				score = alike(from, to)
			}
			if score >= likeness && from.key.repo == to.key.repo {
				all = append(all, pair{from, to, score})
			}
		}
	}
	sameName := func(p pair) int {
		if path.Base(p.from.key.path) == path.Base(p.to.key.path) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(sameName(y), sameName(x)))
	})
	used := map[*side]bool{}
	for _, p := range all {
		if !used[p.from] && !used[p.to] {
			used[p.from], used[p.to] = true, true
			out = append(out, p)
		}
	}
	return out
}

// alike returns how much of the larger file both have, in percent of its bytes.
func alike(x, y *side) int {
	x.index()
	y.index()
	both, size := 0, max(len(x.text), len(y.text), 1)
	for line, n := range x.lines {
		both += min(n, y.lines[line])
	}
	return both * 100 / size
}

func (s *side) index() {
	if s.lines != nil {
		return
	}
	s.lines = map[string]int{}
	for line := range bytes.Lines(s.text) {
		s.lines[string(bytes.TrimSpace(line))] += len(line)
	}
}
