package gocheck

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/gocheck/gochecktest"
)

// TestHeld has a checker say what it learned, whatever is typed, until it is told to forget.
func TestHeld(t *testing.T) {
	runs := gochecktest.CountGo(t)
	w := open(t, "-- connaudit.yaml --\nversion: 1\nrepos: [a]\n-- a/go.mod --\nmodule example.com/a\n\ngo 1.21\n-- a/a.go --\npackage a\n\nfunc A() { B() }\n-- a/b.go --\npackage a\n\nfunc B() { A() }\n")
	a := filepath.Join(w.ws.Root, "a", "a.go")
	h := New([]*analysis.Analyzer{calls}, Options{}).Hold()
	learn := func(overlay map[string][]byte) []string {
		t.Helper()
		l, err := h.Learn(context.Background(), w.ws, overlay, w.fileOf)
		if err != nil {
			t.Fatal(err)
		}
		return covered(l)
	}
	both := []string{"a/a.go", "a/b.go"}
	if got := learn(nil); !slices.Equal(got, both) {
		t.Errorf("covered are %v", got)
	}
	begun := runs()
	text, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	if got := learn(map[string][]byte{a: text}); !slices.Equal(got, both) {
		t.Errorf("with a file that is open as it is, covered are %v", got)
	}
	if got := learn(map[string][]byte{a: []byte("package a\n\nfunc A() { B(); B() }\n")}); !slices.Equal(got, both[1:]) {
		t.Errorf("with a file that is not saved, covered are %v", got)
	}
	if runs() != begun {
		t.Error("the go command is run for what is typed")
	}
	h.Forget()
	if learn(nil); runs() == begun {
		t.Error("the go command is not run for what is saved")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	h.Forget()
	if _, err := h.Learn(ctx, w.ws, nil, w.fileOf); err == nil {
		t.Error("learning goes on although it was given up")
	}
	if got := learn(nil); !slices.Equal(got, both) {
		t.Errorf("after it was given up once, covered are %v", got)
	}
}

// TestHeldElsewhere has something else than the editor write a file that is open: the editor follows, and saves nothing.
func TestHeldElsewhere(t *testing.T) {
	runs := gochecktest.CountGo(t)
	w := open(t, "-- connaudit.yaml --\nversion: 1\nrepos: [a]\n-- a/go.mod --\nmodule example.com/a\n\ngo 1.21\n-- a/a.go --\npackage a\n\nfunc A() { A() }\n")
	a := filepath.Join(w.ws.Root, "a", "a.go")
	h := New([]*analysis.Analyzer{calls}, Options{}).Hold()
	for _, text := range []string{"package a\n\nfunc A() { A() }\n", "package a\n\n// A calls itself.\nfunc A() { A() }\n"} {
		if err := os.WriteFile(a, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := h.Learn(context.Background(), w.ws, map[string][]byte{a: []byte(text)}, w.fileOf)
		if err != nil {
			t.Fatal(err)
		}
		if len(l.Facts) != 1 || l.Facts[0].At.Start != strings.Index(text, "A() }") {
			t.Errorf("of %q is stated %+v", text, l.Facts)
		}
	}
	begun := runs()
	if _, err := h.Learn(context.Background(), w.ws, nil, w.fileOf); err != nil || runs() != begun {
		t.Errorf("the go command is run again (%v)", err)
	}
}

// covered are the files of which all was said.
func covered(l *facts.Learned) []string {
	var out []string
	for f := range l.Covered {
		out = append(out, f.Display)
	}
	slices.Sort(out)
	return out
}
