package workspace

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
)

// tracked answers what a git repository tracks. The index is read when first asked for, which is when an ignore pattern has
// matched: many repositories never need it.
type tracked struct {
	read  func() ([]string, error) // names relative to the work tree, sorted
	once  sync.Once
	names []string
	err   error // of reading; then nothing counts as tracked
}

func (t *tracked) load() []string {
	t.once.Do(func() { t.names, t.err = t.read() })
	return t.names
}

// file reports whether the file (relative to the work tree, slashes) is in the index.
func (t *tracked) file(name string) bool {
	_, found := slices.BinarySearch(t.load(), name)
	return found
}

// under reports whether any file below the folder is in the index.
func (t *tracked) under(dir string) bool {
	names := t.load()
	i := sort.SearchStrings(names, dir+"/")
	return i < len(names) && strings.HasPrefix(names[i], dir+"/")
}

var errIndex = errors.New("the git index is damaged or of an unknown format")

// readIndex reads the names in a git index, formats 2 to 4. A repository without an index tracks nothing. A split index
// gives the union of both parts: a name deleted since the split still counts, which reads at most a file too many.
func readIndex(gitDir string, hashSize int) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(gitDir, "index"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("git index: %w", err)
	}
	names, shared, err := parseIndex(text, hashSize)
	if err != nil {
		return nil, err
	}
	if shared != "" {
		text, err := os.ReadFile(filepath.Join(gitDir, "sharedindex."+shared))
		if err != nil {
			return nil, fmt.Errorf("git index: %w", err)
		}
		base, _, err := parseIndex(text, hashSize)
		if err != nil {
			return nil, err
		}
		names = append(names, base...)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// statBytes is the part of an entry before the object name: times, device, inode, mode, owner, size.
const statBytes = 40

// parseIndex gives the names in the text of an index, and the hash of the shared index when it is split.
func parseIndex(text []byte, hashSize int) (names []string, shared string, err error) {
	if len(text) < 12 || string(text[:4]) != "DIRC" {
		return nil, "", errIndex
	}
	version, count := binary.BigEndian.Uint32(text[4:]), binary.BigEndian.Uint32(text[8:])
	if version < 2 || version > 4 {
		return nil, "", errIndex
	}
	at, previous := 12, ""
	for range count {
		name, next, ok := indexEntry(text, at, hashSize, version, previous)
		if !ok {
			return nil, "", errIndex
		}
		// The entries of a split index that only replace one of the shared index have no name.
		if name != "" {
			names = append(names, name)
		}
		at, previous = next, name
	}
	return names, splitFrom(text, at, hashSize), nil
}

// indexEntry reads the entry at a position and says where the next one starts.
func indexEntry(text []byte, at, hashSize int, version uint32, previous string) (name string, next int, ok bool) {
	flagsAt := at + statBytes + hashSize
	if flagsAt+2 > len(text) {
		return "", 0, false
	}
	nameAt := flagsAt + 2
	if text[flagsAt]&0x40 != 0 && version >= 3 {
		nameAt += 2
	}
	keep := ""
	if version == 4 {
		// The name is what the previous one had, less a number of bytes at its end, and what follows.
		strip, width := offsetVarint(text[min(nameAt, len(text)):])
		if width == 0 || strip > len(previous) {
			return "", 0, false
		}
		keep, nameAt = previous[:len(previous)-strip], nameAt+width
	}
	if nameAt > len(text) {
		return "", 0, false
	}
	end := bytes.IndexByte(text[nameAt:], 0)
	if end < 0 {
		return "", 0, false
	}
	name, next = keep+string(text[nameAt:nameAt+end]), nameAt+end+1
	if version < 4 {
		// One to eight NULs, so that an entry's length is a multiple of eight.
		next = at + (nameAt+end-at+8)/8*8
	}
	return name, next, next <= len(text)
}

// offsetVarint reads git's variable-width number, in which each continuation adds one; width 0 means that it is broken.
func offsetVarint(text []byte) (value, width int) {
	for i, b := range text {
		if i > 4 {
			return 0, 0
		}
		if i > 0 {
			value++
		}
		value = value<<7 | int(b&0x7f)
		if b&0x80 == 0 {
			return value, i + 1
		}
	}
	return 0, 0
}

// splitFrom looks for the "link" extension, which names the shared index of a split one.
func splitFrom(text []byte, at, hashSize int) string {
	for at+8 <= len(text)-hashSize {
		size := int(binary.BigEndian.Uint32(text[at+4:]))
		body := at + 8
		if size < 0 || size > len(text)-body {
			return ""
		}
		if string(text[at:at+4]) == "link" && size >= hashSize {
			if sum := text[body : body+hashSize]; len(bytes.Trim(sum, "\x00")) > 0 {
				return hex.EncodeToString(sum)
			}
		}
		at = body + size
	}
	return ""
}
