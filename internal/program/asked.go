package program

import (
	"bytes"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/bytelyst/connaudit/internal/resolve"
)

// What a run says hangs on files only through what it asked of them. Of most it asked little: whether they have some words, what they
// import, whether a phrase stands in them. That is noted here with the answers, so that a result can be kept after a file has changed
// that still answers the same; see Record. Whoever is handed a text or a unit has asked everything.

// asked is what was asked of a file.
type asked struct {
	handed atomic.Bool // its text or its unit was handed out
	all    atomic.Bool // which words of those of its repository it mentions
	bits   []uint64    // words of the dictionary
	repo   *repoAsked

	mu      sync.Mutex
	answers []uint32 // to questions about the text, by twice their number; odd: yes
}

func (a *asked) hand() {
	if !a.handed.Load() {
		a.handed.Store(true)
	}
}

// listed notes a question for a word of the dictionary.
func (a *asked) listed(id int) {
	at, bit := &a.bits[id/64], uint64(1)<<(id%64)
	if atomic.LoadUint64(at)&bit == 0 {
		atomic.OrUint64(at, bit)
	}
}

// repoAsked is words that were asked of files of a repository: each, more or less, of all of its files.
type repoAsked struct {
	words, mentioned hashes
}

func (r *repoAsked) word(h uint64)    { r.words.add(h) }
func (r *repoAsked) mention(h uint64) { r.mentioned.add(h) }

// hashes is a set of words that grows.
type hashes struct {
	last atomic.Uint64 // the one that came last; 0 for none: it comes again, for the next file
	mu   sync.Mutex
	set  map[uint64]bool
}

func (s *hashes) add(h uint64) {
	if s.last.Load() == h {
		return
	}
	s.mu.Lock()
	if s.set == nil {
		s.set = map[uint64]bool{}
	}
	s.set[h] = true
	s.mu.Unlock()
	s.last.Store(h)
}

func (s *hashes) sorted() []uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]uint64, 0, len(s.set))
	for h := range s.set {
		out = append(out, h)
	}
	slices.Sort(out)
	return out
}

// question can be asked of a text, to be answered by yes or no.
type question struct {
	Kind   questionKind
	Words  []string
	Phrase Phrase
	Use    resolve.Use
	NoEnds bool // Phrase.Ends is there, and empty: written down it would be none at all
}

type questionKind uint8

const (
	phrased questionKind = iota // has the text the phrase?
	folded                      // or one of the words, in any spelling?
	used                        // may it use the one word in that way?
	held                        // has the file, before it is decoded, one of the words?
)

// reply answers a question by a text.
func (f *File) reply(q *question, text []byte) bool {
	switch q.Kind {
	case phrased:
		return q.Phrase.in(text)
	case folded:
		return foldsAny(text, q.Words)
	case used:
		return f.mayUse(text, q.Words[0], q.Use)
	}
	return slices.ContainsFunc(q.Words, func(w string) bool { return bytes.Contains(text, []byte(w)) })
}

// ask answers a question about the text, no if there is none, and notes that. The key is one that no other question has.
func (f *File) ask(key any, made func() question) bool {
	text := f.peek()
	if f.program.changing { // nobody will ask whether it would answer the same
		q := made()
		return text != nil && f.reply(&q, text.Text)
	}
	n, q := f.program.question(key, made)
	if text == nil {
		return f.noteAnswer(n, false)
	}
	return f.noteAnswer(n, f.reply(q, text.Text))
}

func (f *File) noteAnswer(n int, yes bool) bool {
	if f.program.changing {
		return yes
	}
	answer := uint32(n) * 2
	if yes {
		answer++
	}
	f.asked.mu.Lock()
	f.asked.answers = append(f.asked.answers, answer)
	f.asked.mu.Unlock()
	return yes
}

// usedAs is the key of a question for a use.
type usedAs struct {
	word string
	use  resolve.Use
}

// questions numbers those that are asked.
type questions struct {
	byKey sync.Map // to *numbered
	mu    sync.Mutex
	list  []question
}

type numbered struct {
	n int
	q question
}

func (p *Program) question(key any, made func() question) (n int, q *question) {
	if known, ok := p.questions.byKey.Load(key); ok {
		k := known.(*numbered)
		return k.n, &k.q
	}
	p.questions.mu.Lock()
	defer p.questions.mu.Unlock()
	if known, ok := p.questions.byKey.Load(key); ok {
		k := known.(*numbered)
		return k.n, &k.q
	}
	k := &numbered{n: len(p.questions.list), q: made()}
	p.questions.list = append(p.questions.list, k.q)
	p.questions.byKey.Store(key, k)
	return k.n, &k.q
}
