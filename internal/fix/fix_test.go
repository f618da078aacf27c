package fix

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// linter finds each of its words in files of a folder, and offers to replace it.
type linter struct {
	t     *testing.T
	dir   string
	words []word
	runs  int
}

// word is found once for each time it stands in a file, unless the file has the text of unless.
type word struct {
	text, by string
	safety   diag.Safety
	unless   string
	file     string // in which the edit is made; empty: where the word stands
}

func (l *linter) audit(_ context.Context, overlay map[string][]byte) (*diag.Result, error) {
	l.runs++
	r := &diag.Result{Dirs: []string{l.dir}}
	entries, err := os.ReadDir(l.dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		data := l.contents(e.Name(), overlay)
		for _, w := range l.words {
			r.Findings = append(r.Findings, l.find(w, e.Name(), string(data), overlay)...)
		}
	}
	var prints diag.Fingerprinter
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Fingerprint = prints.Next(f.RuleID, "", f.Path, f.RuleID)
	}
	return r, nil
}

func (l *linter) contents(name string, overlay map[string][]byte) []byte {
	abs := filepath.Join(l.dir, name)
	if data, ok := overlay[abs]; ok {
		return data
	}
	data, err := os.ReadFile(abs)
	if err != nil {
		l.t.Fatal(err)
	}
	return data
}

func (l *linter) find(w word, name, text string, overlay map[string][]byte) []diag.Finding {
	var out []diag.Finding
	if w.unless != "" && strings.Contains(text, w.unless) {
		return nil
	}
	for at := strings.Index(text, w.text); at >= 0; {
		f := diag.Finding{RuleID: w.text, Status: diag.New, Location: diag.Location{Path: name, File: name}}
		e := diag.Edit{Location: f.Location, Text: w.by, Of: sha256.Sum256([]byte(text))}
		e.Start.Offset, e.End.Offset = at, at+len(w.text)
		if w.file != "" {
			other := l.contents(w.file, overlay)
			e.Path, e.File, e.Of = w.file, w.file, sha256.Sum256(other)
			e.Start.Offset, e.End.Offset = len(other), len(other)
		}
		f.Fixes = []diag.Fix{{Title: "say " + w.by, Safety: w.safety, Edits: []diag.Edit{e}}}
		out = append(out, f)
		next := strings.Index(text[at+1:], w.text)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return out
}

// errorsIn takes each `(` without its `)` for a syntax error.
func errorsIn(_ string, contents []byte) (int, bool) {
	return max(0, strings.Count(string(contents), "(")-strings.Count(string(contents), ")")), true
}

func TestMake(t *testing.T) {
	safe, review := diag.Safe, diag.Review
	for _, c := range []struct {
		name    string
		files   map[string]string
		words   []word
		all     bool
		only    string
		want    map[string]string // files that change
		done    int
		refused []string // parts of the reasons, in order
		unsafe  int
	}{
		{"nothing", map[string]string{"a": "x"}, []word{{"bad", "good", safe, "", ""}}, true, "", nil, 0, nil, 0},
		{"safe ones", map[string]string{"a": "bad worse", "b": "bad bad"}, []word{{"bad", "good", safe, "", ""}, {"worse", "fine", review, "", ""}}, false, "",
			map[string]string{"a": "good worse", "b": "good good"}, 3, nil, 1},
		{"all", map[string]string{"a": "bad worse"}, []word{{"bad", "good", safe, "", ""}, {"worse", "fine", review, "", ""}}, true, "",
			map[string]string{"a": "good fine"}, 2, nil, 0},
		{"one that does not silence", map[string]string{"a": "bad worse"}, []word{{"bad", "good", safe, "", ""}, {"worse", "worse still", safe, "", ""}}, false, "",
			map[string]string{"a": "good worse"}, 1, []string{"its finding would stay"}, 0},
		{"one that brings another", map[string]string{"a": "bad worse", "b": "bad"},
			[]word{{"bad", "good", safe, "", ""}, {"worse", "ugly", safe, "", ""}, {"ugly", "uglier", review, "", ""}}, false, "",
			map[string]string{"a": "good worse", "b": "good"}, 2, []string{"it would bring a finding of ugly in a"}, 0},
		{"one that brings what a safe fix resolves", map[string]string{"a": "worse"}, []word{{"worse", "ugly", review, "", ""}, {"ugly", "nice", safe, "", ""}}, true, "",
			map[string]string{"a": "nice"}, 1, nil, 0},
		{"one that breaks the file", map[string]string{"a": "bad worse"}, []word{{"bad", "(", safe, "", ""}, {"worse", "fine", safe, "", ""}}, false, "",
			map[string]string{"a": "bad fine"}, 1, []string{"syntax error in a"}, 0},
		{"two of one place", map[string]string{"a": "badly"}, []word{{"bad", "good", safe, "", ""}, {"badly", "fine", safe, "", ""}}, false, "",
			map[string]string{"a": "goodly"}, 1, nil, 0},
		{"two that both append a line", map[string]string{"a": "bad\nworse\n", "x": "0\n"}, []word{{"bad", "1\n", safe, "none", "x"}}, false, "",
			nil, 0, []string{"its finding would stay"}, 0},
		{"outside of what is asked for", map[string]string{"a": "bad", "b": "bad"}, []word{{"bad", "good", safe, "", ""}}, false, "b",
			map[string]string{"b": "good"}, 1, []string{"outside the PATHs"}, 0},
		{"many, of which one fails", map[string]string{"a": strings.Repeat("bad ", 20), "b": strings.Repeat("bad ", 20), "c": "worse"},
			[]word{{"bad", "good", safe, "", ""}, {"worse", "worse", safe, "", ""}}, false, "",
			map[string]string{"a": strings.Repeat("good ", 20), "b": strings.Repeat("good ", 20)}, 40, []string{"its finding would stay"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &linter{t: t, dir: t.TempDir(), words: c.words}
			writeAll(t, l.dir, c.files)
			o := Options{Dir: l.dir, All: c.all, Dirs: []string{l.dir}, Audit: l.audit, SyntaxErrors: errorsIn}
			if c.only != "" {
				o.Only = []string{filepath.Join(l.dir, c.only)}
			}
			out := make1(t, l, o)
			check(t, out, c.want, c.done, c.refused, c.unsafe)
			if l.runs > 12 {
				t.Errorf("%d audits", l.runs)
			}
			for _, change := range out.Changes {
				if err := change.Write(o.Dirs); err != nil {
					t.Fatal(err)
				}
			}
			if again := make1(t, l, o); len(again.Changes) > 0 || len(again.Done) > 0 {
				t.Errorf("a second run changes %v", again.Changes)
			}
		})
	}
}

func make1(t *testing.T, l *linter, o Options) *Outcome {
	t.Helper()
	first, err := l.audit(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Make(t.Context(), o, first)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func check(t *testing.T, out *Outcome, want map[string]string, done int, refused []string, unsafe int) {
	t.Helper()
	got := map[string]string{}
	for _, c := range out.Changes {
		got[c.File] = string(c.New)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("changed %v, want %v", got, want)
	}
	if len(out.Done) != done || out.Unsafe != unsafe || len(out.Refused) != len(refused) {
		t.Errorf("%d done, %d unsafe, refused %v", len(out.Done), out.Unsafe, out.Refused)
	}
	for i, why := range refused {
		if i < len(out.Refused) && !strings.Contains(out.Refused[i].Why, why) {
			t.Errorf("refused since %s, want %s", out.Refused[i].Why, why)
		}
	}
}

func writeAll(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestStale has a file change between the audit and the fix: its offsets mean nothing then.
func TestStale(t *testing.T) {
	l := &linter{t: t, dir: t.TempDir(), words: []word{{"bad", "good", diag.Safe, "", ""}}}
	writeAll(t, l.dir, map[string]string{"a": "bad", "b": "bad"})
	first, err := l.audit(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	writeAll(t, l.dir, map[string]string{"a": "very bad"})
	out, err := Make(t.Context(), Options{Dir: l.dir, Dirs: []string{l.dir}, Audit: l.audit, SyntaxErrors: errorsIn}, first)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range out.Changes {
		if c.File == "a" && string(c.New) != "very good" {
			t.Errorf("a is %q", c.New)
		}
	}
}
