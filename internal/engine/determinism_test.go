package engine

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/bytelyst/connaudit/internal/report"
)

// repetitions is how often each workspace is audited, by another number of workers and processors each time.
const repetitions = 20

func TestOutputIsTheSameEveryTime(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, name := range []string{"bytelyst/before", "orbit"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(workspaceRoot, name)
			want := output(t, Options{Dir: dir, Workers: 1})
			r := rand.New(rand.NewSource(7))
			for i := range repetitions {
				o := Options{Dir: dir, Workers: []int{1, 16}[r.Intn(2)]}
				processors := 1 + r.Intn(2)
				runtime.GOMAXPROCS(processors)
				demandSame(t, fmt.Sprintf("run %d: %d workers, GOMAXPROCS=%d", i, o.Workers, processors), want, output(t, o))
			}
		})
	}
}

// TestOutputKnowsNoDirectoryOrder audits copies whose files came into their directories in other orders.
func TestOutputKnowsNoDirectoryOrder(t *testing.T) {
	for _, name := range []string{"bytelyst/before", "orbit"} {
		var want string
		for seed := range int64(3) {
			dir := t.TempDir()
			copyShuffled(t, filepath.Join(workspaceRoot, name), dir, rand.New(rand.NewSource(seed)))
			got := output(t, Options{Dir: dir, Workers: 16})
			if want == "" {
				want = got
			}
			demandSame(t, fmt.Sprintf("%s, order %d", name, seed), want, got)
		}
	}
}

// TestTracesAreTheSameEveryTime asks for the steps behind findings, which are evaluated again.
func TestTracesAreTheSameEveryTime(t *testing.T) {
	dir := filepath.Join(workspaceRoot, "bytelyst/before")
	want := output(t, Options{Dir: dir, Workers: 1, Trace: TraceAll})
	for range 3 {
		demandSame(t, "16 workers", want, output(t, Options{Dir: dir, Workers: 16, Trace: TraceAll}))
	}
}

// output is all that an audit writes, in both formats, with the steps that were asked for.
func output(t *testing.T, o Options) string {
	t.Helper()
	o.ShowOK, o.ShowUnknown, o.Skipped = true, true, true
	r, err := Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	ro := report.Options{All: true, ShowOK: true, ShowUnknown: true}
	for _, write := range []report.Format{report.JSON, report.Text, report.DebugFiles} {
		if err := write(&b, r, ro); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range r.Findings {
		if f.Trace == nil {
			continue
		}
		for _, s := range f.Trace() {
			fmt.Fprintf(&b, "%s %*s%s:%d %s\n", f.Fingerprint, s.Depth, "", s.File, s.Start.Line, s.Message)
		}
	}
	return b.String()
}

func demandSame(t *testing.T, when, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	a, b := bytes.Split([]byte(want), []byte("\n")), bytes.Split([]byte(got), []byte("\n"))
	for i := range min(len(a), len(b)) {
		if !bytes.Equal(a[i], b[i]) {
			t.Fatalf("%s: line %d differs:\n%s\n%s", when, i+1, a[i], b[i])
		}
	}
	t.Fatalf("%s: %d lines became %d", when, len(a), len(b))
}

// copyShuffled copies the files below from in a random order.
func copyShuffled(t *testing.T, from, to string, r *rand.Rand) {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			paths = append(paths, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(to, rel), string(text))
	}
}

func put(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
