package engine

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// lasting learns nothing, from one file, and counts how often it is asked to.
type lasting struct {
	file    string
	lasting bool
	digest  string
	asked   int
}

func (l *lasting) Learn(context.Context, *workspace.Workspace, map[string][]byte, func(string) *value.File) (*facts.Learned, error) {
	l.asked++
	_, seen, err := source.ReadAll(l.file, 1<<20)
	return &facts.Learned{Seen: []source.Seen{seen}, Lasting: l.lasting}, err
}

func (l *lasting) Digest(_ *workspace.Workspace, to io.Writer) { _, _ = fmt.Fprintln(to, l.digest) }

// TestTypedIsKept: a result holds as long as what was learned by types does, and no longer.
func TestTypedIsKept(t *testing.T) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere.go")
	put(t, elsewhere, "package a\n")
	l := &lasting{file: elsewhere, lasting: true}
	o := cachedIn(t, copied(t, "ids"), t.TempDir())
	o.Typed = l
	for _, step := range []struct {
		name   string
		change func()
		asked  bool
	}{
		{"at first", func() {}, true},
		{"nothing", func() {}, false},
		{"a file that no rule reads", func() { put(t, elsewhere, "package b\n") }, true},
		{"another toolchain", func() { l.digest = "another" }, true},
		{"what hangs on more", func() { l.lasting, l.digest = false, "a third" }, true},
		{"nothing, of what hangs on more", func() {}, true},
	} {
		step.change()
		before := l.asked
		if _, err := Check(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if asked := l.asked > before; asked != step.asked {
			t.Errorf("after %s types were asked for: %v, want %v", step.name, asked, step.asked)
		}
	}
}
