package files

import (
	"bytes"
	"io"
	"io/fs"
	"path/filepath"
	"time"
)

// Over lays contents, by absolute path, over a system: what an editor has not saved. Folders list what the system has; a file that
// only the contents hold is found by its name. The bytes must not change afterwards.
func Over(base System, contents map[string][]byte) System {
	if len(contents) == 0 {
		return base
	}
	return &over{base, contents} // systems are compared
}

type over struct {
	System
	contents map[string][]byte
}

func (o *over) Open(name string) (io.ReadCloser, error) {
	if b, ok := o.contents[filepath.Clean(name)]; ok {
		return io.NopCloser(bytes.NewReader(b)), nil
	}
	return o.System.Open(name)
}

func (o *over) Stat(name string) (fs.FileInfo, error) { return o.info(name, o.System.Stat) }

func (o *over) Lstat(name string) (fs.FileInfo, error) { return o.info(name, o.System.Lstat) }

func (o *over) info(name string, of func(string) (fs.FileInfo, error)) (fs.FileInfo, error) {
	info, err := of(name)
	b, ok := o.contents[filepath.Clean(name)]
	if !ok {
		return info, err
	}
	if info == nil {
		return laid{name: filepath.Base(name), size: int64(len(b))}, nil
	}
	if !info.Mode().IsRegular() {
		return info, err
	}
	return sized{info, int64(len(b))}, err
}

// sized is a file of the system with the length of what lies over it.
type sized struct {
	fs.FileInfo
	size int64
}

func (s sized) Size() int64 { return s.size }

// laid is a file that the system does not have.
type laid struct {
	name string
	size int64
}

func (l laid) Name() string     { return l.name }
func (l laid) Size() int64      { return l.size }
func (laid) Mode() fs.FileMode  { return 0o644 }
func (laid) ModTime() time.Time { return time.Time{} }
func (laid) IsDir() bool        { return false }
func (laid) Sys() any           { return nil }
