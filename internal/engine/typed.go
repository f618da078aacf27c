package engine

import (
	"context"
	"io"
	"slices"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Typed learns facts of files by the types of their code.
type Typed interface {
	// Learn returns what is learned. overlay holds the contents of files, by absolute path, that are not what is on disk. fileOf returns
	// the file with the absolute path, nil for one that is not read. The error is the context's.
	Learn(ctx context.Context, ws *workspace.Workspace, overlay map[string][]byte, fileOf func(abs string) *value.File) (*facts.Learned, error)
	// Digest writes what Learn hangs on beside the workspace and the contents of the files that it names.
	Digest(ws *workspace.Workspace, to io.Writer)
}

// typed lays what is learned by types over what the text of the same files states: of a file that is covered, the built-in
// entries state nothing. What the team's own rules state of it stays.
func (a *audit) typed(ctx context.Context) error {
	if a.o.Typed == nil || !a.builtin() || a.compared() {
		return nil
	}
	learned, err := a.o.Typed.Learn(ctx, a.ws, a.o.Overlay, a.valueFile)
	if err != nil {
		return err
	}
	a.learned = learned
	a.result.Errors = append(a.result.Errors, learned.Errors...)
	if len(learned.Covered) == 0 {
		return nil
	}
	kinds := a.kinds()
	var kept []*facts.Fact
	for _, f := range a.store.All() {
		if !learned.Covered[f.At.File] || !link.IsBuiltin(f) {
			kept = append(kept, f)
		}
	}
	for _, f := range learned.Facts {
		if kinds[f.Kind] { // a pack that is not loaded asks nothing
			kept = append(kept, f)
		}
	}
	a.store = facts.NewStore(kept)
	return nil
}

// compared reports whether files are looked at as git has them, here or for comparison. Types are known of what is on disk only, and
// both sides of a comparison must be read in the same way: by their text.
func (a *audit) compared() bool { return a.o.Staged || len(a.o.NewFrom) > 0 || a.given != nil }

// builtin reports whether a built-in pack is loaded that has something to say of Go.
func (a *audit) builtin() bool {
	return slices.ContainsFunc(a.rules.Facts, link.IsBuiltinEntry)
}

func (a *audit) valueFile(abs string) *value.File {
	if f := a.prog.FileFrom(a.ws.FileAt(abs)); f != nil {
		return f.Value
	}
	return nil
}
