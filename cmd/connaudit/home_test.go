package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestGitHome(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"plain/web/.git", "plain/web/src", "plain/platform/.git", "own/.git", "own/src/deep", "own/checkout/.git"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// A worktree and a submodule have a file of that name.
	if err := os.MkdirAll(filepath.Join(root, "own/module"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "own/module/.git"), []byte("gitdir: ../x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"linked": "own", "own/away": "../plain"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	for _, c := range []struct {
		dir, file, want string // want is empty for another repository
	}{
		{"own", "src/a.ts", "src/a.ts"},
		{"own/src/deep", "../a b.ts", "src/a b.ts"},
		{"own/src/deep", "b.ts", "src/deep/b.ts"},
		{"own/src/deep", filepath.Join(root, "own/c.ts"), "c.ts"},
		{"own", "checkout/x.ts", ""},
		{"own", "module/x.ts", ""},
		{"own", "../plain/web/x.ts", ""},
		{"own", "gone/x.ts", "gone/x.ts"},
		{"linked", "src/a.ts", "src/a.ts"},
		{"own", "away/x.ts", ""},
		{"plain/web", "src/a.ts", "src/a.ts"},
		{"plain/web", "../platform/a.ts", ""},
		{"plain", "web/src/a.ts", "web/src/a.ts"}, // no repository: all below counts
		{"plain", "../own/a.ts", ""},
	} {
		path, ok := newGitHome(filepath.Join(root, c.dir)).Path(c.file)
		if path != c.want || ok != (c.want != "") {
			t.Errorf("%s in %s: %q, %v; want %q", c.file, c.dir, path, ok, c.want)
		}
	}
}
