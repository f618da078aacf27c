package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestOver(t *testing.T) {
	dir := t.TempDir()
	saved, fresh := filepath.Join(dir, "saved"), filepath.Join(dir, "fresh")
	if err := os.WriteFile(saved, []byte("disk"), 0o600); err != nil {
		t.Fatal(err)
	}
	if Over(Disk, nil) != Disk {
		t.Error("nothing laid over the disk is not the disk")
	}
	s := Over(Disk, map[string][]byte{saved: []byte("unsaved"), fresh: []byte("new")})
	for name, want := range map[string]string{saved: "unsaved", fresh: "new"} {
		got, err := Read(s, name)
		if err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
		for _, info := range []func(string) (fs.FileInfo, error){s.Stat, s.Lstat} {
			i, err := info(name)
			if err != nil || i.Size() != int64(len(want)) || !i.Mode().IsRegular() || i.Name() != filepath.Base(name) {
				t.Errorf("%s is %v, %v", name, i, err)
			}
		}
	}
	if _, err := Read(s, filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is nowhere: %v", err)
	}
	if entries, err := s.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder lists %v, %v", entries, err)
	}
	if i, err := s.Stat(dir); err != nil || !i.IsDir() {
		t.Errorf("the folder is %v, %v", i, err)
	}
}
