package document

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
)

var update = flag.Bool("update", false, "write golden documents anew")

const (
	states     = "../../testdata/workspaces/bytelyst"
	viewConfig = "testdata/views.yaml" // the configuration of the states, with the views of the audit by hand
)

// day is that of the audit by hand.
const day = "2026-02-22"

type lines map[string][]string

// Line implements Source.
func (l lines) Line(file string, n int) (string, bool) {
	if _, have := l[file]; !have {
		data, err := os.ReadFile(file)
		if err != nil {
			return "", false
		}
		l[file] = strings.Split(string(data), "\n")
	}
	if n > len(l[file]) {
		return "", false
	}
	return l[file][n-1], true
}

// rooted reads files named from a workspace's folder.
type rooted struct {
	dir string
	lines
}

// Line implements Source.
func (r rooted) Line(file string, n int) (string, bool) {
	return r.lines.Line(filepath.Join(r.dir, file), n)
}

// audited audits a state in a copy of its folder's name only: the configuration with views stands in for its own.
func audited(t *testing.T, state string) *diag.Result {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(states, state))); err != nil {
		t.Fatal(err)
	}
	config, err := os.ReadFile(viewConfig)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "connaudit.yaml"), config, 0o666); err != nil {
		t.Fatal(err)
	}
	r, err := engine.Check(context.Background(), engine.Options{Dir: dir, Report: true, ShowOK: true, ShowUnknown: true, Skipped: true,
		Tool: diag.Tool{Name: "connaudit", Version: "v0.0.0-test"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.Errors {
		t.Errorf("%+v", e)
	}
	return r
}

// documents are those of the three states, made once: nothing changes a document.
var documents []*Document

// replayed audits the three states one after another, with a snapshot after each, and returns the document of each.
func replayed(t *testing.T) []*Document {
	t.Helper()
	if documents != nil {
		return documents
	}
	h := &baseline.History{}
	var out []*Document
	for _, s := range []struct{ state, label string }{{"before", "as found"}, {"after-1", "session 1"}, {"after-2", "session 2"}} {
		r := audited(t, s.state)
		if err := h.Add(baseline.Snapshot{Label: s.label, Date: day, Records: baseline.Records(r)}); err != nil {
			t.Fatal(err)
		}
		data, err := h.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if h, err = baseline.Parse("history", data); err != nil {
			t.Fatal(err)
		}
		d, err := Build(r, h, Options{Date: day, Rules: "test", Source: rooted{r.Root, lines{}}})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	documents = out
	return out
}

// TestSummaryOfTheAudit states the summary of the audit by hand: found, fixed in two sessions, remaining.
func TestSummaryOfTheAudit(t *testing.T) {
	docs := replayed(t)
	type numbers struct {
		found     int
		fixed     [2]int
		remaining int
	}
	got := map[string]numbers{}
	for _, r := range docs[2].Summary.Rows {
		got[r.Name] = numbers{r.Found, [2]int(r.Fixed), r.Remaining}
	}
	for name, want := range map[string]numbers{
		"request-id":           {12, [2]int{2, 10}, 0},
		"product-id":           {6, [2]int{0, 6}, 0},
		"partition-key":        {1, [2]int{0, 0}, 1},
		"env-example":          {4, [2]int{1, 3}, 0},
		"hardcoded-product-id": {2, [2]int{0, 2}, 0},
		"Python client gaps":   {1, [2]int{0, 1}, 0},
	} {
		if got[name] != want {
			t.Errorf("%s: %v, want %v", name, got[name], want)
		}
	}
	if f := docs[2].Summary.Fixed; strings.Join(f, ", ") != "session 1, session 2" {
		t.Errorf("columns %q", f)
	}
}

// TestGoldenDocuments compares the documents of the three states, in all formats, with those in testdata.
func TestGoldenDocuments(t *testing.T) {
	for i, d := range replayed(t) {
		for _, format := range Formats() {
			write, _ := Lookup(format)
			var b, again bytes.Buffer
			if err := write(&b, d); err != nil {
				t.Fatal(err)
			}
			if err := write(&again, d); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
				t.Errorf("%s is not the same when it is written again: %v", format, err)
			}
			golden(t, filepath.Join("testdata", []string{"before", "after-1", "after-2"}[i]+"."+format), b.Bytes())
		}
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update and look at the difference", file)
	}
}
