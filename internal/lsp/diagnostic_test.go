package lsp

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// TestPagesAndTags: a diagnostic leads to the page that its rule names, and a comment that accepts nothing is shown as unnecessary, to
// clients that know of it.
func TestPagesAndTags(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "connaudit.yaml"), "version: 1\nrepos: [.]\nrules: [./rules.yaml]\n")
	write(t, filepath.Join(dir, "rules.yaml"), "rules:\n  - {id: call, message: called, languages: [typescript], severity: WARNING, pattern: call(...), "+
		"metadata: {references: ['https://example.com/call']}}\n")
	file := filepath.Join(dir, "a.ts")
	write(t, file, "call(1);\n// connaudit:ignore call -- no reason to\nfine();\n")
	publishing := func(more map[string]any) map[string]any {
		return map[string]any{"textDocument": map[string]any{"publishDiagnostics": more}}
	}
	knowing := publishing(map[string]any{"codeDescriptionSupport": true, "tagSupport": map[string]any{"valueSet": []int{protocol.TagUnnecessary}}})
	for name, c := range map[string]struct {
		capabilities map[string]any
		want         []string
	}{
		"a client that knows of both": {knowing, []string{"call https://example.com/call []", "ignore-unused  [1]"}},
		"one that knows of none":      {publishing(map[string]any{}), []string{"call  []", "ignore-unused  []"}},
	} {
		cl := start(t, c.capabilities, dir)
		uri := cl.open(file)
		cl.wait(name, func() bool { return len(cl.published[uri].Diagnostics) == 2 })
		cl.mu.Lock()
		var got []string
		for _, d := range cl.published[uri].Diagnostics {
			page := ""
			if d.CodeDescription != nil {
				page = d.CodeDescription.Href
			}
			got = append(got, fmt.Sprint(d.Code, " ", page, " ", d.Tags))
		}
		cl.mu.Unlock()
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestNoGit types in a file of a git repository: git is not run for it.
func TestNoGit(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("git is a shell script here")
	}
	bin, dir := t.TempDir(), copied(t, "ids")
	if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	mark := filepath.Join(bin, "ran")
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\ntouch "+mark+"\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	c := start(t, pulls(), dir)
	uri := c.open(filepath.Join(dir, "timer/src/sync.ts"))
	c.pull(uri)
	c.change(uri, 2, "// typed\n"+c.texts[uri])
	c.pull(uri)
	if _, err := os.Stat(mark); err == nil {
		t.Error("git was run")
	}
}
