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

// Entry is the result of one run, and what tells whether it still holds. Its owner writes and reads the parts.
type Entry struct {
	Begun  time.Time     // when the run began
	Head   []byte        // read whenever the entry is asked for
	Rest   []byte        // read where Head does not tell
	Seen   []source.Seen // files that must have the same contents, see Holds
	Result []byte
}

// Holds reports whether each file that was seen still is as it was.
func (e *Entry) Holds() bool {
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

// header begins every entry; its number changes with the format.
const header = "connaudit cache 3\n"

// maxUnpacked bounds the bytes of a result that is read.
const maxUnpacked = 1 << 29

// encode is the header, a digest of what follows, and the entry with its result packed.
func (e *Entry) encode() ([]byte, error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(e.Result); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	with := *e
	with.Result = packed.Bytes()
	if err := gob.NewEncoder(&out).Encode(with); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(out.Bytes())
	return append(append([]byte(header), sum[:]...), out.Bytes()...), nil
}

// errDamaged says that a file is no entry as it was written.
var errDamaged = errors.New("not an entry of this cache, or damaged")

// decode reads an entry. The error says that it is none.
func decode(data []byte) (*Entry, error) {
	rest, ok := bytes.CutPrefix(data, []byte(header))
	if !ok || len(rest) < sha256.Size {
		return nil, errDamaged
	}
	entry := rest[sha256.Size:]
	if sha256.Sum256(entry) != [sha256.Size]byte(rest) {
		return nil, errDamaged
	}
	return unpacked(entry)
}

// unpacked reads what the digest vouches for.
func unpacked(data []byte) (*Entry, error) {
	e := &Entry{}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(e); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	result, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(e.Result)), maxUnpacked))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	e.Result = result
	return e, nil
}
