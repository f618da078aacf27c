package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// told is all that a result says, but for the cost.
func told(t *testing.T, r *diag.Result) []byte {
	t.Helper()
	r.Stats = diag.Stats{}
	data, err := encodeResult(r)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, data, "", " "); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sameLive compares what a Live says with what a fresh audit of the same files says, with what findings offer.
func sameLive(t *testing.T, l *Live, o Options, overlay map[string][]byte, what string) {
	t.Helper()
	got, err := l.Result(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if o.OnRequest {
		offered(got)
	}
	o.Overlay = overlay
	survey, err := Survey(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := learned(t, l.Learned()), learned(t, survey.Facts); !bytes.Equal(a, b) {
		t.Fatalf("%s: facts of live and fresh differ:\n%s", what, firstDifference(a, b))
	}
	want := survey.Result
	// Which files are parsed, and so which ranges are not understood, hangs on what was asked before.
	notParsed := func(e diag.RunError) bool { return e.Kind == diag.ParseError }
	got.Errors, want.Errors = slices.DeleteFunc(got.Errors, notParsed), slices.DeleteFunc(want.Errors, notParsed)
	if len(got.Errors)+len(want.Errors) == 0 {
		got.Errors, want.Errors = nil, nil // none is none
	}
	if o.OnRequest {
		offered(want)
	}
	a, b := told(t, got), told(t, want)
	if !bytes.Equal(a, b) {
		t.Fatalf("%s: live and fresh differ:\n%s", what, firstDifference(a, b))
	}
}

// offered works out what findings offer.
func offered(r *diag.Result) {
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Offer != nil {
			f.Fixes, f.Unfixed = f.Offer()
		}
	}
}

// learned is all that there is to say of facts.
func learned(t *testing.T, l *diag.FactList) []byte {
	t.Helper()
	var out bytes.Buffer
	l.Errors = nil // compared with the result
	if err := report.FactsJSON(&out, l, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := report.FactsTable(&out, l, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func firstDifference(a, b []byte) string {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			from := max(0, i-12)
			return "live:\n" + strings.Join(x[from:min(len(x), i+12)], "\n") + "\nfresh:\n" + strings.Join(y[from:min(len(y), i+12)], "\n")
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

// edited changes a text somewhere: what people type, cut and paste.
func edited(r *rand.Rand, text []byte, others [][]byte) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	at := r.IntN(len(lines) + 1)
	switch r.IntN(7) {
	case 0: // a line goes
		if len(lines) > 1 {
			at = min(at, len(lines)-1)
			lines = slices.Delete(slices.Clone(lines), at, at+1)
		}
	case 1: // a line of some file is put in
		o := bytes.SplitAfter(others[r.IntN(len(others))], []byte("\n"))
		lines = slices.Insert(slices.Clone(lines), at, o[r.IntN(len(o))])
	case 2: // a line twice
		at = min(at, len(lines)-1)
		lines = slices.Insert(slices.Clone(lines), at, lines[at])
	case 3: // a letter in a word
		out := bytes.Clone(text)
		for range 50 {
			i := r.IntN(max(1, len(out)))
			if i < len(out) && out[i] >= 'a' && out[i] <= 'z' {
				return slices.Insert(out, i, byte('a'+r.IntN(26)))
			}
		}
		return out
	case 4: // something goes
		if len(text) > 10 {
			i := r.IntN(len(text) - 9)
			return slices.Delete(bytes.Clone(text), i, i+r.IntN(9))
		}
	case 5: // blank lines move the rest
		lines = slices.Insert(slices.Clone(lines), at, []byte("\n"))
	case 6: // several lines of some file
		o := bytes.SplitAfter(others[r.IntN(len(others))], []byte("\n"))
		i := r.IntN(len(o))
		lines = slices.Insert(slices.Clone(lines), at, bytes.Join(o[i:min(len(o), i+6)], nil))
	}
	return bytes.Join(lines, nil)
}

var (
	liveEdits = flag.Int("live-edits", 10, "in TestLive, how often each workspace is changed")
	liveEvery = flag.Int("live-every", 5, "in TestLive, after how many changes results are compared")
	liveSeed  = flag.Uint64("live-seed", 1, "where TestLive starts")
)

// TestLive edits files of the sample workspaces at random, and compares results with those of fresh audits.
func TestLive(t *testing.T) {
	samples := filepath.Join("..", "..", "testdata", "workspaces")
	for _, glob := range []string{"*", "*/*"} {
		found, err := filepath.Glob(filepath.Join(samples, glob, workspace.ConfigName))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			dir := filepath.Dir(file)
			name, err := filepath.Rel(samples, dir)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(name, "after-") && !strings.Contains(name, "1") {
				continue // much as the other one
			}
			t.Run(filepath.ToSlash(name), func(t *testing.T) { liveIn(t, dir) })
		}
	}
}

func liveIn(t *testing.T, dir string) {
	r := rand.New(rand.NewPCG(*liveSeed, 2))
	o := Options{Dir: dir, Outside: true, ShowOK: true, ShowUnknown: true, OnRequest: *liveSeed%2 == 1}
	l, err := OpenLive(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	typing := newTypist(r, l)
	sameLive(t, l, o, typing.overlay, "untouched")
	for n := range *liveEdits {
		what, abs := typing.edit(n)
		if l.Change(abs, typing.overlay[abs]) != Followed {
			t.Fatalf("%s is not changed", abs)
		}
		if r.IntN(3) == 0 { // given up somewhere
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(r.IntN(20_000))*time.Microsecond)
			_, _ = l.Result(ctx)
			cancel()
		}
		if n%*liveEvery == *liveEvery-1 {
			sameLive(t, l, o, typing.overlay, fmt.Sprintf("edit %d of seed %d, %s in %s", n, *liveSeed, what, abs))
		}
	}
}

// typist changes the code and other texts of a workspace as people do in an editor.
type typist struct {
	r       *rand.Rand
	paths   []string // absolute
	first   [][]byte // texts on disk
	texts   [][]byte
	before  [][]byte // what each was before its last change
	overlay map[string][]byte
	at      int
}

func newTypist(r *rand.Rand, l *Live) *typist {
	y := &typist{r: r, overlay: map[string][]byte{}}
	for _, f := range l.prog.Files() {
		if f.Text() != nil && !l.set.Read(f.Source.Abs) {
			y.paths, y.first = append(y.paths, f.Source.Abs), append(y.first, bytes.Clone(f.Text().Text))
		}
	}
	y.texts, y.before = slices.Clone(y.first), slices.Clone(y.first)
	return y
}

// edit changes a file, and says how and which one.
func (y *typist) edit(n int) (what, abs string) {
	switch {
	case n%4 == 0:
		y.at = y.r.IntN(len(y.paths))
	case y.r.IntN(4) == 0:
		y.at = y.partner()
	}
	now := y.texts[y.at]
	what, then := y.change(now)
	y.before[y.at], y.texts[y.at] = now, then
	abs = y.paths[y.at]
	y.overlay[abs] = then
	return what, abs
}

// partner is a file that the one at hand names, or that names it.
func (y *typist) partner() int {
	stem := func(i int) []byte {
		name := filepath.Base(y.paths[i])
		return []byte(strings.TrimSuffix(name, filepath.Ext(name)))
	}
	var out []int
	for i := range y.paths {
		if i != y.at && (bytes.Contains(y.texts[y.at], stem(i)) || bytes.Contains(y.texts[i], stem(y.at))) {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		return y.at
	}
	return out[y.r.IntN(len(out))]
}

func (y *typist) change(now []byte) (what string, then []byte) {
	comment := "// "
	if filepath.Ext(y.paths[y.at]) == ".py" {
		comment = "# "
	}
	switch y.r.IntN(20) {
	case 0, 1:
		return "what is undone", y.before[y.at]
	case 2:
		return "all that is undone", y.first[y.at]
	case 3:
		return "the text of another file", y.texts[y.r.IntN(len(y.texts))]
	case 4:
		return "an import", append(y.imported(), now...)
	case 5:
		return "nothing left", nil
	case 6:
		return "generated code", append([]byte(comment+"@generated by a tool. DO NOT EDIT.\n"), now...)
	case 7:
		return "a byte that is no text", append(bytes.Clone(now), 0)
	case 8:
		return "a minified file", bytes.ReplaceAll(bytes.Repeat(now, 1+5_000/(len(now)+1)), []byte("\n"), []byte(" "))
	case 9:
		return "a mark at the start", append([]byte("\ufeff"), now...)
	case 10:
		return "an export that goes", bytes.Replace(now, []byte("export "), nil, 1+y.r.IntN(2))
	}
	return "an edit", edited(y.r, now, y.texts)
}

// imported is an import of some file of the same folder, or one that hands on all of it.
func (y *typist) imported() []byte {
	name := filepath.Base(y.paths[y.partner()])
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	if filepath.Ext(y.paths[y.at]) == ".py" {
		return fmt.Appendf(nil, "from .%s import *\n", stem)
	}
	return fmt.Appendf(nil, [...]string{"export * from './%s';\n", "import * as all from './%s';\n", "import { client } from '../%s';\n"}[y.r.IntN(3)], stem)
}
