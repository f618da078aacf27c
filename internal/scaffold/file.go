package scaffold

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// File is one that is proposed.
type File struct {
	Dir  string // absolute folder that it belongs to and must stay in
	Path string // below it, with slashes
	Text string
	Part string // what to add where there is such a file already
	Next string // what the user does with it; may be empty
}

// Abs is the file as the operating system wants it.
func (f File) Abs() string { return filepath.Join(f.Dir, filepath.FromSlash(f.Path)) }

// State is how a proposed file relates to what is there.
type State int

// The states. The zero State is none of them.
const (
	Absent State = iota + 1
	Same         // it is there with the very text
	Other        // there is something else of its name
)

// State looks at what is there, and follows no link out of the file's folder.
func (f File) State() (State, error) {
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", f.Dir, err)
	}
	defer func() { _ = root.Close() }() // nothing was written
	have, err := root.Open(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := root.Lstat(f.Path); err == nil {
			return Other, nil // a link that leads nowhere
		}
		return Absent, nil
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", f.Abs(), err)
	}
	defer func() { _ = have.Close() }()
	text, err := io.ReadAll(io.LimitReader(have, int64(len(f.Text))+1))
	if err != nil || !bytes.Equal(text, []byte(f.Text)) {
		return Other, nil // a folder is no file either
	}
	return Same, nil
}

// Write makes the file and the folders above it. One that is there by now is an error, and stays as it is.
func (f File) Write() (err error) {
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return fmt.Errorf("%s: %w", f.Dir, err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	if dir := path.Dir(f.Path); dir != "." {
		if err := root.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("%s: %w; it must be a folder of %s", f.Abs(), err, f.Dir)
		}
	}
	out, err := root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("%s: %w; name a folder that can be written", f.Abs(), err)
	}
	_, err = out.WriteString(f.Text)
	return errors.Join(err, out.Close())
}
