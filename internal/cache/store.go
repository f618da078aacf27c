package cache

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Key names an entry.
type Key [sha256.Size]byte

// MaxBytes and MaxEntries bound what a folder holds, as it is on disk.
const (
	MaxBytes   = 64 << 20
	MaxEntries = 256
)

// Names of the files in a folder.
const (
	ending    = ".entry"
	unwritten = "new-*" + ending + ".tmp"
)

// abandoned is how old a file is whose writer has surely ended.
const abandoned = time.Hour

// Store is a folder of entries. It is safe for concurrent use, also by several processes.
type Store struct {
	// Build names the program that makes the results, so precisely that no other program has that name.
	Build string

	dir        string
	maxBytes   int64
	maxEntries int
}

// DefaultDir returns the folder in which the user's programs keep what they can make again. The error says that there is none.
func DefaultDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "connaudit"), nil
}

// Open returns the store in a folder, which is made if there is none.
func Open(dir, build string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the folder of the cache cannot be made: %w", err)
	}
	return &Store{Build: build, dir: dir, maxBytes: MaxBytes, maxEntries: MaxEntries}, nil
}

func (s *Store) file(k Key) string { return filepath.Join(s.dir, hex.EncodeToString(k[:])+ending) }

// Get returns an entry, of which its owner says whether it holds. ok is unset where there is none.
func (s *Store) Get(k Key) (e *Entry, ok bool) {
	name := s.file(k)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > s.maxBytes {
		return nil, false
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	e, err = decode(data)
	return e, err == nil
}

// Use notes that an entry was of use: others go before it.
func (s *Store) Use(k Key) {
	now := time.Now()
	_ = os.Chtimes(s.file(k), now, now)
}

// Put writes an entry and drops the oldest where there are too many. The error says why there is none now; a result is as good
// without.
func (s *Store) Put(k Key, e *Entry) error {
	data, err := e.encode()
	if err != nil {
		return err
	}
	if int64(len(data)) > s.maxBytes/4 {
		return fmt.Errorf("an entry of %d bytes is too large for a cache of %d", len(data), s.maxBytes)
	}
	// os.CreateTemp makes files that only the user can read.
	f, err := os.CreateTemp(s.dir, unwritten)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), s.file(k))
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	s.trim(s.file(k))
	return nil
}

// trim removes the entries that were used longest ago until the rest is within the bounds, but not the one just written. What
// another run removes meanwhile is gone as it should.
func (s *Store) trim(written string) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	var files []fs.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		switch {
		case err != nil || !info.Mode().IsRegular():
		case strings.HasSuffix(e.Name(), ending):
			files = append(files, info)
		case strings.HasSuffix(e.Name(), ending+".tmp") && time.Since(info.ModTime()) > abandoned:
			_ = os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return cmp.Compare(b.ModTime().UnixNano(), a.ModTime().UnixNano()) })
	kept, bytes := 0, int64(0)
	for _, f := range files {
		name := filepath.Join(s.dir, f.Name())
		if kept++; name != written && (kept > s.maxEntries || bytes+f.Size() > s.maxBytes) {
			_ = os.Remove(name)
			continue
		}
		bytes += f.Size()
	}
}
