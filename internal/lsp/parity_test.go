package lsp

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/gocheck"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// sampleWorkspaces are those of the repository.
func sampleWorkspaces(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, glob := range []string{"*", "*/*"} {
		found, err := filepath.Glob(filepath.Join(samples, glob, workspace.ConfigName))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			name, err := filepath.Rel(samples, filepath.Dir(file))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, name)
		}
	}
	if len(out) < 7 {
		t.Fatalf("there are only %v", out)
	}
	return out
}

// TestParity compares what the server says of a workspace with what `connaudit check` says of the same files: as they are, and after
// edits that the editor has not saved. Go is read as text.
func TestParity(t *testing.T) {
	for _, name := range sampleWorkspaces(t) {
		t.Run(name, func(t *testing.T) {
			dir := copied(t, name)
			c := start(t, inBytes(), dir)
			same(t, "as it is", served(c, dir), audited(t, engine.Options{Dir: dir}))
			if testing.Short() {
				return
			}
			c.randomEdits(dir)
			got := served(c, dir)
			c.save()
			same(t, "after edits", got, audited(t, engine.Options{Dir: dir}))
		})
	}
}

// TestParityWithTypes is the same with the types of Go: what they tell is that of saved files.
func TestParityWithTypes(t *testing.T) {
	for _, name := range sampleWorkspaces(t) {
		dir := copied(t, name)
		if modules, _ := filepath.Glob(filepath.Join(dir, "*", "go.mod")); len(modules) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			typed := gocheck.New(analyzers.All(), gocheck.Options{})
			c := startWith(t, Options{Typed: func() Typed { return typed.Hold() }}, inBytes(), dir)
			same(t, "as it is", served(c, dir), audited(t, engine.Options{Dir: dir, Typed: typed}))
			if testing.Short() {
				return
			}
			c.randomEdits(dir)
			c.save()
			same(t, "after edits", served(c, dir), audited(t, engine.Options{Dir: dir, Typed: typed}))
		})
	}
}

// inBytes is a client that pulls and counts as the engine does.
func inBytes() map[string]any {
	capabilities := pulls()
	capabilities["general"] = map[string]any{"positionEncodings": []string{"utf-16", "utf-8"}}
	return capabilities
}

// randomEdits opens a few files of code and types in them.
func (c *client) randomEdits(dir string) {
	c.t.Helper()
	random := rand.New(rand.NewSource(int64(len(c.t.Name()))))
	for _, abs := range someCode(c.t, dir, random) {
		uri := c.open(abs)
		for version := range 3 {
			c.randomEdit(random, uri, version+2)
		}
	}
}

// save writes what is open.
func (c *client) save() {
	c.t.Helper()
	for uri, text := range c.texts {
		abs, _ := uri.Path()
		write(c.t, abs, text)
		c.tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": uri}})
	}
}

// randomEdit changes a document as one who types does: it inserts, deletes or copies a piece, in one range.
func (c *client) randomEdit(random *rand.Rand, uri protocol.URI, version int) {
	text := protocol.NewText([]byte(c.texts[uri]), protocol.UTF8)
	n := len(text.Bytes)
	start := random.Intn(n + 1)
	end := min(n, start+random.Intn(12))
	piece := []string{"", "\n", "x", "'", "{", "😀", "const a = 1;\n", string(text.Bytes[start:min(n, start+30)])}[random.Intn(8)]
	r := text.Range(start, end)
	change := protocol.TextDocumentContentChangeEvent{Range: &r, Text: strings.ToValidUTF8(piece, "?")}
	c.texts[uri] = string(text.Apply(change).Bytes)
	c.tell("textDocument/didChange", protocol.DidChangeTextDocumentParams{
		TextDocument: protocol.VersionedTextDocumentIdentifier{URI: uri, Version: version}, ContentChanges: []protocol.TextDocumentContentChangeEvent{change}})
}

// someCode are a few files of code.
func someCode(t *testing.T, dir string, random *rand.Rand) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(p); err == nil && !d.IsDir() && (ext == ".ts" || ext == ".tsx" || ext == ".py" || ext == ".go") {
			all = append(all, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(5, len(all))]
}

// served is all that the server says, one finding a line.
func served(c *client, dir string) []string {
	var all protocol.WorkspaceDiagnosticReport
	c.call("workspace/diagnostic", map[string]any{"previousResultIds": []any{}}, &all)
	var out []string
	for _, d := range all.Items {
		abs, _ := d.URI.Path()
		rel, err := filepath.Rel(dir, abs)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, x := range *d.Items {
			if x.Data == nil {
				continue // a fault, and no finding
			}
			out = append(out, fmt.Sprintf("%s:%d:%d-%d:%d: %s: %d %s %s (%d related)", filepath.ToSlash(rel), x.Range.Start.Line+1, x.Range.Start.Character+1,
				x.Range.End.Line+1, x.Range.End.Character+1, x.Code, x.Severity, x.Message, x.Data.Fingerprint, len(x.RelatedInformation)))
		}
	}
	slices.Sort(out)
	return out
}

// audited is the same of an audit.
func audited(t *testing.T, o engine.Options) []string {
	t.Helper()
	r, err := engine.Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return newFindings(r)
}

// newFindings are those of a result that are new, one a line.
func newFindings(r *diag.Result) []string {
	var out []string
	for _, f := range r.Findings {
		if f.Status != diag.New {
			continue
		}
		start, end := f.Start, f.End
		if start.Line == 0 {
			start, end = diag.Position{Line: 1, Column: 1}, diag.Position{Line: 1, Column: 1}
		}
		out = append(out, fmt.Sprintf("%s:%d:%d-%d:%d: %s: %d %s %s (%d related)", f.File, start.Line, start.Column, end.Line, end.Column, f.RuleID,
			severityOf(f.Severity), f.Message, f.Fingerprint, min(len(f.Related), maxRelated)))
	}
	slices.Sort(out)
	return out
}

func same(t *testing.T, when string, got, want []string) {
	t.Helper()
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s: the server alone says %s", when, line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("%s: check alone says %s", when, line)
		}
	}
}
