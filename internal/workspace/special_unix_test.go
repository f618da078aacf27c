//go:build unix

package workspace

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/bytelyst/connaudit/internal/files"
)

func TestUnreadableAndSpecial(t *testing.T) {
	dir := tree(t, map[string]string{"a.ts": ""})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, Options{Dir: dir, Home: dir})
	if s := w.Skipped(); len(s) != 1 || s[0].Path != "pipe" || s[0].Kind != KindSpecial {
		t.Errorf("skipped = %+v", s)
	}
	if _, err := Open(Options{Dir: dir, Home: dir, Paths: []string{"pipe"}}); err == nil {
		t.Error("a pipe as PATH is no error")
	}
	// A folder that vanishes while the walk runs is a problem, not a failure. (Permissions mean nothing to root.)
	k := newWalk(w, &search{Options: Options{Files: files.Disk, Settings: files.Disk}, root: dir, home: dir, repos: w.Repos})
	k.begin(w.Repos[0], "gone")
	k.wg.Wait()
	if len(k.problems) != 1 || k.problems[0].Kind != "io" || k.problems[0].Path != "gone" {
		t.Errorf("problems = %+v", k.problems)
	}
}
