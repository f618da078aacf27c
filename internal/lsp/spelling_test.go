package lsp

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// oddNames are names of files that clients escape in several ways: routes of frameworks have such names.
var oddNames = []string{"$id.ts", "(auth)/[slug]/page.ts", "@modal/a+b.ts", "ü ß/😀.ts", "a,b;c=d&e.ts", "it's!~*.ts", "100%.ts", "a#b?.ts"}

// escaped is the URI of a file as clients spell it that escape all but letters, digits and a few marks.
func escaped(abs string) protocol.URI {
	var b strings.Builder
	for _, c := range []byte(filepath.ToSlash(abs)) {
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.ContainsRune("/-._~", rune(c)) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return protocol.URI("file://" + b.String())
}

func oddText(i int) string { return fmt.Sprintf("export const a = process.env.NAME_%d;\n", i) }

// oddWorkspace has one finding in each of the files with odd names.
func oddWorkspace(t *testing.T) string {
	t.Helper()
	dir := copied(t, "ids")
	write(t, filepath.Join(dir, "connaudit.yaml"), "version: 1\nrepos: [web]\nrules: [builtin/env]\n")
	for i, name := range oddNames {
		abs := filepath.Join(dir, "web", name)
		if err := mkdir(filepath.Dir(abs)); err != nil {
			t.Fatal(err)
		}
		write(t, abs, oddText(i))
	}
	write(t, filepath.Join(dir, "web/.env.example"), "")
	return dir
}

// TestSpellingsPulled is a client that names files by its own spelling, as it does in what it says that it has.
func TestSpellingsPulled(t *testing.T) {
	dir := oddWorkspace(t)
	c := start(t, pulls(), dir)
	have := []any{}
	for _, want := range []string{protocol.Full, protocol.Unchanged} {
		var all protocol.WorkspaceDiagnosticReport
		c.call("workspace/diagnostic", map[string]any{"previousResultIds": have}, &all)
		have = []any{}
		if len(all.Items) != len(oddNames) {
			t.Errorf("there are %d files, want %d: %+v", len(all.Items), len(oddNames), all.Items)
		}
		for _, r := range all.Items {
			abs, _ := r.URI.Path()
			if r.Kind != want {
				t.Errorf("%s is %s, want %s", abs, r.Kind, want)
			}
			have = append(have, map[string]any{"uri": escaped(abs), "value": r.ResultID})
		}
	}
}

// TestSpellingsPublished opens files by the client's spelling: what was published by the server's is taken back before, so that a client to which
// both are one is left with what holds.
func TestSpellingsPublished(t *testing.T) {
	dir := oddWorkspace(t)
	c := start(t, pushes(), dir)
	shown := func(uri func(string) protocol.URI) int {
		n := 0
		for _, name := range oddNames {
			n += len(c.published[uri(filepath.Join(dir, "web", name))].Diagnostics)
		}
		return n
	}
	c.wait("findings", func() bool { return shown(protocol.URIOf) == len(oddNames) })
	c.mu.Lock()
	before := len(c.order)
	c.mu.Unlock()
	for i, name := range oddNames {
		uri := escaped(filepath.Join(dir, "web", name))
		c.tell("textDocument/didOpen", protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{URI: uri, Version: 1, Text: "\n" + oddText(i)}})
	}
	c.wait("findings by the client's spelling", func() bool { return shown(escaped) == len(oddNames) })
	c.mu.Lock()
	defer c.mu.Unlock()
	last := map[protocol.URI]int{}
	for _, p := range c.order[before:] {
		last[p.URI.Canonical()] = len(p.Diagnostics)
	}
	for uri, n := range last {
		if n != 1 {
			t.Errorf("the last that is told of %s are %d findings", uri, n)
		}
	}
	for _, name := range oddNames {
		abs := filepath.Join(dir, "web", name)
		if p := c.published[protocol.URIOf(abs)]; protocol.URIOf(abs) != escaped(abs) && len(p.Diagnostics) > 0 {
			t.Errorf("both spellings of %s have findings", abs)
		}
	}
}
