//go:build precommit

package hosttest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// good is a workspace without a finding: what trace.ts does, the client of client.ts sends.
var good = map[string]string{
	"src/a.ts": `export const a = () => fetch('http://localhost:4000/a', { headers: { 'x-request-id': crypto.randomUUID() } });
export const b = () => fetch('http://localhost:4000/b', { headers: { 'x-request-id': crypto.randomUUID() } });
`,
	"src/client.ts": `import axios from 'axios';

export const api = axios.create({ baseURL: 'http://localhost:4000' });
export const list = () => api.get('/orders');
`,
	"src/trace.ts": `import { api } from './client';

api.interceptors.request.use((config) => {
  config.headers['x-request-id'] = crypto.randomUUID();
  return config;
});
`,
}

// bad is a file with a finding.
const bad = "fetch('http://localhost:4000/c');\n"

// hooks is the project as pre-commit clones it, and what its runs have in common.
type hooks struct {
	clone, revision string
	bin             string // folder of the connaudit that the system variants find
	env             []string
}

// TestHooks has one set of hooks, so that the variants in Go are built once.
func TestHooks(t *testing.T) {
	if out, err := exec.Command("pre-commit", "--version").CombinedOutput(); err != nil {
		t.Fatalf("pre-commit: %v; install Debian's package pre-commit\n%s", err, out)
	}
	h := newHooks(t)
	for _, suffix := range []string{"", "-system"} {
		t.Run("staged"+suffix, func(t *testing.T) { h.staged(t, "connaudit"+suffix) })
		t.Run("deleted"+suffix, func(t *testing.T) { h.deleted(t, "connaudit"+suffix, "connaudit-workspace"+suffix) })
	}
	t.Run("option", h.option)
	t.Run("thousands", h.thousands)
}

// newHooks commits the tree as it is, with what is not committed yet, to a repository of its own.
func newHooks(t *testing.T) *hooks {
	h := &hooks{clone: filepath.Join(t.TempDir(), "connaudit"), bin: t.TempDir()}
	h.env = append(os.Environ(), "PRE_COMMIT_HOME="+t.TempDir(), "PATH="+h.bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a",
		"GIT_COMMITTER_EMAIL=a@example.com", "NO_COLOR=1")
	for name := range strings.SplitSeq(h.must(t, project, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"), "\x00") {
		info, err := os.Lstat(filepath.Join(project, name))
		if name == "" || err != nil || !info.Mode().IsRegular() { // a link in test data is of no use to a build
			continue
		}
		text, err := os.ReadFile(filepath.Join(project, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, h.clone, name, string(text))
	}
	h.must(t, h.clone, "git", "init", "-q")
	h.must(t, h.clone, "git", "add", "--force", ".")
	h.must(t, h.clone, "git", "commit", "-q", "-m", "all")
	h.revision = strings.TrimSpace(h.must(t, h.clone, "git", "rev-parse", "HEAD"))
	h.must(t, project, "go", "build", "-o", filepath.Join(h.bin, "connaudit"), "./cmd/connaudit")
	return h
}

// repository is one with files that are committed and hooks that are installed.
func (h *hooks) repository(t *testing.T, files map[string]string, ids ...string) string {
	dir := filepath.Join(t.TempDir(), "shop")
	config := fmt.Sprintf("repos:\n  - repo: %s\n    rev: %s\n    hooks:\n", h.clone, h.revision)
	for _, id := range ids {
		config += "      - id: " + id + "\n"
	}
	write(t, dir, ".pre-commit-config.yaml", config)
	for name, text := range files {
		write(t, dir, name, text)
	}
	h.must(t, dir, "git", "init", "-q")
	h.must(t, dir, "git", "add", ".")
	h.must(t, dir, "git", "commit", "-q", "-m", "start")
	h.must(t, dir, "pre-commit", "install")
	return dir
}

// staged stops a commit with a finding, and lets one pass that has none, or that is not about the file that has.
func (h *hooks) staged(t *testing.T, id string) {
	dir := h.repository(t, good, id)
	write(t, dir, "src/bad.ts", bad)
	h.stopped(t, dir, "src/bad.ts:1:1: error")
	write(t, dir, "src/bad.ts", strings.Replace(bad, ")", ", { headers: { 'x-request-id': crypto.randomUUID() } })", 1))
	h.passes(t, dir, "Passed")

	write(t, dir, "src/old.ts", bad)
	h.must(t, dir, "git", "add", ".")
	h.must(t, dir, "git", "commit", "-q", "--no-verify", "-m", "an old finding")
	write(t, dir, "src/new.ts", "export const n = 1;\n")
	write(t, dir, "src/bad.test.ts", bad)
	h.passes(t, dir, "Passed")
}

// deleted deletes the file without which a client is wrong: only the hook for the workspace sees it, as no file is staged.
func (h *hooks) deleted(t *testing.T, staged, workspace string) {
	dir := h.repository(t, good, staged)
	h.must(t, dir, "git", "rm", "-q", "src/trace.ts")
	h.passes(t, dir, "Skipped")

	dir = h.repository(t, good, workspace)
	h.must(t, dir, "git", "rm", "-q", "src/trace.ts")
	h.stopped(t, dir, "src/client.ts:3:20: error")
	write(t, dir, "src/trace.ts", good["src/trace.ts"])
	write(t, dir, "src/new.ts", "export const n = 1;\n")
	h.passes(t, dir, "Passed")
}

// option stages a file whose name is an option that would let everything pass.
func (h *hooks) option(t *testing.T) {
	dir := h.repository(t, good, "connaudit-system")
	write(t, dir, "--fail-on=never", "text\n")
	write(t, dir, "src/bad.ts", bad)
	h.stopped(t, dir, "src/bad.ts:1:1: error")
}

// thousands stages more files than fit into one command line: each is passed once, one run comes after the other, and every
// finding is shown.
func (h *hooks) thousands(t *testing.T) {
	const files, each = 3000, 100
	log := filepath.Join(t.TempDir(), "log")
	counting := *h
	counting.bin = t.TempDir()
	counting.env = append(h.env, "PATH="+counting.bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	write(t, counting.bin, "connaudit", fmt.Sprintf("#!/bin/sh\necho start $# >> %[1]s\n%[2]s/connaudit \"$@\"\ns=$?\necho end >> %[1]s\nexit $s\n", log, h.bin))
	if err := os.Chmod(filepath.Join(counting.bin, "connaudit"), 0o755); err != nil {
		t.Fatal(err)
	}
	dir := counting.repository(t, good, "connaudit-system")
	var want []string
	for i := range files {
		name, text := fmt.Sprintf("src/a-folder-with-a-long-name-%02d/a-component-%04d.ts", i%40, i), "export const n = 1;\n"
		if i%each == 0 {
			text = bad
			want = append(want, name+":1:1: error")
		}
		write(t, dir, name, text)
	}
	counting.stopped(t, dir, want...)

	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	const before = 4 // words of a command before its files: check --quiet --force-exclude --
	passed, runs := 0, 0
	for _, m := range regexp.MustCompile(`start (\d+)\nend\n`).FindAllStringSubmatch(string(text), -1) {
		n := 0
		if _, err := fmt.Sscan(m[1], &n); err != nil {
			t.Fatal(err)
		}
		passed += n - before
		runs++
	}
	if runs < 2 || passed != files || strings.Count(string(text), "start") != runs {
		t.Errorf("%d files in %d runs, one after the other, want %d in several:\n%s", passed, runs, files, text)
	}
}

// stopped demands that a commit of all there is fails, saying all this.
func (h *hooks) stopped(t *testing.T, dir string, says ...string) {
	t.Helper()
	head := h.must(t, dir, "git", "rev-parse", "HEAD")
	out, err := h.commit(t, dir)
	if err == nil || h.must(t, dir, "git", "rev-parse", "HEAD") != head {
		t.Errorf("the commit was not stopped:\n%s", out)
	}
	for _, s := range says {
		if !strings.Contains(out, s) {
			t.Errorf("the hook does not say %q:\n%s", s, out)
		}
	}
}

// passes demands that a commit of all there is succeeds, with this word about the hook.
func (h *hooks) passes(t *testing.T, dir, word string) {
	t.Helper()
	if out, err := h.commit(t, dir); err != nil || !strings.Contains(out, word) {
		t.Errorf("the commit gives %v, want one that is %s:\n%s", err, word, out)
	}
}

func (h *hooks) commit(t *testing.T, dir string) (string, error) {
	t.Helper()
	h.must(t, dir, "git", "add", "--all", ".")
	return h.run(dir, "git", "commit", "-m", "change")
}

func (h *hooks) run(dir, name string, args ...string) (string, error) {
	var out bytes.Buffer
	c := exec.Command(name, args...)
	c.Dir, c.Env, c.Stdout, c.Stderr = dir, h.env, &out, &out
	err := c.Run()
	return out.String(), err
}

// must runs what has nothing to do with the hooks.
func (h *hooks) must(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := h.run(dir, name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
