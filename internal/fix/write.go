package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Writable reports a file that is not to be changed: one that is no regular file or cannot be written, a symbolic link, and one that a
// link in its path leads to from outside its folder or out of the folders given, which are absolute.
func Writable(abs string, dirs []string) error {
	info, err := os.Lstat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it is gone")
	case err != nil:
		return errors.New("it cannot be read")
	case info.Mode()&fs.ModeSymlink != 0:
		return errors.New("it is a symbolic link")
	case !info.Mode().IsRegular():
		return errors.New("it is no regular file")
	case info.Mode().Perm()&0o200 == 0:
		return errors.New("it is read-only")
	}
	resolved, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return errors.New("its folder cannot be read")
	}
	for _, d := range dirs {
		if root, err := filepath.EvalSymlinks(d); err == nil && within(root, resolved) && within(d, abs) {
			return nil
		}
	}
	return errors.New("it lies outside the repositories of the workspace")
}

// within reports whether a path is a folder, or lies below it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// errChanged says that somebody else wrote the file.
var errChanged = errors.New("was changed on disk since it was read; run again")

// Write puts the new contents of a file in the place of the old ones, at once: whoever reads the file sees one or the other, also if
// the machine stops. It keeps the mode, writes through no link, and leaves a file alone that is not as it was when it was read. A
// file with several hard links is no longer one with them afterwards.
func (c Change) Write(dirs []string) error {
	if err := c.write(dirs); err != nil {
		return fmt.Errorf("%s is not written: %w", c.File, err)
	}
	return nil
}

func (c Change) write(dirs []string) error {
	if err := c.unchanged(dirs); err != nil {
		return err
	}
	info, err := os.Lstat(c.Abs)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(c.Abs), ".connaudit-*")
	if err != nil {
		return fmt.Errorf("its folder cannot be written: %w", err)
	}
	defer func() { _ = os.Remove(temp.Name()) }() // gone where everything went well
	_, err = temp.Write(c.New)
	err = errors.Join(err, temp.Chmod(info.Mode().Perm()), temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	if err := c.unchanged(dirs); err != nil {
		return err
	}
	return os.Rename(temp.Name(), c.Abs)
}

func (c Change) unchanged(dirs []string) error {
	if err := Writable(c.Abs, dirs); err != nil {
		return err
	}
	now, err := os.ReadFile(c.Abs)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, c.Old) {
		return errChanged
	}
	return nil
}
