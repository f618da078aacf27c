package engine

import (
	"encoding/json"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// wholeResult is all that an audit says, but for what it took.
func wholeResult(t *testing.T, r *diag.Result) string {
	t.Helper()
	with := *r
	with.Stats.FilesParsed, with.Stats.DurationMS, with.Stats.Phases, with.Open = 0, 0, nil, nil
	with.Stats.Rules = slices.Clone(with.Stats.Rules)
	for i := range with.Stats.Rules {
		with.Stats.Rules[i].Duration = 0
	}
	k := keptResult{Result: &with, Findings: make([]keptFinding, len(r.Findings))}
	for i, f := range r.Findings {
		k.Findings[i].Finding = f
	}
	text, err := json.MarshalIndent(k, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	edits = flag.Int("edits", 24, "in TestChangesThatSayNothing, change small workspaces so often, large ones a third of it")
	seed  = flag.Uint64("seed", 7, "where TestChangesThatSayNothing starts")
)

// TestChangesThatSayNothing changes files at random, in ways that matter and in ways that do not, and demands of a run with a cache all
// that a run without one says. Some entries must hold nevertheless.
func TestChangesThatSayNothing(t *testing.T) {
	all := 0
	for name, share := range map[string]int{"bytelyst/before": 3, "orbit": 3, "ids": 1, "harbor": 1} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			o := cachedIn(t, copied(t, name), folder)
			o.Report = false
			if _, err := Check(t.Context(), o); err != nil {
				t.Fatal(err)
			}
			e := newEditor(t, o.Dir, *seed)
			held := 0
			for range max(*edits/share, 1) {
				// Each time the entry is that of the files as they were.
				with := cachedIn(t, o.Dir, copiedFolder(t, folder))
				with.Report = false
				held += sameWhole(t, with, e.edit())
				e.restore()
			}
			t.Logf("%d of %d entries held", held, max(*edits/share, 1))
			all += held
		})
	}
	if all == 0 {
		t.Error("no entry held: this test proves nothing")
	}
}

// sameWhole audits with a cache and without, demands the same, and returns 1 where the cache had it.
func sameWhole(t *testing.T, o Options, after string) int {
	t.Helper()
	cold := o
	cold.Cache = nil
	want, wantErr := Check(t.Context(), cold)
	got, err := Check(t.Context(), o)
	if wantErr != nil || err != nil {
		if wantErr == nil || err == nil || wantErr.Error() != err.Error() {
			t.Fatalf("after %s a run with a cache fails with %v, one without with %v", after, err, wantErr)
		}
		return 0
	}
	if g, w := wholeResult(t, got), wholeResult(t, want); g != w {
		gs, ws := strings.Split(g, "\n"), strings.Split(w, "\n")
		for i := range min(len(gs), len(ws)) {
			if gs[i] != ws[i] {
				t.Fatalf("after %s a run with a cache says in line %d\n%s, one without\n%s", after, i+1, gs[i], ws[i])
			}
		}
		t.Fatalf("after %s a run with a cache says %d lines, one without %d", after, len(gs), len(ws))
	}
	if got.Stats.FilesParsed == 0 && want.Stats.FilesParsed > 0 {
		return 1
	}
	return 0
}

// editor changes files of a folder and takes it back.
type editor struct {
	t     *testing.T
	dir   string
	rng   *rand.Rand
	names []string
	texts map[string]string
	words []string // of all files
	dirty map[string]bool
}

var anyWord = regexp.MustCompile(`[A-Za-z_$][A-Za-z0-9_$]{2,}`)

func newEditor(t *testing.T, dir string, seed uint64) *editor {
	t.Helper()
	e := &editor{t: t, dir: dir, rng: rand.New(rand.NewPCG(seed, 1)), texts: map[string]string{}, dirty: map[string]bool{}}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		e.names, e.texts[p] = append(e.names, p), string(text)
		e.words = append(e.words, anyWord.FindAllString(string(text), -1)...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (e *editor) write(name, text string) {
	e.t.Helper()
	e.dirty[name] = true
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) restore() {
	e.t.Helper()
	for name := range e.dirty {
		e.write(name, e.texts[name])
	}
	clear(e.dirty)
}

func (e *editor) word() string { return e.words[e.rng.IntN(len(e.words))] }
func (e *editor) name() string { return e.names[e.rng.IntN(len(e.names))] }

// edit changes one to three files and says what it did.
func (e *editor) edit() string {
	e.t.Helper()
	var what []string
	for range 1 + e.rng.IntN(3) {
		name := e.name()
		text, err := os.ReadFile(name)
		if err != nil {
			e.t.Fatal(err)
		}
		how, changed := e.change(name, string(text))
		e.write(name, changed)
		rel, err := filepath.Rel(e.dir, name)
		if err != nil {
			e.t.Fatal(err)
		}
		what = append(what, how+" in "+rel)
	}
	return strings.Join(what, ", ")
}

// change returns another text.
func (e *editor) change(name, text string) (how, changed string) {
	lines := strings.SplitAfter(text, "\n")
	at := e.rng.IntN(len(lines))
	comment := "// "
	if ext := filepath.Ext(name); ext == ".py" || ext == ".yaml" || ext == ".yml" || strings.HasPrefix(filepath.Base(name), ".env") {
		comment = "# "
	}
	insert := func(line string) string { return strings.Join(slices.Insert(lines, at, line), "") }
	switch e.rng.IntN(15) {
	case 0, 1, 2:
		return "a new comment", insert(comment + "something more to say\n")
	case 3:
		return "a comment with a word", insert(comment + e.word() + "\n")
	case 4:
		return "other words", anyWord.ReplaceAllStringFunc(text, func(w string) string {
			if e.rng.IntN(20) == 0 {
				return e.word()
			}
			return w
		})
	case 5:
		return "a new function", text + "\nexport function " + e.word() + "New(a) { return " + e.word() + "." + e.word() + "(a); }\n"
	case 6:
		return "a line gone", strings.Join(slices.Delete(lines, at, at+1), "")
	case 7:
		return "a line twice", insert(lines[at])
	case 8:
		return "the contents of another file", e.texts[e.name()]
	case 9:
		return "nothing left", ""
	case 10:
		return "a header of generated code", comment + "@generated by a tool. DO NOT EDIT.\n" + text
	case 11:
		return "an import", "import { " + e.word() + " } from './" + strings.TrimSuffix(filepath.Base(e.name()), ".ts") + "';\n" + text
	case 12:
		return "a byte that is no text", text + "\x00"
	case 13:
		return "a mark at the start", "\ufeff" + text
	}
	return "a marker", insert(comment + "connaudit:ignore request-id -- a reason\n")
}
