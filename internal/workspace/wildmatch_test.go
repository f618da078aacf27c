package workspace

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestWildmatchRandom compares decisions about random patterns with those of git itself. Each pattern stands alone in
// one .gitignore, asked about every path.
func TestWildmatchRandom(t *testing.T) {
	const seed, rounds = 20261121, 300
	random := rand.New(rand.NewPCG(seed, 1))
	pieces := []string{"a", "b", "ab", "/", "/", "*", "**", "**/", "/**", "?", "[ab]", "[!a]", "[^b]", "[a-c]", "\\a", "\\*", ".x",
		"[[:alpha:]]", "[]a]", "[a", "***", "a/", " ", "\\ ", "!", "#", "[a-]", "[\\]]", "[[:x]", "-"}
	paths := candidatePaths()
	dir := t.TempDir()
	git(t, dir, nil, "init", "-q")
	makeTree(t, dir, paths)
	for range rounds {
		var b strings.Builder
		for range 1 + random.IntN(5) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		comparePattern(t, dir, b.String(), paths)
	}
}

// candidatePaths are names of one to three segments; those ending in a slash are folders.
func candidatePaths() []string {
	folders, files := []string{"a", "b", "ab", "aa", "a.x", "[a"}, []string{"ba", "]", "a ", "-", "b.x", "c"}
	var out []string
	for _, x := range folders {
		out = append(out, x+"/")
		for _, y := range folders {
			out = append(out, x+"/"+y+"/")
			for _, z := range files {
				out = append(out, x+"/"+y+"/"+z)
			}
		}
		for _, y := range files {
			out = append(out, x+"/"+y)
		}
	}
	return append(out, files...)
}

func comparePattern(t *testing.T, dir, pattern string, paths []string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(pattern+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := checkIgnore(t, dir, paths)
	chain := &ignoreChain{dir: "/r", file: parseIgnore(".gitignore", []byte(pattern+"\n"))}
	for _, p := range paths {
		if got := ignoredWithParents(chain, p); got != want[p] {
			t.Errorf("pattern %q, path %q: ignored = %v, git says %v", pattern, p, got, want[p])
		}
	}
}

// ignoredWithParents decides as a walk does: a path in an ignored folder is ignored.
func ignoredWithParents(chain *ignoreChain, path string) bool {
	parts := strings.Split(strings.TrimSuffix(path, "/"), "/")
	for i := range parts {
		dir := i+1 < len(parts) || strings.HasSuffix(path, "/")
		if p, _ := chain.match("/r/"+strings.Join(parts[:i+1], "/"), dir); p != nil && !p.negated {
			return true
		}
	}
	return false
}

// makeTree creates empty files, and folders for paths that end in a slash: git asks the disk what a path is.
func makeTree(t *testing.T, dir string, paths []string) {
	t.Helper()
	for _, p := range paths {
		abs := filepath.Join(dir, p)
		if strings.HasSuffix(p, "/") {
			if err := os.MkdirAll(abs, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(abs, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// checkIgnore asks git which of the paths are ignored. A slash at the end is not passed on: git would match it as text.
func checkIgnore(t *testing.T, dir string, paths []string) map[string]bool {
	t.Helper()
	var in bytes.Buffer
	for _, p := range paths {
		in.WriteString(strings.TrimSuffix(p, "/") + "\x00")
	}
	out := git(t, dir, in.Bytes(), "check-ignore", "--no-index", "--stdin", "-z", "-v", "-n")
	fields := bytes.Split(bytes.TrimSuffix(out, []byte{0}), []byte{0})
	if len(fields) != 4*len(paths) {
		t.Fatalf("git check-ignore gave %d fields for %d paths", len(fields), len(paths))
	}
	ignored := map[string]bool{}
	for i := 0; i+3 < len(fields); i += 4 {
		pattern := string(fields[i+2])
		ignored[paths[i/4]] = pattern != "" && pattern[0] != '!'
	}
	return ignored
}

// git runs git without the configuration of whoever runs the test.
func git(t *testing.T, dir string, in []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(in)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "HOME="+dir,
		"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@example.com", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@example.com")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && (args[0] != "check-ignore" || stderr.Len() > 0) {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}

func TestWildmatch(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		slashes, want bool
	}{
		{"*.ts", "a.ts", false, true},
		{"a/*", "a/b/c", true, false},
		{"a/**", "a/b/c", true, true},
		{"**/b", "b", true, true},
		{"[a-", "a", false, false},
		{"a\\", "a\\", false, false},
		{strings.Repeat("*a", 40) + "b", strings.Repeat("a", 400), false, false}, // exponential without memory
	} {
		t.Run(fmt.Sprintf("%.20q/%.20q", c.pattern, c.text), func(t *testing.T) {
			if got := wildmatch(c.pattern, c.text, c.slashes); got != c.want {
				t.Errorf("wildmatch = %v, want %v", got, c.want)
			}
		})
	}
}

func FuzzWildmatch(f *testing.F) {
	f.Add("a/**/[!b]*", "a/b/c", true)
	f.Add("[[:alpha:]", "a", false)
	f.Fuzz(func(t *testing.T, pattern, text string, slashes bool) {
		if len(pattern) > 200 || len(text) > 200 {
			return
		}
		wildmatch(pattern, text, slashes)
		parseIgnore("x", []byte(pattern))
	})
}
