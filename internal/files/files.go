// Package files is the file system that an audit reads: the disk, or something laid over a part of it, such as the files of a
// commit. Names are absolute paths as the operating system spells them; nothing is ever written.
package files

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// System is a file system. Errors are those of package os: errors.Is tells a file that is not there. It is safe for concurrent use.
type System interface {
	Open(name string) (io.ReadCloser, error)
	// ReadDir lists a folder, in no order. Entries read before an error are returned with it.
	ReadDir(name string) ([]fs.DirEntry, error)
	Stat(name string) (fs.FileInfo, error)
	Lstat(name string) (fs.FileInfo, error)
	EvalSymlinks(name string) (string, error)
	// Tracked lists what git tracks in a work tree: slash paths from its root, sorted. ok is false where the index on disk says it.
	Tracked(root string) (names []string, ok bool)
}

// Disk is the file system of the operating system.
var Disk System = disk{}

// Read returns the contents of a file.
func Read(s System, name string) ([]byte, error) {
	f, err := s.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(f)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return data, err
}

type disk struct{}

func (disk) Open(name string) (io.ReadCloser, error) { return os.Open(name) }

// ReadDir is os.ReadDir without sorting.
func (disk) ReadDir(name string) ([]fs.DirEntry, error) {
	d, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	entries, err := d.ReadDir(-1)
	if closing := d.Close(); err == nil {
		err = closing
	}
	return entries, err
}

func (disk) Stat(name string) (fs.FileInfo, error)    { return os.Stat(name) }
func (disk) Lstat(name string) (fs.FileInfo, error)   { return os.Lstat(name) }
func (disk) EvalSymlinks(name string) (string, error) { return filepath.EvalSymlinks(name) }
func (disk) Tracked(string) (names []string, ok bool) { return nil, false }
