package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// edits are the changes of one option, file by file.
type edits struct {
	m        *maker
	byFile   map[string][]edit
	hands    []Hand
	comments []Comment
	order    []string            // fileIDs
	what     map[string][]string // by fileID, what the edits do
}

func (m *maker) newEdits() *edits {
	return &edits{m: m, byFile: map[string][]edit{}, what: map[string][]string{}}
}

// says notes what edits of a file do.
func (e *edits) says(repo, path, format string, args ...any) {
	id := fileID(repo, path)
	e.what[id] = appendNew(e.what[id], fmt.Sprintf(format, args...))
}

func (e *edits) add(repo, path string, ed edit) {
	id := fileID(repo, path)
	if _, ok := e.byFile[id]; !ok {
		e.order = append(e.order, id)
	}
	if !slices.Contains(e.byFile[id], ed) {
		e.byFile[id] = append(e.byFile[id], ed)
	}
}

func (e *edits) byHand(at Spot, format string, args ...any) {
	h := Hand{at, fmt.Sprintf(format, args...)}
	if !slices.Contains(e.hands, h) {
		e.hands = append(e.hands, h)
	}
}

// rename gives the container another name in statements.
func (e *edits) rename(said []*statement, name string) {
	for _, s := range said {
		at := s.Key.At
		if s.File == "" {
			e.byHand(spotOf(s), "Name `%s` instead of `%s`, in the repository itself: its source is not here.", name, e.m.o.Container)
			continue
		}
		if at.IsNone() || s.Key.Kind != value.String {
			e.byHand(spotOf(s), "Name `%s` instead of `%s`; the name is put together at run time.", name, e.m.o.Container)
			continue
		}
		if others := e.m.othersAt(at, said); len(others) > 0 {
			e.byHand(spotOf(s), "Name `%s` instead of `%s` here; the name at `%s` is shared with `%s`.", name, e.m.o.Container, at.In(s.Repo), strings.Join(others, ", "))
			continue
		}
		switch {
		case e.replace(at, e.m.o.Container, name):
			e.says(at.File.Repo, at.File.Path, "names `%s` instead of `%s`", name, e.m.o.Container)
		case e.replaceIn(s, e.m.o.Container, name):
			e.says(s.Repo, s.Path, "names `%s` instead of `%s`", name, e.m.o.Container)
		default:
			e.byHand(spotOf(s), "Name `%s` instead of `%s`.", name, e.m.o.Container)
		}
	}
}

// othersAt are the packages whose statements take the name from the same place and are not among said.
func (m *maker) othersAt(at value.Place, said []*statement) []string {
	var out []string
	for i := range m.said {
		s := &m.said[i]
		if s.Key.At == at && !slices.Contains(said, s) {
			out = appendNew(out, under(s.Repo, s.pkg))
		}
	}
	return out
}

// rekey gives a declaration another key; where other containers take the key from the same place, that is left to people.
func (e *edits) rekey(d *statement, key string) {
	paths := splitPaths(key)
	if d.Value == nil || len(d.Value.Elems) != len(paths) {
		e.byHand(spotOf(d), "Declare `%s` instead of `%s`.", key, d.key())
		return
	}
	for i, v := range d.Value.Elems {
		if v.Str == paths[i] {
			continue
		}
		if (v.At.IsNone() || !within(v.At, d) || !e.replace(v.At, v.Str, paths[i])) && !e.replaceIn(d, v.Str, paths[i]) {
			e.byHand(spotOf(d), "Declare `%s` instead of `%s`.", key, d.key())
			continue
		}
		e.says(d.Repo, d.Path, "declares `%s` instead of `%s`", key, d.key())
	}
}

// within reports whether a place lies in the statement's own code, and not in a constant that others may share.
func within(at value.Place, s *statement) bool {
	return at.File.Repo == s.Repo && at.File.Path == s.Path && at.Line() >= s.Start.Line && at.Line() <= s.End.Line
}

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)
var harmless = regexp.MustCompile(`^[A-Za-z0-9_./$@ -]*$`)

// replace edits a literal, whose quotes stay, or a property's name; false if the place holds something else.
func (e *edits) replace(at value.Place, old, text string) bool {
	f := e.m.text(at.File.Repo, at.File.Path)
	if f == nil || at.End > len(f.Text) || at.Start >= at.End || !harmless.MatchString(text) {
		return false
	}
	from, to, bare := nameIn(string(f.Text[at.Start:at.End]), old)
	if to == 0 {
		return false
	}
	if bare && at.File.Language != "" && !identifier.MatchString(text) {
		text = "'" + text + "'" // a property
	}
	e.add(at.File.Repo, at.File.Path, edit{at.Start + from, at.Start + to, text})
	return true
}

// replaceIn edits a word in code that is no program: templates, commands. It must stand there once, or once behind what
// names something.
func (e *edits) replaceIn(s *statement, old, text string) bool {
	f := e.m.text(s.Repo, s.Path)
	if f == nil || s.Language() != "" || !harmless.MatchString(text) {
		return false
	}
	start := f.Lines().ByteColumnToOffset(s.Start.Line, s.Start.Column)
	end := f.Lines().ByteColumnToOffset(s.End.Line, s.End.Column)
	code := string(f.Text[start:max(start, end)])
	word := regexp.MustCompile(`(^|[\s"'=\[(,])(` + regexp.QuoteMeta(old) + `)($|[\s"'\]),;}\\])`)
	var all, named [][]int
	for _, at := range word.FindAllStringSubmatchIndex(code, -1) {
		all = append(all, at)
		if naming.MatchString(code[:at[4]]) {
			named = append(named, at)
		}
	}
	if len(all) != 1 {
		all = named
	}
	if len(all) != 1 {
		return false
	}
	e.add(s.Repo, s.Path, edit{start + all[0][4], start + all[0][5], text})
	return true
}

// naming is what stands before a name in templates and commands.
var naming = regexp.MustCompile(`(?i)(?:\b(?:name|id)["']?\s*[=:]\s*|\s(?:--name|-n)[\s=]+)["']?$`)

// nameIn finds a text in code that is its literal, a property of this name, or the name alone (bare); to is 0 if it is none.
func nameIn(code, name string) (from, to int, bare bool) {
	quoted := code != "" && strings.ContainsRune("\"'`", rune(code[0]))
	if quoted {
		from = 1
	}
	if !strings.HasPrefix(code[from:], name) {
		return 0, 0, false
	}
	to = from + len(name)
	rest := code[to:]
	if quoted {
		if rest == "" || rest[0] != code[0] {
			return 0, 0, false
		}
		rest = rest[1:]
	}
	if rest = strings.TrimLeft(rest, " \t"); rest != "" && rest[0] != ':' {
		return 0, 0, false
	}
	return from, to, !quoted
}

// removeLines takes whole lines out, from 1, both ends included.
func (e *edits) removeLines(repo, path string, from, to int) bool {
	f := e.m.text(repo, path)
	if f == nil || to > f.Lines().Count() {
		return false
	}
	start, _ := f.Lines().LineToOffsets(from)
	_, end := f.Lines().LineToOffsets(to)
	if end < len(f.Text) && f.Text[end] == '\r' {
		end++
	}
	if end < len(f.Text) && f.Text[end] == '\n' {
		end++
	}
	e.add(repo, path, edit{start, end, ""})
	return true
}

// patches writes the edits as one diff a repository.
func (e *edits) patches() []Patch {
	slices.Sort(e.order)
	var out []Patch
	for _, id := range e.order {
		repo, path, _ := strings.Cut(id, "\x00")
		diff, ok := unified(path, e.m.text(repo, path), e.byFile[id])
		if !ok {
			e.byHand(Spot{repo, path, 1}, "Its encoding, or changes that touch one another, allow no patch. The file %s.", strings.Join(e.what[id], "; "))
			delete(e.what, id)
			continue
		}
		if diff == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Repo == repo {
			out[n-1].Diff += diff
		} else {
			out = append(out, Patch{repo, diff})
		}
	}
	return out
}

// finish moves the edits into an option.
func (e *edits) finish(o *Option) {
	e.remarks()
	o.Patches = e.patches()
	for _, id := range e.order {
		repo, path, _ := strings.Cut(id, "\x00")
		if len(e.what[id]) == 0 {
			continue
		}
		o.Edited = append(o.Edited, File{repo, path, strings.Join(e.what[id], "; ")})
	}
	slices.SortStableFunc(e.hands, func(a, b Hand) int { return compareSpots(a.At, b.At) })
	o.ByHand, o.Comments = e.hands, e.comments
}

func spotOf(s *statement) Spot { return Spot{s.Repo, s.Path, s.Start.Line} }

func compareSpots(a, b Spot) int {
	return cmp.Or(strings.Compare(a.Repo, b.Repo), strings.Compare(a.Path, b.Path), a.Line-b.Line)
}
