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

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

var sampleWorkspaces = []string{"bytelyst/before", "bytelyst/after-1", "bytelyst/after-2", "orbit", "ids", "harbor"}

// TestParity compares what the server says of a workspace with what `connaudit check` says of the same files: as they are, and after
// edits that the editor has not saved.
func TestParity(t *testing.T) {
	for _, name := range sampleWorkspaces {
		t.Run(name, func(t *testing.T) {
			dir := copied(t, name)
			capabilities := pulls()
			capabilities["general"] = map[string]any{"positionEncodings": []string{"utf-16", "utf-8"}}
			c := start(t, capabilities, dir)
			same(t, "as it is", served(c, dir), audited(t, dir))
			if testing.Short() {
				return
			}
			random := rand.New(rand.NewSource(int64(len(name))))
			for _, abs := range someCode(t, dir, random) {
				uri := c.open(abs)
				for version := range 3 {
					c.randomEdit(random, uri, version+2)
				}
			}
			got := served(c, dir)
			for uri, text := range c.texts {
				abs, _ := uri.Path()
				write(t, abs, text)
			}
			same(t, "after edits", got, audited(t, dir))
		})
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
func audited(t *testing.T, dir string) []string {
	t.Helper()
	r, err := engine.Check(context.Background(), engine.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
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
