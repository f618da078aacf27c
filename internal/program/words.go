package program

import (
	"bytes"
	"iter"
	"math/bits"
	"slices"
	"sort"
)

// A word is a run of letters, digits, _ and $, as identifiers are; other text is cut into such runs.

// isWord says of each byte whether it belongs to words. Bytes of multi-byte characters do.
var isWord = func() (t [256]bool) {
	for c := range t {
		b := byte(c)
		t[c] = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b == '$' || b >= 0x80
	}
	return t
}()

const (
	hashStart = 14695981039346656037 // FNV-1a
	hashPrime = 1099511628211
)

func hashOf(word string) uint64 {
	h := uint64(hashStart)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * hashPrime
	}
	return h
}

// Words cuts text into its words.
func Words(text string) []string {
	var out []string
	for i := 0; i < len(text); {
		if !isWord[text[i]] {
			i++
			continue
		}
		start := i
		for i < len(text) && isWord[text[i]] {
			i++
		}
		out = append(out, text[start:i])
	}
	return out
}

// occurrences yields where text has word as a whole word: from a to b, in bytes from 0. The empty word is nowhere.
func occurrences(text []byte, word string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		w := []byte(word)
		for at := 0; len(w) > 0; {
			i := bytes.Index(text[at:], w)
			if i < 0 {
				return
			}
			i += at
			if end := i + len(w); wholeWord(text, i, end) && !yield(i, end) {
				return
			}
			at = i + 1
		}
	}
}

// wholeWord reports whether what text has from start to end is not a part of a longer word.
func wholeWord(text []byte, start, end int) bool {
	return (start == 0 || !isWord[text[start-1]] || !isWord[text[start]]) && (end == len(text) || !isWord[text[end]] || !isWord[text[end-1]])
}

// Dictionary is a set of words that every file is searched for. It is made once and then only read.
type Dictionary struct {
	ids   map[string]int
	table []entry // open addressing, a power of two
	mask  uint64
}

type entry struct {
	hash uint64
	id   int32 // +1; 0 is empty
}

// NewDictionary returns the dictionary of the words in texts, each of which is cut into words.
func NewDictionary(texts []string) *Dictionary {
	set := map[string]bool{}
	for _, t := range texts {
		for _, w := range Words(t) {
			set[w] = true
		}
	}
	sorted := make([]string, 0, len(set))
	for w := range set {
		sorted = append(sorted, w)
	}
	sort.Strings(sorted)
	d := &Dictionary{ids: make(map[string]int, len(sorted))}
	size := 1 << bits.Len(uint(len(sorted)*4+1))
	d.table, d.mask = make([]entry, size), uint64(size-1)
	for i, w := range sorted {
		d.ids[w] = i
		h := hashOf(w)
		at := slot(h) & d.mask
		for d.table[at].id != 0 {
			at = (at + 1) & d.mask
		}
		d.table[at] = entry{h, int32(i + 1)}
	}
	return d
}

// slot mixes the high bits of a hash into the low ones, which choose a place in the table.
func slot(h uint64) uint64 { return h ^ h>>29 }

// Len returns the number of words.
func (d *Dictionary) Len() int { return len(d.ids) }

// find returns the word with the hash, -1 for none. Different words of one hash are not told apart: the caller's filter
// may then pass a file too many.
func (d *Dictionary) find(h uint64) int {
	for at := slot(h) & d.mask; ; at = (at + 1) & d.mask {
		e := &d.table[at]
		if e.id == 0 {
			return -1
		}
		if e.hash == h {
			return int(e.id) - 1
		}
	}
}

// bloom is an approximate set of words: it may claim a word that is not there, never the reverse.
type bloom []uint64

func newBloom(bytes int) bloom {
	n := 1 << bits.Len(uint(bytes/2|63))
	return make(bloom, n/64)
}

func (b bloom) add(h uint64) {
	m := uint64(len(b))*64 - 1
	x, y := h&m, h>>32&m
	b[x/64] |= 1 << (x % 64)
	b[y/64] |= 1 << (y % 64)
}

func (b bloom) has(h uint64) bool {
	if len(b) == 0 {
		return false
	}
	m := uint64(len(b))*64 - 1
	x, y := h&m, h>>32&m
	return b[x/64]&(1<<(x%64)) != 0 && b[y/64]&(1<<(y%64)) != 0
}

// index notes the words of text.
//
// marks are the ends of the words behind which a module is named.
func (d *Dictionary) index(text []byte) (found []uint64, all bloom, marks []int32) {
	found, all = make([]uint64, (len(d.ids)+63)/64), newBloom(len(text))
	for i := 0; i < len(text); i++ {
		if !isWord[text[i]] {
			continue
		}
		h := uint64(hashStart)
		for ; i < len(text) && isWord[text[i]]; i++ {
			h = (h ^ uint64(text[i])) * hashPrime
		}
		all.add(h)
		if importWords[h] {
			marks = append(marks, int32(i))
		}
		if id := d.find(h); id >= 0 {
			found[id/64] |= 1 << (id % 64)
		}
	}
	return found, all.folded(), marks
}

// scarce is how many bits a filter has for each that is set, before it is folded: afterwards, one word of 36 is claimed wrongly, at most.
const scarce = 12

// folded returns the same set in less memory. Which words a text repeats, and how often, is known only at its end.
func (b bloom) folded() bloom {
	n := len(b)
	for n > 1 && b[:n].ones()*scarce <= n*64 {
		n /= 2
		for i := range n {
			b[i] |= b[n+i] // a place of a word in the half is the one in the whole, less its highest bit
		}
	}
	return slices.Clone(b[:n])
}

func (b bloom) ones() int {
	sum := 0
	for _, x := range b {
		sum += bits.OnesCount64(x)
	}
	return sum
}
