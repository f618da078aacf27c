package source

import (
	"crypto/sha1" //nolint:gosec // that is how git names contents
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// Stamp is what a file system says of a file without reading it. Two stamps that are equal mean the same contents, unless the file
// was changed so soon after it was read that its times do not tell; see Seen.Same.
type Stamp struct {
	Size     int64
	Modified int64  // in nanoseconds since 1970
	Changed  int64  // when its contents or its attributes changed, likewise; 0 where the system does not say
	Inode    uint64 // 0 where the system has none
}

// Seen is a file as it was when it was read.
type Seen struct {
	Path  string // absolute
	Stamp Stamp
	Hash  [sha256.Size]byte // of its contents as they are on disk
	Blob  [sha1.Size]byte   // what git calls these contents
}

// clockStep is more than the steps in which file systems count time.
const clockStep = 2 * time.Second

// Same reports whether the file still has the contents that were seen. It is read where its stamp says nothing: it is another
// one, or the file was changed no earlier than shortly before begin, when the run began that saw it.
func (s *Seen) Same(begin time.Time) bool {
	info, err := os.Stat(s.Path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	racy := max(s.Stamp.Modified, s.Stamp.Changed) >= begin.Add(-clockStep).UnixNano()
	if !racy && StampOf(info) == s.Stamp {
		return true
	}
	if s.Stamp != (Stamp{}) && info.Size() != s.Stamp.Size || info.Size() > MaxBytes {
		return false
	}
	raw, err := os.ReadFile(s.Path)
	return err == nil && sha256.Sum256(raw) == s.Hash
}

// StampOf returns the stamp of a file.
func StampOf(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	s.addSystem(info)
	return s
}

// ReadAll reads a file that is no longer than limit bytes, and says how it was. A longer one is cut behind the limit.
func ReadAll(path string, limit int64) ([]byte, Seen, error) {
	seen := Seen{Path: path}
	file, err := os.Open(path)
	if err != nil {
		return nil, seen, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, seen, err
	}
	seen.Stamp = StampOf(info)
	// Room for all of it at once: what a growing buffer leaves behind would be most of what a run has to collect.
	raw, err := readInto(make([]byte, 0, expected(file)+1), io.LimitReader(file, limit+1))
	if err != nil {
		return nil, seen, err
	}
	seen.name(raw)
	return raw, seen, nil
}

// SeenAs says how contents were that are not those on disk: its stamp is none.
func SeenAs(path string, raw []byte) Seen {
	s := Seen{Path: path}
	s.name(raw)
	return s
}

func (s *Seen) name(raw []byte) {
	s.Hash = sha256.Sum256(raw)
	h := sha1.New() //nolint:gosec // see Blob
	_, _ = fmt.Fprintf(h, "blob %d\x00", len(raw))
	_, _ = h.Write(raw)
	s.Blob = [sha1.Size]byte(h.Sum(nil))
}

// readInto appends all that r has to b.
func readInto(b []byte, r io.Reader) ([]byte, error) {
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}
