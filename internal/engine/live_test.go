package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
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

// sameLive compares what a Live says with what a fresh audit of the same files says.
func sameLive(t *testing.T, l *Live, o Options, overlay map[string][]byte, what string) {
	t.Helper()
	got, err := l.Result(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	o.Overlay = overlay
	want, err := Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	// Which files are parsed, and so which ranges are not understood, hangs on what was asked before.
	notParsed := func(e diag.RunError) bool { return e.Kind == diag.ParseError }
	got.Errors, want.Errors = slices.DeleteFunc(got.Errors, notParsed), slices.DeleteFunc(want.Errors, notParsed)
	a, b := told(t, got), told(t, want)
	if !bytes.Equal(a, b) {
		t.Fatalf("%s: live and fresh differ:\n%s", what, firstDifference(a, b))
	}
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

// TestLive edits files of the sample workspaces at random, and compares each result with that of a fresh audit.
func TestLive(t *testing.T) {
	edits := 40
	if s := os.Getenv("LIVE_EDITS"); s != "" {
		if _, err := fmt.Sscan(s, &edits); err != nil {
			t.Fatal(err)
		}
	}
	seed := uint64(1)
	if s := os.Getenv("LIVE_SEED"); s != "" {
		if _, err := fmt.Sscan(s, &seed); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"bytelyst/before", "orbit"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join("..", "..", "testdata", "workspaces", filepath.FromSlash(name))
			o := Options{Dir: dir, Outside: true, ShowOK: true, ShowUnknown: true}
			l, err := OpenLive(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			overlay := map[string][]byte{}
			sameLive(t, l, o, overlay, "untouched")
			var code []string
			var texts [][]byte
			for _, f := range l.prog.Files() {
				if f.IsCode() && f.Text() != nil {
					code, texts = append(code, f.Source.Abs), append(texts, bytes.Clone(f.Text().Text))
				}
			}
			r := rand.New(rand.NewPCG(seed, 2))
			at := 0
			for n := range edits {
				if n%4 == 0 {
					at = r.IntN(len(code))
				}
				texts[at] = edited(r, texts[at], texts)
				overlay[code[at]] = texts[at]
				if l.Change(code[at], texts[at]) != Followed {
					t.Fatalf("%s is not changed", code[at])
				}
				sameLive(t, l, o, overlay, fmt.Sprintf("edit %d of seed %d, of %s", n, seed, code[at]))
			}
		})
	}
}
