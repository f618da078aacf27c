package fix

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestWrite(t *testing.T) {
	outside := t.TempDir()
	for _, c := range []struct {
		name    string
		prepare func(t *testing.T, dir string) string // returns the file
		why     string                                // part of the reason; empty: it is written
	}{
		{"a file", func(*testing.T, string) string { return "a" }, ""},
		{"in a folder of its own", func(t *testing.T, dir string) string {
			must(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700), os.WriteFile(filepath.Join(dir, "sub", "b"), []byte("old"), 0o755))
			return "sub/b"
		}, ""},
		{"changed since", func(t *testing.T, dir string) string {
			must(t, os.WriteFile(filepath.Join(dir, "a"), []byte("newer"), 0o600))
			return "a"
		}, "changed on disk"},
		{"gone", func(*testing.T, string) string { return "none" }, "gone"},
		{"read-only", func(t *testing.T, dir string) string {
			must(t, os.Chmod(filepath.Join(dir, "a"), 0o444))
			return "a"
		}, "read-only"},
		{"a link", func(t *testing.T, dir string) string {
			must(t, os.Symlink("a", filepath.Join(dir, "l")))
			return "l"
		}, "symbolic link"},
		{"a link out", func(t *testing.T, dir string) string {
			must(t, os.WriteFile(filepath.Join(outside, "o"), []byte("old"), 0o600), os.Symlink(filepath.Join(outside, "o"), filepath.Join(dir, "l")))
			return "l"
		}, "symbolic link"},
		{"below a link out", func(t *testing.T, dir string) string {
			must(t, os.WriteFile(filepath.Join(outside, "o"), []byte("old"), 0o600), os.Symlink(outside, filepath.Join(dir, "d")))
			return "d/o"
		}, "outside"},
		{"above", func(t *testing.T, dir string) string {
			must(t, os.WriteFile(filepath.Join(filepath.Dir(dir), "up"), []byte("old"), 0o600))
			return "../up"
		}, "outside"},
		{"a folder", func(t *testing.T, dir string) string {
			must(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700))
			return "sub"
		}, "no regular file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ws")
			must(t, os.Mkdir(dir, 0o700), os.WriteFile(filepath.Join(dir, "a"), []byte("old"), 0o640))
			file := c.prepare(t, dir)
			abs := filepath.Join(dir, filepath.FromSlash(file))
			before, statErr := os.Stat(abs)
			change := Change{File: file, Abs: abs, Old: []byte("old"), New: []byte("\ufeffnew\r\n")}
			err := change.Write([]string{dir})
			if (err == nil) != (c.why == "") || err != nil && !strings.Contains(err.Error(), c.why) {
				t.Fatalf("%v, want %q", err, c.why)
			}
			left, globErr := filepath.Glob(filepath.Join(filepath.Dir(abs), ".connaudit-*"))
			must(t, globErr)
			if len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if err != nil {
				return
			}
			must(t, statErr)
			after, err := os.Stat(abs)
			must(t, err)
			if data, _ := os.ReadFile(abs); string(data) != "\ufeffnew\r\n" || after.Mode() != before.Mode() {
				t.Errorf("%q with mode %v", data, after.Mode())
			}
		})
	}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestLock has many that count in a file, each reading and writing it: none is lost.
func TestLock(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	root, count := t.TempDir(), filepath.Join(t.TempDir(), "count")
	must(t, os.WriteFile(count, nil, 0o600))
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			unlock, err := Lock(root)
			if err != nil {
				t.Error(err)
				return
			}
			defer unlock()
			data, _ := os.ReadFile(count)
			if err := os.WriteFile(count, append(data, '1'), 0o600); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if data, _ := os.ReadFile(count); len(data) != 20 {
		t.Errorf("counted to %d", len(data))
	}
}

// TestDiff applies diffs with git, which takes nothing that is not exact.
func TestDiff(t *testing.T) {
	for name, c := range map[string]struct{ old, new string }{
		"a.ts":          {"a\nb\nc\n", "a\nB\nc\n"},
		"sub dir/é.ts":  {"a\r\nb", "a\r\nb\r\nc\r\n"},
		"bom.ts":        {"\ufeffa\nb\n", "\ufeffA\nb\n"},
		"empty":         {"", "A=\n"},
		`quote".ts`:     {"a\n", "b\n"},
		"far apart.txt": {strings.Repeat("x\n", 50) + "a\n" + strings.Repeat("y\n", 50) + "b", strings.Repeat("x\n", 50) + "A\n" + strings.Repeat("y\n", 50) + "B"},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(c.old), 0o600))
		git := exec.Command("git", "apply", "-")
		git.Dir = dir
		git.Stdin = strings.NewReader(Change{File: name, Abs: file, Old: []byte(c.old), New: []byte(c.new)}.Diff(dir))
		if out, err := git.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if got, _ := os.ReadFile(file); string(got) != c.new {
			t.Errorf("%s: %q", name, got)
		}
	}
}
