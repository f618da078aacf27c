package lsp

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/engine"
)

// TestFileBecomesLink has a file of the workspace become a link to one outside, which is not the workspace's to read.
func TestFileBecomesLink(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	o := engine.Options{Dir: dir, Outside: true}
	a := newAuditor(o, nil)
	defer a.Close()
	abs := filepath.Join(dir, billing)
	first, err := a.Audit(context.Background(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "outside.ts")
	if err := os.Rename(abs, outside); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, abs); err != nil {
		t.Skip(err)
	}
	got, err := a.Audit(context.Background(), nil, []string{abs})
	if err != nil {
		t.Fatal(err)
	}
	want, err := engine.Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(newFindings(first.Result)) == len(newFindings(want)) {
		t.Error("there is nothing to be found in the file")
	}
	same(t, "after a file has become a link", newFindings(got.Result), newFindings(want))
}

// TestNewFileOpen has a file come to be that the editor has open already: first with its text unsaved, then on disk.
func TestNewFileOpen(t *testing.T) {
	dir := copied(t, "bytelyst/before")
	o := engine.Options{Dir: dir, Outside: true}
	a := newAuditor(o, nil)
	defer a.Close()
	text, err := os.ReadFile(filepath.Join(dir, billing))
	if err != nil {
		t.Fatal(err)
	}
	abs := filepath.Join(dir, filepath.Dir(billing), "another-client.ts")
	open := map[string][]byte{abs: text}
	var first int
	for i, disk := range [][]string{nil, {abs}, {abs}} {
		if i == 1 {
			if err := os.WriteFile(abs, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := a.Audit(context.Background(), open, disk)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = len(newFindings(got.Result))
			continue
		}
		if n := len(newFindings(got.Result)); n <= first {
			t.Errorf("with the file there are %d findings, without it %d", n, first)
		}
	}
	want, err := engine.Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Audit(context.Background(), open, nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "with a new file", newFindings(got.Result), newFindings(want))
}
