package cache

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bytelyst/connaudit/internal/source"
)

// Entry is the result of one run, and what it was made from.
type Entry struct {
	Begun  time.Time     // when the run began
	Seen   []source.Seen // the files that it read
	Result []byte        // as its owner encodes it
}

// header begins every entry; its number changes with the format.
const header = "connaudit cache 1\n"

// maxUnpacked bounds the bytes of an entry that is read.
const maxUnpacked = 1 << 29

// encode is the header, a digest of what follows, and the entry, packed.
func (e *Entry) encode() ([]byte, error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(w).Encode(e); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(packed.Bytes())
	return append(append([]byte(header), sum[:]...), packed.Bytes()...), nil
}

// errDamaged says that a file is no entry as it was written.
var errDamaged = errors.New("not an entry of this cache, or damaged")

// decode reads an entry. The error says that it is none.
func decode(data []byte) (*Entry, error) {
	rest, ok := bytes.CutPrefix(data, []byte(header))
	if !ok || len(rest) < sha256.Size {
		return nil, errDamaged
	}
	packed := rest[sha256.Size:]
	if sha256.Sum256(packed) != [sha256.Size]byte(rest) {
		return nil, errDamaged
	}
	return unpacked(packed)
}

// unpacked reads what the digest vouches for.
func unpacked(packed []byte) (*Entry, error) {
	e := &Entry{}
	if err := gob.NewDecoder(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxUnpacked)).Decode(e); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return e, nil
}

// holds reports whether each file that the run read still is as it was.
func (e *Entry) holds() bool {
	var next atomic.Int64
	var changed atomic.Bool
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(e.Seen) && !changed.Load(); i = int(next.Add(1)) - 1 {
				if !e.Seen[i].Same(e.Begun) {
					changed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return !changed.Load()
}
