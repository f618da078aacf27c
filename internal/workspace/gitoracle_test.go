package workspace

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFilesLikeGit compares the files of random repositories (nested .gitignore files, negations, info/exclude, tracked files
// below ignored folders) with what git itself lists as tracked or not ignored.
func TestFilesLikeGit(t *testing.T) {
	const seed, rounds = 7, 60
	random := rand.New(rand.NewPCG(seed, 2))
	for round := range rounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			dir := t.TempDir()
			files := randomTree(random)
			makeTree(t, dir, files)
			git(t, dir, nil, "init", "-q")
			writePatterns(t, filepath.Join(dir, ".git", "info", "exclude"), random)
			for _, at := range []string{"", "a", "a/b", "b"} {
				if info, err := os.Stat(filepath.Join(dir, at)); err == nil && info.IsDir() && random.IntN(2) == 0 {
					writePatterns(t, filepath.Join(dir, at, ".gitignore"), random)
				}
			}
			for range 3 {
				git(t, dir, nil, "add", "--force", "--", files[random.IntN(len(files))])
			}
			out := git(t, dir, nil, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
			want := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
			slices.Sort(want)
			want = slices.Compact(want)
			w, err := Open(Options{Dir: dir, NoConfig: true, Home: dir})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range w.Files() {
				got = append(got, f.Path)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q\nseed %d round %d", got, want, seed, round)
			}
		})
	}
}

func randomTree(random *rand.Rand) []string {
	segments := []string{"a", "b", "ab", "x.log"}
	seen := map[string]bool{}
	var files []string
	for range 30 {
		parts := []string{}
		for range random.IntN(4) {
			parts = append(parts, segments[random.IntN(3)])
		}
		file := strings.Join(append(parts, "f"+segments[random.IntN(len(segments))]), "/")
		if !seen[file] {
			seen[file] = true
			files = append(files, file)
		}
	}
	return files
}

func writePatterns(t *testing.T, file string, random *rand.Rand) {
	t.Helper()
	choice := []string{"a", "b/", "/a", "/ab/", "a/b", "*.log", "f*", "**/b", "a/**", "/*", "fx.log", "fa", "a/*", "ab/**/fa", "*b"}
	var b bytes.Buffer
	for range 1 + random.IntN(4) {
		if random.IntN(3) == 0 {
			b.WriteString("!")
		}
		b.WriteString(choice[random.IntN(len(choice))] + "\n")
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
