package program

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"fmt"
	"runtime"
	"slices"

	"github.com/bytelyst/connaudit/internal/source"
)

// Record is what a run learned of files, for who wants to know later whether it would learn the same. The numbers of files are their
// places in the workspace, so that it is of use only for one that lists the same files.
type Record struct {
	Head []byte // how the files were
	Rest []byte // what was asked of them; looked at only where one has changed
}

// head is Record.Head: a row for each file, and configuration files of module resolution.
type head struct {
	Rows    []byte
	Configs []config
}

type config struct {
	File int
	Seen source.Seen
}

// rest is Record.Rest.
type rest struct {
	Words     []string // the dictionary
	Questions []question
	Repos     []repoRest
	Files     [][]byte // what each file answered, see File.answered; none of one that was not read
}

type repoRest struct{ Words, Mentioned []uint64 }

// Record is what the run has learned. ok is unset where another run may learn something else although all files are the same, because
// one could not be read, or had other contents when it was read again.
func (p *Program) Record() (out Record, ok bool) {
	configs, all := p.modules.Seen()
	if !all || p.unsteady.Load() {
		return out, false
	}
	h := head{Rows: make([]byte, len(p.files)*rowSize)}
	for _, c := range configs {
		f := p.byFile[c.File]
		if f == nil {
			return out, false
		}
		h.Configs = append(h.Configs, config{f.index, c.As})
	}
	r := rest{Words: p.words.sorted(), Questions: p.questions.list, Files: make([][]byte, len(p.files))}
	repos := map[*repoAsked]*repoRest{}
	for _, a := range p.repoAsks {
		repos[a] = &repoRest{a.words.sorted(), a.mentioned.sorted()}
		r.Repos = append(r.Repos, *repos[a])
	}
	Each(len(p.files), runtime.NumCPU(), func(i int) {
		f := p.files[i]
		if seen := f.seen.Load(); seen != nil {
			putRow(h.Rows[i*rowSize:], seen, f.size)
			if f.left {
				h.Rows[(i+1)*rowSize-1] |= rowLeft
			}
			r.Files[i] = f.answered(repos[f.asked.repo])
		}
	})
	var err error
	if out.Head, err = encoded(h); err == nil {
		out.Rest, err = encoded(r)
	}
	return out, err == nil
}

func encoded(v any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(v)
	return b.Bytes(), err
}

// The last byte of a row is not 0 where the file was read at all.
const (
	rowRead = 1 << iota
	rowLeft // its contents left it out
)

// A row is a stamp, the size of the text, two names of contents, and a byte of those above.
const rowSize = 5*8 + sha256.Size + len(source.Seen{}.Blob) + 1

func putRow(row []byte, s *source.Seen, size int) {
	b := row[:0]
	for _, n := range []uint64{uint64(s.Stamp.Size), uint64(s.Stamp.Modified), uint64(s.Stamp.Changed), s.Stamp.Inode, uint64(size)} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	b = append(append(b, s.Hash[:]...), s.Blob[:]...)
	_ = append(b, rowRead)
}

// readRow reads what putRow wrote. ok is unset for a file that was not read.
func readRow(row []byte, path string) (s source.Seen, size int, ok bool) {
	n := func(i int) uint64 { return binary.LittleEndian.Uint64(row[i*8:]) }
	s = source.Seen{Path: path, Stamp: source.Stamp{Size: int64(n(0)), Modified: int64(n(1)), Changed: int64(n(2)), Inode: n(3)}}
	names := row[5*8:]
	copy(s.Hash[:], names)
	copy(s.Blob[:], names[sha256.Size:])
	return s, int(n(4)), row[rowSize-1]&rowRead != 0
}

// What a file answered begins with a byte of these.
const (
	wasHanded = 1 << iota // who has the text has asked everything: nothing follows
	wasRead
	wasLeft
	wasAll
	wasUnread
)

// answered writes what was asked of the file and what it answered: two files that were asked the same and answer the same write the
// same. words are those that were asked of its repository.
func (f *File) answered(words *repoRest) []byte {
	if f.asked.handed.Load() {
		return []byte{wasHanded}
	}
	flags := byte(0)
	for flag, set := range map[byte]bool{wasRead: f.isRead(), wasLeft: f.left, wasAll: f.asked.all.Load(), wasUnread: f.unread} {
		if set {
			flags |= flag
		}
	}
	out := binary.AppendUvarint([]byte{flags}, uint64(len(f.asked.bits)))
	for _, b := range f.asked.bits {
		out = binary.AppendUvarint(out, b)
	}
	out = appendRising(out, f.answers())
	for i, b := range f.asked.bits {
		out = binary.AppendUvarint(out, b&f.noted.bits[i])
	}
	out = appendRising(out, indexesOf(words.Words, f.noted.bloom.has))
	if f.asked.all.Load() {
		out = appendRising(out, indexesOf(words.Mentioned, f.mentions))
	}
	rest := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %t", f.textErr, f.kind, f.noted.modules, f.noted.wholes, f.noted.handsOn))
	return append(out, rest[:]...)
}

// answers returns the answers to questions about the text, each once.
func (f *File) answers() []uint32 {
	f.asked.mu.Lock()
	defer f.asked.mu.Unlock()
	slices.Sort(f.asked.answers)
	return slices.Compact(f.asked.answers)
}

func indexesOf(words []uint64, has func(uint64) bool) (out []uint32) {
	for i, w := range words {
		if has(w) {
			out = append(out, uint32(i))
		}
	}
	return out
}

// appendRising appends how many numbers there are, and by how much each is more than the one before.
func appendRising(b []byte, numbers []uint32) []byte {
	b = binary.AppendUvarint(b, uint64(len(numbers)))
	last := uint32(0)
	for _, n := range numbers {
		b, last = binary.AppendUvarint(b, uint64(n-last)), n
	}
	return b
}

// sorted returns the words in the order of their numbers.
func (d *Dictionary) sorted() []string {
	out := make([]string, len(d.ids))
	for w, id := range d.ids {
		out[id] = w
	}
	return out
}
